/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-exchange.h"

G_BEGIN_DECLS

/**
 * DsFetchRequest:
 * @url: what to ask for
 * @address: the IP address to connect to, whatever the name in @url resolves to
 * @port: the port to connect to
 * @proxy_uri: (nullable): the proxy that listens there, as the settings name it; may hold a
 *   password, which stays out of the result
 * @timeout_ms: how long the whole exchange may take
 *
 * One HTTP request to make.
 */
typedef struct
{
  const char *url;
  const char *address;
  guint port;
  const char *proxy_uri;
  guint timeout_ms;
} DsFetchRequest;

void ds_fetch_async (const DsFetchRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
DsExchange *ds_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
