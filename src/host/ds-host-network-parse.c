/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what NetworkManager shows on the message bus, as its D-Bus reference describes it: objects
 * with interfaces with properties. Whatever is missing, or of another type than it should be, is
 * passed over. */

#include "ds-host-network-parse.h"

#include <string.h>

#define NM_PATH     "/org/freedesktop/NetworkManager"
#define NM_ACTIVE   NM_NAME ".Connection.Active"
#define NM_DEVICE   NM_NAME ".Device"
#define NM_IP4      NM_NAME ".IP4Config"
#define NM_IP6      NM_NAME ".IP6Config"
#define NM_DHCP4    NM_NAME ".DHCP4Config"
#define NM_DHCP6    NM_NAME ".DHCP6Config"
#define ADDRESS_MAX 64

/* NMActiveConnectionState, and a bit of NMActivationStateFlags */
enum
{
  STATE_ACTIVATING = 1,
  STATE_ACTIVATED = 2,
  STATE_DEACTIVATING = 3,
};
#define FLAG_EXTERNAL 0x80

typedef struct
{
  GVariant *objects;    /* (unowned): a{oa{sa{sv}}} */
  GHashTable *profiles; /* (unowned) (element-type utf8 GVariant): a{sa{sv}} each, by object path */
  GVariant *active;     /* (unowned): the properties of the active connection that is read */
} Reader;

static GVariant *
get_properties (const Reader *reader, const char *path, const char *interface)
{
  g_autoptr (GVariant) object =
      path != NULL ? g_variant_lookup_value (reader->objects, path, G_VARIANT_TYPE ("a{sa{sv}}"))
                   : NULL;

  return object != NULL ? g_variant_lookup_value (object, interface, G_VARIANT_TYPE_VARDICT) : NULL;
}

static GVariant *
get_property (const Reader *reader,
              const char *path,
              const char *interface,
              const char *name,
              const char *type)
{
  g_autoptr (GVariant) properties = get_properties (reader, path, interface);

  return properties != NULL ? g_variant_lookup_value (properties, name, G_VARIANT_TYPE (type))
                            : NULL;
}

/* The text of @name in @properties, or %NULL where it is missing or empty. */
static char *
get_text (GVariant *properties, const char *name)
{
  char *text = NULL;

  if (properties != NULL && g_variant_lookup (properties, name, "s", &text) && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* The path of the object @name in @properties refers to; "/" is none. */
static char *
get_path (GVariant *properties, const char *name)
{
  char *path = NULL;

  if (properties != NULL && g_variant_lookup (properties, name, "o", &path) &&
      g_str_equal (path, "/"))
    g_clear_pointer (&path, g_free);
  return path;
}

static guint32
get_number (GVariant *properties, const char *name)
{
  guint32 number = 0;

  if (properties != NULL)
    g_variant_lookup (properties, name, "u", &number);
  return number;
}

static gboolean
get_flag (GVariant *properties, const char *name)
{
  gboolean flag = FALSE;

  if (properties != NULL)
    g_variant_lookup (properties, name, "b", &flag);
  return flag;
}

/* --- Lists of addresses and domains --- */

static void
add_once (GPtrArray *texts, const char *text)
{
  if (texts->len < ADDRESS_MAX && *text != '\0' &&
      !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_strdup (text));
}

static void
add_address (GPtrArray *addresses, const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address != NULL)
    add_once (addresses, text);
}

/* The list ends up in a record, where none is %NULL. */
static char **
end_list (GPtrArray *texts)
{
  if (texts->len == 0)
    {
      g_ptr_array_unref (texts);
      return NULL;
    }
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (texts, FALSE);
}

/* A list of dictionaries, each with an `address`. */
static void
add_address_data (const Reader *reader,
                  const char *path,
                  const char *interface,
                  const char *name,
                  GPtrArray *addresses)
{
  g_autoptr (GVariant) list = get_property (reader, path, interface, name, "aa{sv}");
  gsize n = list != NULL ? g_variant_n_children (list) : 0;

  for (gsize i = 0; i < n && addresses->len < ADDRESS_MAX; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      g_autofree char *address = get_text (entry, "address");

      if (address != NULL)
        add_address (addresses, address);
    }
}

/* IPv6 name servers come as their 16 bytes. */
static void
add_address_bytes (const Reader *reader, const char *path, GPtrArray *addresses)
{
  g_autoptr (GVariant) list = get_property (reader, path, NM_IP6, "Nameservers", "aay");
  gsize n = list != NULL ? g_variant_n_children (list) : 0;

  for (gsize i = 0; i < n && addresses->len < ADDRESS_MAX; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      gsize length;
      const guint8 *bytes = g_variant_get_fixed_array (entry, &length, 1);
      g_autoptr (GInetAddress) address =
          length == 16 ? g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6) : NULL;
      g_autofree char *text = address != NULL ? g_inet_address_to_string (address) : NULL;

      if (text != NULL)
        add_once (addresses, text);
    }
}

