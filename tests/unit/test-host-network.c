/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-host-network.h"

#include "ds-host-network-parse.h"
#include "ds-test-bus.h"
#include "ds-words-types.h"

/* What NetworkManager shows, in GVariant's text. */
#define OBJECT(path, interfaces)                                                                   \
  "objectpath '/org/freedesktop/NetworkManager" path "': {" interfaces "}"
#define INTERFACE(name, properties) "'org.freedesktop.NetworkManager" name "': {" properties "}"
#define MANAGER(connectivity, metered)                                                             \
  OBJECT ("", INTERFACE ("", "'Connectivity': <uint32 " connectivity                               \
                             ">, 'Metered': <uint32 " metered ">"))
#define DEVICE(number, name)                                                                       \
  OBJECT ("/Devices/" number,                                                                      \
          INTERFACE (".Device", "'Interface': <'" name "'>, 'IpInterface': <'" name "'>"))
#define ACTIVE(number, properties)                                                                 \
  OBJECT ("/ActiveConnection/" number, INTERFACE (".Connection.Active", properties))
#define WORDS(name, uuid, type, state)                                                             \
  "'Id': <'" name "'>, 'Uuid': <'" uuid "'>, 'Type': <'" type "'>, 'State': <uint32 " state ">"
#define REF(property, path)                                                                        \
  ", '" property "': <objectpath '/org/freedesktop/NetworkManager/" path "'>"
#define DEVICES(number)                                                                            \
  ", 'Devices': <[objectpath '/org/freedesktop/NetworkManager/Devices/" number "']>"
#define IP4(number, properties) OBJECT ("/IP4Config/" number, INTERFACE (".IP4Config", properties))
#define IP6(number, properties) OBJECT ("/IP6Config/" number, INTERFACE (".IP6Config", properties))
#define DHCP4(number, options)                                                                     \
  OBJECT ("/DHCP4Config/" number, INTERFACE (".DHCP4Config", "'Options': <{" options "}>"))
#define DHCP6(number, options)                                                                     \
  OBJECT ("/DHCP6Config/" number, INTERFACE (".DHCP6Config", "'Options': <{" options "}>"))
#define ADDRESSES(property, address) "'" property "': <[{'address': <'" address "'>}]>"

#define PROFILE(number) "/org/freedesktop/NetworkManager/Settings/" number
#define SETTINGS(name, uuid, type, more)                                                           \
  "{'connection': {'id': <'" name "'>, 'uuid': <'" uuid "'>, 'type': <'" type "'>}" more "}"
#define OPENVPN ", 'vpn': {'service-type': <'org.freedesktop.NetworkManager.openvpn'>}"

