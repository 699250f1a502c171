/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-firewall.h"

G_BEGIN_DECLS

void ds_host_firewall_read_async (DsContext *context,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DsFirewall *ds_host_firewall_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
