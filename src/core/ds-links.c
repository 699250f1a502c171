/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-links.h"

#include <arpa/inet.h>
#include <string.h>

#include "ds-words-types.h"

static const DsField route_fields[] = {
  DS_FIELD_OF_ENUM (DsRoute, family, ds_family_get_type),
  DS_FIELD (DsRoute, destination, STRING),
  DS_FIELD (DsRoute, prefix, UINT),
  DS_FIELD (DsRoute, gateway, STRING),
  DS_FIELD (DsRoute, device, STRING),
  DS_FIELD (DsRoute, metric, UINT),
  { 0 },
};

const DsRecordType ds_route_type = { "route", sizeof (DsRoute), route_fields };

DsRoute *
ds_route_new (void)
{
  return ds_record_new (&ds_route_type);
}

void
ds_route_free (DsRoute *route)
{
  ds_record_free (&ds_route_type, route);
}

static const DsField device_fields[] = {
  DS_FIELD (DsDevice, name, STRING),    DS_FIELD (DsDevice, kind, STRING),
  DS_FIELD (DsDevice, is_up, BOOL),     DS_FIELD (DsDevice, is_physical, BOOL),
  DS_FIELD (DsDevice, addresses, STRV), { 0 },
};

const DsRecordType ds_device_type = { "device", sizeof (DsDevice), device_fields };

DsDevice *
ds_device_new (void)
{
  return ds_record_new (&ds_device_type);
}

void
ds_device_free (DsDevice *device)
{
  ds_record_free (&ds_device_type, device);
}

/**
 * ds_device_is_tunnel:
 * @device: a device
 *
 * Returns: whether what goes through it is packed up and leaves by another device
 */
gboolean
ds_device_is_tunnel (const DsDevice *device)
{
  /* The kernel's words for them, as `ip -details link` shows them. */
  static const char *const kinds[] = { "tun",  "tap",    "wireguard", "ppp",    "ovpn", "ovpn-dco",
                                       "ipip", "ip6tnl", "gre",       "ip6gre", "vti",  "vti6",
                                       "xfrm", "sit",    "l2tpeth",   NULL };

  return device->kind != NULL && g_strv_contains (kinds, device->kind);
}

static const DsField links_fields[] = {
  DS_FIELD (DsLinks, addresses, STRV),
  DS_FIELD_OF_LIST (DsLinks, routes, ds_route_type),
  DS_FIELD_OF_LIST (DsLinks, picked, ds_route_type),
  DS_FIELD_OF_LIST (DsLinks, devices, ds_device_type),
  { 0 },
};

const DsRecordType ds_links_type = { "links", sizeof (DsLinks), links_fields };

DsLinks *
ds_links_new (void)
{
  return ds_record_new (&ds_links_type);
}

void
ds_links_free (DsLinks *links)
{
  ds_record_free (&ds_links_type, links);
}

/**
 * ds_links_own_address:
 * @links: (nullable): how this computer is connected
 * @address: (nullable): an address
 *
 * Returns: whether @address is one of this computer's own, loopback included, and the unspecified
 *   address: a connection to there goes to this computer itself
 */
gboolean
ds_links_own_address (const DsLinks *links, const char *address)
{
  g_autoptr (GInetAddress) inet = address != NULL ? g_inet_address_new_from_string (address) : NULL;

  if (inet == NULL)
    return FALSE;
  if (g_inet_address_get_is_loopback (inet) || g_inet_address_get_is_any (inet))
    return TRUE;
  return links != NULL && links->addresses != NULL &&
         g_strv_contains ((const char *const *) links->addresses, address);
}

static gboolean
route_matches (const DsRoute *route, GInetAddress *address)
{
  g_autoptr (GInetAddress) network = g_inet_address_new_from_string (route->destination);
  g_autoptr (GInetAddressMask) mask = NULL;

  if (network == NULL || g_inet_address_get_family (network) != g_inet_address_get_family (address))
    return FALSE;
  mask = g_inet_address_mask_new (network, route->prefix, NULL);
  return mask != NULL && g_inet_address_mask_matches (mask, address);
}

/**
 * ds_links_find_device:
 * @links: (nullable): how this computer is connected
 * @name: (nullable): the name of a device
 *
 * Returns: (nullable) (transfer none): that device
 */
const DsDevice *
ds_links_find_device (const DsLinks *links, const char *name)
{
  for (guint i = 0; links != NULL && name != NULL && i < links->devices->len; i++)
    {
      const DsDevice *device = g_ptr_array_index (links->devices, i);

      if (g_strcmp0 (device->name, name) == 0)
        return device;
    }
  return NULL;
}

/**
 * ds_links_find_picked:
 * @links: (nullable): how this computer is connected
 * @address: (nullable): an address
 *
 * Returns: (nullable) (transfer none): the route the kernel was seen to pick for @address; %NULL
 *   where it was not asked, or has none
 */
const DsRoute *
ds_links_find_picked (const DsLinks *links, const char *address)
{
  for (guint i = 0; links != NULL && address != NULL && i < links->picked->len; i++)
    {
      const DsRoute *route = g_ptr_array_index (links->picked, i);

      if (g_strcmp0 (route->destination, address) == 0)
        return route;
    }
  return NULL;
}

/**
 * ds_links_find_route:
 * @links: (nullable): how this computer is connected
 * @address: an address
 *
 * Returns: (nullable) (transfer none): the route a packet to @address takes: the one the kernel
 *   was seen to pick, else the one of the main table, which policy routes may come before
 */
const DsRoute *
ds_links_find_route (const DsLinks *links, const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  const DsRoute *best = ds_links_find_picked (links, address);

  if (best != NULL)
    return best;
  for (guint i = 0; links != NULL && inet != NULL && i < links->routes->len; i++)
    {
      const DsRoute *route = g_ptr_array_index (links->routes, i);

      if (!route_matches (route, inet))
        continue;
      if (best == NULL || route->prefix > best->prefix ||
          (route->prefix == best->prefix && route->metric < best->metric))
        best = route;
    }
  return best;
}

/**
 * ds_links_find_way_out:
 * @links: (nullable): how this computer is connected
 * @family: IPv4 or IPv6
 *
 * Returns: (nullable) (transfer none): the route the kernel was seen to pick for what is far away
 */
const DsRoute *
ds_links_find_way_out (const DsLinks *links, DsFamily family)
{
  return ds_links_find_picked (links, family == DS_FAMILY_IPV6 ? "::" : "0.0.0.0");
}

/**
 * ds_links_have_default_route:
 * @links: (nullable): how this computer is connected
 * @family: IPv4 or IPv6
 *
 * Returns: whether packets to the internet have a way out
 */
gboolean
ds_links_have_default_route (const DsLinks *links, DsFamily family)
{
  for (guint i = 0; links != NULL && i < links->routes->len; i++)
    {
      const DsRoute *route = g_ptr_array_index (links->routes, i);

      if (route->family == family && route->prefix == 0)
        return TRUE;
    }
  return FALSE;
}
