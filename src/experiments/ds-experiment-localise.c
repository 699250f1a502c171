/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds out where each failed attempt was turned away. */

#include "ds-experiment-localise.h"

#include "ds-first-words.h"
#include "ds-localise.h"
#include "ds-recent.h"

/* Each one sends some forty packets: a name with many addresses is not swept at all of them. */
#define SWEEPS_MAX 4

struct _DsExperimentLocalise
{
  DsExperiment parent_instance;

  GHashTable *started; /* (owned) (element-type utf8 utf8): addresses */
};

G_DEFINE_FINAL_TYPE (DsExperimentLocalise, ds_experiment_localise, DS_TYPE_EXPERIMENT)

static void
localised_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  DsRecent *recent = ds_context_get_recent (ds_experiment_get_context (experiment));
  g_autoptr (GError) error = NULL;
  DsSweep *sweep = ds_localise_finish (result, &error);

  if (sweep != NULL)
    {
      ds_recent_keep_sweep (recent, sweep);
      g_ptr_array_add (ds_experiment_get_evidence (experiment)->sweeps, sweep);
    }
  ds_experiment_end (experiment, error);
}

/* Whether packets can tell more than the attempt already does. */
static gboolean
is_worth_a_sweep (const DsEvidence *evidence, const DsAttempt *attempt)
{
  if (attempt->way != DS_WAY_DIRECT || attempt->number != 1)
    return FALSE;
  if (ds_links_own_address (evidence->links, attempt->address) ||
      (attempt->icmp != NULL && ds_links_own_address (evidence->links, attempt->icmp->from)))
    return FALSE;
  return ds_attempt_was_refused (attempt) || attempt->outcome == DS_OUTCOME_TIMED_OUT ||
         attempt->outcome == DS_OUTCOME_RESET;
}

static void
localise (DsExperimentLocalise *self, const DsAttempt *attempt)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  DsContext *context = ds_experiment_get_context (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  const DsRoute *route = ds_links_find_route (evidence->links, attempt->address);
  DsLocaliseRequest request = {
    .attempt = attempt,
    .control_port = attempt->port == 443 ? 80 : 443,
    .root = ds_context_get_root (context),
    .device = route != NULL ? route->device : NULL,
  };
  g_autoptr (GBytes) payload = NULL;
  DsSweep *recent;

  if (g_hash_table_size (self->started) >= SWEEPS_MAX ||
      !g_hash_table_add (self->started, g_strdup (attempt->address)))
    return;
  recent = ds_recent_recall_sweep (ds_context_get_recent (context), attempt);
  if (recent != NULL)
    {
      g_ptr_array_add (evidence->sweeps, recent);
      return;
    }
  if (attempt->outcome == DS_OUTCOME_RESET)
    payload = ds_first_words_new (evidence->target);
  request.payload = payload;
  ds_experiment_begin (experiment);
  ds_localise_async (&request, ds_experiment_get_cancellable (experiment), localised_cb,
                     g_object_ref (experiment));
}

static void
ds_experiment_localise_consider (DsExperiment *experiment)
{
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  const DsExperimentRecord *links = ds_evidence_find_experiment (evidence, "links");

  /* Which device the packets leave by must be known first; it takes a millisecond. */
  if (links->state == DS_RUN_WAITING || links->state == DS_RUN_RUNNING)
    return;
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (is_worth_a_sweep (evidence, attempt))
        localise (DS_EXPERIMENT_LOCALISE (experiment), attempt);
    }
}

static void
ds_experiment_localise_finalize (GObject *object)
{
  DsExperimentLocalise *self = DS_EXPERIMENT_LOCALISE (object);

  g_clear_pointer (&self->started, g_hash_table_unref);
  G_OBJECT_CLASS (ds_experiment_localise_parent_class)->finalize (object);
}

static void
ds_experiment_localise_class_init (DsExperimentLocaliseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_localise_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_localise_consider;
}

static void
ds_experiment_localise_init (DsExperimentLocalise *self)
{
  self->started = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
