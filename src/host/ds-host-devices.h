/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-host-netlink.h"
#include "ds-links.h"

G_BEGIN_DECLS

gboolean ds_host_devices_read (GFile *root, GPtrArray *devices, GError **error);

DsDevice *ds_host_devices_parse (const struct nlmsghdr *message, int *index);
char *ds_host_devices_parse_address (const struct nlmsghdr *message, int *index);

G_END_DECLS
