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

static const DsField links_fields[] = {
  DS_FIELD (DsLinks, addresses, STRV),
  DS_FIELD_OF_LIST (DsLinks, routes, ds_route_type),
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
 * ds_links_find_route:
 * @links: (nullable): how this computer is connected
 * @address: an address
 *
 * Policy routes are not looked at: where they differ from the main table, the packets tell.
 *
 * Returns: (nullable) (transfer none): the route of the main table a packet to @address takes
 */
const DsRoute *
ds_links_find_route (const DsLinks *links, const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  const DsRoute *best = NULL;

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