typedef struct
{
  const char *what;
  const char *objects;     /* what comes between the outer braces */
  const char *profiles[4]; /* settings of /Settings/1, /Settings/2, … */
  const char *expected;    /* the network, see describe() */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "a cable by DHCP, with all there is to tell",
    MANAGER ("4", "4") ", " DEVICE ("2", "eth0") ", "
    ACTIVE ("1", WORDS ("Office", "aaaa", "802-3-ethernet", "2") DEVICES ("2")
            REF ("Connection", "Settings/1") REF ("Ip4Config", "IP4Config/1")
            REF ("Ip6Config", "IP6Config/1") REF ("Dhcp4Config", "DHCP4Config/1")
            REF ("Dhcp6Config", "DHCP6Config/1") ", 'Default': <true>, 'Default6': <true>") ", "
    IP4 ("1", ADDRESSES ("AddressData", "192.0.2.10") ", 'Gateway': <'192.0.2.1'>, "
         ADDRESSES ("NameserverData", "192.0.2.53")
         ", 'Domains': <['office.example']>, 'Searches': <['office.example', '~.']>") ", "
    IP6 ("1", ADDRESSES ("AddressData", "2001:db8::10") ", 'Gateway': <'fe80::1'>, 'Nameservers': "
         "<[[byte 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x35], [byte 1]]>") ", "
    DHCP4 ("1", "'domain_name_servers': <'192.0.2.53 192.0.2.54'>, 'wpad': <'http://192.0.2.1/w'>")
    ", " DHCP6 ("1", "'dhcp6_name_servers': <'2001:db8::35'>"),
    { SETTINGS ("Office", "aaaa", "802-3-ethernet", ", 'proxy': {'method': <1>}") },
    "answered full\n"
    "Office uuid=aaaa type=802-3-ethernet kind=physical state=active managed device=eth0 "
    "gateway=192.0.2.1 4 6 addresses=192.0.2.10,2001:db8::10 name_servers=192.0.2.53,2001:db8::35 "
    "dhcp_name_servers=192.0.2.53,192.0.2.54,2001:db8::35 domains=office.example,~. "
    "proxy=http://192.0.2.1/w\n" },
  { "Wi-Fi that is metered, behind a portal, with a script of its own",
    MANAGER ("2", "3") ", " DEVICE ("1", "wlan0") ", "
    ACTIVE ("1", WORDS ("Café", "bbbb", "802-11-wireless", "2") DEVICES ("1")
            REF ("Connection", "Settings/1") REF ("Ip6Config", "IP6Config/1")) ", "
    IP6 ("1", "'Gateway': <'fe80::1'>"),
    { SETTINGS ("Café", "bbbb", "802-11-wireless",
                ", 'proxy': {'method': <1>, 'pac-url': <'http://p.example/p.pac'>}") },
    "answered portal metered\n"
    "Café uuid=bbbb type=802-11-wireless kind=physical state=active managed device=wlan0 "
    "gateway=fe80::1 proxy=http://p.example/p.pac\n" },
  { "a plugin's VPN, whose device is not the one it is shown with; two profiles more",
    MANAGER ("0", "0") ", " DEVICE ("1", "eth0") ", "
    ACTIVE ("9", WORDS ("Work", "cccc", "vpn", "2") DEVICES ("1") REF ("Connection", "Settings/1")
            REF ("Ip4Config", "IP4Config/9") ", 'Default': <true>, 'Vpn': <true>") ", "
    IP4 ("9", ADDRESSES ("AddressData", "10.8.0.2") ", 'Gateway': <'0.0.0.0'>"),
    { SETTINGS ("Work", "cccc", "vpn", OPENVPN), SETTINGS ("Home", "dddd", "vpn", OPENVPN),
      SETTINGS ("Cable", "eeee", "802-3-ethernet", "") },
    "answered\n"
    "Work uuid=cccc type=vpn service=openvpn kind=vpn state=active managed 4 addresses=10.8.0.2\n"
    "Home uuid=dddd type=vpn service=openvpn kind=vpn state=inactive managed\n" },
  { "WireGuard in use, another coming up, one more set up",
    DEVICE ("3", "wg0") ", "
    ACTIVE ("1", WORDS ("Lab", "1111", "wireguard", "2") DEVICES ("3")) ", "
    ACTIVE ("2", WORDS ("Club", "2222", "wireguard", "1")) ", "
    ACTIVE ("3", WORDS ("Past", "3333", "wireguard", "4")),
    { SETTINGS ("Past", "3333", "wireguard", "") },
    "answered\n"
    "Lab uuid=1111 type=wireguard kind=vpn state=active managed device=wg0\n"
    "Club uuid=2222 type=wireguard kind=vpn state=activating managed\n"
    "Past uuid=3333 type=wireguard kind=vpn state=inactive managed\n" },
  { "devices others made: a tunnel, a bridge, the loopback, and a part of the bridge",
    DEVICE ("1", "tun5") ", " DEVICE ("2", "docker0") ", " DEVICE ("3", "veth1") ", "
    ACTIVE ("1", WORDS ("tun5", "1111", "tun", "2") DEVICES ("1") REF ("Ip4Config", "IP4Config/1")
            ", 'StateFlags': <uint32 0x8c>") ", "
    ACTIVE ("2", WORDS ("docker0", "2222", "bridge", "2") DEVICES ("2")
            REF ("Ip4Config", "IP4Config/2") ", 'StateFlags': <uint32 0x8c>") ", "
    ACTIVE ("3", WORDS ("veth1", "3333", "802-3-ethernet", "2") DEVICES ("3")
            ", 'StateFlags': <uint32 0x8c>") ", "
    ACTIVE ("4", WORDS ("lo", "4444", "loopback", "2") ", 'StateFlags': <uint32 0x8c>") ", "
    IP4 ("1", ADDRESSES ("AddressData", "10.9.0.2")) ", "
    IP4 ("2", ADDRESSES ("AddressData", "172.17.0.1")),
    { NULL },
    "answered\n"
    "tun5 type=tun kind=vpn state=active device=tun5 addresses=10.9.0.2\n"
    "docker0 type=bridge kind=virtual state=active device=docker0 addresses=172.17.0.1\n" },
  { "a modem: the packets go by another device than the one it is talked to",
    OBJECT ("/Devices/1",
            INTERFACE (".Device", "'Interface': <'cdc-wdm0'>, 'IpInterface': <'wwan0'>"))
    ", " ACTIVE ("1", WORDS ("Mobile", "1111", "gsm", "3") DEVICES ("1")),
    { NULL },
    "answered\n"
    "Mobile uuid=1111 type=gsm kind=physical state=deactivating managed device=wwan0\n" },
  { "nothing at all", "", { NULL }, "answered\n" },
  { "everything of another type than it should be",
    OBJECT ("", INTERFACE ("", "'Connectivity': <'full'>, 'Metered': <true>")) ", "
    ACTIVE ("1", "'Type': <uint32 2>, 'State': <uint32 2>") ", "
    ACTIVE ("2", "'Type': <'vpn'>, 'State': <'2'>") ", "
    ACTIVE ("3", "'Type': <'802-3-ethernet'>, 'State': <uint32 2>, 'Id': <1>, 'Uuid': <true>, "
            "'Devices': <'eth0'>, 'Default': <1>, 'StateFlags': <'x'>, 'Connection': <'/a'>, "
            "'Ip4Config': <'/b'>"
            REF ("Ip6Config", "IP6Config/1") REF ("Dhcp4Config", "DHCP4Config/1")) ", "
    IP6 ("1", "'AddressData': <['2001:db8::1']>, 'Gateway': <1>, 'Nameservers': <[['a']]>") ", "
    OBJECT ("/DHCP4Config/1", INTERFACE (".DHCP4Config", "'Options': <'none'>")),
    { "{'connection': {'id': <1>, 'uuid': <2>, 'type': <3>}, 'vpn': {'service-type': <4>}}",
      "{'vpn': {'service-type': <'x'>}}" },
    "answered\n"
    "802-3-ethernet type=802-3-ethernet kind=physical state=active managed\n" },
  { "references that lead nowhere, addresses that are none, a state nobody knows",
    MANAGER ("77", "9") ", "
    ACTIVE ("1", WORDS ("", "", "802-3-ethernet", "2") DEVICES ("8")
            REF ("Ip4Config", "IP4Config/1")
            REF ("Ip6Config", "None/1") REF ("Dhcp4Config", "DHCP4Config/1")) ", "
    ACTIVE ("2", WORDS ("Odd", "1111", "vpn", "99")) ", "
    IP4 ("1", ADDRESSES ("AddressData", "999.1.2.3") ", 'NameserverData': <[{'other': <'x'>}]>")
    ", " DHCP4 ("1", "'domain_name_servers': <'192.0.2.53,,nonsense  192.0.2.53'>"),
    { NULL },
    "answered\n"
    "802-3-ethernet type=802-3-ethernet kind=physical state=active managed "
    "dhcp_name_servers=192.0.2.53\n" },
};
/* clang-format on */

