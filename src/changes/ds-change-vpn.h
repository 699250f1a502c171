/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-change.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGE_VPN (ds_change_vpn_get_type ())
G_DECLARE_FINAL_TYPE (DsChangeVpn, ds_change_vpn, DS, CHANGE_VPN, DsChange)

G_END_DECLS
