/* SPDX-License-Identifier: GPL-3.0-or-later */

/* systemd-resolved, asked over the message bus (org.freedesktop.resolve1(5)). It is never started
 * by asking: where it does not run, nobody goes by it. */

#include "ds-host-resolved.h"

#include <string.h>

#include "ds-host-resolved-servers.h"

#define BUS_NAME      "org.freedesktop.resolve1"
#define OBJECT_PATH   "/org/freedesktop/resolve1"
#define MANAGER       "org.freedesktop.resolve1.Manager"
#define ERROR_PREFIX  "org.freedesktop.resolve1."
#define ADDRESSES_MAX 16

/* SD_RESOLVED_… of the flags of ResolveHostname. The hosts file is none of its answers here. */
#define NO_SYNTHESIZE (G_GUINT64_CONSTANT (1) << 11)
#define NO_CACHE      (G_GUINT64_CONSTANT (1) << 12)
#define NO_NETWORK    (G_GUINT64_CONSTANT (1) << 15)
#define FROM_CACHE    (G_GUINT64_CONSTANT (1) << 20)

/* --- How it is set up --- */

/**
 * ds_host_resolved_free:
 * @resolved: (transfer full): what was read
 */
void
ds_host_resolved_free (DsHostResolved *resolved)
{
  g_strfreev (resolved->servers);
  g_free (resolved);
}

/**
 * ds_host_resolved_parse:
 * @properties: the properties of the manager, `a{sv}`
 * @name: the name it would be asked for
 *
 * Pure. Whatever is missing or of another type counts as empty.
 *
 * Returns: (transfer full): how it is set up
 */
DsHostResolved *
ds_host_resolved_parse (GVariant *properties, const char *name)
{
  DsHostResolved *resolved = g_new0 (DsHostResolved, 1);
  g_autoptr (GVariant) statistics =
      g_variant_lookup_value (properties, "CacheStatistics", G_VARIANT_TYPE ("(ttt)"));

  resolved->servers = ds_host_resolved_choose_servers (properties, name);
  if (statistics != NULL)
    g_variant_get_child (statistics, 0, "t", &resolved->kept);
  return resolved;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) properties = NULL;

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  properties = g_variant_get_child_value (reply, 0);
  g_task_return_pointer (task, ds_host_resolved_parse (properties, g_task_get_task_data (task)),
                         (GDestroyNotify) ds_host_resolved_free);
}

/**
 * ds_host_resolved_read_async:
 * @bus: the message bus of the system
 * @name: a host name in ASCII, for which to choose the name servers
 * @timeout_ms: how long to wait
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: data for @callback
 *
 * Reads how systemd-resolved is set up. Asks for no password.
 */
void
ds_host_resolved_read_async (GDBusConnection *bus,
                             const char *name,
                             guint timeout_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_resolved_read_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_dbus_connection_call (bus, BUS_NAME, OBJECT_PATH, "org.freedesktop.DBus.Properties", "GetAll",
                          g_variant_new ("(s)", MANAGER), G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, (int) timeout_ms, cancellable, read_cb,
                          task);
}

/**
 * ds_host_resolved_read_finish:
 * @result: the result given to the callback
 * @error: return location for an error of GIO, see ds_host_bus_is_absent()
 *
 * Returns: (transfer full) (nullable): how it is set up
 */
DsHostResolved *
ds_host_resolved_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- A question --- */

typedef struct
{
  DsNameAnswer *answer; /* (owned) (nullable) */
  DsResolvedAsk ask;
  gint64 started_us;
} Question;

static void
question_free (Question *question)
{
  g_clear_pointer (&question->answer, ds_name_answer_free);
  g_free (question);
}

static char **
read_addresses (GVariant *reply)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GVariant) list = g_variant_get_child_value (reply, 0);
  g_auto (GStrv) addresses = NULL;

  for (gsize i = 0; i < MIN (g_variant_n_children (list), ADDRESSES_MAX); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (list, i);
      g_autofree char *address = ds_host_resolved_read_address (item, NULL);

      if (address != NULL)
        g_strv_builder_add (builder, address);
    }
  addresses = g_strv_builder_end (builder);
  return addresses[0] != NULL ? g_steal_pointer (&addresses) : NULL;
}

