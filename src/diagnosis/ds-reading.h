/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"
#include "ds-location.h"
#include "ds-proxy-use.h"
#include "ds-vpn-use.h"

G_BEGIN_DECLS

/**
 * DsEnding:
 * @attempt: (unowned): the try that says most
 * @location: (owned) (nullable): where that one was turned away
 *
 * How it went at one address of the target, all tries taken together.
 */
typedef struct
{
  const DsAttempt *attempt;
  DsLocation *location;
} DsEnding;

/**
 * DsReading:
 * @evidence: (unowned): what is read
 * @target: (unowned): the target in it
 * @endings: (owned) (element-type DsEnding): one for each address of the target that was tried
 * @open: whether at least one of them took the connection
 * @proxy: how the proxy in force does
 * @vpn: how the VPN in use does
 * @direct_answer: (unowned) (nullable): what the website answered by the direct way
 * @is_direct: whether the direct way is the one that counts: no proxy is in force, or the one that
 *   is did not get any further than the direct way did
 *
 * The evidence, read once for all causes: what each of them asks about it.
 */
typedef struct
{
  const DsEvidence *evidence;
  const DsTarget *target;
  GPtrArray *endings;
  gboolean open;
  DsProxyUse proxy;
  DsVpnUse vpn;
  const DsExchange *direct_answer;
  gboolean is_direct;
} DsReading;

DsReading *ds_reading_new (const DsEvidence *evidence);
void ds_reading_free (DsReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsReading, ds_reading_free)

gboolean ds_reading_failed (const DsReading *reading);
gboolean ds_reading_all (const DsReading *reading, DsOutcome outcome);
gboolean ds_reading_is_own (const DsReading *reading, const char *address);
gboolean ds_reading_is_on_link (const DsReading *reading, const char *address);
gboolean ds_reading_has_family (const DsReading *reading, DsFamily family);
gboolean ds_reading_sibling_open (const DsReading *reading, const char *address, guint port);
gboolean ds_reading_reference_open (const DsReading *reading);
gboolean ds_reading_counts (const DsReading *reading, const DsExchange *exchange);

gboolean ds_ending_is_silent (const DsEnding *ending);
gboolean ds_ending_is_late (const DsEnding *ending);
gboolean ds_ending_is_refused (const DsEnding *ending);
gboolean ds_ending_icmp_from_here (const DsReading *reading, const DsEnding *ending);
gboolean ds_ending_is_no_way (const DsEnding *ending);
DsWho ds_ending_get_who (const DsEnding *ending);
DsGrade ds_ending_get_grade (const DsEnding *ending, DsWho who);

G_END_DECLS
