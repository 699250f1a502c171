/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-evidence.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT (ds_experiment_get_type ())
G_DECLARE_DERIVABLE_TYPE (DsExperiment, ds_experiment, DS, EXPERIMENT, GObject)

/**
 * DsExperimentClass:
 * @consider: looks at the evidence and starts whatever it now allows; called again whenever the
 *   evidence grew. It remembers what it started, so that nothing is measured twice.
 *
 * One measurement step of a run.
 *
 * It never waits for a turn: the plan calls @consider each time there is anything new. Each
 * piece of work is announced with ds_experiment_begin() and closed with ds_experiment_end().
 */
struct _DsExperimentClass
{
  GObjectClass parent_class;

  void (*consider) (DsExperiment *self);
};

DsContext *ds_experiment_get_context (DsExperiment *self);
DsEvidence *ds_experiment_get_evidence (DsExperiment *self);
GCancellable *ds_experiment_get_cancellable (DsExperiment *self);
DsExperimentRecord *ds_experiment_get_record (DsExperiment *self);
double ds_experiment_get_elapsed_ms (DsExperiment *self);

void ds_experiment_set_up (DsExperiment *self,
                           const char *id,
                           DsContext *context,
                           DsEvidence *evidence,
                           gint64 started_us,
                           GCancellable *cancellable);
void ds_experiment_consider (DsExperiment *self);
guint ds_experiment_get_in_flight (DsExperiment *self);
guint ds_experiment_get_begun (DsExperiment *self);

void ds_experiment_begin (DsExperiment *self);
void ds_experiment_end (DsExperiment *self, const GError *error);
void ds_experiment_grew (DsExperiment *self);
void ds_experiment_drop (DsExperiment *self);

G_END_DECLS
