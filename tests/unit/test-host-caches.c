/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What keeps answers on this computer: what the services say, and what is made of it. */

#include <string.h>

#include "ds-dns-program.h"
#include "ds-host-caches.h"
#include "ds-words-types.h"

/* --- Which name servers systemd-resolved asks --- */

#define HOME  "(2, 2, [byte 192, 0, 2, 1])"
#define HOME2 "(2, 2, [byte 192, 0, 2, 2])"
#define VPN   "(3, 2, [byte 10, 8, 0, 1])"
#define LINE  "(2, 10, [byte 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])"

typedef struct
{
  const char *name;
  const char *properties;
  const char *servers;
} ServersRow;

static const ServersRow servers_rows[] = {
  { "none", "@a{sv} {}", "" },
  { "one", "{'DNS': <[" HOME "]>}", "192.0.2.1" },
  { "in-use-first", "{'DNS': <[" HOME ", " HOME2 "]>, 'CurrentDNSServer': <" HOME2 ">}",
    "192.0.2.2 192.0.2.1" },
  { "of-the-line", "{'DNS': <[" LINE "]>}", "fe80::1%2" },
  { "vpn-for-all", "{'DNS': <[" HOME ", " VPN "]>, 'Domains': <[(3, '.', true)]>}", "10.8.0.1" },
  { "vpn-for-some", "{'DNS': <[" HOME ", " VPN "]>, 'Domains': <[(3, 'corp.example', true)]>}",
    "192.0.2.1" },
  { "vpn-for-this", "{'DNS': <[" HOME ", " VPN "]>, 'Domains': <[(3, 'shop.example', true)]>}",
    "10.8.0.1" },
  { "part-of-a-word", "{'DNS': <[" HOME ", " VPN "]>, 'Domains': <[(3, 'op.example', true)]>}",
    "192.0.2.1" },
  { "search-domain", "{'DNS': <[" HOME ", " VPN "]>, 'Domains': <[(2, 'home.example', false)]>}",
    "192.0.2.1 10.8.0.1" },
  { "other-type", "{'DNS': <'192.0.2.1'>, 'Domains': <7>}", "" },
  { "odd-addresses", "{'DNS': <[(2, 2, [byte 1, 2]), (2, 99, [byte 1, 2, 3, 4])]>}", "" },
};

static void
test_servers (gconstpointer data)
{
  const ServersRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) properties =
      g_variant_parse (G_VARIANT_TYPE_VARDICT, row->properties, NULL, NULL, &error);
  g_autoptr (DsHostResolved) resolved = NULL;
  g_autofree char *servers = NULL;

  g_assert_no_error (error);
  resolved = ds_host_resolved_parse (properties, "www.shop.example");
  servers = g_strjoinv (" ", resolved->servers);
  g_assert_cmpstr (servers, ==, row->servers);
}

static void
test_statistics (void)
{
  g_autoptr (GVariant) properties = g_variant_ref_sink (
      g_variant_new_parsed ("{'CacheStatistics': <(uint64 7, uint64 1, uint64 2)>}"));
  g_autoptr (DsHostResolved) resolved = ds_host_resolved_parse (properties, "shop.example");

  g_assert_cmpuint (resolved->kept, ==, 7);
}

/* --- What NetworkManager says --- */

typedef struct
{
  const char *name;
  const char *configuration;
  const char *servers;
} ManagerRow;

#define LINE_ENTRY "{'nameservers': <['192.0.2.1', 'no address', '192.0.2.1']>, 'vpn': <false>}"

static const ManagerRow manager_rows[] = {
  { "line", "[" LINE_ENTRY ", {'nameservers': <7>}, @a{sv} {}]", "192.0.2.1" },
  { "vpn-for-all", "[{'nameservers': <['10.8.0.1']>, 'vpn': <true>}, " LINE_ENTRY "]", "10.8.0.1" },
  { "vpn-says-for-all",
    "[{'nameservers': <['10.8.0.1']>, 'vpn': <true>, 'domains': <['~.']>}, " LINE_ENTRY "]",
    "10.8.0.1" },
  { "vpn-for-some",
    "[{'nameservers': <['10.8.0.1']>, 'vpn': <true>, 'domains': <['corp.example']>}, " LINE_ENTRY
    "]",
    "192.0.2.1" },
  { "other-type", "'?'", "" },
};

