/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsRoute:
 * @family: IPv4 or IPv6
 * @destination: the network
 * @prefix: its prefix length; 0 is the default route
 * @gateway: (nullable): the router, or %NULL for a network on the link
 * @device: the device it leaves by
 * @metric: smaller is preferred
 *
 * One route.
 */
typedef struct
{
  DsFamily family;
  char *destination;
  guint prefix;
  char *gateway;
  char *device;
  guint metric;
} DsRoute;

extern const DsRecordType ds_route_type;

DsRoute *ds_route_new (void);
void ds_route_free (DsRoute *route);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsRoute, ds_route_free)

/**
 * DsLinks:
 * @addresses: (nullable): this computer's own addresses
 * @routes: (element-type DsRoute): the routes of the main table
 *
 * How this computer is connected: its addresses and routes.
 */
typedef struct
{
  char **addresses;
  GPtrArray *routes;
} DsLinks;

extern const DsRecordType ds_links_type;

DsLinks *ds_links_new (void);
void ds_links_free (DsLinks *links);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsLinks, ds_links_free)

gboolean ds_links_own_address (const DsLinks *links, const char *address);
const DsRoute *ds_links_find_route (const DsLinks *links, const char *address);
gboolean ds_links_have_default_route (const DsLinks *links, DsFamily family);

G_END_DECLS
