/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which firewalld it is: the one that runs now, or another one later. */

#include "ds-host-bus.h"
#include "ds-host-firewalld.h"
#include "ds-host-load.h"

#define TIMEOUT_MS      5000
#define BOOT_FILE       "proc/sys/kernel/random/boot_id"
#define BOOT_LENGTH_MAX 64

/**
 * ds_host_firewalld_find_owner:
 * @bus: the message bus of the system
 * @cancellable: (nullable): to give up
 * @callback: called with the answer, `(s)`, of g_dbus_connection_call()
 * @user_data: data for @callback
 *
 * Asks the bus who firewalld is, without starting it.
 */
void
ds_host_firewalld_find_owner (GDBusConnection *bus,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "GetNameOwner",
                          g_variant_new ("(s)", DS_FIREWALLD_NAME), G_VARIANT_TYPE ("(s)"),
                          G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, cancellable, callback, user_data);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *boot = g_task_get_task_data (task);
  const char *owner;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_variant_get (reply, "(&s)", &owner);
  g_task_return_pointer (task, g_strdup_printf ("%s %s", boot, owner), g_free);
}

static void
identify_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = ds_host_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  ds_host_firewalld_find_owner (bus, g_task_get_cancellable (task), identified_cb, task);
}

static void
boot_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (DsContext) context = g_object_ref (g_task_get_task_data (task));
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, NULL);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  g_task_set_task_data (task, g_strchomp (g_strndup (length > 0 ? text : "?", length)), g_free);
  ds_host_bus_get_async (context, g_task_get_cancellable (task), identify_bus_cb, task);
}

/**
 * ds_host_firewalld_identify_async:
 * @context: the outside world
 * @cancellable: (nullable): to give up
 * @callback: called with the text
 * @user_data: data for @callback
 *
 * Tells one firewalld from the next: what was changed only in the running one went with it.
 */
void
ds_host_firewalld_identify_async (DsContext *context,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GFile) file = g_file_resolve_relative_path (ds_context_get_root (context), BOOT_FILE);

  g_task_set_source_tag (task, ds_host_firewalld_identify_async);
  g_task_set_task_data (task, g_object_ref (context), g_object_unref);
  ds_host_load_async (file, BOOT_LENGTH_MAX, cancellable, boot_cb, task);
}

/**
 * ds_host_firewalld_identify_finish:
 * @result: the result given to the callback
 * @error: return location for an error of GIO; see ds_host_bus_is_absent()
 *
 * Returns: (transfer full) (nullable): a text that is another one for every start of the computer
 *   and of firewalld
 */
char *
ds_host_firewalld_identify_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
