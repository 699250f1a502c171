/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads from the probes of a sweep where an attempt was turned away. The kernel's reject in a
 * forward chain looks at a packet only after the hop limit was counted down, so a router at hop k
 * that forges a reset first shows at hop limit k + 1, just as a server at hop k + 1 would. Unless
 * something tells the two apart, the answer stays an interval. */

#include "ds-location.h"

#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>

#include "ds-words-types.h"

/* A router that looks for a neighbour in vain gives up after about three seconds (RFC 4861); one
 * that forbids answers at once. */
#define NEIGHBOUR_SEARCH_MS 900
/* Two hops whose replies lie closer together than this can't be told apart by time. */
#define TIMES_APART_MS 4.0

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

typedef struct
{
  const DsEvidence *evidence;
  const DsAttempt *attempt;
  const DsSweep *sweep; /* (nullable) */
  const DsRoute *route; /* (nullable) */
  DsLocation *location;
} Reading;

/* --- What the other packets of the sweep say --- */

typedef struct
{
  guint server_hop;  /* the server answered something at this hop limit; 0 for no */
  guint server_back; /* how many hops away its own answer came from; 0 when not known */
  guint beyond;      /* some packet expired on the way at this hop limit, the largest; 0 for no */
  guint beyond_back; /* how many hops away the hop that said so is, on the way back */
  guint kinds;       /* how many of the two kinds, TCP and UDP, got beyond the end */
  gboolean mixed;    /* the same question was refused here and answered there */
} Controls;

static gboolean
is_control (const DsProbe *probe)
{
  return probe->purpose == DS_PROBE_CONTROL || probe->purpose == DS_PROBE_DATAGRAM;
}

static gboolean
is_server (Reading *reading, const DsProbe *probe)
{
  if (probe->answer == DS_ANSWER_REJECTED)
    return g_strcmp0 (probe->from, reading->attempt->address) == 0;
  return probe->answer == DS_ANSWER_OPEN;
}

static void
note_server (Controls *controls, const DsProbe *probe)
{
  if (controls->server_hop != 0 && probe->ttl > controls->server_hop)
    return;
  if (probe->ttl < controls->server_hop)
    controls->server_back = 0;
  controls->server_hop = probe->ttl;
  if (probe->answer_ttl != 0)
    controls->server_back = ds_sweep_hops_back (probe->answer_ttl);
}

/* Tries that differ only in their source port may take another way, and end otherwise. */
static gboolean
has_opened (Reading *reading)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->outcome == DS_OUTCOME_OPEN && attempt->port == reading->attempt->port &&
          g_strcmp0 (attempt->address, reading->attempt->address) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Probes of one kind of control go out from one source port. They tell something of the attempt's
 * path only if they met the same hop before its end. */
static gboolean
shares_path (Reading *reading, DsProbePurpose purpose, guint end)
{
  const DsProbe *hop = ds_sweep_find_hop (reading->sweep, end - 1);

  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (probe->purpose == purpose && probe->ttl + 1 == end)
        return g_strcmp0 (probe->from, hop != NULL ? hop->from : NULL) == 0;
    }
  return end <= 1;
}

/* What one kind of control says of hop limits from @end on. */
static void
read_control (Reading *reading, DsProbePurpose purpose, guint end, Controls *controls)
{
  gboolean beyond = FALSE;

  if (!shares_path (reading, purpose, end))
    return;
  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (probe->purpose != purpose)
        continue;
      if (is_server (reading, probe))
        note_server (controls, probe);
      if (probe->answer != DS_ANSWER_EXPIRED || probe->ttl < end)
        continue;
      beyond = TRUE;
      if (probe->ttl >= controls->beyond)
        controls->beyond_back = ds_sweep_hops_back (probe->answer_ttl);
      controls->beyond = MAX (controls->beyond, probe->ttl);
    }
  controls->kinds += beyond;
}

