/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts together what NetworkManager says and what the kernel shows. NetworkManager knows names,
 * and what is set up and not in use; the kernel knows the devices others made, as VPN programs do,
 * and which way packets really go. */

#include "ds-network.h"

static gboolean
is_beyond_link (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && !g_inet_address_get_is_link_local (address) &&
         !g_inet_address_get_is_loopback (address);
}

static gboolean
has_address_beyond_link (char **addresses)
{
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (is_beyond_link (addresses[i]))
      return TRUE;
  return FALSE;
}

/* Whether both are of the same connection: an address of this computer is on one device. */
static gboolean
share_address (char **one, char **other)
{
  for (guint i = 0; one != NULL && other != NULL && one[i] != NULL; i++)
    if (is_beyond_link (one[i]) && g_strv_contains ((const char *const *) other, one[i]))
      return TRUE;
  return FALSE;
}

/* NetworkManager does not tell which device a VPN plugin made. */
static void
find_tunnel (DsConnection *connection, const DsLinks *links)
{
  for (guint i = 0; connection->device == NULL && i < links->devices->len; i++)
    {
      const DsDevice *device = g_ptr_array_index (links->devices, i);

      if (ds_device_is_tunnel (device) && share_address (connection->addresses, device->addresses))
        connection->device = g_strdup (device->name);
    }
}

/* What only stays within this computer, as the cable to a virtual machine does, is no line; what
 * leads to a router is one, whatever it is made of. NetworkManager calls both a cable. */
static void
settle_kind (DsConnection *connection, const DsLinks *links)
{
  const DsDevice *device = ds_links_find_device (links, connection->device);
  gboolean may_stay_within =
      !connection->managed || g_strcmp0 (connection->type, "802-3-ethernet") == 0;

  if (connection->kind == DS_CONNECTION_VPN)
    return;
  if (connection->gateway != NULL)
    connection->kind = DS_CONNECTION_PHYSICAL;
  else if (may_stay_within && device != NULL && !device->is_physical)
    connection->kind = DS_CONNECTION_VIRTUAL;
}

