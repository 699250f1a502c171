/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-path.h"

#include "ds-location.h"
#include "ds-proxy-use.h"
#include "ds-vpn-use.h"
#include "ds-words-types.h"

static const DsField hop_fields[] = {
  DS_FIELD (DsHop, hop, UINT),
  DS_FIELD (DsHop, address, STRING),
  DS_FIELD_OF_ENUM (DsHop, who, ds_who_get_type),
  DS_FIELD (DsHop, rtt_ms, DOUBLE),
  { 0 },
};

const DsRecordType ds_hop_type = { "hop", sizeof (DsHop), hop_fields };

static const DsField place_fields[] = {
  DS_FIELD_OF_ENUM (DsPlace, who, ds_who_get_type),
  DS_FIELD_OF_ENUM (DsPlace, mark, ds_place_mark_get_type),
  DS_FIELD (DsPlace, rtt_ms, DOUBLE),
  { 0 },
};

const DsRecordType ds_place_type = { "place", sizeof (DsPlace), place_fields };

static void
hop_free (gpointer hop)
{
  ds_record_free (&ds_hop_type, hop);
}

static void
place_free (gpointer place)
{
  ds_record_free (&ds_place_type, place);
}

/* Does the attempt end at the party the verdict names? What was typed is at fault at the website.
 */
static gboolean
fits_verdict (const DsEvidence *evidence, const DsAttempt *attempt, const DsCause *verdict)
{
  g_autoptr (DsLocation) location = NULL;

  if (verdict == NULL)
    return TRUE;
  location = ds_location_read (evidence, attempt);
  return location != NULL &&
         location->who == (verdict->who == DS_WHO_ADDRESS ? DS_WHO_WEBSITE : verdict->who);
}

/* The attempt the picture is about: the first failed one that the verdict speaks of, else the first
 * failed one, else the first one. */
static const DsAttempt *
find_main_attempt (const DsEvidence *evidence, const DsCause *verdict)
{
  const DsAttempt *first = NULL;
  const DsAttempt *failed = NULL;

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way != DS_WAY_DIRECT)
        continue;
      if (attempt->outcome != DS_OUTCOME_OPEN && fits_verdict (evidence, attempt, verdict))
        return attempt;
      if (attempt->outcome != DS_OUTCOME_OPEN && failed == NULL)
        failed = attempt;
      if (first == NULL)
        first = attempt;
    }
  return failed != NULL ? failed : first;
}

static DsHop *
hop_new (guint number, const DsProbe *probe, DsWho who)
{
  DsHop *hop = ds_record_new (&ds_hop_type);

  hop->hop = number;
  hop->address = g_strdup (probe != NULL ? probe->from : NULL);
  hop->who = who;
  hop->rtt_ms = probe != NULL ? probe->time_ms : -1;
  return hop;
}

static GPtrArray *
read_hops_to (const DsEvidence *evidence, const DsAttempt *attempt)
{
  GPtrArray *hops = g_ptr_array_new_with_free_func (hop_free);
  const DsSweep *sweep = attempt != NULL ? ds_evidence_find_sweep (evidence, attempt) : NULL;
  guint last = sweep != NULL ? ds_sweep_find_last_expiry (sweep) : 0;
  const DsRoute *route = last > 0 ? ds_links_find_route (evidence->links, attempt->address) : NULL;
  gboolean on_link = route != NULL && route->gateway == NULL;
  gboolean by_vpn = last > 0 && ds_vpn_use_find_carrier (evidence, attempt->address) != NULL;

  for (guint hop = 1; hop <= last; hop++)
    {
      DsWho who = hop > 1 || on_link ? DS_WHO_PROVIDER : DS_WHO_ROUTER;

      g_ptr_array_add (hops,
                       hop_new (hop, ds_sweep_find_hop (sweep, hop), by_vpn ? DS_WHO_VPN : who));
    }
  return hops;
}

/**
 * ds_path_read_hops:
 * @evidence: the evidence
 *
 * Returns: (transfer full) (element-type DsHop): the hops heard of on the way to the target, from
 *   the first to the last; a silent one in between has no address
 */
GPtrArray *
ds_path_read_hops (const DsEvidence *evidence)
{
  return read_hops_to (evidence, find_main_attempt (evidence, NULL));
}

static void
add_place (GPtrArray *places, DsWho who)
{
  DsPlace *place = ds_record_new (&ds_place_type);

  place->who = who;
  place->mark = DS_PLACE_UNKNOWN;
  g_ptr_array_add (places, place);
}

