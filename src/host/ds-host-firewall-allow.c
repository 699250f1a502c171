/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An exception in firewalld for connections to a few addresses and one port, until it is put back,
 * or firewalld is reloaded.
 *
 * Reading the rules and changing them are three rights in polkit, and each would ask for the
 * password. The right to `all` includes them, so polkit is asked for that one first: one question
 * for making it, one for putting it back. Whoever says no has changed nothing. */

#include "ds-host-firewall-allow.h"

#include <string.h>

#include "ds-host-bus.h"
#include "ds-host-firewall-exception.h"
#include "ds-host-firewalld.h"
#include "ds-host-polkit.h"

#define ACTION     DS_FIREWALLD_NAME ".all"
#define TIMEOUT_MS 30000
/* The question for the password was answered before; if polkit could not be asked, firewalld asks.
 */
#define PROMPT_TIMEOUT_MS (5 * 60 * 1000)

/* clang-format off */
G_DEFINE_QUARK (ds-host-firewall-error-quark, ds_host_firewall_error)
/* clang-format on */

typedef struct
{
  GDBusConnection *bus;          /* (owned) (nullable) */
  DsFirewallException exception; /* its addresses (owned) */
  gboolean is_undo;
  int timeout_ms;
  GQueue steps; /* (element-type DsFirewallStep): what is still to be done */
  guint done;
  GError *error; /* (owned) (nullable): why what was done is being taken back */
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->bus);
  g_strfreev (state->exception.addresses);
  g_queue_clear_full (&state->steps, (GDestroyNotify) ds_firewall_step_free);
  g_clear_error (&state->error);
  g_free (state);
}

static GError *
make_error (DsHostFirewallError code)
{
  static const char *const messages[] = {
    [DS_HOST_FIREWALL_ERROR_DENIED] = "Not allowed",
    [DS_HOST_FIREWALL_ERROR_DISMISSED] = "The question for the password was closed",
    [DS_HOST_FIREWALL_ERROR_NO_BLOCK] = "No rule of firewalld stops what is sent",
    [DS_HOST_FIREWALL_ERROR_EXISTS] = "There is such an exception already",
  };

  return g_error_new_literal (DS_HOST_FIREWALL_ERROR, (int) code, messages[code]);
}

/* --- Doing it --- */

static void survey (GTask *task);
static void do_next (GTask *task);

/* What firewalld says where it had to ask polkit itself. */
static gboolean
is_denied (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return name != NULL && strstr (name, "NotAuthorized") != NULL;
}

/* Something is done and something else failed: half an exception is not left behind. An error of
 * this module means that nothing is changed, so one of taking back is never one of those. */
static void
take_back (GTask *task, GError *taken)
{
  g_autoptr (GError) error = taken;
  State *state = g_task_get_task_data (task);

  if (is_denied (error))
    {
      g_clear_error (&error);
      error = make_error (DS_HOST_FIREWALL_ERROR_DENIED);
    }
  if (!state->is_undo && state->done > 0)
    {
      state->error = g_steal_pointer (&error);
      state->is_undo = TRUE;
      g_queue_clear_full (&state->steps, (GDestroyNotify) ds_firewall_step_free);
      survey (task);
      return;
    }
  if (state->error != NULL && !ds_host_bus_is_absent (error))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s; %s", state->error->message,
                             error->message);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    take_back (task, g_steal_pointer (&error));
  else
    do_next (task);
}

static void
do_next (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr (DsFirewallStep) step = g_queue_pop_head (&state->steps);

  if (step == NULL)
    {
      if (state->error != NULL)
        g_task_return_error (task, g_steal_pointer (&state->error));
      else
        g_task_return_int (task, (gssize) state->done);
      g_object_unref (task);
      return;
    }
  /* Not to be broken off, and done as far as is known: a call without an answer may have been
   * heard.
   */
  state->done++;
  g_dbus_connection_call (state->bus, DS_FIREWALLD_NAME, DS_FIREWALLD_PATH, step->interface,
                          step->method, step->parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          state->timeout_ms, NULL, done_cb, task);
}

