/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The message bus of the system, where NetworkManager, the resolver and the firewall can be asked.
 * Many computers have only some of them, and some have no such bus: to be absent is an answer. */

#include "ds-host-bus.h"

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  if (bus != NULL)
    g_task_return_pointer (task, bus, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ds_host_bus_get_async:
 * @context: the outside world
 * @cancellable: (nullable): to give up
 * @callback: called with the bus
 * @user_data: data for @callback
 *
 * Gets the message bus of the system: the one handed in with @context, else the machine's own.
 */
void
ds_host_bus_get_async (DsContext *context,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GDBusConnection *bus = ds_context_get_system_bus (context);

  g_task_set_source_tag (task, ds_host_bus_get_async);
  if (bus == NULL)
    {
      g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, got_cb, task);
      return;
    }
  g_task_return_pointer (task, g_object_ref (bus), g_object_unref);
  g_object_unref (task);
}

/**
 * ds_host_bus_get_finish:
 * @result: the result given to the callback
 * @error: return location for an error of GIO: there is no bus, or this program may not use it
 *
 * Returns: (transfer full) (nullable): the bus; %NULL with @error set
 */
GDBusConnection *
ds_host_bus_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ds_host_bus_is_absent:
 * @error: an error from the bus or from a call on it
 *
 * Returns: whether it says that the service, or the bus, is not there at all or may not be talked
 *   to, as in a sandbox that does not let its name through
 */
gboolean
ds_host_bus_is_absent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/**
 * ds_host_bus_is_late:
 * @error: an error from a call on the bus
 *
 * Returns: whether it says that no answer came in time
 */
gboolean
ds_host_bus_is_late (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}
