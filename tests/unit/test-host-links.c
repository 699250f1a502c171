/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-host-links.h"

#include <glib/gstdio.h>

static const char ipv4_routes[] =
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
    "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
    "lan0\t00000000\t0100000A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
    "wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n"
    "lan0\t00007FC6\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
    "broken line\n";

static const char ipv6_routes[] =
    "20010db8000000000000000000000000 40 00000000000000000000000000000000 00 "
    "00000000000000000000000000000000 00000100 00000001 00000000 00000001     lan0\n"
    "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
    "fe800000000000000000000000000001 00000400 00000003 00000000 00000003     lan0\n"
    "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
    "00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n"
    "zz\n";

static DsLinks *
make_links (void)
{
  DsLinks *links = ds_links_new ();

  links->addresses = g_strsplit ("10.0.0.7 2001:db8::7", " ", -1);
  ds_host_links_parse_ipv4_routes (ipv4_routes, links->routes);
  ds_host_links_parse_ipv6_routes (ipv6_routes, links->routes);
  return links;
}

static void
test_routes (void)
{
  g_autoptr (DsLinks) links = make_links ();
  static const struct
  {
    const char *address;
    const char *gateway;
    const char *device;
  } rows[] = {
    { "203.0.113.10", "10.0.0.1", "lan0" }, /* the smaller metric */
    { "192.168.1.20", NULL, "wlan0" },      /* on the link */
    { "2001:db8::9", NULL, "lan0" },
    { "2001:4860::1", "fe80::1", "lan0" },
  };

  /* Rejecting routes, the loopback's, and lines that are none do not count. */
  g_assert_cmpuint (links->routes->len, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const DsRoute *route = ds_links_find_route (links, rows[i].address);

      g_assert_nonnull (route);
      g_assert_cmpstr (route->gateway, ==, rows[i].gateway);
      g_assert_cmpstr (route->device, ==, rows[i].device);
    }
  g_assert_true (ds_links_have_default_route (links, DS_FAMILY_IPV4));
  g_assert_true (ds_links_have_default_route (links, DS_FAMILY_IPV6));
}

static void
test_no_routes (void)
{
  g_autoptr (DsLinks) links = ds_links_new ();

  ds_host_links_parse_ipv4_routes ("", links->routes);
  ds_host_links_parse_ipv6_routes ("", links->routes);
  g_assert_cmpuint (links->routes->len, ==, 0);
  g_assert_null (ds_links_find_route (links, "203.0.113.10"));
  g_assert_false (ds_links_have_default_route (links, DS_FAMILY_IPV4));
}

static void
test_own_addresses (void)
{
  g_autoptr (DsLinks) links = make_links ();

  g_assert_true (ds_links_own_address (links, "10.0.0.7"));
  g_assert_true (ds_links_own_address (links, "2001:db8::7"));
  g_assert_true (ds_links_own_address (links, "127.8.0.1"));
  g_assert_true (ds_links_own_address (NULL, "::1"));
  g_assert_false (ds_links_own_address (links, "10.0.0.1"));
  g_assert_false (ds_links_own_address (links, NULL));
  g_assert_false (ds_links_own_address (links, "nonsense"));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static DsLinks *
read_from (const char *path, GError **error)
{
  g_autoptr (GFile) root = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  ds_host_links_read_async (root, NULL, read_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ds_host_links_read_finish (result, error);
}

static void
test_this_machine (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsLinks) links = read_from ("/", &error);

  g_assert_no_error (error);
  g_assert_true (ds_links_own_address (links, "127.0.0.1"));
}

/* A kernel without IPv6 lacks one file; that is no error. */
static void
test_missing_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("doorstep-XXXXXX", &error);
  g_autoptr (DsLinks) links = read_from (folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (links->routes->len, ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host-links/routes", test_routes);
  g_test_add_func ("/host-links/no-routes", test_no_routes);
  g_test_add_func ("/host-links/own-addresses", test_own_addresses);
  g_test_add_func ("/host-links/this-machine", test_this_machine);
  g_test_add_func ("/host-links/missing-files", test_missing_files);
  return g_test_run ();
}
