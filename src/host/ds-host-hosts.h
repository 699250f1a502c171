/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-hosts-file.h"

G_BEGIN_DECLS

void ds_host_hosts_read_async (GFile *root,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DsHostsFile *ds_host_hosts_read_finish (GAsyncResult *result, GError **error);

void ds_host_hosts_parse (
    const char *text, gsize length, const char *file, const char *name, DsHostsFile *hosts);

G_END_DECLS
