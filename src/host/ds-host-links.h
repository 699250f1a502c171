/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-links.h"

G_BEGIN_DECLS

void ds_host_links_read_async (GFile *root,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DsLinks *ds_host_links_read_finish (GAsyncResult *result, GError **error);

void ds_host_links_parse_ipv4_routes (const char *text, GPtrArray *routes);
void ds_host_links_parse_ipv6_routes (const char *text, GPtrArray *routes);

G_END_DECLS
