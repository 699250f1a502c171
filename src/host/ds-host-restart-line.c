/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Starts the connection in use anew, over NetworkManager's D-Bus interface: its dnsmasq then
 * forgets what it has kept. The person at the computer may do so without a password; whatever would
 * make it forget and leaves the connection alone is for administrators. */

#include "ds-host-restart-line.h"

#include "ds-deadline.h"
#include "ds-timer.h"

#define BUS_NAME      "org.freedesktop.NetworkManager"
#define OBJECT_PATH   "/org/freedesktop/NetworkManager"
#define ACTIVE        BUS_NAME ".Connection.Active"
#define LOOK_EVERY_MS 100
/* NMActiveConnectionState */
#define STATE_ACTIVATED    2
#define STATE_DEACTIVATING 3

typedef struct
{
  GDBusConnection *bus; /* (owned) */
  DsDeadline *deadline; /* (owned) */
  char *active;         /* (owned) (nullable): the object path of the connection in use */
  GSource *timer;       /* (owned) (nullable) */
} State;

static void
state_free (State *state)
{
  if (state->timer != NULL)
    g_source_destroy (state->timer);
  g_clear_pointer (&state->timer, g_source_unref);
  g_clear_pointer (&state->deadline, ds_deadline_free);
  g_clear_object (&state->bus);
  g_free (state->active);
  g_free (state);
}

static void
call (GTask *task,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments,
      GAsyncReadyCallback callback)
{
  State *state = g_task_get_task_data (task);

  g_dbus_connection_call (state->bus, BUS_NAME, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT,
                          ds_deadline_get_cancellable (state->deadline), callback,
                          g_object_ref (task));
}

/* The properties of an object, `a{sv}`. */
static void
read_all (GTask *task, const char *path, const char *interface, GAsyncReadyCallback callback)
{
  call (task, path, "org.freedesktop.DBus.Properties", "GetAll", g_variant_new ("(s)", interface),
        callback);
}

/* Returns the reply, or lets the task fail. */
static GVariant *
take (GTask *task, GObject *source, GAsyncResult *result, const char *type)
{
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE (type)))
    return reply;
  if (ds_deadline_has_passed (state->deadline))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           "The connection did not start in time");
    }
  else if (reply != NULL)
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "NetworkManager answered in another way than it should");
    }
  g_clear_pointer (&reply, g_variant_unref);
  g_task_return_error (task, error);
  return NULL;
}

static void
fail (GTask *task, const char *message)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", message);
}

/* --- Waiting until it is in use again --- */

static void look (GTask *task);

static gboolean
look_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  look (task);
  return G_SOURCE_REMOVE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take (task, source, result, "(a{sv})");
  g_autoptr (GVariant) properties = NULL;
  guint connection_state = 0;

  if (reply == NULL)
    return;
  properties = g_variant_get_child_value (reply, 0);
  g_variant_lookup (properties, "State", "u", &connection_state);
  if (connection_state == STATE_ACTIVATED)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (connection_state >= STATE_DEACTIVATING)
    {
      fail (task, "The connection did not start again");
      return;
    }
  g_clear_pointer (&state->timer, g_source_unref);
  state->timer = ds_timer_start (LOOK_EVERY_MS, ds_deadline_get_cancellable (state->deadline),
                                 look_cb, g_object_ref (task));
}

static void
look (GTask *task)
{
  State *state = g_task_get_task_data (task);

  read_all (task, state->active, ACTIVE, looked_cb);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take (task, source, result, "(o)");

  if (reply == NULL)
    return;
  g_free (state->active);
  g_variant_get (reply, "(o)", &state->active);
  look (task);
}

/* --- Which one --- */

static void
active_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) reply = take (task, source, result, "(a{sv})");
  g_autoptr (GVariant) properties = NULL;
  g_autofree char *connection = NULL;
  g_autofree const char **devices = NULL;
  gboolean is_vpn = FALSE;

  if (reply == NULL)
    return;
  properties = g_variant_get_child_value (reply, 0);
  g_variant_lookup (properties, "Vpn", "b", &is_vpn);
  g_variant_lookup (properties, "Connection", "o", &connection);
  g_variant_lookup (properties, "Devices", "^a&o", &devices);
  if (is_vpn)
    fail (task, "It is a VPN");
  else if (connection == NULL || devices == NULL || devices[0] == NULL)
    fail (task, "No connection is in use");
  else
    call (task, OBJECT_PATH, BUS_NAME, "ActivateConnection",
          g_variant_new ("(ooo)", connection, devices[0], "/"), started_cb);
}

static void
manager_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take (task, source, result, "(a{sv})");
  g_autoptr (GVariant) properties = NULL;

  if (reply == NULL)
    return;
  properties = g_variant_get_child_value (reply, 0);
  g_variant_lookup (properties, "PrimaryConnection", "o", &state->active);
  if (state->active == NULL || g_str_equal (state->active, "/"))
    fail (task, "No connection is in use");
  else
    read_all (task, state->active, ACTIVE, active_read_cb);
}

/**
 * ds_host_restart_line_async:
 * @bus: the message bus of the system
 * @timeout_ms: how long to wait until the connection is in use again
 * @cancellable: (nullable): a cancellable; the connection may have been started anew all the same
 * @callback: called when the connection is in use again
 * @user_data: data for @callback
 *
 * Starts the connection in use anew. A VPN that goes through it breaks off: whether there is one is
 * for the caller to see.
 */
void
ds_host_restart_line_async (GDBusConnection *bus,
                            guint timeout_ms,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_restart_line_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->bus = g_object_ref (bus);
  state->deadline = ds_deadline_new (timeout_ms, cancellable);
  read_all (task, OBJECT_PATH, BUS_NAME, manager_read_cb);
}

/**
 * ds_host_restart_line_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_NOT_SUPPORTED, if no connection is in use, or a VPN is
 *   the one; %G_IO_ERROR_TIMED_OUT, or an error of the bus
 *
 * Returns: whether the connection is in use again
 */
gboolean
ds_host_restart_line_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
