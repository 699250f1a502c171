/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-evidence.h"

G_BEGIN_DECLS

/**
 * DsExperimentKind:
 * @id: the word for it in the evidence
 * @title: what it does, for people who watch; translated when it is shown
 * @needs: (array zero-terminated=1): the experiments whose results it reads
 * @adds: the member of the evidence it adds to
 * @get_type: its class
 * @patience_ms: for how long from its beginning a run waits for it where nothing else is under way;
 *   0 is to its end
 *
 * One row of the table of experiments.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *const *needs;
  const char *adds;
  GType (*get_type) (void);
  guint patience_ms;
} DsExperimentKind;

const DsExperimentKind *ds_experiment_kinds (guint *n_kinds);

#define DS_TYPE_PLAN (ds_plan_get_type ())
G_DECLARE_FINAL_TYPE (DsPlan, ds_plan, DS, PLAN, GObject)

/* One run: starts each experiment as soon as what it needs is there.
 *
 * Signal "grew" (no arguments): the evidence grew. */

DsPlan *ds_plan_new (DsContext *context, const DsTarget *target);
void ds_plan_set_changes (DsPlan *self, GPtrArray *changes);

void ds_plan_run_async (DsPlan *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean ds_plan_run_finish (DsPlan *self, GAsyncResult *result, GError **error);
const DsEvidence *ds_plan_get_evidence (DsPlan *self);
double ds_plan_get_progress (DsPlan *self);

G_END_DECLS
