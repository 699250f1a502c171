/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-host-vpn.h"

G_BEGIN_DECLS

#define DS_HOST_NM_NAME "org.freedesktop.NetworkManager"

void ds_host_nm_get_objects_async (GDBusConnection *bus,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GVariant *ds_host_nm_get_objects_finish (GObject *bus, GAsyncResult *result, GError **error);

G_END_DECLS