static void
describe_list (GString *text, const char *name, char **list)
{
  g_autofree char *joined = list != NULL ? g_strjoinv (",", list) : NULL;

  if (joined != NULL)
    g_string_append_printf (text, " %s=%s", name, joined);
}

static void
describe_text (GString *text, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, " %s=%s", name, value);
}

static void
describe_connection (GString *text, const DsConnection *connection)
{
  g_string_append (text, connection->name);
  describe_text (text, "uuid", connection->uuid);
  describe_text (text, "type", connection->type);
  describe_text (text, "service", connection->service);
  describe_text (text, "kind",
                 ds_enum_to_nick (ds_connection_kind_get_type (), (int) connection->kind));
  describe_text (text, "state",
                 ds_enum_to_nick (ds_connection_state_get_type (), (int) connection->state));
  g_string_append (text, connection->managed ? " managed" : "");
  describe_text (text, "device", connection->device);
  describe_text (text, "gateway", connection->gateway);
  g_string_append (text, connection->is_default_ipv4 ? " 4" : "");
  g_string_append (text, connection->is_default_ipv6 ? " 6" : "");
  describe_list (text, "addresses", connection->addresses);
  describe_list (text, "name_servers", connection->name_servers);
  describe_list (text, "dhcp_name_servers", connection->dhcp_name_servers);
  describe_list (text, "domains", connection->domains);
  describe_text (text, "proxy", connection->proxy);
  g_string_append_c (text, '\n');
}

