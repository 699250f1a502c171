/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A VPN of NetworkManager, found by its UUID: paths are made anew whenever it is turned on, and
 * whenever NetworkManager starts. One call gets all there is (GetManagedObjects of
 * org.freedesktop.DBus.ObjectManager), and reading that is a pure function. */

#include "ds-host-vpn.h"

#include <string.h>

#include "ds-host-vpn-private.h"

#define IFACE_ACTIVE DS_HOST_NM_NAME ".Connection.Active"
#define IFACE_DEVICE DS_HOST_NM_NAME ".Device"
#define IFACE_IP4    DS_HOST_NM_NAME ".IP4Config"
#define IFACE_IP6    DS_HOST_NM_NAME ".IP6Config"

/* NM_ACTIVATION_STATE_FLAG_EXTERNAL: somebody else made the device, NetworkManager only sees it. */
#define FLAG_EXTERNAL 0x80

#define READ_TIMEOUT_MS 5000

/**
 * ds_host_vpn_free:
 * @vpn: (transfer full) (nullable): a VPN
 */
void
ds_host_vpn_free (DsHostVpn *vpn)
{
  if (vpn == NULL)
    return;
  g_free (vpn->name);
  g_free (vpn->path);
  g_free (vpn->link);
  g_strfreev (vpn->others);
  g_free (vpn);
}

/* The properties of one object by one interface. */
static GVariant *
find_object (GVariant *objects, const char *path, const char *interface)
{
  g_autoptr (GVariant) interfaces = NULL;

  if (path == NULL || !g_variant_lookup (objects, path, "@a{sa{sv}}", &interfaces))
    return NULL;
  return g_variant_lookup_value (interfaces, interface, G_VARIANT_TYPE_VARDICT);
}

static guint
get_uint (GVariant *properties, const char *name)
{
  guint value = 0;

  g_variant_lookup (properties, name, "u", &value);
  return value;
}

static const char *
get_text (GVariant *properties, const char *name)
{
  const char *value = "";

  /* Both kinds of texts NetworkManager has; they live as long as the reply. */
  if (!g_variant_lookup (properties, name, "&s", &value))
    g_variant_lookup (properties, name, "&o", &value);
  return value;
}

static gboolean
is_vpn (GVariant *active)
{
  const char *type = get_text (active, "Type");
  gboolean vpn = FALSE;

  g_variant_lookup (active, "Vpn", "b", &vpn);
  if (g_str_equal (type, "tun"))
    return (get_uint (active, "StateFlags") & FLAG_EXTERNAL) == 0;
  return vpn || g_str_equal (type, "wireguard");
}

/* By the numbers of NMActiveConnectionState. */
static DsConnectionState
get_state (GVariant *active)
{
  static const DsConnectionState states[] = {
    DS_CONNECTION_INACTIVE,     DS_CONNECTION_ACTIVATING, DS_CONNECTION_ACTIVE,
    DS_CONNECTION_DEACTIVATING, DS_CONNECTION_INACTIVE,
  };
  guint state = get_uint (active, "State");

  return state < G_N_ELEMENTS (states) ? states[state] : DS_CONNECTION_INACTIVE;
}

static GVariant *
get_addresses (GVariant *objects, GVariant *owner, const char *name, const char *interface)
{
  g_autoptr (GVariant) config = find_object (objects, get_text (owner, name), interface);
  g_autoptr (GVariant) addresses =
      config != NULL ? g_variant_lookup_value (config, "AddressData", G_VARIANT_TYPE ("aa{sv}"))
                     : NULL;

  return addresses != NULL && g_variant_n_children (addresses) > 0 ? g_steal_pointer (&addresses)
                                                                   : NULL;
}

static gboolean
has_same_addresses (GVariant *objects, GVariant *active, GVariant *device)
{
  static const char *const configs[][2] = { { "Ip4Config", IFACE_IP4 },
                                            { "Ip6Config", IFACE_IP6 } };

  for (guint i = 0; i < G_N_ELEMENTS (configs); i++)
    {
      g_autoptr (GVariant) one = get_addresses (objects, active, configs[i][0], configs[i][1]);
      g_autoptr (GVariant) two = get_addresses (objects, device, configs[i][0], configs[i][1]);

      if (one != NULL && two != NULL && g_variant_equal (one, two))
        return TRUE;
    }
  return FALSE;
}

/* A connection of type `wireguard` or `tun` has its own device. That of a VPN plugin has the device
 * it goes over; its own one shows by having the addresses of the VPN. */
