/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-lookup.h"

#include "ds-deadline.h"

typedef struct
{
  DsNameAnswer *answer; /* (owned) (nullable) */
  DsDeadline *deadline; /* (owned) */
} State;

static void
state_free (State *state)
{
  g_clear_pointer (&state->deadline, ds_deadline_free);
  g_clear_pointer (&state->answer, ds_name_answer_free);
  g_free (state);
}

static void
read_addresses (DsNameAnswer *answer, GList *addresses)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GList *link = addresses; link != NULL; link = link->next)
    {
      g_autofree char *address = g_inet_address_to_string (link->data);

      g_strv_builder_add (builder, address);
    }
  answer->status = DS_NAME_ANSWERED;
  answer->addresses = g_strv_builder_end (builder);
}

static void
read_error (DsNameAnswer *answer, const GError *error)
{
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    answer->status = DS_NAME_NO_SUCH_NAME;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    answer->status = DS_NAME_TIMED_OUT;
  else
    answer->status = DS_NAME_FAILED;
  answer->error = g_strdup (error->message);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (!g_task_return_error_if_cancelled (task))
    {
      state->answer->time_ms = ds_deadline_get_elapsed_ms (state->deadline);
      if (addresses != NULL)
        read_addresses (state->answer, addresses);
      else
        read_error (state->answer, error);
      g_task_return_pointer (task, g_steal_pointer (&state->answer),
                             (GDestroyNotify) ds_name_answer_free);
    }
  g_resolver_free_addresses (addresses);
}

/**
 * ds_lookup_async:
 * @resolver: who to ask
 * @name: a host name in ASCII
 * @timeout_ms: how long to wait for the answer
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Asks the system for the addresses of a name, the way other programs do.
 */
void
ds_lookup_async (GResolver *resolver,
                 const char *name,
                 guint timeout_ms,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_lookup_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->answer = ds_name_answer_new ();
  state->answer->name = g_strdup (name);
  state->answer->source = g_strdup ("resolver");
  state->deadline = ds_deadline_new (timeout_ms, cancellable);
  g_resolver_lookup_by_name_async (resolver, name, ds_deadline_get_cancellable (state->deadline),
                                   looked_up_cb, task);
}

/**
 * ds_lookup_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error: a name that does not exist
 *   and a resolver that does not answer are answers
 *
 * Returns: (transfer full) (nullable): the answer
 */
DsNameAnswer *
ds_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
