/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsIcmp:
 * @type: the ICMP or ICMPv6 type
 * @code: its code
 * @from: the address it came from
 * @ttl: the TTL it arrived with, 0 when not known
 *
 * An ICMP error (RFC 792, RFC 4443) as the error queue reported it.
 */
typedef struct
{
  guint type;
  guint code;
  char *from;
  guint ttl;
} DsIcmp;

extern const DsRecordType ds_icmp_type;

/**
 * DsAttempt:
 * @host: the name that was tried, or the literal
 * @address: the address
 * @port: the port
 * @family: IPv4 or IPv6
 * @way: by which way
 * @device: (nullable): the device it was bound to; %NULL where the routes decided
 * @source: (nullable): who named the address: `resolver`, `hosts`, `dns:ADDRESS`, `doh`, `typed`
 * @number: 1 for the first try of this address and way, 2 for the second, …
 * @local_port: the source port used, 0 when not known
 * @started_ms: when it began, in ms since the run began
 * @outcome: how it ended
 * @time_ms: how long that took, in ms
 * @icmp: (nullable): the ICMP error that ended it
 * @error: (nullable): what the system said, for the details
 *
 * One try to connect to one address and port, by one way.
 */
typedef struct
{
  char *host;
  char *address;
  guint port;
  DsFamily family;
  DsWay way;
  char *device;
  char **source;
  guint number;
  guint local_port;
  double started_ms;
  DsOutcome outcome;
  double time_ms;
  DsIcmp *icmp;
  char *error;
} DsAttempt;

extern const DsRecordType ds_attempt_type;

DsAttempt *ds_attempt_new (void);
void ds_attempt_free (DsAttempt *attempt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAttempt, ds_attempt_free)

gboolean ds_attempt_was_refused (const DsAttempt *attempt);
gboolean ds_attempt_failed (const DsAttempt *attempt);

G_END_DECLS