static void
surveyed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsFirewallSurvey) survey = ds_host_firewall_survey_finish (result, &error);

  if (survey != NULL)
    ds_firewall_exception_plan (&state->exception, survey, state->is_undo, &state->steps);
  if (survey != NULL && !state->is_undo && g_queue_is_empty (&state->steps))
    error = make_error (ds_firewall_survey_stops_any (survey) ? DS_HOST_FIREWALL_ERROR_EXISTS
                                                              : DS_HOST_FIREWALL_ERROR_NO_BLOCK);
  if (error != NULL)
    take_back (task, g_steal_pointer (&error));
  else
    do_next (task);
}

static void
survey (GTask *task)
{
  State *state = g_task_get_task_data (task);

  ds_host_firewall_survey_async (state->bus, state->timeout_ms,
                                 state->done > 0 ? NULL : g_task_get_cancellable (task),
                                 surveyed_cb, task);
}

static void
allowed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  DsHostPolkitAnswer answer = ds_host_polkit_check_finish (result, &error);

  if (answer == DS_HOST_POLKIT_DENIED)
    error = make_error (DS_HOST_FIREWALL_ERROR_DENIED);
  else if (answer == DS_HOST_POLKIT_DISMISSED)
    error = make_error (DS_HOST_FIREWALL_ERROR_DISMISSED);
  else if (ds_host_bus_is_absent (error))
    {
      /* Out of reach, as in a sandbox: firewalld itself asks then, for each right. */
      g_clear_error (&error);
      state->timeout_ms = PROMPT_TIMEOUT_MS;
    }
  if (error != NULL)
    take_back (task, g_steal_pointer (&error));
  else
    survey (task);
}

/* Nobody is asked for a password for a firewall that is not there. */
static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    ds_host_polkit_check_async (state->bus, ACTION, TRUE, g_task_get_cancellable (task), allowed_cb,
                                task);
  else if (state->is_undo && ds_host_bus_is_absent (error))
    do_next (task);
  else
    take_back (task, g_steal_pointer (&error));
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  state->bus = ds_host_bus_get_finish (result, &error);
  if (state->bus == NULL)
    take_back (task, g_steal_pointer (&error));
  else
    ds_host_firewalld_find_owner (state->bus, g_task_get_cancellable (task), owner_cb, task);
}

static GTask *
start (DsContext *context,
       const char *const *addresses,
       guint port,
       gboolean is_undo,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  /* What was done has to be told, also to somebody who has given up meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  state->exception.addresses = g_strdupv ((char **) addresses);
  state->exception.port = port;
  state->is_undo = is_undo;
  state->timeout_ms = TIMEOUT_MS;
  g_queue_init (&state->steps);
  ds_host_bus_get_async (context, cancellable, bus_cb, task);
  return task;
}

/**
 * ds_host_firewall_allow_async:
 * @context: the outside world
 * @addresses: (array zero-terminated=1): the addresses, as ds_firewall_allow_parse() gives them
 * @port: the port
 * @cancellable: (nullable): to give up, as long as nothing is changed
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Lets TCP connections to @addresses and @port out, for as long as firewalld is not reloaded. Asks
 * for an administrator's password. If it can't be done whole, nothing is changed.
 */
void
ds_host_firewall_allow_async (DsContext *context,
                              const char *const *addresses,
                              guint port,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = start (context, addresses, port, FALSE, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_firewall_allow_async);
}

/**
 * ds_host_firewall_allow_finish:
 * @result: the result given to the callback
 * @error: return location for a #DsHostFirewallError, or an error of GIO or of firewalld
 *
 * Returns: whether the exception is made
 */
gboolean
ds_host_firewall_allow_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) > 0;
}

/**
 * ds_host_firewall_unallow_async:
 * @context: the outside world
 * @addresses: (array zero-terminated=1): the addresses
 * @port: the port
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Takes the exception away again, and nothing else. Asks for an administrator's password, unless
 * that was done minutes ago, or there is no firewalld any more.
 */
void
ds_host_firewall_unallow_async (DsContext *context,
                                const char *const *addresses,
                                guint port,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = start (context, addresses, port, TRUE, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_firewall_unallow_async);
}

/**
 * ds_host_firewall_unallow_finish:
 * @result: the result given to the callback
 * @error: return location for a #DsHostFirewallError, or an error of GIO or of firewalld
 *
 * Returns: 1 when it was taken away, 0 when it was gone already, -1 with @error set
 */
int
ds_host_firewall_unallow_finish (GAsyncResult *result, GError **error)
{
  gssize done = g_task_propagate_int (G_TASK (result), error);

  return (int) CLAMP (done, -1, 1);
}