/* The device of a VPN also shows as a connection of its own, which nobody manages. */
static gboolean
is_shown_twice (const DsNetwork *network, const DsConnection *connection)
{
  if (connection->managed || connection->device == NULL)
    return FALSE;
  for (guint i = 0; i < network->connections->len; i++)
    {
      const DsConnection *other = g_ptr_array_index (network->connections, i);

      if (other->managed && ds_connection_is_in_use (other) &&
          g_strcmp0 (other->device, connection->device) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
remove_doubles (DsNetwork *network)
{
  for (guint i = network->connections->len; i-- > 0;)
    {
      DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (is_shown_twice (network, connection))
        {
          g_ptr_array_remove_index (network->connections, i);
          ds_connection_free (connection);
        }
    }
}

/* The router behind @device, by the main table: that of the widest route, IPv4 first. */
static const char *
find_gateway (const DsLinks *links, const char *device)
{
  const DsRoute *best = NULL;

  for (guint i = 0; i < links->routes->len; i++)
    {
      const DsRoute *route = g_ptr_array_index (links->routes, i);

      if (route->gateway == NULL || g_strcmp0 (route->device, device) != 0)
        continue;
      if (best == NULL || route->family < best->family ||
          (route->family == best->family && route->prefix < best->prefix))
        best = route;
    }
  return best != NULL ? best->gateway : NULL;
}

static gboolean
carries_way_out (const DsLinks *links, DsFamily family, const char *device)
{
  const DsRoute *route = ds_links_find_way_out (links, family);

  return route != NULL && device != NULL && g_strcmp0 (route->device, device) == 0;
}

static gboolean
is_in_use (const DsLinks *links, const DsDevice *device)
{
  if (!device->is_up || g_strcmp0 (device->kind, "loopback") == 0)
    return FALSE;
  return has_address_beyond_link (device->addresses) ||
         carries_way_out (links, DS_FAMILY_IPV4, device->name) ||
         carries_way_out (links, DS_FAMILY_IPV6, device->name);
}

static DsConnection *
connection_of_device (const DsLinks *links, const DsDevice *device)
{
  DsConnection *connection = ds_connection_new ();

  connection->name = g_strdup (device->name);
  connection->type = g_strdup (device->kind);
  connection->device = g_strdup (device->name);
  connection->gateway = g_strdup (find_gateway (links, device->name));
  connection->addresses = g_strdupv (device->addresses);
  connection->state = DS_CONNECTION_ACTIVE;
  connection->kind = ds_device_is_tunnel (device) ? DS_CONNECTION_VPN : DS_CONNECTION_PHYSICAL;
  settle_kind (connection, links);
  return connection;
}

/* While NetworkManager starts anew, packets go on by the line it is about to take over. */
static gboolean
adopt (DsNetwork *network, const DsLinks *links, const DsDevice *device)
{
  for (guint i = 0; i < network->connections->len; i++)
    {
      DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (connection->state != DS_CONNECTION_ACTIVATING ||
          g_strcmp0 (connection->device, device->name) != 0)
        continue;
      connection->state = DS_CONNECTION_ACTIVE;
      if (connection->addresses == NULL)
        connection->addresses = g_strdupv (device->addresses);
      if (connection->gateway == NULL)
        connection->gateway = g_strdup (find_gateway (links, device->name));
      return TRUE;
    }
  return FALSE;
}

static void
add_device (DsNetwork *network, const DsLinks *links, const DsDevice *device)
{
  if (is_in_use (links, device) && ds_network_find_device (network, device->name) == NULL &&
      !adopt (network, links, device))
    g_ptr_array_add (network->connections, connection_of_device (links, device));
}

static gboolean
has_line (const DsNetwork *network)
{
  return ds_network_find_line (network, DS_FAMILY_IPV4) != NULL ||
         ds_network_find_line (network, DS_FAMILY_IPV6) != NULL;
}

/* Whether there is anything a tunnel could go through, be it turned off. */
static gboolean
has_outlet (const DsLinks *links)
{
  for (guint i = 0; links != NULL && i < links->devices->len; i++)
    {
      const DsDevice *device = g_ptr_array_index (links->devices, i);

      if (device->is_physical || g_strcmp0 (device->kind, "veth") == 0)
        return TRUE;
    }
  return FALSE;
}

/* A tunnel leaves by another line. Where there is none, it is the line itself: a modem's dial-up,
 * or what connects a container that has no device else. */
static void
settle_lone_tunnel (DsNetwork *network, const DsLinks *links)
{
  gboolean alone = !has_outlet (links);

  if (has_line (network))
    return;
  for (guint i = 0; i < network->connections->len; i++)
    {
      DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (!connection->managed && (g_strcmp0 (connection->type, "ppp") == 0 ||
                                   (alone && (g_strcmp0 (connection->type, "tun") == 0 ||
                                              g_strcmp0 (connection->type, "tap") == 0))))
        connection->kind = DS_CONNECTION_PHYSICAL;
    }
}

static void
settle_default (DsConnection *connection, const DsLinks *links)
{
  if (links->picked->len == 0 || connection->device == NULL ||
      !ds_connection_is_in_use (connection))
    return;
  connection->is_default_ipv4 = carries_way_out (links, DS_FAMILY_IPV4, connection->device);
  connection->is_default_ipv6 = carries_way_out (links, DS_FAMILY_IPV6, connection->device);
}

static int
rank (const DsConnection *connection)
{
  if (!ds_connection_is_in_use (connection))
    return connection->state == DS_CONNECTION_ACTIVATING ? 4 : 5;
  if (connection->is_default_ipv4)
    return 0;
  if (connection->is_default_ipv6)
    return 1;
  return connection->kind == DS_CONNECTION_VIRTUAL ? 3 : 2;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const DsConnection *one = *(const DsConnection *const *) a;
  const DsConnection *other = *(const DsConnection *const *) b;
  int difference = rank (one) - rank (other);

  return difference != 0 ? difference : g_strcmp0 (one->name, other->name);
}

/**
 * ds_network_add_devices:
 * @network: what NetworkManager said, with or without connections
 * @links: (nullable): the devices and routes of this computer
 *
 * Adds to @network the connections only the kernel knows of, finds the devices of VPN plugins, and
 * says of each connection whether the way out goes through it. One that is being turned on while
 * packets go through its device already is in use. The default route's come first.
 */
void
ds_network_add_devices (DsNetwork *network, const DsLinks *links)
{
  for (guint i = 0; links != NULL && i < network->connections->len; i++)
    {
      DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (connection->kind == DS_CONNECTION_VPN && ds_connection_is_in_use (connection))
        find_tunnel (connection, links);
    }
  remove_doubles (network);
  for (guint i = 0; links != NULL && i < links->devices->len; i++)
    add_device (network, links, g_ptr_array_index (links->devices, i));
  for (guint i = 0; links != NULL && i < network->connections->len; i++)
    {
      settle_kind (g_ptr_array_index (network->connections, i), links);
      settle_default (g_ptr_array_index (network->connections, i), links);
    }
  settle_lone_tunnel (network, links);
  g_ptr_array_sort (network->connections, compare);
}
