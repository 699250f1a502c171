/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks an open connection for the page: does the website answer, and is it who it says? */

#include "ds-experiment-fetch.h"

#include "ds-fetch.h"

struct _DsExperimentFetch
{
  DsExperiment parent_instance;

  gboolean tried[2]; /* by family */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (DsExperimentFetch, ds_experiment_fetch, DS_TYPE_EXPERIMENT)

#define FETCH_TIMEOUT_MS 6000

static gboolean
have_answer (DsEvidence *evidence)
{
  for (guint i = 0; i < evidence->exchanges->len; i++)
    {
      const DsExchange *exchange = g_ptr_array_index (evidence->exchanges, i);

      if (exchange->proxy == NULL && exchange->stage == DS_STAGE_ANSWERED)
        return TRUE;
    }
  return FALSE;
}

/* Accepted first, then reset: that is how the attempt ended, seen from the person's side. */
static void
mark_reset (DsEvidence *evidence, const DsExchange *exchange)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->outcome == DS_OUTCOME_OPEN &&
          attempt->port == exchange->port && g_str_equal (attempt->address, exchange->address))
        attempt->outcome = DS_OUTCOME_RESET;
    }
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  g_autoptr (GError) error = NULL;
  DsExchange *exchange = ds_fetch_finish (result, &error);

  DS_EXPERIMENT_FETCH (experiment)->busy = FALSE;
  if (exchange != NULL)
    {
      g_ptr_array_add (evidence->exchanges, exchange);
      if (exchange->reset)
        mark_reset (evidence, exchange);
    }
  ds_experiment_end (experiment, error);
}

static void
fetch_from (DsExperimentFetch *self, const DsAttempt *attempt)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  DsFetchRequest request = {
    .url = ds_experiment_get_evidence (experiment)->target->url,
    .address = attempt->address,
    .port = attempt->port,
    .timeout_ms = FETCH_TIMEOUT_MS,
  };

  self->tried[attempt->family] = TRUE;
  self->busy = TRUE;
  ds_experiment_begin (experiment);
  ds_fetch_async (&request, ds_experiment_get_cancellable (experiment), fetched_cb,
                  g_object_ref (experiment));
}

static void
ds_experiment_fetch_consider (DsExperiment *experiment)
{
  DsExperimentFetch *self = DS_EXPERIMENT_FETCH (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (self->busy || have_answer (evidence))
        return;
      if (attempt->way == DS_WAY_DIRECT && attempt->outcome == DS_OUTCOME_OPEN &&
          !self->tried[attempt->family])
        fetch_from (self, attempt);
    }
}

static void
ds_experiment_fetch_class_init (DsExperimentFetchClass *klass)
{
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_fetch_consider;
}

static void
ds_experiment_fetch_init (DsExperimentFetch *self)
{
}
