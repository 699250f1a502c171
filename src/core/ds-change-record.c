/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-change-record.h"

static const DsField change_record_fields[] = {
  DS_FIELD (DsChangeRecord, entry, STRING),   DS_FIELD (DsChangeRecord, change, STRING),
  DS_FIELD (DsChangeRecord, subject, STRING), DS_FIELD (DsChangeRecord, made_at, STRING),
  DS_FIELD (DsChangeRecord, kept, BOOL),      { 0 },
};

const DsRecordType ds_change_record_type = { "change-record", sizeof (DsChangeRecord),
                                             change_record_fields };

DsChangeRecord *
ds_change_record_new (void)
{
  return ds_record_new (&ds_change_record_type);
}

void
ds_change_record_free (DsChangeRecord *change_record)
{
  ds_record_free (&ds_change_record_type, change_record);
}
