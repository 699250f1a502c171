/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-proxy-settings.h"

G_BEGIN_DECLS

void ds_host_proxy_settings_read_async (DsContext *context,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DsProxySettings *ds_host_proxy_settings_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
