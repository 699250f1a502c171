/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom to ask past whatever keeps answers, and when that is enough. */

#include <string.h>

#include "ds-fresh-servers.h"
#include "ds-test-build.h"

#define SERVER "192.0.2.1"
#define OTHER  "192.0.2.2"

static void
add_cache (DsEvidence *evidence, DsCacheKind kind, const char *address, const char *servers)
{
  DsCache *cache = ds_cache_new ();

  cache->kind = kind;
  cache->address = g_strdup (address);
  cache->servers = servers != NULL ? g_strsplit (servers, " ", -1) : NULL;
  g_ptr_array_add (evidence->caches, cache);
}

static void
add_line (DsEvidence *evidence, DsConnectionKind kind, DsConnectionState state, const char *dhcp)
{
  DsConnection *connection = ds_connection_new ();

  if (evidence->network == NULL)
    evidence->network = ds_network_new ();
  connection->kind = kind;
  connection->state = state;
  connection->dhcp_name_servers = g_strsplit (dhcp, " ", -1);
  g_ptr_array_add (evidence->network->connections, connection);
}

static char *
list (const DsEvidence *evidence, const char *listed)
{
  g_auto (GStrv) addresses = g_strsplit (listed, " ", -1);
  g_autoptr (GPtrArray) servers = ds_fresh_servers_list (evidence, addresses);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++)
    {
      const DsFreshServer *server = g_ptr_array_index (servers, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", server->address,
                              server->when == DS_FRESH_UNANSWERED ? "?"
                              : server->when == DS_FRESH_DOUBTED  ? "!"
                                                                  : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_list (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autofree char *plain = list (evidence, SERVER " " OTHER);
  g_autofree char *resolved = NULL;
  g_autofree char *both = NULL;

  g_assert_cmpstr (plain, ==, SERVER " " OTHER);
  add_cache (evidence, DS_CACHE_RESOLVED, "127.0.0.53", SERVER);
  resolved = list (evidence, "127.0.0.53");
  g_assert_cmpstr (resolved, ==, SERVER " resolved?");
  add_line (evidence, DS_CONNECTION_PHYSICAL, DS_CONNECTION_ACTIVE, SERVER " " OTHER);
  add_line (evidence, DS_CONNECTION_PHYSICAL, DS_CONNECTION_INACTIVE, "198.51.100.53");
  add_line (evidence, DS_CONNECTION_VPN, DS_CONNECTION_ACTIVE, "10.8.0.1");
  both = list (evidence, "127.0.0.53");
  g_assert_cmpstr (both, ==, SERVER " resolved? " OTHER "!");
}

/* A program on this computer is asked, and those behind it. */
static void
test_list_behind (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autofree char *text = NULL;

  add_cache (evidence, DS_CACHE_NM_DNSMASQ, "127.0.0.1", SERVER);
  text = list (evidence, "127.0.0.1");
  g_assert_cmpstr (text, ==, "127.0.0.1 " SERVER);
  g_assert_true (ds_fresh_may_be_kept (evidence));
}

static void
test_may_be_kept (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");

  g_assert_false (ds_fresh_may_be_kept (evidence));
  add_cache (evidence, DS_CACHE_OTHER, "127.0.0.1", NULL);
  g_assert_false (ds_fresh_may_be_kept (evidence));
}

static void
test_differs (void)
{
  g_autoptr (DsEvidence) evidence = build_refused_at (WRONG);

  build_server (evidence, "127.0.0.1", "udp", DS_NAME_ANSWERED, SITE);
  g_assert_false (ds_fresh_differs (evidence));
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, WRONG);
  g_assert_false (ds_fresh_differs (evidence));
  build_server (evidence, SERVER, "udp", DS_NAME_NO_SUCH_NAME, NULL);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE)->made_up = TRUE;
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE)->remembered = FALSE;
  g_assert_true (ds_fresh_differs (evidence));
  g_assert_cmpuint (ds_fresh_count_answers (evidence), ==, 2);
}

typedef struct
{
  const char *address;
  gboolean doubted;
} DoubtRow;

static const DoubtRow doubt_rows[] = {
  { "203.0.113.9", FALSE }, { "127.0.0.1", TRUE },   { "0.0.0.0", TRUE },
  { "10.1.2.3", TRUE },     { "172.16.0.1", TRUE },  { "172.32.0.1", FALSE },
  { "192.168.1.1", TRUE },  { "169.254.1.1", TRUE }, { "::", TRUE },
  { "::1", TRUE },          { "fe80::1", TRUE },     { "fd00::1", TRUE },
  { "2001:db8::1", FALSE },
};

static void
test_doubted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (doubt_rows); i++)
    {
      g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");

      build_try (evidence, doubt_rows[i].address, DS_OUTCOME_REFUSED);
      g_assert_cmpint (ds_fresh_is_doubted (evidence), ==, doubt_rows[i].doubted);
      build_try (evidence, SITE, DS_OUTCOME_REFUSED);
      g_assert_false (ds_fresh_is_doubted (evidence));
    }
}

static void
test_doubted_by_made_up (void)
{
  g_autoptr (DsEvidence) evidence = build_refused_at (WRONG);

  g_assert_false (ds_fresh_is_doubted (evidence));
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, WRONG)->made_up = TRUE;
  g_assert_true (ds_fresh_is_doubted (evidence));
}

/* It says nothing about anybody, and nobody has it. */
static void
test_made_up_name (void)
{
  g_autofree char *one = ds_fresh_make_up_name ();
  g_autofree char *other = ds_fresh_make_up_name ();

  g_assert_cmpstr (one, !=, other);
  g_assert_true (g_regex_match_simple ("^[a-z]{24}\\.com$", one, 0, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fresh-servers/list", test_list);
  g_test_add_func ("/fresh-servers/list-behind", test_list_behind);
  g_test_add_func ("/fresh-servers/may-be-kept", test_may_be_kept);
  g_test_add_func ("/fresh-servers/differs", test_differs);
  g_test_add_func ("/fresh-servers/doubted", test_doubted);
  g_test_add_func ("/fresh-servers/doubted-by-made-up", test_doubted_by_made_up);
  g_test_add_func ("/fresh-servers/made-up-name", test_made_up_name);
  return g_test_run ();
}
