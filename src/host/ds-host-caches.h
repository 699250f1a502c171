/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-cache.h"
#include "ds-context.h"
#include "ds-host-resolved.h"

G_BEGIN_DECLS

/**
 * DsHostCaches:
 * @listed: (owned): the name servers programs are told to ask, as `resolv.conf` has them
 * @resolved: (owned) (nullable): systemd-resolved, where it runs
 * @manager_mode: (owned) (nullable): how NetworkManager has names looked up: `dnsmasq`,
 *   `systemd-resolved`, `default`, `none`
 * @manager_servers: (owned) (nullable): the name servers of its connections
 * @has_nscd: whether the name service cache of the C library takes questions
 *
 * What was seen of the programs that look names up on this computer.
 */
typedef struct
{
  char **listed;
  DsHostResolved *resolved;
  char *manager_mode;
  char **manager_servers;
  gboolean has_nscd;
} DsHostCaches;

void ds_host_caches_free (DsHostCaches *caches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostCaches, ds_host_caches_free)

const char *ds_host_caches_find_local (const DsHostCaches *caches);
GPtrArray *ds_host_caches_list (const DsHostCaches *caches, const char *program);
char **ds_host_caches_parse_servers (GVariant *configuration);
gboolean ds_host_caches_nscd_keeps_hosts (const char *text, gsize length);

void ds_host_caches_read_async (DsContext *context,
                                const char *name,
                                guint timeout_ms,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
DsHostCaches *ds_host_caches_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