static void
test_manager (gconstpointer data)
{
  const ManagerRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) configuration =
      g_variant_parse (NULL, row->configuration, NULL, NULL, &error);
  g_auto (GStrv) servers = NULL;
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  servers = ds_host_caches_parse_servers (configuration);
  all = g_strjoinv (" ", servers);
  g_assert_cmpstr (all, ==, row->servers);
}

/* --- What is made of it --- */

typedef struct
{
  const char *name;
  const char *listed;
  const char *resolved; /* (nullable): its servers */
  const char *mode;     /* (nullable) */
  const char *manager;  /* (nullable): its servers */
  gboolean nscd;
  const char *program; /* (nullable) */
  const char *caches;  /* `KIND ADDRESS SERVER…, …` */
} ListRow;

static const ListRow list_rows[] = {
  { "nothing", "192.0.2.1", NULL, "default", "192.0.2.1", FALSE, NULL, "" },
  { "resolved", "127.0.0.53", "192.0.2.1", "systemd-resolved", "192.0.2.1", FALSE, NULL,
    "resolved 127.0.0.53 192.0.2.1" },
  { "resolved-by-its-module", "192.0.2.1", "192.0.2.1", NULL, NULL, FALSE, NULL,
    "resolved - 192.0.2.1" },
  /* A sandbox may keep its bus name out of reach. */
  { "resolved-unseen", "127.0.0.53", NULL, NULL, NULL, FALSE, NULL, "resolved 127.0.0.53" },
  { "nm-dnsmasq", "127.0.0.1", NULL, "dnsmasq", "192.0.2.1 127.0.0.1", FALSE, "dnsmasq-2.90",
    "nm-dnsmasq 127.0.0.1 192.0.2.1" },
  { "dnsmasq", "127.0.0.1", NULL, "default", NULL, FALSE, "dnsmasq-2.90", "dnsmasq 127.0.0.1" },
  { "unbound", "::1", NULL, NULL, "192.0.2.1", FALSE, "unbound 1.17.1", "unbound ::1 192.0.2.1" },
  { "says-nothing", "127.0.0.1 192.0.2.1", NULL, NULL, NULL, FALSE, NULL, "other 127.0.0.1" },
  { "says-something", "127.0.0.1", NULL, NULL, NULL, FALSE, "9.18-Debian", "other 127.0.0.1" },
  { "nscd", "192.0.2.1 192.0.2.2", NULL, NULL, NULL, TRUE, NULL, "nscd - 192.0.2.1 192.0.2.2" },
  { "nscd-before-resolved", "127.0.0.53", "192.0.2.1", NULL, NULL, TRUE, NULL,
    "nscd -, resolved 127.0.0.53 192.0.2.1" },
};

static char *
describe (GPtrArray *caches)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < caches->len; i++)
    {
      const DsCache *cache = g_ptr_array_index (caches, i);
      g_autofree char *servers = g_strjoinv (" ", cache->servers);

      g_string_append_printf (text, "%s%s %s%s%s", i > 0 ? ", " : "",
                              ds_enum_to_nick (DS_TYPE_CACHE_KIND, (int) cache->kind),
                              cache->address != NULL ? cache->address : "-",
                              *servers != '\0' ? " " : "", servers);
    }
  return g_string_free (text, FALSE);
}

