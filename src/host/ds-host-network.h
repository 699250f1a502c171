/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-network.h"

G_BEGIN_DECLS

void ds_host_network_read_async (DsContext *context,
                                 guint timeout_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DsNetwork *ds_host_network_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