static Controls
read_controls (Reading *reading, guint end)
{
  Controls controls = { .mixed = has_opened (reading) };

  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);
      gboolean further = probe->purpose == DS_PROBE_SWEEP && probe->ttl >= end &&
                         probe->answer == DS_ANSWER_EXPIRED;

      controls.mixed |= !is_control (probe) && (probe->answer == DS_ANSWER_OPEN || further);
    }
  read_control (reading, DS_PROBE_CONTROL, end, &controls);
  read_control (reading, DS_PROBE_DATAGRAM, end, &controls);
  return controls;
}

/* --- Words for places --- */

static DsWho
who_at (Reading *reading, guint hop)
{
  if (hop == 0)
    return DS_WHO_THIS_COMPUTER;
  if (hop == 1)
    return reading->route != NULL && reading->route->gateway == NULL ? DS_WHO_WEBSITE
                                                                     : DS_WHO_ROUTER;
  return DS_WHO_PROVIDER;
}

static void
set (Reading *reading, DsWho who, guint hop_min, guint hop_max, DsGrade grade)
{
  DsLocation *location = reading->location;

  location->who = who;
  location->hop_min = hop_min;
  location->hop_max = hop_max;
  location->grade = grade;
}

/* Whoever sits at either end of the interval: one of them, if both are the same party's. */
static void
set_interval (Reading *reading, guint hop_min, guint hop_max, DsGrade grade)
{
  DsWho nearest = who_at (reading, hop_min);
  DsWho furthest = who_at (reading, hop_max);

  if (nearest == furthest)
    set (reading, nearest, hop_min, hop_max, grade);
  else
    set (reading, DS_WHO_UNKNOWN, hop_min, hop_max, DS_GRADE_POSSIBLE);
}

static void
set_hop (Reading *reading, guint hop, DsGrade grade)
{
  const DsProbe *probe = ds_sweep_find_hop (reading->sweep, hop);

  set (reading, who_at (reading, hop), hop, hop, grade);
  reading->location->address = g_strdup (probe != NULL ? probe->from : NULL);
}

static void
set_server (Reading *reading, guint hop_min, guint hop_max, DsGrade grade)
{
  set (reading, DS_WHO_WEBSITE, hop_min, hop_max, grade);
  reading->location->address = g_strdup (reading->attempt->address);
}

/* --- An ICMP error names its sender --- */

/* At which hop limit did @address say that a packet expired? 0 for nowhere. */
static guint
find_expiry_by (const DsSweep *sweep, const char *address)
{
  for (guint i = 0; sweep != NULL && i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->answer == DS_ANSWER_EXPIRED && g_strcmp0 (probe->from, address) == 0)
        return probe->ttl;
    }
  return 0;
}

static const DsProbe *
find_rejection_by (const DsSweep *sweep, const char *address)
{
  const DsProbe *nearest = NULL;

  for (guint i = 0; sweep != NULL && i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->purpose == DS_PROBE_SWEEP && probe->answer == DS_ANSWER_REJECTED &&
          g_strcmp0 (probe->from, address) == 0 && (nearest == NULL || probe->ttl < nearest->ttl))
        nearest = probe;
    }
  return nearest;
}

static void
locate_named_hop (Reading *reading, const char *from)
{
  guint hop = find_expiry_by (reading->sweep, from);
  const DsProbe *rejection = find_rejection_by (reading->sweep, from);
  guint hop_min = 0;
  gboolean is_gateway = reading->route != NULL && g_strcmp0 (reading->route->gateway, from) == 0;

  if (is_gateway)
    hop = 1;
  if (hop == 0 && rejection != NULL && rejection->answer_ttl != 0)
    {
      guint back = ds_sweep_hops_back (rejection->answer_ttl);

      if (back == rejection->ttl || back + 1 == rejection->ttl)
        hop = back;
      else if (back + 1 < rejection->ttl)
        hop_min = back;
    }
  if (hop != 0)
    set (reading, who_at (reading, hop), hop, hop, DS_GRADE_PROVEN);
  else if (rejection != NULL && hop_min != 0)
    set_interval (reading, hop_min, rejection->ttl - 1, DS_GRADE_PROVEN);
  else if (rejection != NULL && rejection->ttl > 1)
    set_interval (reading, rejection->ttl - 1, rejection->ttl, DS_GRADE_PROVEN);
  else
    set (reading, DS_WHO_UNKNOWN, 1, 0, DS_GRADE_POSSIBLE);
  reading->location->address = g_strdup (from);
}

