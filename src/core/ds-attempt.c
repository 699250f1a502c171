/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-attempt.h"

#include "ds-words-types.h"

static const DsField icmp_fields[] = {
  DS_FIELD (DsIcmp, type, UINT),
  DS_FIELD (DsIcmp, code, UINT),
  DS_FIELD (DsIcmp, from, STRING),
  DS_FIELD (DsIcmp, ttl, UINT),
  { 0 },
};

const DsRecordType ds_icmp_type = { "icmp", sizeof (DsIcmp), icmp_fields };

static const DsField attempt_fields[] = {
  DS_FIELD (DsAttempt, host, STRING),
  DS_FIELD (DsAttempt, address, STRING),
  DS_FIELD (DsAttempt, port, UINT),
  DS_FIELD_OF_ENUM (DsAttempt, family, ds_family_get_type),
  DS_FIELD_OF_ENUM (DsAttempt, way, ds_way_get_type),
  DS_FIELD (DsAttempt, device, STRING),
  DS_FIELD (DsAttempt, source, STRV),
  DS_FIELD (DsAttempt, number, UINT),
  DS_FIELD (DsAttempt, local_port, UINT),
  DS_FIELD (DsAttempt, started_ms, DOUBLE),
  DS_FIELD_OF_ENUM (DsAttempt, outcome, ds_outcome_get_type),
  DS_FIELD (DsAttempt, time_ms, DOUBLE),
  DS_FIELD_OF_RECORD (DsAttempt, icmp, ds_icmp_type),
  DS_FIELD (DsAttempt, error, STRING),
  { 0 },
};

const DsRecordType ds_attempt_type = { "attempt", sizeof (DsAttempt), attempt_fields };

DsAttempt *
ds_attempt_new (void)
{
  return ds_record_new (&ds_attempt_type);
}

void
ds_attempt_free (DsAttempt *attempt)
{
  ds_record_free (&ds_attempt_type, attempt);
}

/**
 * ds_attempt_was_refused:
 * @attempt: an attempt
 *
 * Returns: whether somebody said no, as opposed to nobody saying anything
 */
gboolean
ds_attempt_was_refused (const DsAttempt *attempt)
{
  return attempt->outcome == DS_OUTCOME_REFUSED || attempt->outcome == DS_OUTCOME_PROHIBITED ||
         (attempt->outcome == DS_OUTCOME_UNREACHABLE && attempt->icmp != NULL);
}

/**
 * ds_attempt_failed:
 * @attempt: an attempt
 *
 * Returns: whether no connection came about
 */
gboolean
ds_attempt_failed (const DsAttempt *attempt)
{
  return attempt->outcome != DS_OUTCOME_OPEN && attempt->outcome != DS_OUTCOME_RESET;
}
