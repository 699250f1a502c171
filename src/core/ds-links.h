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
 * DsDevice:
 * @name: its name
 * @kind: what it is: the kernel's own word (`tun`, `wireguard`, `bridge`, `veth`, …) where it has
 *   one, else `ethernet`, `wifi`, `ppp`, `loopback` or `other`; a `tun` for whole frames is a `tap`
 * @is_up: whether it is turned on, and has a cable or a network where it needs one
 * @is_physical: whether hardware is behind it
 * @addresses: (nullable): this computer's addresses there
 *
 * One network device.
 */
typedef struct
{
  char *name;
  char *kind;
  gboolean is_up;
  gboolean is_physical;
  char **addresses;
} DsDevice;

extern const DsRecordType ds_device_type;

DsDevice *ds_device_new (void);
void ds_device_free (DsDevice *device);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDevice, ds_device_free)

gboolean ds_device_is_tunnel (const DsDevice *device);

/**
 * DsLinks:
 * @addresses: (nullable): this computer's own addresses
 * @routes: (element-type DsRoute): the routes of the main table
 * @picked: (element-type DsRoute): the routes the kernel was seen to pick, policy routes and all:
 *   for single addresses, the prefix being the whole address, and for what is far away, the prefix
 *   being 0
 * @devices: (element-type DsDevice): its network devices
 *
 * How this computer is connected.
 */
typedef struct
{
  char **addresses;
  GPtrArray *routes;
  GPtrArray *picked;
  GPtrArray *devices;
} DsLinks;

extern const DsRecordType ds_links_type;

DsLinks *ds_links_new (void);
void ds_links_free (DsLinks *links);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsLinks, ds_links_free)

gboolean ds_links_own_address (const DsLinks *links, const char *address);
const DsDevice *ds_links_find_device (const DsLinks *links, const char *name);
const DsRoute *ds_links_find_picked (const DsLinks *links, const char *address);
const DsRoute *ds_links_find_route (const DsLinks *links, const char *address);
const DsRoute *ds_links_find_way_out (const DsLinks *links, DsFamily family);
gboolean ds_links_have_default_route (const DsLinks *links, DsFamily family);

G_END_DECLS
