/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An ICMP error names its sender; the sweep tells how far away that is. */

#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>

#include "ds-location-private.h"

/* A router that looks for a neighbour in vain gives up after about three seconds (RFC 4861); one
 * that forbids answers at once. */
#define NEIGHBOUR_SEARCH_MS 900
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
locate_named_hop (DsLocationReading *reading, const char *from)
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
    ds_location_set (reading, ds_location_who_at (reading, hop), hop, hop, DS_GRADE_PROVEN);
  else if (rejection != NULL && hop_min != 0)
    ds_location_set_interval (reading, hop_min, rejection->ttl - 1, DS_GRADE_PROVEN);
  else if (rejection != NULL && rejection->ttl > 1)
    ds_location_set_interval (reading, rejection->ttl - 1, rejection->ttl, DS_GRADE_PROVEN);
  else
    ds_location_set (reading, DS_WHO_UNKNOWN, 1, 0, DS_GRADE_POSSIBLE);
  reading->location->address = g_strdup (from);
}

static gboolean
is_vain_neighbour_search (const DsAttempt *attempt)
{
  guint code = attempt->family == DS_FAMILY_IPV6 ? ICMP6_DST_UNREACH_ADDR : ICMP_HOST_UNREACH;

  return attempt->outcome == DS_OUTCOME_UNREACHABLE && attempt->icmp->code == code &&
         attempt->time_ms >= NEIGHBOUR_SEARCH_MS;
}

void
ds_location_locate_named (DsLocationReading *reading)
{
  const char *from = reading->attempt->icmp->from;
  gboolean vain = is_vain_neighbour_search (reading->attempt);

  if (g_strcmp0 (from, reading->attempt->address) == 0 &&
      !ds_links_own_address (reading->evidence->links, from))
    {
      const DsProbe *rejection = find_rejection_by (reading->sweep, from);
      guint hop = rejection != NULL ? rejection->ttl : 0;

      ds_location_set_server (reading, MAX (hop, 1), hop, DS_GRADE_PROVEN);
      return;
    }
  if (ds_links_own_address (reading->evidence->links, from) && vain)
    ds_location_set_interval (reading, 1, 1, DS_GRADE_LIKELY);
  else if (ds_links_own_address (reading->evidence->links, from))
    {
      ds_location_set (reading, DS_WHO_THIS_COMPUTER, 0, 0, DS_GRADE_PROVEN);
      reading->location->address = g_strdup (from);
    }
  else
    {
      locate_named_hop (reading, from);
      /* The last router looked for the server and did not find it: it is not the one to blame. */
      if (vain)
        ds_location_set_server (reading, reading->location->hop_min, 0, DS_GRADE_LIKELY);
    }
}
