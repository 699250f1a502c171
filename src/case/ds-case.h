/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-diagnosis.h"
#include "ds-evidence.h"
#include "ds-finding-item.h"

G_BEGIN_DECLS

#define DS_TYPE_CASE (ds_case_get_type ())
G_DECLARE_FINAL_TYPE (DsCase, ds_case, DS, CASE, GObject)

/**
 * DsCaseState:
 * @DS_CASE_IDLE: nothing has been measured
 * @DS_CASE_RUNNING: a run is under way
 * @DS_CASE_DONE: the run ended by itself
 * @DS_CASE_CANCELLED: the person ended it
 */
typedef enum
{
  DS_CASE_IDLE,
  DS_CASE_RUNNING,
  DS_CASE_DONE,
  DS_CASE_CANCELLED,
} DsCaseState;

/* One troubleshooting case: the model behind every face.
 *
 * Properties (read-only, notify): "state" (DsCaseState), "progress" (double, 0 to 1).
 * Signal "judged" (no arguments): diagnosis, findings and places are new. */

DsCase *ds_case_new (DsContext *context, const DsTarget *target);
DsCase *ds_case_new_from_evidence (DsEvidence *evidence);

void ds_case_run_async (DsCase *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean ds_case_run_finish (DsCase *self, GAsyncResult *result, GError **error);
void ds_case_cancel (DsCase *self);

DsCaseState ds_case_get_state (DsCase *self);
double ds_case_get_progress (DsCase *self);
const DsTarget *ds_case_get_target (DsCase *self);
const DsEvidence *ds_case_get_evidence (DsCase *self);
const DsDiagnosis *ds_case_get_diagnosis (DsCase *self);
GListModel *ds_case_get_findings (DsCase *self);
GPtrArray *ds_case_get_places (DsCase *self);

G_END_DECLS
