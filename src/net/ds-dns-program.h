/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *ds_dns_program_read (guint16 id, gconstpointer data, gsize length);

void ds_dns_program_async (const char *server,
                           guint16 port,
                           guint timeout_ms,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
char *ds_dns_program_finish (GAsyncResult *result, GError **error);

G_END_DECLS
