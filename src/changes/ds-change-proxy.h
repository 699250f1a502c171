/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-change.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGE_PROXY (ds_change_proxy_get_type ())
G_DECLARE_FINAL_TYPE (DsChangeProxy, ds_change_proxy, DS, CHANGE_PROXY, DsChange)

G_END_DECLS
