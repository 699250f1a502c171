/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A reset has no name, but a TTL and a time of its own. */

#include "ds-location-private.h"

/* Two hops whose replies lie closer together than this can't be told apart by time. */
#define TIMES_APART_MS 4.0

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
read_ttl (DsLocationReading *reading, guint end, const DsLocationControls *controls)
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
read_times (DsLocationReading *reading, guint end)
{
  double before_ms = -1;
  double longest_before_ms = -1;
  double end_ms = -1;
  double reset_ms = -1;
  double gap_ms;

  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (probe->ttl == end - 1 && probe->answer == DS_ANSWER_EXPIRED)
        {
          note_time (&before_ms, probe);
          longest_before_ms = MAX (longest_before_ms, probe->time_ms);
        }
      else if (probe->ttl == end && ds_location_is_control (probe) &&
               (probe->answer == DS_ANSWER_EXPIRED || ds_location_is_server (reading, probe)))
        note_time (&end_ms, probe);
      else if (probe->ttl == end && !ds_location_is_control (probe) &&
               probe->answer == DS_ANSWER_REFUSED)
        note_time (&reset_ms, probe);
    }
  gap_ms = end_ms - before_ms;
  /* On a busy computer or a busy line the replies of one hop lie as far apart as those of two. */
  if (gap_ms < 2 * (longest_before_ms - before_ms))
    return ORIGIN_UNCLEAR;
  if (before_ms < 0 || end_ms < 0 || reset_ms < 0 || gap_ms < MAX (TIMES_APART_MS, end_ms / 10))
    return ORIGIN_UNCLEAR;
  if (reset_ms < before_ms + gap_ms / 3)
    return ORIGIN_NEARER;
  return reset_ms > end_ms - gap_ms / 3 ? ORIGIN_END : ORIGIN_UNCLEAR;
}

/* A TTL can be forged, a reply before its time can not: where both speak they have to agree. */
static Origin
read_origin (DsLocationReading *reading, guint end, const DsLocationControls *controls)
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
locate_first_hop (DsLocationReading *reading)
{
  const DsCounters *counters = reading->sweep->counters;
  gboolean stayed = counters != NULL && counters->loopback_in >= counters->probes;
  gboolean left = counters != NULL && counters->device_out >= counters->probes;

  if (counters == NULL || stayed == left)
    ds_location_set (reading, DS_WHO_UNKNOWN, 0, 1, DS_GRADE_POSSIBLE);
  else if (stayed)
    ds_location_set (reading, DS_WHO_THIS_COMPUTER, 0, 0, DS_GRADE_PROVEN);
  else if (ds_location_who_at (reading, 1) == DS_WHO_WEBSITE)
    ds_location_set_server (reading, 1, 1, DS_GRADE_PROVEN);
  else
    ds_location_set_hop (reading, 1, DS_GRADE_PROVEN);
}

/* The server is further away than the refusal came from. */
static void
locate_before_server (DsLocationReading *reading, guint end, Origin origin)
{
  if (origin == ORIGIN_NEARER)
    ds_location_set_hop (reading, end - 1, DS_GRADE_PROVEN);
  else if (origin == ORIGIN_END)
    ds_location_set (reading, ds_location_who_at (reading, end), end, end, DS_GRADE_PROVEN);
  else
    ds_location_set_interval (reading, end - 1, end, DS_GRADE_PROVEN);
}

void
ds_location_locate_reset (DsLocationReading *reading)
{
  guint end = ds_sweep_find_end (reading->sweep);
  DsLocationControls controls = ds_location_read_controls (reading, end);
  gboolean server_there = controls.server_hop != 0 && controls.server_hop <= end;
  gboolean server_further = end != 0 && (controls.beyond >= end || controls.server_hop > end);
  Origin origin;

  if (end == 0)
    {
      ds_location_set (reading, DS_WHO_UNKNOWN, ds_sweep_find_last_expiry (reading->sweep) + 1, 0,
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
    ds_location_set_server (reading, end, end, server_there ? DS_GRADE_PROVEN : DS_GRADE_LIKELY);
  else if (origin == ORIGIN_NEARER && !server_further)
    ds_location_set_hop (reading, end - 1,
                         server_there && controls.server_back == end ? DS_GRADE_PROVEN
                                                                     : DS_GRADE_LIKELY);
  else
    ds_location_set (reading, DS_WHO_UNKNOWN, end - 1, end, DS_GRADE_POSSIBLE);
}