static int
place_index (GPtrArray *places, DsWho who)
{
  for (guint i = 0; i < places->len; i++)
    if (((DsPlace *) g_ptr_array_index (places, i))->who == who)
      return (int) i;
  return -1;
}

static void
mark_range (GPtrArray *places, int from, int to, DsPlaceMark mark)
{
  for (int i = MAX (from, 0); i <= to && i < (int) places->len; i++)
    ((DsPlace *) g_ptr_array_index (places, (guint) i))->mark = mark;
}

/* Which places an interval of hops covers: hop 0 is this computer, 1 the router, more the
 * provider; behind a VPN, all of them are the VPN's. */
static int
place_of_hop (GPtrArray *places, guint hop)
{
  int provider = place_index (places, DS_WHO_PROVIDER);

  if (hop == 0)
    return 0;
  if (place_index (places, DS_WHO_VPN) >= 0)
    return place_index (places, DS_WHO_VPN);
  if (hop == 1 && place_index (places, DS_WHO_ROUTER) >= 0)
    return place_index (places, DS_WHO_ROUTER);
  return provider >= 0 ? provider : (int) places->len - 1;
}

static void
mark_unknown_interval (GPtrArray *places, const DsLocation *location, gboolean silent)
{
  int first = place_of_hop (places, location->hop_min);
  int last =
      location->hop_max == 0 ? (int) places->len - 1 : place_of_hop (places, location->hop_max);

  /* The far end of an undecided interval may be the website itself. */
  if (location->hop_max > 1)
    last = (int) places->len - 1;
  mark_range (places, 0, first - 1, DS_PLACE_PASSED);
  mark_range (places, first, last, silent ? DS_PLACE_SILENT : DS_PLACE_SUSPECT);
  mark_range (places, last + 1, (int) places->len - 1, DS_PLACE_NOT_REACHED);
}

static void
mark_no_way (GPtrArray *places)
{
  mark_range (places, 0, 0, DS_PLACE_NO_WAY);
  mark_range (places, 1, (int) places->len - 1, DS_PLACE_NOT_REACHED);
}

static void
mark_attempt (GPtrArray *places, const DsEvidence *evidence, const DsAttempt *attempt)
{
  g_autoptr (DsLocation) location = ds_location_read (evidence, attempt);
  gboolean silent = attempt->outcome == DS_OUTCOME_TIMED_OUT;
  int index;

  if (attempt->outcome == DS_OUTCOME_OPEN)
    {
      mark_range (places, 0, (int) places->len - 1, DS_PLACE_PASSED);
      return;
    }
  if (attempt->outcome == DS_OUTCOME_NO_ROUTE && attempt->icmp == NULL)
    {
      mark_no_way (places);
      return;
    }
  if (location == NULL)
    return;
  index = place_index (places, location->who);
  if (index < 0)
    {
      mark_unknown_interval (places, location, silent);
      return;
    }
  mark_range (places, 0, index - 1, DS_PLACE_PASSED);
  mark_range (places, index, index, silent ? DS_PLACE_SILENT : DS_PLACE_REFUSED);
  mark_range (places, index + 1, (int) places->len - 1, DS_PLACE_NOT_REACHED);
}

static void
note_times (GPtrArray *places, const DsEvidence *evidence, const DsAttempt *attempt)
{
  g_autoptr (GPtrArray) hops = read_hops_to (evidence, attempt);

  for (guint i = 0; i < hops->len; i++)
    {
      const DsHop *hop = g_ptr_array_index (hops, i);
      int index = place_index (places, hop->who);

      /* Of a VPN's hops, the first one is its own. */
      if (hop->who == DS_WHO_VPN && hop->hop > 1)
        continue;
      if (index >= 0 && hop->rtt_ms >= 0)
        ((DsPlace *) g_ptr_array_index (places, (guint) index))->rtt_ms = hop->rtt_ms;
    }
  if (attempt->outcome == DS_OUTCOME_OPEN)
    ((DsPlace *) g_ptr_array_index (places, places->len - 1))->rtt_ms = attempt->time_ms;
}

