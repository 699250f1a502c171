/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ds_host_dns_read_async (GFile *root,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char **ds_host_dns_read_finish (GAsyncResult *result, GError **error);

char **ds_host_dns_parse (const char *text, gsize length);

G_END_DECLS
