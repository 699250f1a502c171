/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks NetworkManager how this computer is connected: all its objects in one question, then the
 * settings of each profile, all at once. Nothing is turned on or off, no check of the connection is
 * asked for, and no secret is read. */

#include "ds-host-network.h"

#include "ds-host-bus.h"
#include "ds-host-network-parse.h"
#include "ds-timer.h"

/* More profiles than anybody keeps; what comes after is not looked at. */
#define PROFILES_MAX 1000

typedef struct
{
  GVariant *objects;    /* (owned) (nullable): what it shows, once that is there */
  GHashTable *profiles; /* (owned) (element-type utf8 GVariant): settings by object path */
  guint n_asked;        /* profiles whose settings are not there yet */
  guint timeout_ms;
  GCancellable *own; /* (owned): ends the questions under way */
  GSource *timer;    /* (owned): ends it all at its deadline, or when cancelled */
  gboolean answered;
} State;

/* One question for the settings of a profile. */
typedef struct
{
  GTask *task; /* (owned) */
  char *path;  /* (owned) */
} Question;

static void
state_free (State *state)
{
  g_source_destroy (state->timer);
  g_source_unref (state->timer);
  g_clear_object (&state->own);
  g_clear_pointer (&state->profiles, g_hash_table_unref);
  g_clear_pointer (&state->objects, g_variant_unref);
  g_free (state);
}

static void
question_free (Question *question)
{
  g_clear_object (&question->task);
  g_free (question->path);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Answers once; what still comes is too late. */
static void
answer (GTask *task, DsNetwork *network, GError *error)
{
  State *state = g_task_get_task_data (task);

  state->answered = TRUE;
  g_source_destroy (state->timer);
  g_cancellable_cancel (state->own);
  if (network != NULL)
    g_task_return_pointer (task, network, (GDestroyNotify) ds_network_free);
  else
    g_task_return_error (task, error);
}

static void
answer_with_objects (GTask *task)
{
  State *state = g_task_get_task_data (task);

  answer (task, ds_host_network_parse (state->objects, state->profiles), NULL);
}

/* That nobody is there is an answer; that somebody is and says nothing of use is none. */
static void
answer_with_error (GTask *task, const GError *error)
{
  DsNetwork *absent;

  if (ds_host_bus_is_absent (error))
    {
      absent = ds_network_new ();
      absent->manager = DS_MANAGER_ABSENT;
      answer (task, absent, NULL);
    }
  else if (ds_host_bus_is_late (error))
    answer (task, NULL,
            g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                 "NetworkManager did not answer"));
  else
    answer (task, NULL,
            g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "NetworkManager did not say how this computer is connected: %s",
                         error->message));
}

/* A profile that belongs to somebody else, or is gone by now, is left out. */
static void
got_settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  State *state = g_task_get_task_data (question->task);
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  state->n_asked--;
  if (state->answered)
    return;
  if (reply != NULL)
    g_hash_table_insert (state->profiles, g_steal_pointer (&question->path),
                         g_variant_get_child_value (reply, 0));
  if (state->n_asked == 0)
    answer_with_objects (question->task);
}

static void
ask_settings (GDBusConnection *bus, GTask *task, const char *path)
{
  State *state = g_task_get_task_data (task);
  Question *question = g_new0 (Question, 1);

  question->task = g_object_ref (task);
  question->path = g_strdup (path);
  state->n_asked++;
  g_dbus_connection_call (bus, NM_NAME, path, NM_PROFILE, "GetSettings", NULL,
                          G_VARIANT_TYPE (NM_PROFILE_SETTINGS), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          (int) state->timeout_ms, state->own, got_settings_cb, question);
}

static void
got_objects_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  GVariantIter iter;
  const char *path;

  if (state->answered)
    return;
  if (reply == NULL)
    {
      answer_with_error (task, error);
      return;
    }
  state->objects = g_variant_get_child_value (reply, 0);
  g_variant_iter_init (&iter, state->objects);
  while (g_variant_iter_next (&iter, "{&o@a{sa{sv}}}", &path, NULL))
    if (g_str_has_prefix (path, NM_PROFILE_PREFIX) && state->n_asked < PROFILES_MAX)
      ask_settings (G_DBUS_CONNECTION (source), task, path);
  if (state->n_asked == 0)
    answer_with_objects (task);
}

static void
got_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = ds_host_bus_get_finish (result, &error);

  if (state->answered)
    return;
  if (bus == NULL)
    {
      answer_with_error (task, error);
      return;
    }
  g_dbus_connection_call (bus, NM_NAME, "/org/freedesktop", "org.freedesktop.DBus.ObjectManager",
                          "GetManagedObjects", NULL, G_VARIANT_TYPE (NM_MANAGED_OBJECTS),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, (int) state->timeout_ms, state->own,
                          got_objects_cb, g_object_ref (task));
}

/* With the objects there, settings that are late are done without. */
static gboolean
late_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  State *state = g_task_get_task_data (task);

  if (state->answered)
    return G_SOURCE_REMOVE;
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    answer (task, NULL,
            g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "NetworkManager was not heard"));
  else if (state->objects != NULL)
    answer_with_objects (task);
  else
    answer (task, NULL,
            g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                 "NetworkManager did not answer"));
  return G_SOURCE_REMOVE;
}

/**
 * ds_host_network_read_async:
 * @context: the outside world
 * @timeout_ms: how long to wait for the answer
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Asks NetworkManager how this computer is connected.
 */
void
ds_host_network_read_async (DsContext *context,
                            guint timeout_ms,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_network_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  /* To be cancelled is answered like being late, so that it is answered once. */
  g_task_set_check_cancellable (task, FALSE);
  state->timeout_ms = timeout_ms;
  state->own = g_cancellable_new ();
  state->profiles =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  state->timer = ds_timer_start (timeout_ms, cancellable, late_cb, task);
  ds_host_bus_get_async (context, state->own, got_bus_cb, task);
}

/**
 * ds_host_network_read_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, %G_IO_ERROR_TIMED_OUT, or
 *   %G_IO_ERROR_INVALID_DATA where it is there and its answer is of no use
 *
 * Returns: (transfer full) (nullable): what NetworkManager says, or that there is none
 *   (%DS_MANAGER_ABSENT, without connections); %NULL with @error set
 */
DsNetwork *
ds_host_network_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
