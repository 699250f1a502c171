/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsCause:
 * @cause: the id, of the table of causes
 * @who: who said no
 * @grade: how sure that is
 * @check: the check it belongs to, 1 to 10; 0 for none
 * @title: one sentence for the person
 * @advice: what to do
 *
 * A cause that holds.
 */
typedef struct
{
  char *cause;
  DsWho who;
  DsGrade grade;
  guint check;
  char *title;
  char *advice;
} DsCause;

extern const DsRecordType ds_cause_type;

DsCause *ds_cause_new (void);
void ds_cause_free (DsCause *cause);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCause, ds_cause_free)

/**
 * DsDiagnosis:
 * @causes: (element-type DsCause): the causes that hold, the best one first; never empty once
 *   judged
 * @missing: (nullable): sentences that name what could not be measured
 *
 * What the evidence says, ranked.
 */
typedef struct
{
  GPtrArray *causes;
  char **missing;
} DsDiagnosis;

extern const DsRecordType ds_diagnosis_type;

DsDiagnosis *ds_diagnosis_new (void);
void ds_diagnosis_free (DsDiagnosis *diagnosis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDiagnosis, ds_diagnosis_free)

const DsCause *ds_diagnosis_get_verdict (const DsDiagnosis *diagnosis);
const DsCause *ds_diagnosis_find_check (const DsDiagnosis *diagnosis, guint check);

G_END_DECLS
