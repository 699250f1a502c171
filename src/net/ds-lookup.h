/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-name-answer.h"

G_BEGIN_DECLS

void ds_lookup_async (GResolver *resolver,
                      const char *name,
                      guint timeout_ms,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
DsNameAnswer *ds_lookup_finish (GAsyncResult *result, GError **error);

G_END_DECLS