static void
add_texts (const Reader *reader,
           const char *path,
           const char *interface,
           const char *name,
           GPtrArray *texts)
{
  g_autoptr (GVariant) list = get_property (reader, path, interface, name, "as");
  gsize n = list != NULL ? g_variant_n_children (list) : 0;

  for (gsize i = 0; i < n && texts->len < ADDRESS_MAX; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);

      add_once (texts, g_variant_get_string (entry, NULL));
    }
}

/* Addresses separated by spaces, as DHCP's options are written. */
static void
add_option (const Reader *reader,
            const char *path,
            const char *interface,
            const char *option,
            GPtrArray *addresses)
{
  g_autoptr (GVariant) options = get_property (reader, path, interface, "Options", "a{sv}");
  g_autofree char *text = get_text (options, option);
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " ,", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    add_address (addresses, words[i]);
}

/* --- One connection --- */

/* Where there is no router, as in a tunnel, some plugins write the address of nobody. */
static char *
read_gateway (GVariant *properties)
{
  g_autofree char *text = get_text (properties, "Gateway");
  g_autoptr (GInetAddress) address = text != NULL ? g_inet_address_new_from_string (text) : NULL;

  return address != NULL && !g_inet_address_get_is_any (address) ? g_steal_pointer (&text) : NULL;
}

static void
read_addresses (const Reader *reader, DsConnection *connection)
{
  g_autofree char *ip4 = get_path (reader->active, "Ip4Config");
  g_autofree char *ip6 = get_path (reader->active, "Ip6Config");
  g_autofree char *dhcp4 = get_path (reader->active, "Dhcp4Config");
  g_autofree char *dhcp6 = get_path (reader->active, "Dhcp6Config");
  g_autoptr (GVariant) properties4 = get_properties (reader, ip4, NM_IP4);
  g_autoptr (GVariant) properties6 = get_properties (reader, ip6, NM_IP6);
  GPtrArray *addresses = g_ptr_array_new ();
  GPtrArray *name_servers = g_ptr_array_new ();
  GPtrArray *dhcp_name_servers = g_ptr_array_new ();
  GPtrArray *domains = g_ptr_array_new ();

  add_address_data (reader, ip4, NM_IP4, "AddressData", addresses);
  add_address_data (reader, ip6, NM_IP6, "AddressData", addresses);
  add_address_data (reader, ip4, NM_IP4, "NameserverData", name_servers);
  add_address_bytes (reader, ip6, name_servers);
  add_option (reader, dhcp4, NM_DHCP4, "domain_name_servers", dhcp_name_servers);
  add_option (reader, dhcp6, NM_DHCP6, "dhcp6_name_servers", dhcp_name_servers);
  add_texts (reader, ip4, NM_IP4, "Searches", domains);
  add_texts (reader, ip4, NM_IP4, "Domains", domains);
  add_texts (reader, ip6, NM_IP6, "Searches", domains);
  add_texts (reader, ip6, NM_IP6, "Domains", domains);
  connection->addresses = end_list (addresses);
  connection->name_servers = end_list (name_servers);
  connection->dhcp_name_servers = end_list (dhcp_name_servers);
  connection->domains = end_list (domains);
  connection->gateway = read_gateway (properties4);
  if (connection->gateway == NULL)
    connection->gateway = read_gateway (properties6);
}

