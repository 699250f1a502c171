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
  guint server_hop;   /* the server answered something at this hop limit; 0 for no */
  guint server_back;  /* how many hops away its own answer came from; 0 when not known */
  guint beyond;       /* some packet expired on the way at this hop limit, the largest; 0 for no */
  gboolean two_kinds; /* both a TCP and a UDP packet got to @beyond */
  gboolean mixed;     /* the same question was refused here and answered there */
} Controls;

static gboolean
is_control (const DsProbe *probe)
{
  return probe->purpose == DS_PROBE_CONTROL || probe->purpose == DS_PROBE_DATAGRAM;
}

/* Whoever sends starts with 64, 128 or 255, and each router on the way back takes one off. */
static guint
hops_back (guint answer_ttl)
{
  guint initial = answer_ttl <= 64 ? 64 : answer_ttl <= 128 ? 128 : 255;

  return answer_ttl == 0 ? 0 : initial - answer_ttl + 1;
}

static gboolean
is_server (Reading *reading, const DsProbe *probe)
{
  if (probe->answer == DS_ANSWER_REJECTED)
    return g_strcmp0 (probe->from, reading->attempt->address) == 0;
  return probe->answer == DS_ANSWER_OPEN;
}

static Controls
read_controls (Reading *reading)
{
  Controls controls = { 0 };
  DsProbePurpose furthest = DS_PROBE_SWEEP;

  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (!is_control (probe))
        {
          controls.mixed |= probe->answer == DS_ANSWER_OPEN;
          continue;
        }
      if (is_server (reading, probe) &&
          (controls.server_hop == 0 || probe->ttl < controls.server_hop))
        {
          controls.server_hop = probe->ttl;
          controls.server_back = hops_back (probe->answer_ttl);
        }
      if (probe->answer != DS_ANSWER_EXPIRED || probe->ttl < controls.beyond)
        continue;
      controls.two_kinds = probe->ttl == controls.beyond && probe->purpose != furthest;
      controls.beyond = probe->ttl;
      furthest = probe->purpose;
    }
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
  gboolean is_gateway = reading->route != NULL && g_strcmp0 (reading->route->gateway, from) == 0;

  if (is_gateway)
    hop = 1;
  if (hop == 0 && rejection != NULL && rejection->answer_ttl != 0)
    {
      guint back = hops_back (rejection->answer_ttl);

      if (back == rejection->ttl || back + 1 == rejection->ttl)
        hop = back;
    }
  if (hop != 0)
    set (reading, who_at (reading, hop), hop, hop, DS_GRADE_PROVEN);
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

/* The TTL the reset arrived with lies between the highest threshold it passed and the lowest one
 * it did not. */
static Origin
read_thresholds (Reading *reading, guint end, const Controls *controls)
{
  const DsProbe *before = ds_sweep_find_hop (reading->sweep, end - 1);
  guint back_before = before != NULL ? hops_back (before->answer_ttl) : 0;
  guint back_end = controls->server_hop == end ? controls->server_back : 0;
  guint lowest = 0;
  guint highest = 255;
  gboolean from_end;
  gboolean from_nearer;

  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (probe->purpose == DS_PROBE_THRESHOLD && probe->ttl == end &&
          probe->answer == DS_ANSWER_REFUSED)
        lowest = MAX (lowest, probe->min_ttl);
    }
  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (probe->purpose == DS_PROBE_THRESHOLD && probe->ttl == end &&
          probe->answer == DS_ANSWER_SILENT && probe->min_ttl > lowest)
        highest = MIN (highest, probe->min_ttl - 1);
    }
  if (lowest == 0)
    return ORIGIN_UNCLEAR;
  from_end = fits (back_end != 0 ? back_end : end, lowest, highest);
  from_nearer = fits (back_before != 0 ? back_before : end - 1, lowest, highest);
  if (from_end == from_nearer)
    return ORIGIN_UNCLEAR;
  return from_end ? ORIGIN_END : ORIGIN_NEARER;
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
  Controls controls = read_controls (reading);
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
  /* Probes from other source ports went another way: their thresholds say nothing of this one. */
  origin = controls.mixed ? ORIGIN_UNCLEAR : read_thresholds (reading, end, &controls);
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
  Controls controls = read_controls (reading);

  if (controls.beyond > last)
    set_interval (reading, last, last + 1, controls.two_kinds ? DS_GRADE_PROVEN : DS_GRADE_LIKELY);
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
  Controls controls = read_controls (reading);

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
