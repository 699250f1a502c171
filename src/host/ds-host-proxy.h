/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-proxy.h"

G_BEGIN_DECLS

/**
 * DsHostProxy:
 * @proxy: (owned): what may be written down
 * @uri: (owned): the proxy as the settings name it, perhaps with a password: never to be shown or
 *   kept
 *
 * One proxy the settings name.
 */
typedef struct
{
  DsProxy *proxy;
  char *uri;
} DsHostProxy;

void ds_host_proxy_free (DsHostProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostProxy, ds_host_proxy_free)

void ds_host_proxy_async (GProxyResolver *resolver,
                          const char *const *environment,
                          DsProxyMode mode,
                          const char *url,
                          guint timeout_ms,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GPtrArray *ds_host_proxy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
