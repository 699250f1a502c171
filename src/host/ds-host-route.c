/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which way the kernel would send a packet, as `ip route get` asks it: policy routes, which are not
 * in the main table, count. Nothing is sent to a network. */

#include "ds-host-route.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

/* Addresses that are far away wherever this computer is: those of a root name server. */
#define FAR_IPV4 "198.41.0.4"
#define FAR_IPV6 "2001:503:ba3e::2:30"

/* The router may be of the other family (RFC 5549). */
static char *
read_gateway (const struct rtattr *const *attributes, guint8 family)
{
  const struct rtattr *attribute = attributes[RTA_VIA];
  const struct rtvia *via = attribute != NULL ? RTA_DATA (attribute) : NULL;
  gsize size;
  char text[INET6_ADDRSTRLEN];

  if (attributes[RTA_GATEWAY] != NULL)
    return ds_host_netlink_read_address (attributes[RTA_GATEWAY], family);
  if (via == NULL || RTA_PAYLOAD (attribute) < sizeof *via)
    return NULL;
  size = via->rtvia_family == AF_INET6 ? sizeof (struct in6_addr) : sizeof (struct in_addr);
  if (RTA_PAYLOAD (attribute) < sizeof *via + size)
    return NULL;
  return g_strdup (inet_ntop (via->rtvia_family, via->rtvia_addr, text, sizeof text));
}

/**
 * ds_host_route_parse:
 * @message: a message of rtnetlink(7)
 *
 * Returns: (transfer full) (nullable): the way an `RTM_NEWROUTE` tells of; %NULL for any other
 *   message, one that is cut short, and a route that leads nowhere
 */
DsRoute *
ds_host_route_parse (const struct nlmsghdr *message)
{
  const struct rtmsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[RTA_VIA + 1];
  g_autoptr (DsRoute) route = ds_route_new ();
  char name[IF_NAMESIZE];

  if (message->nlmsg_type != RTM_NEWROUTE || message->nlmsg_len < NLMSG_LENGTH (sizeof *info) ||
      (info->rtm_type != RTN_UNICAST && info->rtm_type != RTN_LOCAL))
    return NULL;
  ds_host_netlink_read_attributes (RTM_RTA (info), RTM_PAYLOAD (message), attributes,
                                   G_N_ELEMENTS (attributes));
  route->family = info->rtm_family == AF_INET6 ? DS_FAMILY_IPV6 : DS_FAMILY_IPV4;
  route->destination = ds_host_netlink_read_address (attributes[RTA_DST], info->rtm_family);
  route->prefix = info->rtm_dst_len;
  route->gateway = read_gateway (attributes, info->rtm_family);
  route->metric = ds_host_netlink_read_number (attributes[RTA_PRIORITY]) & G_MAXINT;
  if (if_indextoname (ds_host_netlink_read_number (attributes[RTA_OIF]), name) == NULL)
    return NULL;
  route->device = g_strdup (name);
  return g_steal_pointer (&route);
}

static void
keep_route (const struct nlmsghdr *message, gpointer user_data)
{
  DsRoute **route = user_data;

  if (*route == NULL)
    *route = ds_host_route_parse (message);
}

/**
 * ds_host_route_pick:
 * @address: an IPv4 or IPv6 address
 * @error: return location for a #GIOErrorEnum: %G_IO_ERROR_NETWORK_UNREACHABLE or
 *   %G_IO_ERROR_HOST_UNREACHABLE where no way leads there, %G_IO_ERROR_PERMISSION_DENIED or
 *   %G_IO_ERROR_INVALID_ARGUMENT where a route forbids it or swallows the packets
 *
 * Asks the kernel which way a packet of this program to @address would take now.
 *
 * Returns: (transfer full) (nullable): the way, its destination being @address; %NULL with @error
 *   set
 */
DsRoute *
ds_host_route_pick (const char *address, GError **error)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  gsize size = inet != NULL ? g_inet_address_get_native_size (inet) : 0;
  struct
  {
    struct nlmsghdr header;
    struct rtmsg info;
    struct rtattr attribute;
    guint8 bytes[16];
  } request = { 0 };
  DsRoute *route = NULL;

  if (inet == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not an address");
      return NULL;
    }
  request.header.nlmsg_len = (guint32) (G_STRUCT_OFFSET (typeof (request), bytes) + size);
  request.header.nlmsg_type = RTM_GETROUTE;
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.header.nlmsg_seq = 1;
  request.info.rtm_family = size == 16 ? AF_INET6 : AF_INET;
  request.info.rtm_dst_len = (guint8) (8 * size);
  request.attribute.rta_type = RTA_DST;
  request.attribute.rta_len = (gushort) RTA_LENGTH (size);
  memcpy (request.bytes, g_inet_address_to_bytes (inet), size);
  if (!ds_host_netlink_ask (&request.header, keep_route, &route, error))
    return NULL;
  if (route == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, "No way leads there");
      return NULL;
    }
  g_free (route->destination);
  route->destination = g_strdup (address);
  route->prefix = (guint) (8 * size);
  return route;
}

/**
 * ds_host_route_pick_way_out:
 * @family: IPv4 or IPv6
 * @error: return location for a #GIOErrorEnum, as for ds_host_route_pick()
 *
 * Asks the kernel which way a packet to somewhere far away would take.
 *
 * Returns: (transfer full) (nullable): the way, its destination being the whole of @family
 */
DsRoute *
ds_host_route_pick_way_out (DsFamily family, GError **error)
{
  DsRoute *route = ds_host_route_pick (family == DS_FAMILY_IPV6 ? FAR_IPV6 : FAR_IPV4, error);

  if (route == NULL)
    return NULL;
  g_free (route->destination);
  route->destination = g_strdup (family == DS_FAMILY_IPV6 ? "::" : "0.0.0.0");
  route->prefix = 0;
  return route;
}
