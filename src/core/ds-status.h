/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-cache.h"
#include "ds-firewall.h"
#include "ds-links.h"
#include "ds-network.h"
#include "ds-proxy-settings.h"
#include "ds-proxy.h"

G_BEGIN_DECLS

/**
 * DsStatusGap:
 * @part: what could not be seen: `links`, `network-manager`, `proxy`, `name-servers`,
 *   `firewall`
 * @message: why
 *
 * Something a status does not tell.
 */
typedef struct
{
  char *part;
  char *message;
} DsStatusGap;

extern const DsRecordType ds_status_gap_type;

DsStatusGap *ds_status_gap_new (void);
void ds_status_gap_free (DsStatusGap *gap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsStatusGap, ds_status_gap_free)

/**
 * DsStatus:
 * @network: (nullable): the connections of this computer, VPNs that are off among them
 * @proxy_settings: (nullable): what the desktop's settings say about proxies
 * @proxies: (element-type DsProxy): the proxies in force for websites in general, the first choice
 *   first, then those that were only seen
 * @name_servers: (nullable): the name servers programs are told to ask
 * @caches: (element-type DsCache): the programs on this computer that look names up for them
 * @firewall: (nullable): what may stop connections
 * @links: (nullable): the devices and routes behind it all
 * @missing: (element-type DsStatusGap): what could not be seen
 *
 * What this computer is set to, whatever website it is about.
 */
typedef struct
{
  DsNetwork *network;
  DsProxySettings *proxy_settings;
  GPtrArray *proxies;
  char **name_servers;
  GPtrArray *caches;
  DsFirewall *firewall;
  DsLinks *links;
  GPtrArray *missing;
} DsStatus;

extern const DsRecordType ds_status_type;

DsStatus *ds_status_new (void);
void ds_status_free (DsStatus *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsStatus, ds_status_free)

void ds_status_add_gap (DsStatus *status, const char *part, const char *message);
const DsStatusGap *ds_status_find_gap (const DsStatus *status, const char *part);
gboolean ds_status_is_empty (const DsStatus *status);

G_END_DECLS
