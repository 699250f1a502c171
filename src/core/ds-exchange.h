/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsExchange:
 * @url: what was asked for
 * @proxy: (nullable): the proxy it went through, as #DsProxy.uri; %NULL for the direct way
 * @proxy_word: what the proxy itself answered; then the website was not reached
 * @proxy_reason: why, if it was a SOCKS proxy that said no
 * @address: the address that was connected to: the website's, or the proxy's
 * @port: the port
 * @stage: the furthest stage reached
 * @reset: whether it ended by a reset or a closed connection
 * @timed_out: whether it ended by its deadline
 * @status: the HTTP status, 0 without an answer; with @proxy_word it is the proxy's
 * @reason: (nullable): the reason phrase
 * @via: (nullable): the `Via` header, by which whoever passes an answer on names itself
 * @location: (nullable): where a 3xx answer points
 * @date: (nullable): the `Date` header, as sent
 * @certificate_faults: (nullable): of `expired`, `not-yet-valid`, `name`, `issuer`, `revoked`,
 *   `weak`, `other`
 * @certificate_subject: (nullable): whom the certificate names
 * @certificate_issuer: (nullable): who signed it
 * @certificate_not_before: (nullable): RFC 3339
 * @certificate_not_after: (nullable): RFC 3339
 * @time_ms: how long it took, in ms
 * @error: (nullable): what the system said, for the details
 *
 * One HTTP request to one address, and how far it got (RFC 9110).
 */
typedef struct
{
  char *url;
  char *proxy;
  DsProxyWord proxy_word;
  DsProxyReason proxy_reason;
  char *address;
  guint port;
  DsExchangeStage stage;
  gboolean reset;
  gboolean timed_out;
  guint status;
  char *reason;
  char *via;
  char *location;
  char *date;
  char **certificate_faults;
  char *certificate_subject;
  char *certificate_issuer;
  char *certificate_not_before;
  char *certificate_not_after;
  double time_ms;
  char *error;
} DsExchange;

extern const DsRecordType ds_exchange_type;

DsExchange *ds_exchange_new (void);
void ds_exchange_free (DsExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsExchange, ds_exchange_free)

G_END_DECLS