static void
take_reply (Question *question, GVariant *reply)
{
  DsNameAnswer *answer = question->answer;
  guint64 flags;

  g_variant_get_child (reply, 2, "t", &flags);
  answer->addresses = read_addresses (reply);
  answer->status = answer->addresses != NULL ? DS_NAME_ANSWERED : DS_NAME_NO_SUCH_NAME;
  answer->remembered = (flags & FROM_CACHE) != 0;
}

/* What its own errors say about the name; %FALSE for one that says nothing about it. */
static gboolean
take_error (Question *question, const GError *error)
{
  g_autofree char *name =
      g_dbus_error_is_remote_error (error) ? g_dbus_error_get_remote_error (error) : NULL;
  DsNameAnswer *answer = question->answer;

  if (name == NULL || !g_str_has_prefix (name, ERROR_PREFIX))
    return FALSE;
  answer->status = DS_NAME_FAILED;
  if (g_str_has_suffix (name, ".NXDOMAIN") || g_str_has_suffix (name, ".NoSuchRR"))
    {
      answer->status = DS_NAME_NO_SUCH_NAME;
      /* With nobody asked, it can know that only from before. */
      answer->remembered = question->ask == DS_RESOLVED_KEPT;
    }
  else if (g_str_has_suffix (name, "TimedOut"))
    {
      answer->status = DS_NAME_TIMED_OUT;
    }
  answer->error = g_strdup (name + strlen (ERROR_PREFIX));
  return TRUE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  question->answer->time_ms = (double) (g_get_monotonic_time () - question->started_us) / 1000;
  if (reply == NULL && !take_error (question, error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (reply != NULL)
    take_reply (question, reply);
  g_task_return_pointer (task, g_steal_pointer (&question->answer),
                         (GDestroyNotify) ds_name_answer_free);
}

/**
 * ds_host_resolved_ask_async:
 * @bus: the message bus of the system
 * @name: a host name in ASCII
 * @ask: how to ask
 * @timeout_ms: how long to wait
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Asks systemd-resolved for the addresses of a name, the hosts file left aside.
 */
void
ds_host_resolved_ask_async (GDBusConnection *bus,
                            const char *name,
                            DsResolvedAsk ask,
                            guint timeout_ms,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);
  guint64 flags = NO_SYNTHESIZE | (ask == DS_RESOLVED_KEPT ? NO_NETWORK : NO_CACHE);

  g_task_set_source_tag (task, ds_host_resolved_ask_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  question->ask = ask;
  question->started_us = g_get_monotonic_time ();
  question->answer = ds_name_answer_new ();
  question->answer->name = g_strdup (name);
  question->answer->source = g_strdup (DS_NAME_SOURCE_RESOLVED);
  g_dbus_connection_call (bus, BUS_NAME, OBJECT_PATH, MANAGER, "ResolveHostname",
                          g_variant_new ("(isit)", 0, name, 0, flags),
                          G_VARIANT_TYPE ("(a(iiay)st)"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          (int) timeout_ms, cancellable, asked_cb, task);
}

/**
 * ds_host_resolved_ask_finish:
 * @result: the result given to the callback
 * @error: return location for an error of GIO: it is not there, was late, or made no sense. That
 *   there is no such name, that it keeps nothing about it or got no answer itself, are answers
 *
 * Returns: (transfer full) (nullable): the answer
 */
DsNameAnswer *
ds_host_resolved_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Forgetting --- */

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ds_host_resolved_flush_async:
 * @bus: the message bus of the system
 * @timeout_ms: how long to wait; a newer one may ask for a password
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Lets systemd-resolved forget every answer it keeps.
 */
void
ds_host_resolved_flush_async (GDBusConnection *bus,
                              guint timeout_ms,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_resolved_flush_async);
  g_dbus_connection_call (bus, BUS_NAME, OBJECT_PATH, MANAGER, "FlushCaches", NULL,
                          G_VARIANT_TYPE_UNIT,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START |
                              G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION,
                          (int) timeout_ms, cancellable, flushed_cb, task);
}

/**
 * ds_host_resolved_flush_finish:
 * @result: the result given to the callback
 * @error: return location for an error of GIO or of the bus
 *
 * Returns: whether it forgot
 */
gboolean
ds_host_resolved_flush_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