static gboolean
is_vain_neighbour_search (const DsAttempt *attempt)
{
  guint code = attempt->family == DS_FAMILY_IPV6 ? ICMP6_DST_UNREACH_ADDR : ICMP_HOST_UNREACH;

  return attempt->outcome == DS_OUTCOME_UNREACHABLE && attempt->icmp->code == code &&
         attempt->time_ms >= NEIGHBOUR_SEARCH_MS;
}

static void
locate_named (Reading *reading)
{
  const char *from = reading->attempt->icmp->from;
  gboolean vain = is_vain_neighbour_search (reading->attempt);

  if (g_strcmp0 (from, reading->attempt->address) == 0 &&
      !ds_links_own_address (reading->evidence->links, from))
    {
      const DsProbe *rejection = find_rejection_by (reading->sweep, from);
      guint hop = rejection != NULL ? rejection->ttl : 0;

      set_server (reading, MAX (hop, 1), hop, DS_GRADE_PROVEN);
      return;
    }
  if (ds_links_own_address (reading->evidence->links, from) && vain)
    set_interval (reading, 1, 1, DS_GRADE_LIKELY);
  else if (ds_links_own_address (reading->evidence->links, from))
    {
      set (reading, DS_WHO_THIS_COMPUTER, 0, 0, DS_GRADE_PROVEN);
      reading->location->address = g_strdup (from);
    }
  else
    {
      locate_named_hop (reading, from);
      /* The last router looked for the server and did not find it: it is not the one to blame. */
      if (vain)
        set_server (reading, reading->location->hop_min, 0, DS_GRADE_LIKELY);
    }
}

/* --- A reset has no name, but a TTL of its own --- */

typedef enum
{
  ORIGIN_UNCLEAR,
  ORIGIN_END,    /* made where the hop limit first reached */
  ORIGIN_NEARER, /* made one hop before */
} Origin;

static gboolean
fits (guint back, guint lowest, guint highest)
{
  static const guint initial[] = { 64, 128, 255 };

  for (guint i = 0; i < G_N_ELEMENTS (initial); i++)
    {
      guint arrival = initial[i] - (back - 1);

      if (arrival >= lowest && arrival <= highest)
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  guint lowest;
  guint highest;
} Range;

/* The TTL the reset arrived with lies between the highest threshold it passed and the lowest one
 * it did not. */
static Range
read_arrival (const DsSweep *sweep, guint end)
{
  Range range = { 0, 255 };

  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->purpose == DS_PROBE_THRESHOLD && probe->ttl == end &&
          probe->answer == DS_ANSWER_REFUSED)
        range.lowest = MAX (range.lowest, probe->min_ttl);
    }
  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->purpose == DS_PROBE_THRESHOLD && probe->ttl == end &&
          probe->answer == DS_ANSWER_SILENT && probe->min_ttl > range.lowest)
        range.highest = MIN (range.highest, probe->min_ttl - 1);
    }
  return range;
}

/* Held against how far away the hop before and whoever sits at @end are on the way back, which
 * need not be the way there. */