static char *
find_link (GVariant *objects, GVariant *active)
{
  GVariantIter iter;
  const char *path;
  GVariant *interfaces;
  g_autofree const char **devices = NULL;
  gboolean plugin = FALSE;

  g_variant_lookup (active, "Vpn", "b", &plugin);
  g_variant_lookup (active, "Devices", "^a&o", &devices);
  if (!plugin)
    return devices != NULL ? g_strdup (devices[0]) : NULL;
  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_next (&iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr (GVariant) device =
          g_variant_lookup_value (interfaces, IFACE_DEVICE, G_VARIANT_TYPE_VARDICT);

      g_variant_unref (interfaces);
      if (device != NULL && (devices == NULL || !g_strv_contains (devices, path)) &&
          has_same_addresses (objects, active, device))
        return g_strdup (path);
    }
  return NULL;
}

static void
note_active (DsHostVpn *vpn, GVariant *objects, const char *path, GVariant *active)
{
  vpn->state = get_state (active);
  if (vpn->state == DS_CONNECTION_INACTIVE)
    return;
  g_free (vpn->name);
  g_free (vpn->path);
  g_free (vpn->link);
  vpn->name = g_strdup (get_text (active, "Id"));
  vpn->path = g_strdup (path);
  vpn->link = find_link (objects, active);
  vpn->is_vpn = is_vpn (active);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ds_host_vpn_read:
 * @objects: (type a{oa{sa{sv}}}): all objects of NetworkManager
 * @uuid: which VPN
 *
 * Returns: (transfer full): how it is
 */
DsHostVpn *
ds_host_vpn_read (GVariant *objects, const char *uuid)
{
  DsHostVpn *vpn = g_new0 (DsHostVpn, 1);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  GVariantIter iter;
  const char *path;
  GVariant *interfaces;

  /* As it comes from the bus: in one piece, so that texts in it live as long as it does. */
  g_variant_get_data (objects);
  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_next (&iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr (GVariant) active =
          g_variant_lookup_value (interfaces, IFACE_ACTIVE, G_VARIANT_TYPE_VARDICT);

      g_variant_unref (interfaces);
      if (active == NULL)
        continue;
      if (g_str_equal (get_text (active, "Uuid"), uuid))
        note_active (vpn, objects, path, active);
      else if (is_vpn (active) && get_state (active) != DS_CONNECTION_INACTIVE)
        g_ptr_array_add (others, g_strdup (get_text (active, "Uuid")));
    }
  g_ptr_array_sort (others, compare_texts);
  g_ptr_array_add (others, NULL);
  vpn->others = (char **) g_ptr_array_free (g_steal_pointer (&others), FALSE);
  return vpn;
}

/**
 * ds_host_vpn_has_device:
 * @objects: (type a{oa{sa{sv}}}): all objects of NetworkManager
 * @path: (nullable): the path of a device
 *
 * Returns: whether it is there
 */
gboolean
ds_host_vpn_has_device (GVariant *objects, const char *path)
{
  g_autoptr (GVariant) device = find_object (objects, path, IFACE_DEVICE);

  return device != NULL;
}

/**
 * ds_host_nm_get_objects_async:
 * @bus: the message bus of the system
 * @cancellable: (nullable): a cancellable
 * @callback: called with all objects of NetworkManager
 * @user_data: data for @callback
 *
 * Does not start NetworkManager where it does not run.
 */
void
ds_host_nm_get_objects_async (GDBusConnection *bus,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_dbus_connection_call (bus, DS_HOST_NM_NAME, "/org/freedesktop",
                          "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL,
                          G_VARIANT_TYPE ("(a{oa{sa{sv}}})"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          READ_TIMEOUT_MS, cancellable, callback, user_data);
}

GVariant *
ds_host_nm_get_objects_finish (GObject *bus, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

static void
objects_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) objects = ds_host_nm_get_objects_finish (source, result, &error);

  if (objects == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, ds_host_vpn_read (objects, g_task_get_task_data (task)),
                           (GDestroyNotify) ds_host_vpn_free);
}

/**
 * ds_host_vpn_get_async:
 * @bus: the message bus of the system
 * @uuid: which VPN
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: data for @callback
 *
 * Asks NetworkManager how a VPN is. Nobody is asked for a password.
 */
void
ds_host_vpn_get_async (GDBusConnection *bus,
                       const char *uuid,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (bus, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_vpn_get_async);
  g_task_set_task_data (task, g_strdup (uuid), g_free);
  ds_host_nm_get_objects_async (bus, cancellable, objects_cb, task);
}

/**
 * ds_host_vpn_get_finish:
 * @result: the result given to the callback
 * @error: return location for an error of the bus, see ds-host-bus.h
 *
 * Returns: (transfer full) (nullable): how it is
 */
DsHostVpn *
ds_host_vpn_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
