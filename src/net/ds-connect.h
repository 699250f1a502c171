/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-attempt.h"

G_BEGIN_DECLS

void ds_connect_async (const char *address,
                       guint port,
                       const char *device,
                       GBytes *payload,
                       guint timeout_ms,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
DsAttempt *ds_connect_finish (GAsyncResult *result, GError **error);

G_END_DECLS