static Origin
read_ttl (Reading *reading, guint end, const Controls *controls)
{
  const DsProbe *before = ds_sweep_find_hop (reading->sweep, end - 1);
  guint back_before = before != NULL ? ds_sweep_hops_back (before->answer_ttl) : 0;
  guint back_end = controls->server_hop == end ? controls->server_back
                   : controls->beyond == end   ? controls->beyond_back
                                               : 0;
  Range arrival = read_arrival (reading->sweep, end);
  gboolean from_end = fits (back_end != 0 ? back_end : end, arrival.lowest, arrival.highest);
  gboolean from_nearer =
      fits (back_before != 0 ? back_before : end - 1, arrival.lowest, arrival.highest);

  if (arrival.lowest == 0 || from_end == from_nearer)
    return ORIGIN_UNCLEAR;
  return from_end ? ORIGIN_END : ORIGIN_NEARER;
}

static void
note_time (double *shortest_ms, const DsProbe *probe)
{
  if (probe->time_ms >= 0 && (*shortest_ms < 0 || probe->time_ms < *shortest_ms))
    *shortest_ms = probe->time_ms;
}

/* The shortest times to the hop before, to @end, and to the reset. Only where the first two lie
 * well apart does the third say anything. */
static Origin
read_times (Reading *reading, guint end)
{
  double before_ms = -1;
  double end_ms = -1;
  double reset_ms = -1;
  double gap_ms;

  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (probe->ttl == end - 1 && probe->answer == DS_ANSWER_EXPIRED)
        note_time (&before_ms, probe);
      else if (probe->ttl == end && is_control (probe) &&
               (probe->answer == DS_ANSWER_EXPIRED || is_server (reading, probe)))
        note_time (&end_ms, probe);
      else if (probe->ttl == end && !is_control (probe) && probe->answer == DS_ANSWER_REFUSED)
        note_time (&reset_ms, probe);
    }
  gap_ms = end_ms - before_ms;
  if (before_ms < 0 || end_ms < 0 || reset_ms < 0 || gap_ms < MAX (TIMES_APART_MS, end_ms / 10))
    return ORIGIN_UNCLEAR;
  if (reset_ms < before_ms + gap_ms / 3)
    return ORIGIN_NEARER;
  return reset_ms > end_ms - gap_ms / 3 ? ORIGIN_END : ORIGIN_UNCLEAR;
}

/* A TTL can be forged, a reply before its time can not: where both speak they have to agree. */
static Origin
read_origin (Reading *reading, guint end, const Controls *controls)
{
  Origin by_ttl = read_ttl (reading, end, controls);
  Origin by_time = read_times (reading, end);

  /* Probes from other source ports went another way: they say nothing of this one. */
  if (controls->mixed || (by_time != ORIGIN_UNCLEAR && by_time != by_ttl))
    return ORIGIN_UNCLEAR;
  return by_ttl;
}

/* Refused at the very first hop limit: before the packet left, or at the first hop itself. What is
 * refused on this computer travels over the loopback device and never leaves by another. */
static void
locate_first_hop (Reading *reading)
{
  const DsCounters *counters = reading->sweep->counters;
  gboolean stayed = counters != NULL && counters->loopback_in >= counters->probes;
  gboolean left = counters != NULL && counters->device_out >= counters->probes;

  if (counters == NULL || stayed == left)
    set (reading, DS_WHO_UNKNOWN, 0, 1, DS_GRADE_POSSIBLE);
  else if (stayed)
    set (reading, DS_WHO_THIS_COMPUTER, 0, 0, DS_GRADE_PROVEN);
  else if (who_at (reading, 1) == DS_WHO_WEBSITE)
    set_server (reading, 1, 1, DS_GRADE_PROVEN);
  else
    set_hop (reading, 1, DS_GRADE_PROVEN);
}

/* The server is further away than the refusal came from. */
static void
locate_before_server (Reading *reading, guint end, Origin origin)
{
  if (origin == ORIGIN_NEARER)
    set_hop (reading, end - 1, DS_GRADE_PROVEN);
  else if (origin == ORIGIN_END)
    set (reading, who_at (reading, end), end, end, DS_GRADE_PROVEN);
  else
    set_interval (reading, end - 1, end, DS_GRADE_PROVEN);
}

