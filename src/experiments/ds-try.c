/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-try.h"

#include "ds-connect.h"

/* What the attempt will say beside what was measured. */
typedef struct
{
  DsExperiment *experiment; /* (owned) */
  char *host;               /* (owned) */
  char *source;             /* (owned) (nullable) */
  DsWay way;
  guint number;
  double started_ms;
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->experiment);
  g_free (state->host);
  g_free (state->source);
  g_free (state);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (State, state_free)

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (State) state = user_data;
  g_autoptr (GError) error = NULL;
  DsAttempt *attempt = ds_connect_finish (result, &error);

  if (attempt != NULL)
    {
      attempt->host = g_strdup (state->host);
      attempt->way = state->way;
      attempt->number = state->number;
      attempt->started_ms = state->started_ms;
      if (state->source != NULL)
        attempt->source = g_strsplit (state->source, "\n", -1);
      g_ptr_array_add (ds_experiment_get_evidence (state->experiment)->attempts, attempt);
    }
  ds_experiment_end (state->experiment, error);
}

/**
 * ds_try_start:
 * @experiment: who wants it
 * @order: what to try; copied
 *
 * Makes one attempt as a piece of work of @experiment, and adds it to the evidence.
 */
void
ds_try_start (DsExperiment *experiment, const DsTry *order)
{
  State *state = g_new0 (State, 1);

  state->experiment = g_object_ref (experiment);
  state->host = g_strdup (order->host);
  state->source = g_strdup (order->source);
  state->way = order->way;
  state->number = order->number;
  state->started_ms = ds_experiment_get_elapsed_ms (experiment);
  ds_experiment_begin (experiment);
  ds_connect_async (order->address, order->port, order->device, order->payload, order->timeout_ms,
                    ds_experiment_get_cancellable (experiment), connected_cb, state);
}
