/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks which programs on this computer keep answers about names, by what any program may see, also
 * in a sandbox: files, a socket, and the message bus. Nothing is started by looking. */

#include "ds-host-caches.h"

#include "ds-host-bus.h"
#include "ds-host-dns.h"
#include "ds-host-load.h"
#include "ds-timer.h"

#define NSCD_CONF_MAX 65536

typedef struct
{
  DsHostCaches *caches; /* (owned) (nullable) */
  GFile *root;          /* (owned) */
  char *name;           /* (owned) */
  guint timeout_ms;
  guint pending;
  GCancellable *cancellable; /* (owned): ends all of it: the caller, or the deadline */
  GSource *timer;            /* (owned) */
} State;

static void
state_free (State *state)
{
  g_clear_pointer (&state->caches, ds_host_caches_free);
  g_clear_object (&state->root);
  g_clear_object (&state->cancellable);
  g_source_destroy (state->timer);
  g_source_unref (state->timer);
  g_free (state->name);
  g_free (state);
}

/* Whatever can't be read is not there, as far as this program can see. */
static void
end_one (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (--state->pending > 0)
    return;
  g_source_destroy (state->timer);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&state->caches),
                           (GDestroyNotify) ds_host_caches_free);
}

/* --- Files and a socket --- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);

  state->caches->listed = ds_host_dns_read_finish (result, NULL);
  end_one (task);
}

static void
nscd_conf_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, NULL);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  state->caches->has_nscd = text == NULL || ds_host_caches_nscd_keeps_hosts (text, length);
  end_one (task);
}

/* A socket may be left over from one that has ended: it is there if it takes a connection. To a
 * socket of this computer that is decided at once. */
static gboolean
takes_connection (GFile *file)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (g_file_peek_path (file));
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  if (socket == NULL)
    return FALSE;
  g_socket_set_blocking (socket, FALSE);
  return g_socket_connect (socket, address, NULL, NULL);
}

static void
look_for_nscd (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_resolve_relative_path (state->root, "run/nscd/socket");
  g_autoptr (GFile) conf = g_file_resolve_relative_path (state->root, "etc/nscd.conf");

  if (!takes_connection (file))
    return;
  state->pending++;
  ds_host_load_async (conf, NSCD_CONF_MAX, state->cancellable, nscd_conf_cb, g_object_ref (task));
}

/* --- The message bus --- */

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);

  state->caches->resolved = ds_host_resolved_read_finish (result, NULL);
  end_one (task);
}

static void
manager_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) configuration = NULL;

  if (reply != NULL)
    {
      properties = g_variant_get_child_value (reply, 0);
      configuration = g_variant_lookup_value (properties, "Configuration", NULL);
      g_variant_lookup (properties, "Mode", "s", &state->caches->manager_mode);
      state->caches->manager_servers = ds_host_caches_parse_servers (configuration);
    }
  end_one (task);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GDBusConnection) bus = ds_host_bus_get_finish (result, NULL);

  if (bus != NULL)
    {
      state->pending += 2;
      ds_host_resolved_read_async (bus, state->name, state->timeout_ms, state->cancellable,
                                   resolved_cb, g_object_ref (task));
      g_dbus_connection_call (bus, "org.freedesktop.NetworkManager",
                              "/org/freedesktop/NetworkManager/DnsManager",
                              "org.freedesktop.DBus.Properties", "GetAll",
                              g_variant_new ("(s)", "org.freedesktop.NetworkManager.DnsManager"),
                              G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                              (int) state->timeout_ms, state->cancellable, manager_cb,
                              g_object_ref (task));
    }
  end_one (task);
}

static gboolean
late_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * ds_host_caches_read_async:
 * @context: the outside world
 * @name: a host name in ASCII, for which to choose name servers
 * @timeout_ms: how long to look; what was not seen by then is not there
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Looks which programs keep answers on this computer. Asks for no password.
 */
void
ds_host_caches_read_async (DsContext *context,
                           const char *name,
                           guint timeout_ms,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_caches_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->caches = g_new0 (DsHostCaches, 1);
  state->root = g_object_ref (ds_context_get_root (context));
  state->name = g_strdup (name);
  state->timeout_ms = timeout_ms;
  state->cancellable = g_cancellable_new ();
  state->timer = ds_timer_start (timeout_ms, cancellable, late_cb, state->cancellable);
  state->pending = 2;
  ds_host_dns_read_async (state->root, state->cancellable, listed_cb, g_object_ref (task));
  ds_host_bus_get_async (context, state->cancellable, bus_cb, g_object_ref (task));
  look_for_nscd (task);
}

/**
 * ds_host_caches_read_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error
 *
 * Returns: (transfer full) (nullable): what was seen
 */
DsHostCaches *
ds_host_caches_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
