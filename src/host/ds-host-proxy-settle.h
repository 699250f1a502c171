/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ds_host_proxy_settle_async (GProxyResolver *resolver,
                                 guint timeout_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean ds_host_proxy_settle_finish (GAsyncResult *result, GError **error);

G_END_DECLS
