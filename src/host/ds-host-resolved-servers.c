/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which name servers systemd-resolved asks for a name: each connection may have its own, for all
 * names or for those of some domains (systemd-resolved.service(8), "Protocols and routing"). */

#include "ds-host-resolved-servers.h"

#include <string.h>

#define SERVERS_MAX 8

/**
 * ds_host_resolved_read_address:
 * @item: an address as the bus has it, `(iiay)`
 * @ifindex: (out) (optional): the connection it belongs to, 0 for none
 *
 * Returns: (transfer full) (nullable): the address; %NULL for what is none
 */
char *
ds_host_resolved_read_address (GVariant *item, int *ifindex)
{
  int index, family;
  g_autoptr (GVariant) bytes = g_variant_get_child_value (item, 2);
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const guint8 *data = g_variant_get_fixed_array (bytes, &length, 1);

  g_variant_get (item, "(ii@ay)", &index, &family, NULL);
  if (ifindex != NULL)
    *ifindex = index;
  if (!(family == G_SOCKET_FAMILY_IPV4 && length == 4) &&
      !(family == G_SOCKET_FAMILY_IPV6 && length == 16))
    return NULL;
  address = g_inet_address_new_from_bytes (data, (GSocketFamily) family);
  text = g_inet_address_to_string (address);
  /* An address of the line alone means something only together with the line. */
  if (family == G_SOCKET_FAMILY_IPV6 && g_inet_address_get_is_link_local (address) && index > 0)
    return g_strdup_printf ("%s%%%d", text, index);
  return g_steal_pointer (&text);
}

static gboolean
is_within (const char *name, const char *domain)
{
  gsize length = strlen (name);
  gsize part = strlen (domain);

  if (part == 0 || length < part || g_ascii_strcasecmp (name + length - part, domain) != 0)
    return FALSE;
  return length == part || name[length - part - 1] == '.';
}

/* How well the domains of a connection fit the name: how long the longest is that does, 1 for all
 * names, 0 for none of them. */
static gsize
rate_connection (GVariant *domains, int ifindex, const char *name, gboolean *routes_some)
{
  gsize best = 0;

  *routes_some = FALSE;
  for (gsize i = 0; domains != NULL && i < g_variant_n_children (domains); i++)
    {
      int index;
      const char *domain;
      gboolean only_routes;
      g_autoptr (GVariant) item = g_variant_get_child_value (domains, i);

      g_variant_get (item, "(i&sb)", &index, &domain, &only_routes);
      if (index != ifindex)
        continue;
      *routes_some |= only_routes && !g_str_equal (domain, ".");
      if (g_str_equal (domain, "."))
        best = MAX (best, 1);
      else if (is_within (name, domain))
        best = MAX (best, 1 + strlen (domain));
    }
  return best;
}

/* A connection that is for some domains only is left alone with other names. */
static gsize
rate (GVariant *domains, int ifindex, const char *name)
{
  gboolean routes_some;
  gsize fit = rate_connection (domains, ifindex, name, &routes_some);

  if (fit > 0)
    return fit + 1;
  return routes_some ? 0 : 1;
}

static void
add_server (GPtrArray *servers, GVariant *item, GVariant *domains, const char *name, gsize wanted)
{
  int ifindex;
  g_autofree char *address = ds_host_resolved_read_address (item, &ifindex);

  if (address != NULL && servers->len < SERVERS_MAX && rate (domains, ifindex, name) == wanted &&
      !g_ptr_array_find_with_equal_func (servers, address, g_str_equal, NULL))
    g_ptr_array_add (servers, g_steal_pointer (&address));
}

/**
 * ds_host_resolved_choose_servers:
 * @properties: the properties of the manager, `a{sv}`
 * @name: a host name in ASCII
 *
 * Pure.
 *
 * Returns: (transfer full): the name servers it asks for @name, the one in use first
 */
char **
ds_host_resolved_choose_servers (GVariant *properties, const char *name)
{
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GVariant) all = g_variant_lookup_value (properties, "DNS", G_VARIANT_TYPE ("a(iiay)"));
  g_autoptr (GVariant) current =
      g_variant_lookup_value (properties, "CurrentDNSServer", G_VARIANT_TYPE ("(iiay)"));
  g_autoptr (GVariant) domains =
      g_variant_lookup_value (properties, "Domains", G_VARIANT_TYPE ("a(isb)"));
  gsize best = 1;

  for (gsize i = 0; all != NULL && i < g_variant_n_children (all); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (all, i);
      int ifindex;

      g_variant_get_child (item, 0, "i", &ifindex);
      best = MAX (best, rate (domains, ifindex, name));
    }
  if (current != NULL)
    add_server (servers, current, domains, name, best);
  for (gsize i = 0; all != NULL && i < g_variant_n_children (all); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (all, i);

      add_server (servers, item, domains, name, best);
    }
  g_ptr_array_add (servers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&servers), FALSE);
}
