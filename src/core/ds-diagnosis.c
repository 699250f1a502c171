/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-diagnosis.h"

#include "ds-words-types.h"

static const DsField cause_fields[] = {
  DS_FIELD (DsCause, cause, STRING),
  DS_FIELD_OF_ENUM (DsCause, who, ds_who_get_type),
  DS_FIELD_OF_ENUM (DsCause, grade, ds_grade_get_type),
  DS_FIELD (DsCause, check, UINT),
  DS_FIELD (DsCause, title, STRING),
  DS_FIELD (DsCause, advice, STRING),
  { 0 },
};

const DsRecordType ds_cause_type = { "cause", sizeof (DsCause), cause_fields };

DsCause *
ds_cause_new (void)
{
  return ds_record_new (&ds_cause_type);
}

void
ds_cause_free (DsCause *cause)
{
  ds_record_free (&ds_cause_type, cause);
}

static const DsField diagnosis_fields[] = {
  DS_FIELD_OF_LIST (DsDiagnosis, causes, ds_cause_type),
  DS_FIELD (DsDiagnosis, missing, STRV),
  { 0 },
};

const DsRecordType ds_diagnosis_type = { "diagnosis", sizeof (DsDiagnosis), diagnosis_fields };

DsDiagnosis *
ds_diagnosis_new (void)
{
  return ds_record_new (&ds_diagnosis_type);
}

void
ds_diagnosis_free (DsDiagnosis *diagnosis)
{
  ds_record_free (&ds_diagnosis_type, diagnosis);
}

/**
 * ds_diagnosis_get_verdict:
 * @diagnosis: (nullable): a diagnosis
 *
 * Returns: (nullable) (transfer none): the best cause; %NULL only before anything was judged
 */
const DsCause *
ds_diagnosis_get_verdict (const DsDiagnosis *diagnosis)
{
  return diagnosis != NULL && diagnosis->causes->len > 0 ? g_ptr_array_index (diagnosis->causes, 0)
                                                         : NULL;
}

/**
 * ds_diagnosis_find_check:
 * @diagnosis: (nullable): a diagnosis
 * @check: a check's number
 *
 * Returns: (nullable) (transfer none): the best cause that belongs to that check
 */
const DsCause *
ds_diagnosis_find_check (const DsDiagnosis *diagnosis, guint check)
{
  for (guint i = 0; diagnosis != NULL && i < diagnosis->causes->len; i++)
    {
      const DsCause *cause = g_ptr_array_index (diagnosis->causes, i);

      if (cause->check == check)
        return cause;
    }
  return NULL;
}
