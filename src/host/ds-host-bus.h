/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"

G_BEGIN_DECLS

void ds_host_bus_get_async (DsContext *context,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GDBusConnection *ds_host_bus_get_finish (GAsyncResult *result, GError **error);

gboolean ds_host_bus_is_absent (const GError *error);
gboolean ds_host_bus_is_late (const GError *error);

G_END_DECLS
