/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-name-answer.h"

#include "ds-words-types.h"

static const DsField name_answer_fields[] = {
  DS_FIELD (DsNameAnswer, name, STRING),
  DS_FIELD (DsNameAnswer, source, STRING),
  DS_FIELD_OF_ENUM (DsNameAnswer, status, ds_name_status_get_type),
  DS_FIELD (DsNameAnswer, addresses, STRV),
  DS_FIELD (DsNameAnswer, time_ms, DOUBLE),
  DS_FIELD (DsNameAnswer, error, STRING),
  { 0 },
};

const DsRecordType ds_name_answer_type = { "name", sizeof (DsNameAnswer), name_answer_fields };

DsNameAnswer *
ds_name_answer_new (void)
{
  return ds_record_new (&ds_name_answer_type);
}

void
ds_name_answer_free (DsNameAnswer *name_answer)
{
  ds_record_free (&ds_name_answer_type, name_answer);
}
