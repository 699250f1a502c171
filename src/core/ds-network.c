/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-network.h"

#include "ds-words-types.h"

static const DsField connection_fields[] = {
  DS_FIELD (DsConnection, name, STRING),
  DS_FIELD (DsConnection, uuid, STRING),
  DS_FIELD (DsConnection, type, STRING),
  DS_FIELD (DsConnection, service, STRING),
  DS_FIELD_OF_ENUM (DsConnection, kind, ds_connection_kind_get_type),
  DS_FIELD_OF_ENUM (DsConnection, state, ds_connection_state_get_type),
  DS_FIELD (DsConnection, managed, BOOL),
  DS_FIELD (DsConnection, device, STRING),
  DS_FIELD (DsConnection, gateway, STRING),
  DS_FIELD (DsConnection, is_default_ipv4, BOOL),
  DS_FIELD (DsConnection, is_default_ipv6, BOOL),
  DS_FIELD (DsConnection, addresses, STRV),
  DS_FIELD (DsConnection, name_servers, STRV),
  DS_FIELD (DsConnection, dhcp_name_servers, STRV),
  DS_FIELD (DsConnection, domains, STRV),
  DS_FIELD (DsConnection, proxy, STRING),
  { 0 },
};

const DsRecordType ds_connection_type = { "connection", sizeof (DsConnection), connection_fields };

DsConnection *
ds_connection_new (void)
{
  return ds_record_new (&ds_connection_type);
}

void
ds_connection_free (DsConnection *connection)
{
  ds_record_free (&ds_connection_type, connection);
}

static const DsField network_fields[] = {
  DS_FIELD_OF_ENUM (DsNetwork, manager, ds_manager_state_get_type),
  DS_FIELD (DsNetwork, connectivity, STRING),
  DS_FIELD (DsNetwork, metered, BOOL),
  DS_FIELD_OF_LIST (DsNetwork, connections, ds_connection_type),
  { 0 },
};

const DsRecordType ds_network_type = { "network", sizeof (DsNetwork), network_fields };

DsNetwork *
ds_network_new (void)
{
  return ds_record_new (&ds_network_type);
}

void
ds_network_free (DsNetwork *network)
{
  ds_record_free (&ds_network_type, network);
}

/**
 * ds_connection_is_in_use:
 * @connection: a connection
 *
 * Returns: whether packets may go through it now
 */
gboolean
ds_connection_is_in_use (const DsConnection *connection)
{
  return connection->state == DS_CONNECTION_ACTIVE ||
         connection->state == DS_CONNECTION_DEACTIVATING;
}

static GPtrArray *
find_vpns (const DsNetwork *network, gboolean in_use)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; network != NULL && i < network->connections->len; i++)
    {
      DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (connection->kind == DS_CONNECTION_VPN && ds_connection_is_in_use (connection) == in_use)
        g_ptr_array_add (found, connection);
    }
  return found;
}

/**
 * ds_network_find_vpns_in_use:
 * @network: (nullable): the connections of this computer
 *
 * Returns: (transfer container) (element-type DsConnection): the VPNs packets may go through now
 */
GPtrArray *
ds_network_find_vpns_in_use (const DsNetwork *network)
{
  return find_vpns (network, TRUE);
}

/**
 * ds_network_find_vpns_down:
 * @network: (nullable): the connections of this computer
 *
 * Returns: (transfer container) (element-type DsConnection): the VPNs that are set up, and that no
 *   packet goes through now
 */
GPtrArray *
ds_network_find_vpns_down (const DsNetwork *network)
{
  return find_vpns (network, FALSE);
}

/**
 * ds_network_has_vpn_down:
 * @network: (nullable): the connections of this computer
 *
 * Returns: whether a VPN is set up here and not in use
 */
gboolean
ds_network_has_vpn_down (const DsNetwork *network)
{
  g_autoptr (GPtrArray) vpns = ds_network_find_vpns_down (network);

  return vpns->len > 0;
}

/**
 * ds_network_find_device:
 * @network: (nullable): the connections of this computer
 * @device: (nullable): the name of a device
 *
 * Returns: (transfer none) (nullable): the connection in use whose packets go through @device
 */
const DsConnection *
ds_network_find_device (const DsNetwork *network, const char *device)
{
  for (guint i = 0; network != NULL && device != NULL && i < network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (ds_connection_is_in_use (connection) && g_strcmp0 (connection->device, device) == 0)
        return connection;
    }
  return NULL;
}

/**
 * ds_network_find_way:
 * @network: (nullable): the connections of this computer
 * @links: (nullable): its devices and routes
 * @address: an address
 *
 * Returns: (transfer none) (nullable): the connection a packet to @address takes, as the routes
 *   are: a VPN in use is of no matter for what does not go through it
 */
const DsConnection *
ds_network_find_way (const DsNetwork *network, const DsLinks *links, const char *address)
{
  const DsRoute *route = ds_links_find_route (links, address);

  return route != NULL ? ds_network_find_device (network, route->device) : NULL;
}

/* An address that only counts on its own link (fe80::/10, RFC 4291) leads nowhere. */
static gboolean
has_address_of (const DsConnection *connection, DsFamily family)
{
  for (guint i = 0; connection->addresses != NULL && connection->addresses[i] != NULL; i++)
    {
      const char *text = connection->addresses[i];
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
      GSocketFamily wanted = family == DS_FAMILY_IPV6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4;

      if (address != NULL && g_inet_address_get_family (address) == wanted &&
          !g_inet_address_get_is_link_local (address))
        return TRUE;
    }
  return FALSE;
}

/* How well packets of @family can leave by @connection; 0 is not at all. */
static guint
rate_line (const DsConnection *connection, DsFamily family)
{
  gboolean is_default =
      family == DS_FAMILY_IPV6 ? connection->is_default_ipv6 : connection->is_default_ipv4;

  if (connection->kind != DS_CONNECTION_PHYSICAL || connection->device == NULL ||
      !ds_connection_is_in_use (connection) || !has_address_of (connection, family))
    return 0;
  if (is_default)
    return 3;
  return connection->gateway != NULL ? 2 : 1;
}

/**
 * ds_network_find_line:
 * @network: (nullable): the connections of this computer
 * @family: IPv4 or IPv6
 *
 * Finds the cable, Wi-Fi or mobile network under everything else: what is bound to its device goes
 * past a VPN.
 *
 * Returns: (transfer none) (nullable): the line that packets of @family can leave by, the best one
 *   first: with the default route, with a router, with an address
 */
const DsConnection *
ds_network_find_line (const DsNetwork *network, DsFamily family)
{
  const DsConnection *best = NULL;
  guint best_rate = 0;

  for (guint i = 0; network != NULL && i < network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (network->connections, i);
      guint rate = rate_line (connection, family);

      if (rate > best_rate)
        {
          best = connection;
          best_rate = rate;
        }
    }
  return best;
}
