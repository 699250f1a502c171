/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-firewall.h"

G_BEGIN_DECLS

/**
 * DsFirewallLogQuery:
 * @addresses: (array zero-terminated=1): the addresses of the target
 * @port: its port
 * @since: (nullable): lines from before that are not looked at
 *
 * What to look for in a log.
 */
typedef struct
{
  const char *const *addresses;
  guint port;
  GDateTime *since;
} DsFirewallLogQuery;

void ds_host_firewall_log_read_async (GFile *root,
                                      const DsFirewallLogQuery *query,
                                      DsFirewall *firewall,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean ds_host_firewall_log_read_finish (GAsyncResult *result, GError **error);

char *ds_host_firewall_log_parse (const char *line, const DsFirewallLogQuery *query);

G_END_DECLS
