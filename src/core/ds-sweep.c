/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-sweep.h"

#include "ds-words-types.h"

static const DsField probe_fields[] = {
  DS_FIELD_OF_ENUM (DsProbe, purpose, ds_probe_purpose_get_type),
  DS_FIELD (DsProbe, ttl, UINT),
  DS_FIELD (DsProbe, min_ttl, UINT),
  DS_FIELD (DsProbe, port, UINT),
  DS_FIELD (DsProbe, local_port, UINT),
  DS_FIELD_OF_ENUM (DsProbe, answer, ds_probe_answer_get_type),
  DS_FIELD (DsProbe, from, STRING),
  DS_FIELD (DsProbe, icmp_type, UINT),
  DS_FIELD (DsProbe, icmp_code, UINT),
  DS_FIELD (DsProbe, answer_ttl, UINT),
  DS_FIELD (DsProbe, time_ms, DOUBLE),
  { 0 },
};

const DsRecordType ds_probe_type = { "probe", sizeof (DsProbe), probe_fields };

DsProbe *
ds_probe_new (void)
{
  return ds_record_new (&ds_probe_type);
}

void
ds_probe_free (DsProbe *probe)
{
  ds_record_free (&ds_probe_type, probe);
}

static const DsField counters_fields[] = {
  DS_FIELD (DsCounters, device, STRING),
  DS_FIELD (DsCounters, probes, UINT),
  DS_FIELD (DsCounters, loopback_in, UINT),
  DS_FIELD (DsCounters, device_out, UINT),
  { 0 },
};

const DsRecordType ds_counters_type = { "counters", sizeof (DsCounters), counters_fields };

static const DsField sweep_fields[] = {
  DS_FIELD (DsSweep, address, STRING),
  DS_FIELD (DsSweep, port, UINT),
  DS_FIELD_OF_ENUM (DsSweep, family, ds_family_get_type),
  DS_FIELD_OF_ENUM (DsSweep, outcome, ds_outcome_get_type),
  DS_FIELD_OF_LIST (DsSweep, probes, ds_probe_type),
  DS_FIELD_OF_RECORD (DsSweep, counters, ds_counters_type),
  DS_FIELD (DsSweep, time_ms, DOUBLE),
  { 0 },
};

const DsRecordType ds_sweep_type = { "sweep", sizeof (DsSweep), sweep_fields };

DsSweep *
ds_sweep_new (void)
{
  return ds_record_new (&ds_sweep_type);
}

void
ds_sweep_free (DsSweep *sweep)
{
  ds_record_free (&ds_sweep_type, sweep);
}

/**
 * ds_probe_is_end:
 * @probe: a probe
 *
 * Returns: whether something answered it for good, as opposed to a hop on the way or nobody
 */
gboolean
ds_probe_is_end (const DsProbe *probe)
{
  return probe->answer == DS_ANSWER_OPEN || probe->answer == DS_ANSWER_REFUSED ||
         probe->answer == DS_ANSWER_REJECTED;
}

/* Probes that go the way the attempt went: to its own port, and without a condition. */
static gboolean
is_tracing (const DsProbe *probe)
{
  return probe->purpose == DS_PROBE_SWEEP || probe->purpose == DS_PROBE_REPEAT ||
         probe->purpose == DS_PROBE_PAYLOAD;
}

static guint
find_end (const DsSweep *sweep, DsProbePurpose purpose)
{
  guint end = 0;

  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->purpose == purpose && ds_probe_is_end (probe) && (end == 0 || probe->ttl < end))
        end = probe->ttl;
    }
  return end;
}

/**
 * ds_sweep_find_end:
 * @sweep: a sweep
 *
 * Repeats go one after the other from one source port and so take one path; where there are any
 * they decide, because probes of the first round may have gone by different branches.
 *
 * Returns: the smallest TTL that got a final answer; 0 when none did
 */
guint
ds_sweep_find_end (const DsSweep *sweep)
{
  guint end = find_end (sweep, DS_PROBE_REPEAT);

  if (end == 0)
    end = find_end (sweep, DS_PROBE_SWEEP);
  return end != 0 ? end : find_end (sweep, DS_PROBE_PAYLOAD);
}

/**
 * ds_sweep_find_last_expiry:
 * @sweep: a sweep
 *
 * Returns: the largest TTL that expired on the way; 0 when none did
 */
guint
ds_sweep_find_last_expiry (const DsSweep *sweep)
{
  guint last = 0;

  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (is_tracing (probe) && probe->answer == DS_ANSWER_EXPIRED && probe->ttl > last)
        last = probe->ttl;
    }
  return last;
}

/**
 * ds_sweep_find_hop:
 * @sweep: a sweep
 * @ttl: how many hops away
 *
 * Returns: (nullable) (transfer none): the probe that expired there, a repeated one for choice
 */
const DsProbe *
ds_sweep_find_hop (const DsSweep *sweep, guint ttl)
{
  const DsProbe *found = NULL;

  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (is_tracing (probe) && probe->ttl == ttl && probe->answer == DS_ANSWER_EXPIRED &&
          (found == NULL || probe->purpose == DS_PROBE_REPEAT))
        found = probe;
    }
  return found;
}

/**
 * ds_sweep_hops_back:
 * @answer_ttl: the TTL something arrived with, 0 when not known
 *
 * Whoever sends starts with 64, 128 or 255, and each router on the way back takes one off.
 *
 * Returns: how many hops away the sender is; 0 when not known
 */
guint
ds_sweep_hops_back (guint answer_ttl)
{
  guint initial = answer_ttl <= 64 ? 64 : answer_ttl <= 128 ? 128 : 255;

  return answer_ttl == 0 ? 0 : initial - answer_ttl + 1;
}
