/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ds_host_load_async (GFile *file,
                         gsize length_max,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
void ds_host_load_end_async (GFile *file,
                             gsize length_max,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GBytes *ds_host_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
