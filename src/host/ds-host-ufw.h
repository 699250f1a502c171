/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-firewall.h"

G_BEGIN_DECLS

void ds_host_ufw_read_async (GFile *root,
                             DsFirewall *firewall,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ds_host_ufw_read_finish (GAsyncResult *result, GError **error);

char *ds_host_ufw_get_setting (const char *text, gsize length, const char *key);

G_END_DECLS
