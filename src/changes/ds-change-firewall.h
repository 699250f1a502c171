/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-change.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGE_FIREWALL (ds_change_firewall_get_type ())
G_DECLARE_FINAL_TYPE (DsChangeFirewall, ds_change_firewall, DS, CHANGE_FIREWALL, DsChange)

gboolean ds_change_firewall_is_object (const char *object);

G_END_DECLS
