/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *ds_host_resolved_read_address (GVariant *item, int *ifindex);
char **ds_host_resolved_choose_servers (GVariant *properties, const char *name);

G_END_DECLS