static DsConnectionKind
kind_of_type (const char *type)
{
  static const char *const vpns[] = { "vpn", "wireguard", "tun", "ip-tunnel", NULL };
  static const char *const within[] = { "bridge",        "dummy",    "veth",   "macvlan",
                                        "ovs-bridge",    "ovs-port", "vxlan",  "vrf",
                                        "ovs-interface", "ovs-dpdk", "lowpan", NULL };

  if (g_strv_contains (vpns, type))
    return DS_CONNECTION_VPN;
  return g_strv_contains (within, type) ? DS_CONNECTION_VIRTUAL : DS_CONNECTION_PHYSICAL;
}

/* The name of the plugin, from "org.freedesktop.NetworkManager.openvpn". */
static char *
read_service (GVariant *profile)
{
  g_autoptr (GVariant) vpn =
      profile != NULL ? g_variant_lookup_value (profile, "vpn", G_VARIANT_TYPE_VARDICT) : NULL;
  g_autofree char *service = get_text (vpn, "service-type");
  const char *dot = service != NULL ? strrchr (service, '.') : NULL;

  return g_strdup (dot != NULL && dot[1] != '\0' ? dot + 1 : service);
}

/* The script of the profile. Where it is automatic and names none, the one DHCP names (option 252,
 * draft-ietf-wrec-wpad). */
static char *
read_proxy (const Reader *reader, GVariant *profile)
{
  g_autoptr (GVariant) proxy =
      profile != NULL ? g_variant_lookup_value (profile, "proxy", G_VARIANT_TYPE_VARDICT) : NULL;
  g_autofree char *dhcp4 = get_path (reader->active, "Dhcp4Config");
  g_autoptr (GVariant) options = get_property (reader, dhcp4, NM_DHCP4, "Options", "a{sv}");
  gint32 method = 0;
  char *script;

  if (proxy == NULL || !g_variant_lookup (proxy, "method", "i", &method) || method != 1)
    return NULL;
  script = get_text (proxy, "pac-url");
  return script != NULL ? script : get_text (options, "wpad");
}

/* The device of a VPN plugin is not told, only the one below it. */
static char *
read_device (const Reader *reader, const char *type)
{
  g_autoptr (GVariant) paths = NULL;
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) properties = NULL;
  char *name;

  if (g_str_equal (type, "vpn"))
    return NULL;
  paths = g_variant_lookup_value (reader->active, "Devices", G_VARIANT_TYPE ("ao"));
  if (paths == NULL || g_variant_n_children (paths) == 0)
    return NULL;
  first = g_variant_get_child_value (paths, 0);
  properties = get_properties (reader, g_variant_get_string (first, NULL), NM_DEVICE);
  /* A modem's packets go through another device than the one that is talked to. */
  name = get_text (properties, "IpInterface");
  return name != NULL ? name : get_text (properties, "Interface");
}

static gboolean
read_state (guint32 state, DsConnectionState *read)
{
  if (state == STATE_ACTIVATING)
    *read = DS_CONNECTION_ACTIVATING;
  else if (state == STATE_ACTIVATED)
    *read = DS_CONNECTION_ACTIVE;
  else if (state == STATE_DEACTIVATING)
    *read = DS_CONNECTION_DEACTIVATING;
  else
    return FALSE;
  return TRUE;
}