static void
test_list (gconstpointer data)
{
  const ListRow *row = data;
  g_autoptr (DsHostCaches) caches = g_new0 (DsHostCaches, 1);
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *text = NULL;

  caches->listed = g_strsplit (row->listed, " ", -1);
  if (row->resolved != NULL)
    {
      caches->resolved = g_new0 (DsHostResolved, 1);
      caches->resolved->servers = g_strsplit (row->resolved, " ", -1);
    }
  caches->manager_mode = g_strdup (row->mode);
  if (row->manager != NULL)
    caches->manager_servers = g_strsplit (row->manager, " ", -1);
  caches->has_nscd = row->nscd;
  list = ds_host_caches_list (caches, row->program);
  text = describe (list);
  g_assert_cmpstr (text, ==, row->caches);
}

/* --- The settings of nscd --- */

static void
test_nscd (void)
{
  static const struct
  {
    const char *text;
    gboolean keeps;
  } rows[] = {
    { "", TRUE },
    { "enable-cache hosts yes\n", TRUE },
    { "\tenable-cache\t\thosts\t\tno\n", FALSE },
    { "# enable-cache hosts no\n", TRUE },
    { "enable-cache passwd no\n", TRUE },
    { "enable-cache hosts no\nenable-cache hosts yes\n", TRUE },
    { "enable-cache hosts", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ds_host_caches_nscd_keeps_hosts (rows[i].text, strlen (rows[i].text)), ==,
                     rows[i].keeps);
}

/* --- What a name server says it is --- */

#define QUESTION                                                                                   \
  "\x07version\x04"                                                                                \
  "bind\x00\x00\x10\x00\x03"
#define ANSWER(text) "\xc0\x0c\x00\x10\x00\x03\x00\x00\x00\x00" text

typedef struct
{
  const char *name;
  const char *data;
  gsize length;
  const char *program; /* (nullable) */
} ProgramRow;

#define PROGRAM_ROW(row_name, bytes, what)                                                         \
  {                                                                                                \
    row_name, bytes, sizeof (bytes) - 1, what                                                      \
  }

static const ProgramRow program_rows[] = {
  PROGRAM_ROW ("told",
               "\x01\x02\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00" QUESTION ANSWER ("\x00\x05\x04"
                                                                                   "bind"),
               "bind"),
  PROGRAM_ROW ("unprintable",
               "\x01\x02\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00" QUESTION ANSWER ("\x00\x05\x04"
                                                                                   "b\n\xff"
                                                                                   "d"),
               "b??d"),
  PROGRAM_ROW ("refused", "\x01\x02\x81\x85\x00\x01\x00\x00\x00\x00\x00\x00" QUESTION, NULL),
  PROGRAM_ROW ("other-number",
               "\x01\x03\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00" QUESTION ANSWER ("\x00\x05\x04"
                                                                                   "bind"),
               NULL),
  PROGRAM_ROW ("text-too-long",
               "\x01\x02\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00" QUESTION ANSWER ("\x00\x05\x09"
                                                                                   "bind"),
               NULL),
  PROGRAM_ROW ("cut-off", "\x01\x02\x85\x80\x00\x01\x00\x01\x00\x00", NULL),
  PROGRAM_ROW ("nothing", "", NULL),
};

static void
test_program (gconstpointer data)
{
  const ProgramRow *row = data;
  g_autofree char *program = ds_dns_program_read (0x0102, row->data, row->length);

  g_assert_cmpstr (program, ==, row->program);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (servers_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/caches/servers/", servers_rows[i].name, NULL);

      g_test_add_data_func (path, &servers_rows[i], test_servers);
    }
  for (guint i = 0; i < G_N_ELEMENTS (list_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/caches/list/", list_rows[i].name, NULL);

      g_test_add_data_func (path, &list_rows[i], test_list);
    }
  for (guint i = 0; i < G_N_ELEMENTS (manager_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/caches/manager/", manager_rows[i].name, NULL);

      g_test_add_data_func (path, &manager_rows[i], test_manager);
    }
  for (guint i = 0; i < G_N_ELEMENTS (program_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/caches/program/", program_rows[i].name, NULL);

      g_test_add_data_func (path, &program_rows[i], test_program);
    }
  g_test_add_func ("/caches/statistics", test_statistics);
  g_test_add_func ("/caches/nscd", test_nscd);
  return g_test_run ();
}
