/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsProxy:
 * @uri: how it is written in the settings, without any user name and password; `direct://` stands
 *   for going without a proxy when those before it can't be reached
 * @host: (nullable): its name or address; %NULL for `direct://`
 * @port: its port; 0 for `direct://`
 * @source: where that is set
 * @variable: (nullable): the environment variable it was read from
 * @in_force: whether the desktop uses it for the target; one that is not was only seen
 *
 * A proxy this computer is set to use, or a setting that names one.
 */
typedef struct
{
  char *uri;
  char *host;
  guint port;
  DsProxySource source;
  char *variable;
  gboolean in_force;
} DsProxy;

extern const DsRecordType ds_proxy_type;

DsProxy *ds_proxy_new (void);
DsProxy *ds_proxy_new_for_uri (const char *uri);
void ds_proxy_free (DsProxy *proxy);
gboolean ds_proxy_is_socks (const char *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProxy, ds_proxy_free)

G_END_DECLS
