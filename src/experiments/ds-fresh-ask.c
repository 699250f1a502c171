/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question past whatever keeps answers: to a name server, or to systemd-resolved. */

#include "ds-fresh-ask.h"

#include "ds-dns-question.h"
#include "ds-host-bus.h"
#include "ds-host-resolved.h"

#define DNS_PORT 53

typedef struct
{
  char *name; /* (owned) */
  guint timeout_ms;
} State;

static void
state_free (State *state)
{
  g_free (state->name);
  g_free (state);
}

static void
return_answer (GTask *task, DsNameAnswer *answer, GError *error)
{
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) ds_name_answer_free);
  else
    g_task_return_error (task, error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  DsNameAnswer *answer = ds_dns_question_finish (result, &error);

  return_answer (task, answer, error);
}

static void
resolved_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  DsNameAnswer *answer = ds_host_resolved_ask_finish (result, &error);

  return_answer (task, answer, error);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = ds_host_bus_get_finish (result, &error);

  if (bus == NULL)
    g_task_return_error (task, error);
  else
    ds_host_resolved_ask_async (bus, state->name, DS_RESOLVED_FRESH, state->timeout_ms,
                                g_task_get_cancellable (task), resolved_asked_cb,
                                g_object_ref (task));
}

/**
 * ds_fresh_ask_async:
 * @context: the outside world
 * @order: what to ask whom; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Asks for the addresses of a name, past whatever keeps answers.
 */
void
ds_fresh_ask_async (DsContext *context,
                    const DsFreshAsk *order,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);
  DsDnsQuestion question = { .name = order->name,
                             .server = order->server,
                             .port = DNS_PORT,
                             .tcp = order->tcp,
                             .timeout_ms = order->timeout_ms };

  g_task_set_source_tag (task, ds_fresh_ask_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->name = g_strdup (order->name);
  state->timeout_ms = order->timeout_ms;
  if (g_str_equal (order->server, DS_NAME_SOURCE_RESOLVED))
    ds_host_bus_get_async (context, cancellable, bus_cb, task);
  else
    ds_dns_question_async (&question, cancellable, asked_cb, task);
}

/**
 * ds_fresh_ask_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, or why it could not be asked
 *
 * Returns: (transfer full) (nullable): the answer
 */
DsNameAnswer *
ds_fresh_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
