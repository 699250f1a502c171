/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-host-netlink.h"
#include "ds-links.h"

G_BEGIN_DECLS

DsRoute *ds_host_route_pick (const char *address, GError **error);
DsRoute *ds_host_route_pick_way_out (DsFamily family, GError **error);

DsRoute *ds_host_route_parse (const struct nlmsghdr *message);

G_END_DECLS
