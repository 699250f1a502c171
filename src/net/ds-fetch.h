/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-exchange.h"

G_BEGIN_DECLS

void ds_fetch_async (const char *url,
                     const char *address,
                     guint port,
                     guint timeout_ms,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
DsExchange *ds_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
