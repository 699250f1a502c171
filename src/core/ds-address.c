/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-address.h"

/**
 * ds_address_is_nowhere:
 * @address: (nullable): an address
 *
 * Returns: whether it is this computer's loopback, or no place at all: there no website is for
 *   anybody else
 */
gboolean
ds_address_is_nowhere (const char *address)
{
  g_autoptr (GInetAddress) inet = address != NULL ? g_inet_address_new_from_string (address) : NULL;

  return inet != NULL &&
         (g_inet_address_get_is_loopback (inet) || g_inet_address_get_is_any (inet));
}

/**
 * ds_address_is_inside:
 * @address: (nullable): an address
 *
 * Returns: whether it means something within one network only (RFC 1918, RFC 3927, RFC 4193), or
 *   is nowhere
 */
gboolean
ds_address_is_inside (const char *address)
{
  g_autoptr (GInetAddress) inet = address != NULL ? g_inet_address_new_from_string (address) : NULL;

  if (inet == NULL)
    return FALSE;
  /* GLib knows only the older kind of these addresses. */
  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
      (g_inet_address_to_bytes (inet)[0] & 0xfe) == 0xfc)
    return TRUE;
  return g_inet_address_get_is_site_local (inet) || g_inet_address_get_is_link_local (inet) ||
         ds_address_is_nowhere (address);
}
