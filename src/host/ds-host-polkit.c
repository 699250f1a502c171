/* SPDX-License-Identifier: GPL-3.0-or-later */

/* polkit, which decides who may do what (org.freedesktop.PolicyKit1.Authority). A program may ask
 * it about itself. What is allowed by a password stays allowed for a few minutes. */

#include "ds-host-polkit.h"

#define NAME      "org.freedesktop.PolicyKit1"
#define PATH      "/org/freedesktop/PolicyKit1/Authority"
#define AUTHORITY NAME ".Authority"

#define QUIET_TIMEOUT_MS 1000

enum
{
  FLAG_NONE,
  FLAG_ALLOW_USER_INTERACTION,
};

typedef struct
{
  GDBusConnection *bus; /* (owned) */
  char *question;       /* (owned): by which it can be taken back */
  gulong cancelled_id;
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->bus);
  g_free (state->question);
  g_free (state);
}

/* A question nobody waits for any more must not stay on the screen. */
static void
cancelled_cb (GCancellable *cancellable, GTask *task)
{
  State *state = g_task_get_task_data (task);

  g_dbus_connection_call (state->bus, NAME, PATH, AUTHORITY, "CancelCheckAuthorization",
                          g_variant_new ("(s)", state->question), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) details = NULL;
  const char *dismissed = NULL;
  gboolean allowed;

  g_cancellable_disconnect (g_task_get_cancellable (task), state->cancelled_id);
  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_variant_get (reply, "((bb@a{ss}))", &allowed, NULL, &details);
  g_variant_lookup (details, "polkit.dismissed", "&s", &dismissed);
  if (allowed)
    g_task_return_int (task, DS_HOST_POLKIT_ALLOWED);
  else
    g_task_return_int (task, dismissed != NULL ? DS_HOST_POLKIT_DISMISSED : DS_HOST_POLKIT_DENIED);
}

/**
 * ds_host_polkit_check_async:
 * @bus: the message bus of the system
 * @action: what is to be done
 * @may_ask: whether the person may be asked for a password; there is no deadline then, since they
 *   may take their time
 * @cancellable: (nullable): to take the question back
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks whether this program may do something.
 */
void
ds_host_polkit_check_async (GDBusConnection *bus,
                            const char *action,
                            gboolean may_ask,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);
  GVariantBuilder subject;

  g_task_set_source_tag (task, ds_host_polkit_check_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->bus = g_object_ref (bus);
  state->question = may_ask ? g_uuid_string_random () : g_strdup ("");
  g_variant_builder_init (&subject, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&subject, "{sv}", "name",
                         g_variant_new_string (g_dbus_connection_get_unique_name (bus)));
  g_dbus_connection_call (bus, NAME, PATH, AUTHORITY, "CheckAuthorization",
                          g_variant_new ("((sa{sv})sa{ss}us)", "system-bus-name", &subject, action,
                                         NULL, may_ask ? FLAG_ALLOW_USER_INTERACTION : FLAG_NONE,
                                         state->question),
                          G_VARIANT_TYPE ("((bba{ss}))"),
                          may_ask ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          may_ask ? G_MAXINT : QUIET_TIMEOUT_MS, cancellable, answered_cb, task);
  if (may_ask && cancellable != NULL)
    state->cancelled_id =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
}

/**
 * ds_host_polkit_check_finish:
 * @result: the result given to the callback
 * @error: return location for an error of GIO or of polkit
 *
 * Returns: the answer; %DS_HOST_POLKIT_UNKNOWN with @error set
 */
DsHostPolkitAnswer
ds_host_polkit_check_finish (GAsyncResult *result, GError **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  return answer == -1 ? DS_HOST_POLKIT_UNKNOWN : (DsHostPolkitAnswer) answer;
}
