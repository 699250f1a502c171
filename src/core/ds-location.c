/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads from the probes of a sweep where an attempt was turned away. The kernel's reject in a
 * forward chain looks at a packet only after the hop limit was counted down, so a router at hop k
 * that forges a reset first shows at hop limit k + 1, just as a server at hop k + 1 would. Unless
 * something tells the two apart, the answer stays an interval. */

#include "ds-location-private.h"
#include "ds-vpn-use.h"
#include "ds-words-types.h"

static const DsField location_fields[] = {
  DS_FIELD_OF_ENUM (DsLocation, who, ds_who_get_type),
  DS_FIELD (DsLocation, hop_min, UINT),
  DS_FIELD (DsLocation, hop_max, UINT),
  DS_FIELD (DsLocation, address, STRING),
  DS_FIELD_OF_ENUM (DsLocation, grade, ds_grade_get_type),
  { 0 },
};

const DsRecordType ds_location_type = { "refused_by", sizeof (DsLocation), location_fields };

DsLocation *
ds_location_new (void)
{
  return ds_record_new (&ds_location_type);
}

void
ds_location_free (DsLocation *location)
{
  ds_record_free (&ds_location_type, location);
}

/* --- Words for places --- */

DsWho
ds_location_who_at (DsLocationReading *reading, guint hop)
{
  if (hop == 0)
    return DS_WHO_THIS_COMPUTER;
  /* The first hop of a tunnel is its far end. What is behind that is nobody's router or provider.
   */
  if (reading->by_vpn)
    return DS_WHO_VPN;
  if (hop == 1)
    return reading->route != NULL && reading->route->gateway == NULL ? DS_WHO_WEBSITE
                                                                     : DS_WHO_ROUTER;
  return DS_WHO_PROVIDER;
}

void
ds_location_set (DsLocationReading *reading, DsWho who, guint hop_min, guint hop_max, DsGrade grade)
{
  DsLocation *location = reading->location;

  location->who = who;
  location->hop_min = hop_min;
  location->hop_max = hop_max;
  location->grade = grade;
}

/* Whoever sits at either end of the interval: one of them, if both are the same party's. */
void
ds_location_set_interval (DsLocationReading *reading, guint hop_min, guint hop_max, DsGrade grade)
{
  DsWho nearest = ds_location_who_at (reading, hop_min);
  DsWho furthest = ds_location_who_at (reading, hop_max);

  if (nearest == furthest)
    ds_location_set (reading, nearest, hop_min, hop_max, grade);
  else
    ds_location_set (reading, DS_WHO_UNKNOWN, hop_min, hop_max, DS_GRADE_POSSIBLE);
}

void
ds_location_set_hop (DsLocationReading *reading, guint hop, DsGrade grade)
{
  const DsProbe *probe = ds_sweep_find_hop (reading->sweep, hop);

  ds_location_set (reading, ds_location_who_at (reading, hop), hop, hop, grade);
  reading->location->address = g_strdup (probe != NULL ? probe->from : NULL);
}

void
ds_location_set_server (DsLocationReading *reading, guint hop_min, guint hop_max, DsGrade grade)
{
  ds_location_set (reading, DS_WHO_WEBSITE, hop_min, hop_max, grade);
  g_free (reading->location->address);
  reading->location->address = g_strdup (reading->attempt->address);
}

/* --- Silence: the last one heard of, and what got further --- */

static void
locate_silence (DsLocationReading *reading)
{
  guint last = ds_sweep_find_last_expiry (reading->sweep);
  DsLocationControls controls = ds_location_read_controls (reading, last + 1);
  const DsCounters *counters = reading->sweep->counters;

  /* Some drivers count late: packets that were not counted may have left all the same. A VPN that
   * has lost its other end takes packets and counts none. */
  if (last == 0 && (!reading->by_vpn || ds_vpn_use_read (reading->evidence).carries) &&
      counters != NULL && counters->device_out < counters->probes)
    ds_location_set (reading, DS_WHO_THIS_COMPUTER, 0, 0, DS_GRADE_LIKELY);
  else if (controls.beyond > last)
    ds_location_set_interval (reading, last, last + 1,
                              controls.kinds > 1 ? DS_GRADE_PROVEN : DS_GRADE_LIKELY);
  else if (controls.server_hop == last + 1)
    ds_location_set_server (reading, last, last + 1, DS_GRADE_LIKELY);
  else
    ds_location_set (reading, DS_WHO_UNKNOWN, MAX (last, 1), 0, DS_GRADE_POSSIBLE);
}

/* --- Accepted, then reset: at which hop limit does the data bring the reset? --- */

static void
locate_reset_after_accept (DsLocationReading *reading)
{
  guint end = ds_sweep_find_end (reading->sweep);
  guint last = ds_sweep_find_last_expiry (reading->sweep);
  DsLocationControls controls = ds_location_read_controls (reading, MAX (end, 1));

  /* Reset at the first hop limit: the server's, which did not wait for the data. */
  if (end <= 1 || last + 1 != end)
    ds_location_set (reading, DS_WHO_UNKNOWN, MAX (last, 1), 0, DS_GRADE_POSSIBLE);
  else if (controls.beyond >= end)
    ds_location_set_interval (reading, end - 1, end, DS_GRADE_LIKELY);
  else
    ds_location_set (reading, DS_WHO_UNKNOWN, end - 1, end, DS_GRADE_POSSIBLE);
}

/**
 * ds_location_read:
 * @evidence: the evidence
 * @attempt: one of its attempts
 *
 * Returns: (transfer full) (nullable): where @attempt was turned away; %NULL when it was not, or
 *   when nothing was measured that could tell
 */
DsLocation *
ds_location_read (const DsEvidence *evidence, const DsAttempt *attempt)
{
  g_autoptr (DsLocation) location = ds_location_new ();
  DsLocationReading reading = {
    .evidence = evidence,
    .attempt = attempt,
    /* A sweep goes as the routes decide: it tells nothing of a try that did not. */
    .sweep = attempt->device == NULL ? ds_evidence_find_sweep (evidence, attempt) : NULL,
    .route = ds_links_find_route (evidence->links, attempt->address),
    .by_vpn =
        attempt->device == NULL && ds_vpn_use_find_carrier (evidence, attempt->address) != NULL,
    .location = location,
  };

  location->who = DS_WHO_UNKNOWN;
  if (attempt->outcome == DS_OUTCOME_OPEN)
    return NULL;
  if (attempt->outcome == DS_OUTCOME_REFUSED &&
      ds_links_own_address (evidence->links, attempt->address))
    {
      ds_location_set (&reading, DS_WHO_THIS_COMPUTER, 0, 0, DS_GRADE_PROVEN);
      location->address = g_strdup (attempt->address);
    }
  else if (attempt->icmp != NULL && attempt->icmp->from != NULL)
    ds_location_locate_named (&reading);
  else if (reading.sweep == NULL || reading.sweep->outcome != attempt->outcome)
    return NULL; /* a sweep tells where an attempt ended that ended likewise */
  else if (attempt->outcome == DS_OUTCOME_REFUSED)
    ds_location_locate_reset (&reading);
  else if (attempt->outcome == DS_OUTCOME_TIMED_OUT)
    locate_silence (&reading);
  else if (attempt->outcome == DS_OUTCOME_RESET)
    locate_reset_after_accept (&reading);
  else
    return NULL;
  return g_steal_pointer (&location);
}
