/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-name-answer.h"

G_BEGIN_DECLS

/**
 * DsFreshAsk:
 * @name: a host name in ASCII
 * @server: the address of a name server, or `resolved` for systemd-resolved
 * @tcp: whether to ask over a connection in place of datagrams
 * @timeout_ms: how long to wait
 *
 * What to ask whom, past whatever keeps answers.
 */
typedef struct
{
  const char *name;
  const char *server;
  gboolean tcp;
  guint timeout_ms;
} DsFreshAsk;

void ds_fresh_ask_async (DsContext *context,
                         const DsFreshAsk *order,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
DsNameAnswer *ds_fresh_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
