/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the system for the addresses of the name, the way every other program does. */

#include "ds-experiment-resolve.h"

#include "ds-ask-name.h"

struct _DsExperimentResolve
{
  DsExperiment parent_instance;

  gboolean started;
};

G_DEFINE_FINAL_TYPE (DsExperimentResolve, ds_experiment_resolve, DS_TYPE_EXPERIMENT)

#define LOOKUP_TIMEOUT_MS 6000

static void
ds_experiment_resolve_consider (DsExperiment *experiment)
{
  DsExperimentResolve *self = DS_EXPERIMENT_RESOLVE (experiment);
  const DsTarget *target = ds_experiment_get_evidence (experiment)->target;

  /* An address needs nobody to look it up. */
  if (self->started || target->is_literal)
    return;
  self->started = TRUE;
  ds_ask_name_start (experiment, target->host, LOOKUP_TIMEOUT_MS);
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
