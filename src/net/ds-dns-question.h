/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-name-answer.h"

G_BEGIN_DECLS

/**
 * DsDnsQuestion:
 * @name: a host name in ASCII
 * @server: the address of the name server
 * @port: its port, 53 except in tests
 * @device: (nullable): the device to ask by; %NULL to let the routes decide
 * @tcp: whether to ask over a connection in place of datagrams (RFC 7766)
 * @timeout_ms: how long to wait
 *
 * What to ask whom.
 */
typedef struct
{
  const char *name;
  const char *server;
  guint16 port;
  const char *device;
  gboolean tcp;
  guint timeout_ms;
} DsDnsQuestion;

void ds_dns_question_async (const DsDnsQuestion *question,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
DsNameAnswer *ds_dns_question_finish (GAsyncResult *result, GError **error);

G_END_DECLS
