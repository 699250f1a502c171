/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-status.h"

G_BEGIN_DECLS

void ds_status_read_async (DsContext *context,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
DsStatus *ds_status_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
