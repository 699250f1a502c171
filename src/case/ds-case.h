/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-changes.h"
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

/**
 * DsCaseTried:
 * @DS_CASE_TRIED_HELPED: the website answers with it, and did not before; it is in force
 * @DS_CASE_TRIED_PUT_BACK: it did not help, and is put back
 * @DS_CASE_TRIED_KEPT: it did not help, and stays in force because the person keeps it
 * @DS_CASE_TRIED_STUCK: it did not help, and could not be put back; it is in the list of changes
 * @DS_CASE_TRIED_NOTHING: it did not help, and there is nothing to put back
 *
 * How trying a change ended.
 */
typedef enum
{
  DS_CASE_TRIED_HELPED,
  DS_CASE_TRIED_PUT_BACK,
  DS_CASE_TRIED_KEPT,
  DS_CASE_TRIED_STUCK,
  DS_CASE_TRIED_NOTHING,
} DsCaseTried;

/* One troubleshooting case: the model behind every face.
 *
 * Properties (read-only, notify): "state" (DsCaseState), "progress" (double, 0 to 1), "changing"
 * (gboolean): a change is being made, tried out or put back.
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

DsChanges *ds_case_get_changes (DsCase *self);
void ds_case_set_changes (DsCase *self, DsChanges *changes);
gboolean ds_case_get_changing (DsCase *self);

void ds_case_apply_async (DsCase *self,
                          const char *change,
                          gboolean keep,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
int ds_case_apply_finish (DsCase *self, GAsyncResult *result, char **sentence, GError **error);

G_END_DECLS
