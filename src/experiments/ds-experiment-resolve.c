/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the system for the addresses of the name, the way every other program does. */

#include "ds-experiment-resolve.h"

#include "ds-lookup.h"

struct _DsExperimentResolve
{
  DsExperiment parent_instance;

  gboolean started;
};

G_DEFINE_FINAL_TYPE (DsExperimentResolve, ds_experiment_resolve, DS_TYPE_EXPERIMENT)

#define LOOKUP_TIMEOUT_MS 6000

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  g_autoptr (GError) error = NULL;
  DsNameAnswer *answer = ds_lookup_finish (result, &error);

  if (answer != NULL)
    g_ptr_array_add (ds_experiment_get_evidence (experiment)->names, answer);
  ds_experiment_end (experiment, error);
}

static void
ds_experiment_resolve_consider (DsExperiment *experiment)
{
  DsExperimentResolve *self = DS_EXPERIMENT_RESOLVE (experiment);
  const DsTarget *target = ds_experiment_get_evidence (experiment)->target;

  /* An address needs nobody to look it up. */
  if (self->started || target->is_literal)
    return;
  self->started = TRUE;
  ds_experiment_begin (experiment);
  ds_lookup_async (ds_context_get_resolver (ds_experiment_get_context (experiment)), target->host,
                   LOOKUP_TIMEOUT_MS, ds_experiment_get_cancellable (experiment), looked_up_cb,
                   g_object_ref (experiment));
}

static void
ds_experiment_resolve_class_init (DsExperimentResolveClass *klass)
{
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_resolve_consider;
}

static void
ds_experiment_resolve_init (DsExperimentResolve *self)
{
}