static DsConnection *
read_active (const Reader *reader)
{
  g_autoptr (DsConnection) connection = ds_connection_new ();
  g_autofree char *path = get_path (reader->active, "Connection");
  GVariant *profile = path != NULL ? g_hash_table_lookup (reader->profiles, path) : NULL;

  connection->type = get_text (reader->active, "Type");
  connection->managed = (get_number (reader->active, "StateFlags") & FLAG_EXTERNAL) == 0;
  if (connection->type == NULL || g_str_equal (connection->type, "loopback") ||
      !read_state (get_number (reader->active, "State"), &connection->state))
    return NULL;
  connection->name = get_text (reader->active, "Id");
  connection->uuid = connection->managed ? get_text (reader->active, "Uuid") : NULL;
  connection->kind = kind_of_type (connection->type);
  connection->service = read_service (profile);
  connection->device = read_device (reader, connection->type);
  connection->is_default_ipv4 = get_flag (reader->active, "Default");
  connection->is_default_ipv6 = get_flag (reader->active, "Default6");
  read_addresses (reader, connection);
  connection->proxy = read_proxy (reader, profile);
  if (connection->name == NULL)
    connection->name =
        g_strdup (connection->device != NULL ? connection->device : connection->type);
  /* Devices others made show as connections even where they are part of another one. */
  if (!connection->managed && connection->addresses == NULL)
    return NULL;
  return g_steal_pointer (&connection);
}

/* --- The profiles that are not in use --- */

static gboolean
is_listed (const DsNetwork *network, const char *uuid)
{
  for (guint i = 0; i < network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (g_strcmp0 (connection->uuid, uuid) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_vpn_profile (DsNetwork *network, GVariant *profile)
{
  g_autoptr (GVariant) settings =
      g_variant_lookup_value (profile, "connection", G_VARIANT_TYPE_VARDICT);
  g_autofree char *type = get_text (settings, "type");
  g_autofree char *uuid = get_text (settings, "uuid");
  g_autofree char *name = get_text (settings, "id");
  DsConnection *connection;

  if (uuid == NULL || is_listed (network, uuid) ||
      (g_strcmp0 (type, "vpn") != 0 && g_strcmp0 (type, "wireguard") != 0))
    return;
  connection = ds_connection_new ();
  connection->name = g_strdup (name != NULL ? name : uuid);
  connection->uuid = g_steal_pointer (&uuid);
  connection->type = g_steal_pointer (&type);
  connection->kind = DS_CONNECTION_VPN;
  connection->state = DS_CONNECTION_INACTIVE;
  connection->managed = TRUE;
  connection->service = read_service (profile);
  g_ptr_array_add (network->connections, connection);
}

/* NMConnectivityState; 0 is "not known" */
static const char *
word_for_connectivity (guint32 state)
{
  static const char *const words[] = { NULL, "none", "portal", "limited", "full" };

  return state < G_N_ELEMENTS (words) ? words[state] : NULL;
}

/**
 * ds_host_network_parse:
 * @objects: the objects NetworkManager shows, `a{oa{sa{sv}}}`
 * @profiles: (element-type utf8 GVariant): the settings of its profiles, `a{sa{sv}}`, by object
 *   path, as far as they are known
 *
 * Returns: (transfer full): the connections in use, and the VPNs that are set up and not in use
 */
DsNetwork *
ds_host_network_parse (GVariant *objects, GHashTable *profiles)
{
  DsNetwork *network = ds_network_new ();
  Reader reader = { .objects = objects, .profiles = profiles };
  g_autoptr (GVariant) manager = get_properties (&reader, NM_PATH, NM_NAME);
  guint32 metered = get_number (manager, "Metered");
  GVariantIter iter;
  GHashTableIter table;
  GVariant *object;
  gpointer profile;

  network->manager = DS_MANAGER_ANSWERED;
  network->connectivity = g_strdup (word_for_connectivity (get_number (manager, "Connectivity")));
  /* NMMetered: it is set so, or guessed from what the network says of itself */
  network->metered = metered == 1 || metered == 3;
  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_next (&iter, "{o@a{sa{sv}}}", NULL, &object))
    {
      DsConnection *connection = NULL;

      reader.active = g_variant_lookup_value (object, NM_ACTIVE, G_VARIANT_TYPE_VARDICT);
      if (reader.active != NULL)
        connection = read_active (&reader);
      if (connection != NULL)
        g_ptr_array_add (network->connections, connection);
      g_clear_pointer (&reader.active, g_variant_unref);
      g_variant_unref (object);
    }
  g_hash_table_iter_init (&table, profiles);
  while (g_hash_table_iter_next (&table, NULL, &profile))
    add_vpn_profile (network, profile);
  return network;
}
