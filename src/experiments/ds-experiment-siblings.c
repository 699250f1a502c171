/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tries the other usual ports of an address that did not open: is it the port, or the server? */

#include "ds-experiment-siblings.h"

#include "ds-try.h"

struct _DsExperimentSiblings
{
  DsExperiment parent_instance;

  GHashTable *tried; /* (owned) (element-type utf8 utf8): addresses */
};

G_DEFINE_FINAL_TYPE (DsExperimentSiblings, ds_experiment_siblings, DS_TYPE_EXPERIMENT)

#define ADDRESSES_MAX 4
/* A server that answered with a refusal answers on its other ports as fast. */
#define PATIENCE_MIN_MS 400
#define PATIENCE_MAX_MS 1500

static guint
patience_ms (const DsAttempt *attempt)
{
  if (!ds_attempt_was_refused (attempt))
    return PATIENCE_MAX_MS;
  return (guint) CLAMP (4 * attempt->time_ms + 200, PATIENCE_MIN_MS, PATIENCE_MAX_MS);
}

static void
try_siblings (DsExperimentSiblings *self, const DsAttempt *attempt)
{
  static const guint ports[] = { 443, 80 };

  if (g_hash_table_size (self->tried) >= ADDRESSES_MAX ||
      !g_hash_table_add (self->tried, g_strdup (attempt->address)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      DsTry order = {
        .host = attempt->host,
        .address = attempt->address,
        .port = ports[i],
        .way = DS_WAY_SIBLING_PORT,
        .number = 1,
        .timeout_ms = patience_ms (attempt),
      };

      if (ports[i] != attempt->port)
        ds_try_start (DS_EXPERIMENT (self), &order);
    }
}

static void
ds_experiment_siblings_consider (DsExperiment *experiment)
{
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && ds_attempt_failed (attempt) &&
          attempt->outcome != DS_OUTCOME_NO_ROUTE)
        try_siblings (DS_EXPERIMENT_SIBLINGS (experiment), attempt);
    }
}

static void
ds_experiment_siblings_finalize (GObject *object)
{
  DsExperimentSiblings *self = DS_EXPERIMENT_SIBLINGS (object);

  g_clear_pointer (&self->tried, g_hash_table_unref);
  G_OBJECT_CLASS (ds_experiment_siblings_parent_class)->finalize (object);
}

static void
ds_experiment_siblings_class_init (DsExperimentSiblingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_siblings_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_siblings_consider;
}

static void
ds_experiment_siblings_init (DsExperimentSiblings *self)
{
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
