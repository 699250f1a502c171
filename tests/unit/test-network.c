/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-network.h"

/* One connection of a table; a row without name ends it. */
typedef struct
{
  const char *name;
  DsConnectionKind kind;
  DsConnectionState state;
  const char *device;
  const char *gateway;
  const char *addresses; /* separated by spaces */
  gboolean default_ipv4;
  gboolean default_ipv6;
} Row;

#define PHYSICAL DS_CONNECTION_PHYSICAL
#define VPN      DS_CONNECTION_VPN
#define VIRTUAL  DS_CONNECTION_VIRTUAL
#define ACTIVE   DS_CONNECTION_ACTIVE
#define INACTIVE DS_CONNECTION_INACTIVE
#define STARTING DS_CONNECTION_ACTIVATING
#define ENDING   DS_CONNECTION_DEACTIVATING

static DsNetwork *
make_network (const Row *rows)
{
  DsNetwork *network = ds_network_new ();

  for (const Row *row = rows; row->name != NULL; row++)
    {
      DsConnection *connection = ds_connection_new ();

      connection->name = g_strdup (row->name);
      connection->kind = row->kind;
      connection->state = row->state;
      connection->device = g_strdup (row->device);
      connection->gateway = g_strdup (row->gateway);
      connection->addresses = row->addresses != NULL ? g_strsplit (row->addresses, " ", -1) : NULL;
      connection->is_default_ipv4 = row->default_ipv4;
      connection->is_default_ipv6 = row->default_ipv6;
      g_ptr_array_add (network->connections, connection);
    }
  return network;
}

static const char *
name_of (const DsConnection *connection)
{
  return connection != NULL ? connection->name : NULL;
}

static void
test_line (void)
{
  /* clang-format off */
  static const struct
  {
    const char *what;
    Row rows[5];
    const char *line_ipv4;
    const char *line_ipv6;
  } cases[] = {
    { "nothing at all", { { NULL } }, NULL, NULL },
    { "a cable alone",
      { { "cable", PHYSICAL, ACTIVE, "eth0", "192.0.2.1", "192.0.2.10", TRUE, FALSE } },
      "cable", NULL },
    { "a VPN took the default route: the line is the one with a router",
      { { "work", VPN, ACTIVE, "tun0", NULL, "10.8.0.2", TRUE, FALSE },
        { "bridge", VIRTUAL, ACTIVE, "virbr0", NULL, "192.168.122.1", FALSE, FALSE },
        { "aside", PHYSICAL, ACTIVE, "eth1", NULL, "198.51.100.9", FALSE, FALSE },
        { "wifi", PHYSICAL, ACTIVE, "wlan0", "192.0.2.1", "192.0.2.10", FALSE, FALSE } },
      "wifi", NULL },
    { "the default route decides between two lines",
      { { "wifi", PHYSICAL, ACTIVE, "wlan0", "192.0.2.1", "192.0.2.10", FALSE, FALSE },
        { "cable", PHYSICAL, ACTIVE, "eth0", "198.51.100.1", "198.51.100.9", TRUE, FALSE } },
      "cable", NULL },
    { "each family has its own line",
      { { "cable", PHYSICAL, ACTIVE, "eth0", "192.0.2.1", "192.0.2.10", TRUE, FALSE },
        { "wifi", PHYSICAL, ACTIVE, "wlan0", "fe80::1", "fe80::9 2001:db8::9", FALSE, TRUE } },
      "cable", "wifi" },
    { "an address of the link alone is no way out",
      { { "cable", PHYSICAL, ACTIVE, "eth0", "192.0.2.1", "192.0.2.10 fe80::9", TRUE, FALSE } },
      "cable", NULL },
    { "a line that is only set up, or has no device, is none",
      { { "down", PHYSICAL, INACTIVE, "eth0", "192.0.2.1", "192.0.2.10", FALSE, FALSE },
        { "soon", PHYSICAL, STARTING, "eth1", "192.0.2.1", "192.0.2.11", FALSE, FALSE },
        { "odd", PHYSICAL, ACTIVE, NULL, "192.0.2.1", "192.0.2.12", FALSE, FALSE } },
      NULL, NULL },
    { "a VPN alone is no line",
      { { "work", VPN, ACTIVE, "tun0", NULL, "10.8.0.2 2001:db8:8::2", TRUE, TRUE } },
      NULL, NULL },
  };
  /* clang-format on */

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DsNetwork) network = make_network (cases[i].rows);

      g_test_message ("%s", cases[i].what);
      g_assert_cmpstr (name_of (ds_network_find_line (network, DS_FAMILY_IPV4)), ==,
                       cases[i].line_ipv4);
      g_assert_cmpstr (name_of (ds_network_find_line (network, DS_FAMILY_IPV6)), ==,
                       cases[i].line_ipv6);
    }
  g_assert_null (ds_network_find_line (NULL, DS_FAMILY_IPV4));
}

