/* SPDX-License-Identifier: GPL-3.0-or-later */

/* This computer's own addresses, by getifaddrs(3), its routes, by /proc/net, its devices and its
 * way out, by rtnetlink(7): all can be read by anybody, inside a sandbox too, and whether or not
 * NetworkManager runs. */

#include "ds-host-links.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/ipv6_route.h>
#include <linux/route.h>
#include <stdlib.h>
#include <string.h>

#include "ds-host-devices.h"
#include "ds-host-route.h"

#define N_IPV4_COLUMNS 8
#define N_IPV6_COLUMNS 10

typedef struct
{
  DsLinks *links; /* (owned) (nullable) */
  guint files_left;
} State;

static void
state_free (State *state)
{
  g_clear_pointer (&state->links, ds_links_free);
  g_free (state);
}

static gboolean
parse_hex (const char *word, guint32 *value)
{
  guint64 parsed;

  if (!g_ascii_string_to_unsigned (word, 16, 0, G_MAXUINT32, &parsed, NULL))
    return FALSE;
  *value = (guint32) parsed;
  return TRUE;
}

/* The kernel prints the four bytes in network order as one number in the order of this machine. */
static char *
ipv4_to_string (guint32 raw)
{
  char text[INET_ADDRSTRLEN];

  return g_strdup (inet_ntop (AF_INET, &raw, text, sizeof text));
}

static DsRoute *
parse_ipv4_route (char **words)
{
  g_autoptr (DsRoute) route = ds_route_new ();
  guint32 destination;
  guint32 gateway;
  guint32 flags;
  guint32 mask;
  guint64 metric;

  if (g_strv_length (words) < N_IPV4_COLUMNS || !parse_hex (words[1], &destination) ||
      !parse_hex (words[2], &gateway) || !parse_hex (words[3], &flags) ||
      !g_ascii_string_to_unsigned (words[6], 10, 0, G_MAXINT, &metric, NULL) ||
      !parse_hex (words[7], &mask) || (flags & RTF_UP) == 0 || (flags & RTF_REJECT) != 0)
    return NULL;
  route->family = DS_FAMILY_IPV4;
  route->destination = ipv4_to_string (destination);
  route->prefix = (guint) __builtin_popcount (mask);
  route->gateway = (flags & RTF_GATEWAY) != 0 ? ipv4_to_string (gateway) : NULL;
  route->device = g_strdup (words[0]);
  route->metric = (guint) metric;
  return g_steal_pointer (&route);
}

/* Splits at white space, without empty words. */
static char **
split_words (const char *line)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (line, " \t", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

/**
 * ds_host_links_parse_ipv4_routes:
 * @text: what `/proc/net/route` says
 * @routes: (element-type DsRoute): the list to add to
 */
void
ds_host_links_parse_ipv4_routes (const char *text, GPtrArray *routes)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = split_words (lines[i]);
      DsRoute *route = parse_ipv4_route (words);

      if (route != NULL)
        g_ptr_array_add (routes, route);
    }
}

static char *
parse_ipv6 (const char *word)
{
  guint8 bytes[16];
  char text[INET6_ADDRSTRLEN];

  if (strlen (word) != 32)
    return NULL;
  for (guint i = 0; i < 16; i++)
    {
      int high = g_ascii_xdigit_value (word[2 * i]);
      int low = g_ascii_xdigit_value (word[2 * i + 1]);

      if (high < 0 || low < 0)
        return NULL;
      bytes[i] = (guint8) (high << 4 | low);
    }
  return g_strdup (inet_ntop (AF_INET6, bytes, text, sizeof text));
}