static char *
describe (const DsNetwork *network)
{
  GString *text =
      g_string_new (ds_enum_to_nick (ds_manager_state_get_type (), (int) network->manager));

  if (network->connectivity != NULL)
    g_string_append_printf (text, " %s", network->connectivity);
  g_string_append (text, network->metered ? " metered\n" : "\n");
  for (guint i = 0; i < network->connections->len; i++)
    describe_connection (text, g_ptr_array_index (network->connections, i));
  return g_string_free (text, FALSE);
}

static GVariant *
parse (const char *type, const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static void
test_parse (gconstpointer data)
{
  const Case *row = data;
  g_autofree char *text = g_strconcat ("{", row->objects, "}", NULL);
  g_autoptr (GVariant) objects = parse ("a{oa{sa{sv}}}", text);
  g_autoptr (GHashTable) profiles =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  g_autoptr (DsNetwork) network = NULL;
  g_autofree char *found = NULL;

  g_test_message ("%s", row->what);
  for (guint i = 0; i < G_N_ELEMENTS (row->profiles) && row->profiles[i] != NULL; i++)
    g_hash_table_insert (profiles, g_strdup_printf (PROFILE ("%u"), i + 1),
                         parse ("a{sa{sv}}", row->profiles[i]));
  network = ds_host_network_parse (objects, profiles);
  found = describe (network);
  g_assert_cmpstr (found, ==, row->expected);
}

/* --- Asking --- */

#define ALL "GetManagedObjects"
#define TWO_PROFILES                                                                               \
  "({" ACTIVE ("1", WORDS ("Work", "cccc", "vpn", "2")                                             \
                        REF ("Connection",                                                         \
                             "Settings/1")) ", " OBJECT ("/Settings/1",                            \
                                                         "") ", " OBJECT ("/Settings/2", "") "},)"

typedef struct
{
  const char *what;
  DsTestReply replies[5];
  const char *expected; /* (nullable): what is read */
  GIOErrorEnum code;    /* where nothing is */
} Exchange;

/* clang-format off */
static const Exchange exchanges[] = {
  { "all is told",
    { { NULL, ALL, "@(a{oa{sa{sv}}}) " TWO_PROFILES, NULL },
      { PROFILE ("1"), "GetSettings", "(" SETTINGS ("Work", "cccc", "vpn", OPENVPN) ",)", NULL },
      { PROFILE ("2"), "GetSettings", "(" SETTINGS ("Home", "dddd", "vpn", OPENVPN) ",)", NULL } },
    "answered\n"
    "Work uuid=cccc type=vpn service=openvpn kind=vpn state=active managed\n"
    "Home uuid=dddd type=vpn service=openvpn kind=vpn state=inactive managed\n", 0 },
  { "one profile is somebody else's, and one is of no use",
    { { NULL, ALL, "@(a{oa{sa{sv}}}) " TWO_PROFILES, NULL },
      { PROFILE ("1"), "GetSettings", NULL,
        "org.freedesktop.NetworkManager.Settings.PermissionDenied" },
      { PROFILE ("2"), "GetSettings", "('nonsense',)", NULL } },
    "answered\n"
    "Work uuid=cccc type=vpn kind=vpn state=active managed\n", 0 },
  { "profiles are never told",
    { { NULL, ALL, "@(a{oa{sa{sv}}}) " TWO_PROFILES, NULL },
      { NULL, "GetSettings", NULL, NULL } },
    "answered\n"
    "Work uuid=cccc type=vpn kind=vpn state=active managed\n", 0 },
  { "nobody is there", { { NULL } }, "absent\n", 0 },
  { "nothing is answered", { { NULL, ALL, NULL, NULL } }, NULL, G_IO_ERROR_TIMED_OUT },
  { "it goes away meanwhile",
    { { NULL, ALL, NULL, "org.freedesktop.DBus.Error.NoReply" } }, NULL, G_IO_ERROR_TIMED_OUT },
  { "something else is answered", { { NULL, ALL, "('nonsense',)", NULL } },
    NULL, G_IO_ERROR_INVALID_DATA },
  { "it does not talk to this program",
    { { NULL, ALL, NULL, "org.freedesktop.DBus.Error.AccessDenied" } },
    NULL, G_IO_ERROR_INVALID_DATA },
};
/* clang-format on */

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static DsNetwork *
ask (DsContext *context, guint timeout_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ds_host_network_read_async (context, timeout_ms, cancellable, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ds_host_network_read_finish (result, error);
}

static void
test_ask (gconstpointer data)
{
  const Exchange *row = data;
  g_autoptr (DsContext) context = ds_context_new ();
  g_autoptr (GDBusConnection) bus = ds_test_bus_new (row->replies);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsNetwork) network = NULL;
  g_autofree char *found = NULL;

  g_test_message ("%s", row->what);
  ds_context_set_system_bus (context, bus);
  network = ask (context, 300, NULL, &error);
  if (row->expected == NULL)
    {
      g_assert_error (error, G_IO_ERROR, (int) row->code);
      g_assert_null (network);
      return;
    }
  g_assert_no_error (error);
  found = describe (network);
  g_assert_cmpstr (found, ==, row->expected);
}

/* The tests' own environment names a bus that is not there. */
static void
test_no_bus (void)
{
  g_autoptr (DsContext) context = ds_context_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsNetwork) network = ask (context, 1000, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (network->manager, ==, DS_MANAGER_ABSENT);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  static const DsTestReply replies[] = { { NULL, ALL, NULL, NULL }, { NULL } };
  g_autoptr (DsContext) context = ds_context_new ();
  g_autoptr (GDBusConnection) bus = ds_test_bus_new (replies);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 started_us = g_get_monotonic_time ();

  ds_context_set_system_bus (context, bus);
  g_timeout_add (20, cancel_cb, cancellable);
  /* While it is under way, and before it began. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsNetwork) network = ask (context, 60000, cancellable, &error);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (network);
    }
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/host-network/parse/%u", i);

      g_test_add_data_func (path, &cases[i], test_parse);
    }
  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    {
      g_autofree char *path = g_strdup_printf ("/host-network/ask/%u", i);

      g_test_add_data_func (path, &exchanges[i], test_ask);
    }
  g_test_add_func ("/host-network/no-bus", test_no_bus);
  g_test_add_func ("/host-network/cancelled", test_cancelled);
  return g_test_run ();
}