static char *
join_names (GPtrArray *connections)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < connections->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            name_of (g_ptr_array_index (connections, i)));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_vpns (void)
{
  /* clang-format off */
  static const Row rows[] = {
    { "cable", PHYSICAL, ACTIVE, "eth0", "192.0.2.1", "192.0.2.10", FALSE, FALSE },
    { "home", VPN, INACTIVE, NULL, NULL, NULL, FALSE, FALSE },
    { "work", VPN, ACTIVE, "tun0", NULL, "10.8.0.2", TRUE, FALSE },
    { "lab", VPN, ENDING, "wg0", NULL, "10.9.0.2", FALSE, FALSE },
    { "club", VPN, STARTING, NULL, NULL, NULL, FALSE, FALSE },
    { "spare", PHYSICAL, INACTIVE, NULL, NULL, NULL, FALSE, FALSE },
    { NULL },
  };
  /* clang-format on */
  g_autoptr (DsNetwork) network = make_network (rows);
  g_autoptr (DsNetwork) without = make_network (rows + 5);
  g_autoptr (GPtrArray) used = ds_network_find_vpns_in_use (network);
  g_autoptr (GPtrArray) down = ds_network_find_vpns_down (network);
  g_autoptr (GPtrArray) none = ds_network_find_vpns_in_use (NULL);
  g_autofree char *used_names = join_names (used);
  g_autofree char *down_names = join_names (down);

  g_assert_cmpstr (used_names, ==, "work lab");
  g_assert_cmpstr (down_names, ==, "home club");
  g_assert_true (ds_network_has_vpn_down (network));
  g_assert_false (ds_network_has_vpn_down (without));
  g_assert_false (ds_network_has_vpn_down (NULL));
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (name_of (ds_network_find_device (network, "wg0")), ==, "lab");
  g_assert_null (ds_network_find_device (network, "eth9"));
  g_assert_null (ds_network_find_device (network, NULL));
}

static void
add_route (GPtrArray *routes, const char *destination, guint prefix, const char *device)
{
  DsRoute *route = ds_route_new ();

  route->destination = g_strdup (destination);
  route->prefix = prefix;
  route->device = g_strdup (device);
  g_ptr_array_add (routes, route);
}

/* A VPN by policy routes leaves the main table as it was; what the kernel was seen to pick shows
 * it. */
static void
test_way (void)
{
  /* clang-format off */
  static const Row rows[] = {
    { "cable", PHYSICAL, ACTIVE, "eth0", "192.0.2.1", "192.0.2.10", TRUE, FALSE },
    { "work", VPN, ACTIVE, "wg0", NULL, "10.8.0.2", FALSE, FALSE },
    { NULL },
  };
  /* clang-format on */
  g_autoptr (DsNetwork) network = make_network (rows);
  g_autoptr (DsLinks) links = ds_links_new ();

  add_route (links->routes, "0.0.0.0", 0, "eth0");
  g_assert_cmpstr (name_of (ds_network_find_way (network, links, "203.0.113.7")), ==, "cable");
  add_route (links->picked, "203.0.113.7", 32, "wg0");
  g_assert_cmpstr (name_of (ds_network_find_way (network, links, "203.0.113.7")), ==, "work");
  g_assert_cmpstr (name_of (ds_network_find_way (network, links, "203.0.113.8")), ==, "cable");
  g_assert_null (ds_network_find_way (network, links, "2001:db8::1"));
  g_assert_null (ds_network_find_way (network, NULL, "203.0.113.7"));
  g_assert_null (ds_network_find_way (NULL, links, "203.0.113.7"));
}

static void
test_tunnels (void)
{
  static const struct
  {
    const char *kind;
    gboolean tunnel;
  } rows[] = {
    { "tun", TRUE },     { "wireguard", TRUE }, { "ppp", TRUE },   { "vti6", TRUE },
    { "bridge", FALSE }, { "ethernet", FALSE }, { "veth", FALSE }, { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsDevice) device = ds_device_new ();

      device->kind = g_strdup (rows[i].kind);
      g_assert_cmpint (ds_device_is_tunnel (device), ==, rows[i].tunnel);
    }
}

/* --- What NetworkManager says and what the kernel shows, put together --- */

static void
add_device (
    DsLinks *links, const char *name, const char *kind, gboolean physical, const char *addresses)
{
  DsDevice *device = ds_device_new ();

  device->name = g_strdup (name);
  device->kind = g_strdup (kind);
  device->is_up = TRUE;
  device->is_physical = physical;
  device->addresses = addresses != NULL ? g_strsplit (addresses, " ", -1) : NULL;
  g_ptr_array_add (links->devices, device);
}