static DsRoute *
parse_ipv6_route (char **words)
{
  g_autoptr (DsRoute) route = ds_route_new ();
  g_autofree char *gateway = NULL;
  guint32 prefix;
  guint32 metric;
  guint32 flags;

  if (g_strv_length (words) < N_IPV6_COLUMNS || !parse_hex (words[1], &prefix) || prefix > 128 ||
      !parse_hex (words[5], &metric) || !parse_hex (words[8], &flags) || (flags & RTF_UP) == 0 ||
      (flags & (RTF_REJECT | RTF_LOCAL | RTF_ANYCAST)) != 0 || g_str_equal (words[9], "lo"))
    return NULL;
  route->destination = parse_ipv6 (words[0]);
  gateway = parse_ipv6 (words[4]);
  if (route->destination == NULL || gateway == NULL)
    return NULL;
  route->family = DS_FAMILY_IPV6;
  route->prefix = prefix;
  route->gateway = (flags & RTF_GATEWAY) != 0 ? g_steal_pointer (&gateway) : NULL;
  route->device = g_strdup (words[9]);
  route->metric = MIN (metric, G_MAXINT);
  return g_steal_pointer (&route);
}

/**
 * ds_host_links_parse_ipv6_routes:
 * @text: what `/proc/net/ipv6_route` says
 * @routes: (element-type DsRoute): the list to add to
 */
void
ds_host_links_parse_ipv6_routes (const char *text, GPtrArray *routes)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = split_words (lines[i]);
      DsRoute *route = parse_ipv6_route (words);

      if (route != NULL)
        g_ptr_array_add (routes, route);
    }
}

static char **
read_own_addresses (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  struct ifaddrs *list = NULL;

  if (getifaddrs (&list) != 0)
    return NULL;
  for (struct ifaddrs *entry = list; entry != NULL; entry = entry->ifa_next)
    {
      char text[INET6_ADDRSTRLEN];
      const void *bytes = NULL;

      if (entry->ifa_addr != NULL && entry->ifa_addr->sa_family == AF_INET)
        bytes = &((struct sockaddr_in *) entry->ifa_addr)->sin_addr;
      else if (entry->ifa_addr != NULL && entry->ifa_addr->sa_family == AF_INET6)
        bytes = &((struct sockaddr_in6 *) entry->ifa_addr)->sin6_addr;
      if (bytes != NULL && inet_ntop (entry->ifa_addr->sa_family, bytes, text, sizeof text) != NULL)
        g_strv_builder_add (builder, text);
    }
  freeifaddrs (list);
  return g_strv_builder_end (builder);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  state->files_left--;
  if (g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, &error))
    {
      if (g_str_equal (name, "route"))
        ds_host_links_parse_ipv4_routes (text, state->links->routes);
      else
        ds_host_links_parse_ipv6_routes (text, state->links->routes);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) && !g_task_had_error (task))
    {
      /* A kernel without IPv6 has no such file; anything else means routes are not known. */
      g_task_return_error (task, g_steal_pointer (&error));
    }
  if (state->files_left == 0 && !g_task_had_error (task))
    g_task_return_pointer (task, g_steal_pointer (&state->links), (GDestroyNotify) ds_links_free);
}

/* Where the kernel does not tell, the addresses and the main table are what is known. */
static void
ask_kernel (GFile *root, DsLinks *links)
{
  static const DsFamily families[] = { DS_FAMILY_IPV4, DS_FAMILY_IPV6 };

  ds_host_devices_read (root, links->devices, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      DsRoute *route = ds_host_route_pick_way_out (families[i], NULL);

      if (route != NULL)
        g_ptr_array_add (links->picked, route);
    }
}

/**
 * ds_host_links_read_async:
 * @root: the root of the file system
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are read
 * @user_data: data for @callback
 *
 * Reads how this computer is connected.
 */
void
ds_host_links_read_async (GFile *root,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  static const char *const files[] = { "proc/net/route", "proc/net/ipv6_route" };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_links_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->links = ds_links_new ();
  state->links->addresses = read_own_addresses ();
  ask_kernel (root, state->links);
  state->files_left = G_N_ELEMENTS (files);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GFile) file = g_file_resolve_relative_path (root, files[i]);

      g_file_load_contents_async (file, cancellable, loaded_cb, g_object_ref (task));
    }
}

/**
 * ds_host_links_read_finish:
 * @result: the result given to the callback
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): this computer's addresses and routes
 */
DsLinks *
ds_host_links_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
