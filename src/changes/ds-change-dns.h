/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-change.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGE_DNS (ds_change_dns_get_type ())
G_DECLARE_FINAL_TYPE (DsChangeDns, ds_change_dns, DS, CHANGE_DNS, DsChange)

G_END_DECLS