/* A browser that is sent through a proxy gets no further than to it. */
static GPtrArray *
read_places_to_proxy (GPtrArray *places, const DsEvidence *evidence, const DsCause *verdict)
{
  DsProxyUse use = ds_proxy_use_read (evidence);
  gboolean unanswered = use.attempt != NULL && ds_attempt_failed (use.attempt) &&
                        !ds_attempt_was_refused (use.attempt);
  DsPlaceMark mark = DS_PLACE_REFUSED;

  if (unanswered || use.state == DS_PROXY_SILENT)
    mark = DS_PLACE_SILENT;
  else if (verdict->grade == DS_GRADE_POSSIBLE)
    mark = DS_PLACE_SUSPECT;
  add_place (places, DS_WHO_PROXY);
  add_place (places, DS_WHO_WEBSITE);
  mark_range (places, 0, 0, DS_PLACE_PASSED);
  mark_range (places, 1, 1, mark);
  mark_range (places, 2, 2, DS_PLACE_NOT_REACHED);
  if (use.attempt != NULL && use.attempt->outcome == DS_OUTCOME_OPEN)
    ((DsPlace *) g_ptr_array_index (places, 1))->rtt_ms = use.attempt->time_ms;
  return places;
}

static void
add_ways (GPtrArray *places, const DsRoute *route, gboolean by_vpn)
{
  if (by_vpn)
    {
      add_place (places, DS_WHO_VPN);
    }
  else if (route == NULL || route->gateway != NULL)
    {
      add_place (places, DS_WHO_ROUTER);
      add_place (places, DS_WHO_PROVIDER);
    }
}

/* Nothing was sent to the website, or nobody could tell where it ended: then the picture shows what
 * the verdict says of the VPN. */
static void
mark_verdict_on_vpn (GPtrArray *places, const DsCause *verdict, gboolean silent)
{
  int index = place_index (places, DS_WHO_VPN);
  DsPlaceMark mark = silent ? DS_PLACE_SILENT : DS_PLACE_REFUSED;

  if (verdict->grade < DS_GRADE_LIKELY)
    mark = DS_PLACE_SUSPECT;
  mark_range (places, 0, index - 1, DS_PLACE_PASSED);
  mark_range (places, index, index, mark);
  mark_range (places, index + 1, (int) places->len - 1, DS_PLACE_NOT_REACHED);
}

static gboolean
is_by_vpn (const DsEvidence *evidence, const DsAttempt *attempt, const DsCause *verdict)
{
  if (verdict != NULL && verdict->who == DS_WHO_VPN)
    return TRUE;
  return ds_vpn_use_find_carrier (evidence, attempt != NULL ? attempt->address : NULL) != NULL;
}

/**
 * ds_path_read_places:
 * @evidence: the evidence
 * @diagnosis: (nullable): what it says
 *
 * Returns: (transfer full) (element-type DsPlace): this computer, the router, the provider and the
 *   website, as far as they lie on the way, each with what happened there; where a VPN carries what
 *   is sent, this computer, the VPN and the website; where the proxy turned the person away, this
 *   computer, the proxy and the website
 */
GPtrArray *
ds_path_read_places (const DsEvidence *evidence, const DsDiagnosis *diagnosis)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (place_free);
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);
  const DsAttempt *attempt = find_main_attempt (evidence, verdict);
  const DsRoute *route =
      attempt != NULL ? ds_links_find_route (evidence->links, attempt->address) : NULL;

  add_place (places, DS_WHO_THIS_COMPUTER);
  if (verdict != NULL && verdict->who == DS_WHO_PROXY)
    return read_places_to_proxy (places, evidence, verdict);
  if (attempt != NULL && ds_links_own_address (evidence->links, attempt->address))
    {
      mark_range (places, 0, 0,
                  attempt->outcome == DS_OUTCOME_OPEN ? DS_PLACE_PASSED : DS_PLACE_REFUSED);
      return places;
    }
  add_ways (places, route, is_by_vpn (evidence, attempt, verdict));
  add_place (places, DS_WHO_WEBSITE);
  if (attempt != NULL)
    {
      mark_attempt (places, evidence, attempt);
      note_times (places, evidence, attempt);
    }
  else if (verdict != NULL && verdict->who == DS_WHO_THIS_COMPUTER)
    mark_no_way (places);
  if (verdict != NULL && verdict->who == DS_WHO_VPN)
    mark_verdict_on_vpn (places, verdict,
                         attempt == NULL || attempt->outcome == DS_OUTCOME_TIMED_OUT);
  if (verdict != NULL && verdict->who == DS_WHO_NOBODY)
    mark_range (places, 0, (int) places->len - 1, DS_PLACE_PASSED);
  return places;
}