static void
add_gateway (DsLinks *links, const char *device, const char *gateway)
{
  DsRoute *route;

  add_route (links->routes, "0.0.0.0", 0, device);
  route = g_ptr_array_index (links->routes, links->routes->len - 1);
  route->gateway = g_strdup (gateway);
}

/* Each connection in one line: name, kind, managed or seen, device, gateway, default routes. */
static char *
describe (const DsNetwork *network)
{
  static const char *const kinds[] = { "line", "vpn", "virtual" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (network->connections, i);

      g_string_append_printf (text, "%s %s %s %s %s%s%s\n", connection->name,
                              kinds[connection->kind], connection->managed ? "managed" : "seen",
                              connection->device != NULL ? connection->device : "-",
                              connection->gateway != NULL ? connection->gateway : "-",
                              connection->is_default_ipv4 ? " 4" : "",
                              connection->is_default_ipv6 ? " 6" : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
manage (DsNetwork *network, guint n)
{
  for (guint i = 0; i < n; i++)
    ((DsConnection *) g_ptr_array_index (network->connections, i))->managed = TRUE;
}

/* Without NetworkManager, the kernel's devices are all there is. */
static void
test_devices_alone (void)
{
  g_autoptr (DsNetwork) network = ds_network_new ();
  g_autoptr (DsLinks) links = ds_links_new ();
  g_autofree char *text = NULL;

  add_device (links, "lo", "loopback", FALSE, "127.0.0.1 ::1");
  add_device (links, "docker0", "bridge", FALSE, "172.17.0.1");
  add_device (links, "eth0", "ethernet", TRUE, "192.0.2.10 fe80::9");
  add_device (links, "eth1", "ethernet", TRUE, "fe80::8");
  add_device (links, "wg0", "wireguard", FALSE, "10.8.0.2");
  add_gateway (links, "eth0", "192.0.2.1");
  add_route (links->picked, "0.0.0.0", 0, "wg0");
  ds_network_add_devices (network, links);
  text = describe (network);
  g_assert_cmpstr (text, ==,
                   "wg0 vpn seen wg0 - 4\n"
                   "eth0 line seen eth0 192.0.2.1\n"
                   "docker0 virtual seen docker0 -\n");
}

/* The cable of a container is made by software; it is its line all the same. */
static void
test_line_of_software (void)
{
  g_autoptr (DsNetwork) network = ds_network_new ();
  g_autoptr (DsLinks) links = ds_links_new ();
  g_autofree char *text = NULL;

  add_device (links, "eth0", "veth", FALSE, "192.0.2.10");
  add_gateway (links, "eth0", "192.0.2.1");
  add_route (links->picked, "0.0.0.0", 0, "eth0");
  ds_network_add_devices (network, links);
  text = describe (network);
  g_assert_cmpstr (text, ==, "eth0 line seen eth0 192.0.2.1 4\n");
}

/* What is a tunnel elsewhere is the line itself where there is nothing for it to go through: a
 * modem that dials up though there is a cable's device, a container's only device. */
static void
test_lone_tunnel (void)
{
  static const struct
  {
    const char *kind;
    const char *other; /* the addresses of a cable's device */
    gboolean with_other;
    const char *expected;
  } rows[] = {
    { "ppp", NULL, FALSE, "ppp0 line seen ppp0 - 4\n" },
    { "ppp", NULL, TRUE, "ppp0 line seen ppp0 - 4\n" },
    { "ppp", "192.0.2.10", TRUE, "ppp0 vpn seen ppp0 - 4\neth0 line seen eth0 -\n" },
    { "tap", NULL, FALSE, "ppp0 line seen ppp0 - 4\n" },
    { "tun", NULL, FALSE, "ppp0 line seen ppp0 - 4\n" },
    { "tun", NULL, TRUE, "ppp0 vpn seen ppp0 - 4\n" },
    { "tun", "192.0.2.10", TRUE, "ppp0 vpn seen ppp0 - 4\neth0 line seen eth0 -\n" },
    { "wireguard", NULL, FALSE, "ppp0 vpn seen ppp0 - 4\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsNetwork) network = ds_network_new ();
      g_autoptr (DsLinks) links = ds_links_new ();
      g_autofree char *text = NULL;

      add_device (links, "ppp0", rows[i].kind, FALSE, "198.51.100.9");
      add_route (links->picked, "0.0.0.0", 0, "ppp0");
      if (rows[i].with_other)
        add_device (links, "eth0", "ethernet", TRUE, rows[i].other);
      ds_network_add_devices (network, links);
      text = describe (network);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

/* NetworkManager names the VPN, and shows its device as a connection that is not its own; the
 * kernel tells that both are one, and where the packets go. */
static void
test_devices_and_manager (void)
{
  /* clang-format off */
  static const Row rows[] = {
    { "work", VPN, ACTIVE, NULL, "10.8.0.1", "10.8.0.2", TRUE, FALSE },
    { "cable", PHYSICAL, ACTIVE, "eth0", "192.0.2.1", "192.0.2.10", FALSE, FALSE },
    { "home", VPN, INACTIVE, NULL, NULL, NULL, FALSE, FALSE },
    { "tun0", VPN, ACTIVE, "tun0", NULL, "10.8.0.2", FALSE, FALSE },
    { "machine", PHYSICAL, ACTIVE, "veth1", NULL, "10.0.3.1", FALSE, FALSE },
    { NULL },
  };
  /* clang-format on */
  g_autoptr (DsNetwork) network = make_network (rows);
  g_autoptr (DsLinks) links = ds_links_new ();
  g_autofree char *text = NULL;

  manage (network, 3);
  add_device (links, "eth0", "ethernet", TRUE, "192.0.2.10");
  add_device (links, "tun0", "tun", FALSE, "10.8.0.2");
  add_device (links, "veth1", "veth", FALSE, "10.0.3.1");
  add_device (links, "tap9", "tap", FALSE, NULL);
  add_device (links, "tailscale0", "tun", FALSE, "100.64.0.9");
  add_gateway (links, "eth0", "192.0.2.1");
  add_route (links->picked, "0.0.0.0", 0, "tun0");
  ds_network_add_devices (network, links);
  text = describe (network);
  g_assert_cmpstr (text, ==,
                   "work vpn managed tun0 10.8.0.1 4\n"
                   "cable line managed eth0 192.0.2.1\n"
                   "tailscale0 vpn seen tailscale0 -\n"
                   "machine virtual seen veth1 -\n"
                   "home vpn managed - -\n");
}

/* NetworkManager was started anew: it is about to take over a line that packets go by. */
static void
test_manager_starts (void)
{
  /* clang-format off */
  static const Row rows[] = {
    { "cable", PHYSICAL, STARTING, "eth0", NULL, NULL, FALSE, FALSE },
    { "club", VPN, STARTING, NULL, NULL, NULL, FALSE, FALSE },
    { "spare", PHYSICAL, STARTING, "eth1", NULL, NULL, TRUE, FALSE },
    { NULL },
  };
  /* clang-format on */
  g_autoptr (DsNetwork) network = make_network (rows);
  g_autoptr (DsLinks) links = ds_links_new ();
  g_autofree char *text = NULL;

  manage (network, 3);
  add_device (links, "eth0", "veth", FALSE, "192.0.2.10");
  add_device (links, "eth1", "ethernet", TRUE, NULL);
  add_gateway (links, "eth0", "192.0.2.1");
  add_route (links->picked, "0.0.0.0", 0, "eth0");
  ds_network_add_devices (network, links);
  text = describe (network);
  g_assert_cmpstr (text, ==,
                   "cable line managed eth0 192.0.2.1 4\n"
                   "club vpn managed - -\n"
                   "spare line managed eth1 - 4\n");
  g_assert_nonnull (ds_network_find_device (network, "eth0"));
  g_assert_null (ds_network_find_device (network, "eth1"));
}

/* Where the kernel does not tell, what NetworkManager says stays as it is. */
static void
test_manager_alone (void)
{
  /* clang-format off */
  static const Row rows[] = {
    { "wifi", PHYSICAL, ACTIVE, "wlan0", NULL, "198.51.100.9", FALSE, TRUE },
    { "cable", PHYSICAL, ACTIVE, "eth0", "192.0.2.1", "192.0.2.10", TRUE, FALSE },
    { NULL },
  };
  /* clang-format on */
  g_autoptr (DsLinks) empty = ds_links_new ();
  DsLinks *known[] = { NULL, empty };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (DsNetwork) network = make_network (rows);
      g_autofree char *text = NULL;

      manage (network, 2);
      ds_network_add_devices (network, known[i]);
      text = describe (network);
      g_assert_cmpstr (text, ==,
                       "cable line managed eth0 192.0.2.1 4\n"
                       "wifi line managed wlan0 - 6\n");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/line", test_line);
  g_test_add_func ("/network/vpns", test_vpns);
  g_test_add_func ("/network/way", test_way);
  g_test_add_func ("/network/tunnels", test_tunnels);
  g_test_add_func ("/network/devices-alone", test_devices_alone);
  g_test_add_func ("/network/line-of-software", test_line_of_software);
  g_test_add_func ("/network/lone-tunnel", test_lone_tunnel);
  g_test_add_func ("/network/devices-and-manager", test_devices_and_manager);
  g_test_add_func ("/network/manager-starts", test_manager_starts);
  g_test_add_func ("/network/manager-alone", test_manager_alone);
  return g_test_run ();
}
