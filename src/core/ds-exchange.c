/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-exchange.h"

#include "ds-words-types.h"

static const DsField exchange_fields[] = {
  DS_FIELD (DsExchange, url, STRING),
  DS_FIELD (DsExchange, proxy, STRING),
  DS_FIELD_OF_ENUM (DsExchange, proxy_word, ds_proxy_word_get_type),
  DS_FIELD_OF_ENUM (DsExchange, proxy_reason, ds_proxy_reason_get_type),
  DS_FIELD (DsExchange, address, STRING),
  DS_FIELD (DsExchange, port, UINT),
  DS_FIELD_OF_ENUM (DsExchange, stage, ds_exchange_stage_get_type),
  DS_FIELD (DsExchange, reset, BOOL),
  DS_FIELD (DsExchange, timed_out, BOOL),
  DS_FIELD (DsExchange, status, UINT),
  DS_FIELD (DsExchange, reason, STRING),
  DS_FIELD (DsExchange, via, STRING),
  DS_FIELD (DsExchange, location, STRING),
  DS_FIELD (DsExchange, date, STRING),
  DS_FIELD (DsExchange, certificate_faults, STRV),
  DS_FIELD (DsExchange, certificate_subject, STRING),
  DS_FIELD (DsExchange, certificate_issuer, STRING),
  DS_FIELD (DsExchange, certificate_not_before, STRING),
  DS_FIELD (DsExchange, certificate_not_after, STRING),
  DS_FIELD (DsExchange, time_ms, DOUBLE),
  DS_FIELD (DsExchange, error, STRING),
  { 0 },
};

const DsRecordType ds_exchange_type = { "exchange", sizeof (DsExchange), exchange_fields };

DsExchange *
ds_exchange_new (void)
{
  return ds_record_new (&ds_exchange_type);
}

void
ds_exchange_free (DsExchange *exchange)
{
  ds_record_free (&ds_exchange_type, exchange);
}