static void
locate_reset (Reading *reading)
{
  guint end = ds_sweep_find_end (reading->sweep);
  Controls controls = read_controls (reading, end);
  gboolean server_there = controls.server_hop != 0 && controls.server_hop <= end;
  gboolean server_further = controls.beyond >= end && end != 0;
  Origin origin;

  if (end == 0)
    {
      set (reading, DS_WHO_UNKNOWN, ds_sweep_find_last_expiry (reading->sweep) + 1, 0,
           DS_GRADE_POSSIBLE);
      return;
    }
  if (end == 1)
    {
      locate_first_hop (reading);
      return;
    }
  origin = read_origin (reading, end, &controls);
  if (server_further && !server_there)
    locate_before_server (reading, end, origin);
  else if (origin == ORIGIN_END && !server_further)
    set_server (reading, end, end, server_there ? DS_GRADE_PROVEN : DS_GRADE_LIKELY);
  else if (origin == ORIGIN_NEARER && !server_further)
    set_hop (reading, end - 1,
             server_there && controls.server_back == end ? DS_GRADE_PROVEN : DS_GRADE_LIKELY);
  else
    set (reading, DS_WHO_UNKNOWN, end - 1, end, DS_GRADE_POSSIBLE);
}

/* --- Silence: the last one heard of, and what got further --- */

static void
locate_silence (Reading *reading)
{
  guint last = ds_sweep_find_last_expiry (reading->sweep);
  Controls controls = read_controls (reading, last + 1);

  if (controls.beyond > last)
    set_interval (reading, last, last + 1, controls.kinds > 1 ? DS_GRADE_PROVEN : DS_GRADE_LIKELY);
  else if (controls.server_hop == last + 1)
    set_server (reading, last, last + 1, DS_GRADE_LIKELY);
  else
    set (reading, DS_WHO_UNKNOWN, MAX (last, 1), 0, DS_GRADE_POSSIBLE);
}

/* --- Accepted, then reset: at which hop limit does the data bring the reset? --- */

static void
locate_reset_after_accept (Reading *reading)
{
  guint end = ds_sweep_find_end (reading->sweep);
  guint last = ds_sweep_find_last_expiry (reading->sweep);
  Controls controls = read_controls (reading, MAX (end, 1));

  /* Reset at the first hop limit: the server's, which did not wait for the data. */
  if (end <= 1 || last + 1 != end)
    set (reading, DS_WHO_UNKNOWN, MAX (last, 1), 0, DS_GRADE_POSSIBLE);
  else if (controls.beyond >= end)
    set_interval (reading, end - 1, end, DS_GRADE_LIKELY);
  else
    set (reading, DS_WHO_UNKNOWN, end - 1, end, DS_GRADE_POSSIBLE);
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
  Reading reading = {
    .evidence = evidence,
    .attempt = attempt,
    .sweep = ds_evidence_find_sweep (evidence, attempt),
    .route = ds_links_find_route (evidence->links, attempt->address),
    .location = location,
  };

  location->who = DS_WHO_UNKNOWN;
  if (attempt->outcome == DS_OUTCOME_OPEN)
    return NULL;
  if (attempt->outcome == DS_OUTCOME_REFUSED &&
      ds_links_own_address (evidence->links, attempt->address))
    {
      set (&reading, DS_WHO_THIS_COMPUTER, 0, 0, DS_GRADE_PROVEN);
      location->address = g_strdup (attempt->address);
    }
  else if (attempt->icmp != NULL && attempt->icmp->from != NULL)
    locate_named (&reading);
  else if (reading.sweep == NULL)
    return NULL;
  else if (attempt->outcome == DS_OUTCOME_REFUSED)
    locate_reset (&reading);
  else if (attempt->outcome == DS_OUTCOME_TIMED_OUT)
    locate_silence (&reading);
  else if (attempt->outcome == DS_OUTCOME_RESET)
    locate_reset_after_accept (&reading);
  else
    return NULL;
  return g_steal_pointer (&location);
}
