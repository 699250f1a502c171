/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-sweep-strategy.h"

static gboolean
was_waited_for (const DsProbe *probe)
{
  return probe->time_ms >= 0;
}

/**
 * ds_probe_is_sweeping:
 * @probe: a probe
 *
 * Returns: whether it is of the first round: a handshake, or data after one
 */
gboolean
ds_probe_is_sweeping (const DsProbe *probe)
{
  return probe->purpose == DS_PROBE_SWEEP || probe->purpose == DS_PROBE_PAYLOAD;
}

/**
 * ds_sweep_all_answered_below:
 * @sweep: a sweep under way
 * @ttl: a hop limit
 *
 * Returns: whether each smaller hop limit was sent, and answered or waited for
 */
gboolean
ds_sweep_all_answered_below (const DsSweep *sweep, guint ttl)
{
  guint below = 0;

  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (!ds_probe_is_sweeping (probe) || probe->ttl >= ttl)
        continue;
      if (!was_waited_for (probe))
        return FALSE;
      below++;
    }
  return below + 1 >= ttl;
}

/**
 * ds_sweep_is_silent_beyond:
 * @sweep: a sweep under way
 * @ttl: the last hop limit that was answered
 * @n_probes: how many beyond it are enough
 *
 * Returns: whether that many were waited for in vain, and none is under way
 */
gboolean
ds_sweep_is_silent_beyond (const DsSweep *sweep, guint ttl, guint n_probes)
{
  guint waited = 0;

  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->ttl <= ttl)
        continue;
      if (!was_waited_for (probe))
        return FALSE;
      waited++;
    }
  return waited >= n_probes;
}

static const DsProbe *
find_repeat (const DsSweep *sweep, guint ttl)
{
  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->purpose == DS_PROBE_REPEAT && probe->ttl == ttl)
        return probe;
    }
  return NULL;
}

/**
 * ds_sweep_next_repeat:
 * @sweep: a sweep whose repeats are under way, one after the other from one source port
 *
 * Closes in on the place from both sides: below the smallest hop limit that got a final answer,
 * above the largest one that expired or stayed silent.
 *
 * Returns: the hop limit to try next; 0 when the two sides meet
 */
guint
ds_sweep_next_repeat (const DsSweep *sweep)
{
  guint final = 0;
  guint passed = 0;

  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if (probe->purpose != DS_PROBE_REPEAT)
        continue;
      if (ds_probe_is_end (probe))
        final = final == 0 ? probe->ttl : MIN (final, probe->ttl);
      else if (probe->answer != DS_ANSWER_FAILED)
        passed = MAX (passed, probe->ttl);
    }
  if (final > 1 && find_repeat (sweep, final - 1) == NULL)
    return final - 1;
  if (final == 0 && passed != 0 && passed < DS_HOP_LIMIT_MAX)
    return passed + 1;
  return 0;
}

/**
 * ds_sweep_controls_are_silent:
 * @sweep: a sweep whose controls have ended
 * @end: the smallest hop limit that was refused
 *
 * Returns: whether no control from @end on was answered in any way
 */
gboolean
ds_sweep_controls_are_silent (const DsSweep *sweep, guint end)
{
  for (guint i = 0; i < sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (sweep->probes, i);

      if ((probe->purpose == DS_PROBE_CONTROL || probe->purpose == DS_PROBE_DATAGRAM) &&
          probe->ttl >= end && probe->answer != DS_ANSWER_SILENT)
        return FALSE;
    }
  return TRUE;
}

/**
 * ds_sweep_plan_thresholds:
 * @end: the smallest hop limit that was refused, above 1
 * @thresholds: (out): the smallest TTL the kernel shall let through, one for each probe to send
 *
 * A reset made at hop h sets out with 64, 128 or 255, and each of the h − 1 routers between takes
 * one off. The thresholds tell one made at hop @end from one made a hop nearer, for each of the
 * three. The one that decides is sent twice: a lost packet must not pass for an answer.
 *
 * Returns: how many there are
 */
guint
ds_sweep_plan_thresholds (guint end, guint thresholds[DS_THRESHOLDS_MAX])
{
  static const guint initial[] = { 64, 128, 255 };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (initial); i++)
    {
      guint here = initial[i] - (end - 1);

      thresholds[n++] = here;
      if (here + 1 <= 255)
        {
          thresholds[n++] = here + 1;
          thresholds[n++] = here + 1;
        }
      if (here + 2 <= 255)
        thresholds[n++] = here + 2;
    }
  return n;
}
