/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-links.h"
#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsConnection:
 * @name: what people call it; the device's name where nobody named it
 * @uuid: (nullable): what it is known by to NetworkManager; %NULL for one it does not manage
 * @type: NetworkManager's word for its type (`802-3-ethernet`, `vpn`, `wireguard`, `tun`, …), or
 *   the kernel's for the device of one it does not manage
 * @service: (nullable): the VPN plugin of a connection of type `vpn`: `openvpn`
 * @kind: what sort of connection it is
 * @state: whether it is in use
 * @managed: whether NetworkManager turns it on and off; else it was only seen as a device
 * @device: (nullable): the device its packets go through
 * @gateway: (nullable): its router, IPv4 before IPv6
 * @is_default_ipv4: whether it has the IPv4 default route in force
 * @is_default_ipv6: whether it has the IPv6 default route in force
 * @addresses: (nullable): this computer's addresses there
 * @name_servers: (nullable): the name servers set for it
 * @dhcp_name_servers: (nullable): those its network hands out, in use or not
 * @domains: (nullable): the domains it answers for, `~.` for all
 * @proxy: (nullable): the address of the script (PAC) its settings name
 *
 * One connection this computer has, or has set up.
 */
typedef struct
{
  char *name;
  char *uuid;
  char *type;
  char *service;
  DsConnectionKind kind;
  DsConnectionState state;
  gboolean managed;
  char *device;
  char *gateway;
  gboolean is_default_ipv4;
  gboolean is_default_ipv6;
  char **addresses;
  char **name_servers;
  char **dhcp_name_servers;
  char **domains;
  char *proxy;
} DsConnection;

extern const DsRecordType ds_connection_type;

DsConnection *ds_connection_new (void);
void ds_connection_free (DsConnection *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsConnection, ds_connection_free)

gboolean ds_connection_is_in_use (const DsConnection *connection);

/**
 * DsNetwork:
 * @manager: what NetworkManager had to say; without it, connections are what the kernel's devices
 *   and routes show
 * @connectivity: (nullable): its own view of the way out: `none`, `portal`, `limited`, `full`
 * @metered: whether the network in use is one where data costs money
 * @connections: (element-type DsConnection): those in use, the default route's first, then VPNs
 *   that are set up and not in use
 *
 * The connections of this computer.
 */
typedef struct
{
  DsManagerState manager;
  char *connectivity;
  gboolean metered;
  GPtrArray *connections;
} DsNetwork;

extern const DsRecordType ds_network_type;

DsNetwork *ds_network_new (void);
void ds_network_free (DsNetwork *network);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsNetwork, ds_network_free)

void ds_network_add_devices (DsNetwork *network, const DsLinks *links);

GPtrArray *ds_network_find_vpns_in_use (const DsNetwork *network);
GPtrArray *ds_network_find_vpns_down (const DsNetwork *network);
gboolean ds_network_has_vpn_down (const DsNetwork *network);
const DsConnection *ds_network_find_device (const DsNetwork *network, const char *device);
const DsConnection *
ds_network_find_way (const DsNetwork *network, const DsLinks *links, const char *address);
const DsConnection *ds_network_find_line (const DsNetwork *network, DsFamily family);

G_END_DECLS
