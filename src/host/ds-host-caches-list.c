/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what was seen of the programs that look names up: which of them keep answers. */

#include <string.h>

#include "ds-host-caches.h"

#define SERVERS_MAX 8

/**
 * ds_host_caches_free:
 * @caches: (transfer full): what was seen
 */
void
ds_host_caches_free (DsHostCaches *caches)
{
  g_strfreev (caches->listed);
  g_clear_pointer (&caches->resolved, ds_host_resolved_free);
  g_free (caches->manager_mode);
  g_strfreev (caches->manager_servers);
  g_free (caches);
}

/* Where systemd-resolved takes questions from programs that ask by datagram. */
static gboolean
is_resolved_stub (const char *address)
{
  return g_str_equal (address, "127.0.0.53") || g_str_equal (address, "127.0.0.54");
}

static gboolean
is_loopback (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL && g_inet_address_get_is_loopback (inet);
}

/**
 * ds_host_caches_find_local:
 * @caches: what was seen
 *
 * Returns: (nullable) (transfer none): the name server on this computer itself that programs are
 *   told to ask, apart from that of systemd-resolved
 */
const char *
ds_host_caches_find_local (const DsHostCaches *caches)
{
  for (guint i = 0; caches->listed != NULL && caches->listed[i] != NULL; i++)
    if (is_loopback (caches->listed[i]) && !is_resolved_stub (caches->listed[i]))
      return caches->listed[i];
  return NULL;
}

static char **
without_loopback (char **servers)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; servers != NULL && servers[i] != NULL; i++)
    if (!is_loopback (servers[i]))
      g_strv_builder_add (builder, servers[i]);
  return g_strv_builder_end (builder);
}

static void
add (GPtrArray *list, DsCacheKind kind, const char *address, char **servers)
{
  DsCache *cache = ds_cache_new ();

  cache->kind = kind;
  cache->address = g_strdup (address);
  cache->servers = without_loopback (servers);
  g_ptr_array_add (list, cache);
}

/* A name server says what it is when it is asked for `version.bind`; many say more than the name.
 */
static DsCacheKind
find_kind (const DsHostCaches *caches, const char *program)
{
  if (g_strcmp0 (caches->manager_mode, "dnsmasq") == 0)
    return DS_CACHE_NM_DNSMASQ;
  if (program != NULL && g_ascii_strncasecmp (program, "dnsmasq", 7) == 0)
    return DS_CACHE_DNSMASQ;
  if (program != NULL && g_ascii_strncasecmp (program, "unbound", 7) == 0)
    return DS_CACHE_UNBOUND;
  return DS_CACHE_OTHER;
}

/* The stub of systemd-resolved in the list, if programs ask it that way. */
static const char *
find_stub (const DsHostCaches *caches)
{
  for (guint i = 0; caches->listed != NULL && caches->listed[i] != NULL; i++)
    if (is_resolved_stub (caches->listed[i]))
      return caches->listed[i];
  return NULL;
}

/**
 * ds_host_caches_list:
 * @caches: what was seen
 * @program: (nullable): what the name server on this computer says it is
 *
 * Pure.
 *
 * Returns: (transfer full) (element-type DsCache): the programs that keep answers, the first to be
 *   asked first
 */
GPtrArray *
ds_host_caches_list (const DsHostCaches *caches, const char *program)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_cache_free);
  const char *local = ds_host_caches_find_local (caches);
  const char *stub = find_stub (caches);

  if (caches->has_nscd)
    add (list, DS_CACHE_NSCD, NULL, caches->listed);
  if (caches->resolved != NULL)
    add (list, DS_CACHE_RESOLVED, stub, caches->resolved->servers);
  else if (stub != NULL)
    add (list, DS_CACHE_RESOLVED, stub, caches->manager_servers);
  if (local != NULL)
    add (list, find_kind (caches, program), local, caches->manager_servers);
  return list;
}

/* --- What NetworkManager says --- */

static void
add_servers (GPtrArray *servers, GVariant *entry)
{
  g_autoptr (GVariant) list =
      g_variant_lookup_value (entry, "nameservers", G_VARIANT_TYPE_STRING_ARRAY);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      const char *server;

      g_variant_get_child (list, i, "&s", &server);
      if (g_hostname_is_ip_address (server) && servers->len < SERVERS_MAX &&
          !g_ptr_array_find_with_equal_func (servers, server, g_str_equal, NULL))
        g_ptr_array_add (servers, g_strdup (server));
    }
}

/* A VPN is for all names, or for those of some domains only. */
static gboolean
is_for_all (GVariant *entry)
{
  g_autoptr (GVariant) domains =
      g_variant_lookup_value (entry, "domains", G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **list = domains != NULL ? g_variant_get_strv (domains, NULL) : NULL;

  return list == NULL || list[0] == NULL || g_strv_contains (list, "~.");
}

/**
 * ds_host_caches_parse_servers:
 * @configuration: (nullable): the property `Configuration` of NetworkManager's DnsManager,
 *   `aa{sv}`
 *
 * Pure. Whatever is of another type counts as missing.
 *
 * Returns: (transfer full): the name servers in it for any name, the most important first; those of
 *   a VPN alone where one is for all names
 */
char **
ds_host_caches_parse_servers (GVariant *configuration)
{
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func (g_free);
  gboolean readable =
      configuration != NULL && g_variant_is_of_type (configuration, G_VARIANT_TYPE ("aa{sv}"));
  gboolean only_vpn = FALSE;

  for (gsize i = 0; readable && i < g_variant_n_children (configuration); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (configuration, i);
      gboolean is_vpn = FALSE;

      g_variant_lookup (entry, "vpn", "b", &is_vpn);
      if (is_vpn && !is_for_all (entry))
        continue;
      if (only_vpn && !is_vpn)
        break;
      only_vpn |= is_vpn;
      add_servers (servers, entry);
    }
  g_ptr_array_add (servers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&servers), FALSE);
}

/* --- What the settings of nscd say --- */

/**
 * ds_host_caches_nscd_keeps_hosts:
 * @text: what `nscd.conf` says
 * @length: its length
 *
 * Returns: whether it keeps the addresses of hosts, as it does where the file does not say
 *   otherwise (nscd.conf(5))
 */
gboolean
ds_host_caches_nscd_keeps_hosts (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  gboolean keeps = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *rest = NULL;
      const char *word = strtok_r (lines[i], " \t\r", &rest);
      const char *service = word != NULL ? strtok_r (NULL, " \t\r", &rest) : NULL;
      const char *value = service != NULL ? strtok_r (NULL, " \t\r", &rest) : NULL;

      if (value != NULL && g_str_equal (word, "enable-cache") && g_str_equal (service, "hosts"))
        keeps = !g_str_equal (value, "no");
    }
  return keeps;
}
