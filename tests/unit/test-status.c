/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-status-report.h"

#include <string.h>

static DsConnection *
add_connection (DsStatus *status,
                const char *name,
                const char *type,
                const char *device,
                DsConnectionKind kind,
                DsConnectionState state)
{
  DsConnection *connection = ds_connection_new ();

  connection->name = g_strdup (name);
  connection->type = g_strdup (type);
  connection->device = g_strdup (device);
  connection->kind = kind;
  connection->state = state;
  g_ptr_array_add (status->network->connections, connection);
  return connection;
}

static DsStatus *
make_status (DsManagerState manager)
{
  DsStatus *status = ds_status_new ();

  status->network = ds_network_new ();
  status->network->manager = manager;
  return status;
}

static void
assert_text (const DsStatus *status, const char *expected)
{
  g_autofree char *text = ds_status_to_text (status, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_much (void)
{
  g_autoptr (DsStatus) status = make_status (DS_MANAGER_ANSWERED);
  DsConnection *cable = add_connection (status, "Office", "802-3-ethernet", "eth0",
                                        DS_CONNECTION_PHYSICAL, DS_CONNECTION_ACTIVE);
  DsConnection *vpn =
      add_connection (status, "Work", "vpn", "tun0", DS_CONNECTION_VPN, DS_CONNECTION_ACTIVE);
  DsProxy *proxy = ds_proxy_new_for_uri ("http://user:secret@proxy.example:3128");
  DsCache *cache = ds_cache_new ();

  add_connection (status, "wg1", "wireguard", "wg1", DS_CONNECTION_VPN, DS_CONNECTION_ACTIVATING);
  add_connection (status, "Home", "vpn", NULL, DS_CONNECTION_VPN, DS_CONNECTION_INACTIVE);
  cable->gateway = g_strdup ("192.0.2.1");
  cable->addresses = g_strsplit ("192.0.2.10 2001:db8::10", " ", -1);
  cable->is_default_ipv6 = TRUE;
  vpn->service = g_strdup ("openvpn");
  vpn->is_default_ipv4 = TRUE;
  status->network->metered = TRUE;
  status->network->connectivity = g_strdup ("portal");
  proxy->in_force = TRUE;
  proxy->source = DS_PROXY_SOURCE_SETTINGS;
  g_ptr_array_add (status->proxies, proxy);
  cache->kind = DS_CACHE_RESOLVED;
  cache->address = g_strdup ("127.0.0.53");
  cache->servers = g_strsplit ("192.0.2.53", " ", -1);
  g_ptr_array_add (status->caches, cache);
  status->firewall = ds_firewall_new ();
  ds_firewall_add (status->firewall, "ufw", DS_GUARD_FIREWALL, DS_GUARD_OFF);
  assert_text (status, "Connections\n"
                       "  Office (cable, eth0) is on\n"
                       "    Way to the internet: IPv6\n"
                       "    Addresses: 192.0.2.10, 2001:db8::10\n"
                       "    Router: 192.0.2.1\n"
                       "  NetworkManager says that this network may ask people to sign in first.\n"
                       "  Data may cost money here.\n"
                       "\n"
                       "VPN\n"
                       "  Work (OpenVPN, tun0) is on\n"
                       "    Way to the internet: IPv4\n"
                       "  wg1 (WireGuard) is being turned on\n"
                       "  Home (VPN) is off\n"
                       "\n"
                       "Proxy\n"
                       "  http://proxy.example:3128 is in use.\n"
                       "    Set in: the settings of this computer\n"
                       "\n"
                       "Name servers\n"
                       "  systemd-resolved looks names up, and keeps them for a while.\n"
                       "    Takes questions at: 127.0.0.53\n"
                       "    Asks: 192.0.2.53\n"
                       "\n"
                       "Firewall and security software\n"
                       "  ufw: there, and turned off\n");
}

static void
test_little (void)
{
  g_autoptr (DsStatus) status = make_status (DS_MANAGER_SILENT);

  status->links = ds_links_new ();
  status->proxy_settings = ds_proxy_settings_new ();
  status->proxy_settings->mode = DS_PROXY_MODE_AUTOMATIC;
  status->name_servers = g_strsplit ("192.0.2.53 192.0.2.54", " ", -1);
  ds_status_add_gap (status, "network-manager", "NetworkManager did not answer");
  g_assert_false (ds_status_is_empty (status));
  assert_text (status,
               "Connections\n"
               "  No cable, Wi-Fi or mobile network is in use.\n"
               "\n"
               "VPN\n"
               "  No VPN is on.\n"
               "\n"
               "Proxy\n"
               "  A script says which proxy is used for which website.\n"
               "    Script: found in the network\n"
               "\n"
               "Name servers\n"
               "  192.0.2.53, 192.0.2.54\n"
               "\n"
               "Not seen\n"
               "  NetworkManager did not answer\n"
               "  So connections have no names here, and VPNs that are off are not shown.\n");
}

static void
test_empty (void)
{
  static const char *const parts[] = { "links", "proxy", "name-servers" };
  g_autoptr (DsStatus) status = make_status (DS_MANAGER_ABSENT);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_assert_false (ds_status_is_empty (status));
      ds_status_add_gap (status, parts[i], "No");
    }
  g_assert_true (ds_status_is_empty (status));
  status->network->manager = DS_MANAGER_ANSWERED;
  g_assert_false (ds_status_is_empty (status));
}

static void
test_json (void)
{
  g_autoptr (DsStatus) status = make_status (DS_MANAGER_ABSENT);
  g_autoptr (JsonNode) node = ds_status_to_json (status);
  g_autoptr (DsStatus) again = ds_record_from_json (&ds_status_type, node, NULL);
  g_autoptr (JsonNode) twice = ds_status_to_json (again);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "schema"), ==,
                   "doorstep-status/1");
  g_assert_true (json_node_equal (node, twice));
}

/* What comes from outside is not obeyed by the terminal. */
static void
test_hostile (void)
{
  g_autoptr (DsStatus) status = make_status (DS_MANAGER_ANSWERED);
  g_autofree char *text = NULL;

  add_connection (status, "\033[31mCaf\xc3\xa9\n", "802-11-wireless", "wlan0",
                  DS_CONNECTION_PHYSICAL, DS_CONNECTION_ACTIVE);
  text = ds_status_to_text (status, FALSE);
  g_assert_null (strchr (text, '\033'));
  g_assert_nonnull (strstr (text, "Caf\xc3\xa9"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status/much", test_much);
  g_test_add_func ("/status/little", test_little);
  g_test_add_func ("/status/empty", test_empty);
  g_test_add_func ("/status/json", test_json);
  g_test_add_func ("/status/hostile", test_hostile);
  return g_test_run ();
}
