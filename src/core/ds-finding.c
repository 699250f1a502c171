/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-finding.h"

#include "ds-words-types.h"

static const DsField detail_fields[] = {
  DS_FIELD (DsDetail, label, STRING),
  DS_FIELD (DsDetail, value, STRING),
  { 0 },
};

const DsRecordType ds_detail_type = { "detail", sizeof (DsDetail), detail_fields };

DsDetail *
ds_detail_new (void)
{
  return ds_record_new (&ds_detail_type);
}

void
ds_detail_free (DsDetail *detail)
{
  ds_record_free (&ds_detail_type, detail);
}

static const DsField command_fields[] = {
  DS_FIELD (DsCommand, command, STRING),
  DS_FIELD (DsCommand, meaning, STRING),
  DS_FIELD (DsCommand, undo, STRING),
  { 0 },
};

const DsRecordType ds_command_type = { "command", sizeof (DsCommand), command_fields };

DsCommand *
ds_command_new (void)
{
  return ds_record_new (&ds_command_type);
}

void
ds_command_free (DsCommand *command)
{
  ds_record_free (&ds_command_type, command);
}

static const DsField offer_fields[] = {
  DS_FIELD (DsOffer, id, STRING),
  DS_FIELD (DsOffer, title, STRING),
  DS_FIELD (DsOffer, in_force, BOOL),
  DS_FIELD (DsOffer, what, STRING),
  DS_FIELD (DsOffer, lasts, STRING),
  DS_FIELD (DsOffer, costs, STRING),
  DS_FIELD_OF_ENUM (DsOffer, password, ds_password_get_type),
  DS_FIELD (DsOffer, undo, STRING),
  { 0 },
};

const DsRecordType ds_offer_type = { "change", sizeof (DsOffer), offer_fields };

DsOffer *
ds_offer_new (void)
{
  return ds_record_new (&ds_offer_type);
}

void
ds_offer_free (DsOffer *offer)
{
  ds_record_free (&ds_offer_type, offer);
}

static const DsField finding_fields[] = {
  DS_FIELD (DsFinding, number, UINT),
  DS_FIELD (DsFinding, id, STRING),
  DS_FIELD (DsFinding, title, STRING),
  DS_FIELD_OF_ENUM (DsFinding, finding, ds_finding_kind_get_type),
  DS_FIELD (DsFinding, summary, STRING),
  DS_FIELD (DsFinding, meaning, STRING),
  DS_FIELD (DsFinding, advice, STRING),
  DS_FIELD_OF_LIST (DsFinding, details, ds_detail_type),
  DS_FIELD_OF_LIST (DsFinding, changes, ds_offer_type),
  DS_FIELD_OF_LIST (DsFinding, commands, ds_command_type),
  { 0 },
};

const DsRecordType ds_finding_type = { "finding", sizeof (DsFinding), finding_fields };

DsFinding *
ds_finding_new (void)
{
  return ds_record_new (&ds_finding_type);
}

void
ds_finding_free (DsFinding *finding)
{
  ds_record_free (&ds_finding_type, finding);
}

/**
 * ds_finding_add_detail:
 * @finding: a finding
 * @label: what it is
 * @value: how it is
 *
 * Adds one line to the technical details.
 */
void
ds_finding_add_detail (DsFinding *finding, const char *label, const char *value)
{
  DsDetail *detail = ds_detail_new ();

  detail->label = g_strdup (label);
  detail->value = g_strdup (value);
  g_ptr_array_add (finding->details, detail);
}
