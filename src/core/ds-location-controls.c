/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What packets other than the attempt's say: another port, a datagram, a try from another source
 * port. */

#include "ds-location-private.h"

gboolean
ds_location_is_control (const DsProbe *probe)
{
  return probe->purpose == DS_PROBE_CONTROL || probe->purpose == DS_PROBE_DATAGRAM;
}

gboolean
ds_location_is_server (DsLocationReading *reading, const DsProbe *probe)
{
  if (probe->answer == DS_ANSWER_REJECTED)
    return g_strcmp0 (probe->from, reading->attempt->address) == 0;
  return probe->answer == DS_ANSWER_OPEN;
}

static void
note_server (DsLocationControls *controls, const DsProbe *probe)
{
  if (controls->server_hop != 0 && probe->ttl > controls->server_hop)
    return;
  if (probe->ttl < controls->server_hop)
    controls->server_back = 0;
  controls->server_hop = probe->ttl;
  if (probe->answer_ttl != 0)
    controls->server_back = ds_sweep_hops_back (probe->answer_ttl);
}

/* Tries that differ only in their source port may take another way, and end otherwise. One that was
 * bound to a device took another way on purpose. */
static gboolean
has_opened (DsLocationReading *reading)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->outcome == DS_OUTCOME_OPEN && attempt->device == NULL &&
          attempt->port == reading->attempt->port &&
          g_strcmp0 (attempt->address, reading->attempt->address) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Probes of one kind of control go out from one source port. They tell something of the attempt's
 * path only if they met the same hop before its end. */
static gboolean
shares_path (DsLocationReading *reading, DsProbePurpose purpose, guint end)
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
read_control (DsLocationReading *reading,
              DsProbePurpose purpose,
              guint end,
              DsLocationControls *controls)
{
  gboolean beyond = FALSE;

  if (!shares_path (reading, purpose, end))
    return;
  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);

      if (probe->purpose != purpose)
        continue;
      if (ds_location_is_server (reading, probe))
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

DsLocationControls
ds_location_read_controls (DsLocationReading *reading, guint end)
{
  DsLocationControls controls = { .mixed = has_opened (reading) };

  for (guint i = 0; i < reading->sweep->probes->len; i++)
    {
      const DsProbe *probe = g_ptr_array_index (reading->sweep->probes, i);
      gboolean further = probe->purpose == DS_PROBE_SWEEP && probe->ttl >= end &&
                         probe->answer == DS_ANSWER_EXPIRED;

      controls.mixed |=
          !ds_location_is_control (probe) && (probe->answer == DS_ANSWER_OPEN || further);
    }
  read_control (reading, DS_PROBE_CONTROL, end, &controls);
  read_control (reading, DS_PROBE_DATAGRAM, end, &controls);
  return controls;
}
