/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsProbe:
 * @purpose: what it was sent for
 * @ttl: the hop limit it was sent with
 * @min_ttl: answers with a smaller TTL were dropped (RFC 5082); 0 for none
 * @port: the port it was sent to
 * @local_port: the source port; probes from one port take one branch
 * @answer: what came back
 * @from: (nullable): who sent the ICMP error
 * @icmp_type: the type of the ICMP error, 0 without one
 * @icmp_code: its code
 * @answer_ttl: the TTL the ICMP error arrived with, 0 when not known
 * @time_ms: time to the answer in ms
 *
 * One hop-limited packet and what came back.
 */
typedef struct
{
  DsProbePurpose purpose;
  guint ttl;
  guint min_ttl;
  guint port;
  guint local_port;
  DsProbeAnswer answer;
  char *from;
  guint icmp_type;
  guint icmp_code;
  guint answer_ttl;
  double time_ms;
} DsProbe;

extern const DsRecordType ds_probe_type;

DsProbe *ds_probe_new (void);
void ds_probe_free (DsProbe *probe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProbe, ds_probe_free)

/**
 * DsCounters:
 * @device: the device the route to the target leaves by
 * @probes: how many probes were sent between the two readings
 * @loopback_in: packets that arrived on the loopback device meanwhile
 * @device_out: packets that left by @device meanwhile
 *
 * Packet counters around a burst of probes (`/proc/net/dev`). A refusal made on this computer
 * travels over the loopback device and never leaves by the other one.
 */
typedef struct
{
  char *device;
  guint probes;
  guint loopback_in;
  guint device_out;
} DsCounters;

extern const DsRecordType ds_counters_type;

/**
 * DsSweep:
 * @address: the address
 * @port: the port
 * @family: IPv4 or IPv6
 * @outcome: how the attempt ended that is being located
 * @probes: (element-type DsProbe): the probes, in the order they were sent
 * @counters: (nullable): what the devices counted, where the first hop is in doubt
 * @time_ms: how long it all took, in ms
 *
 * Everything measured to find out where one attempt was turned away.
 */
typedef struct
{
  char *address;
  guint port;
  DsFamily family;
  DsOutcome outcome;
  GPtrArray *probes;
  DsCounters *counters;
  double time_ms;
} DsSweep;

extern const DsRecordType ds_sweep_type;

DsSweep *ds_sweep_new (void);
void ds_sweep_free (DsSweep *sweep);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSweep, ds_sweep_free)

guint ds_sweep_find_end (const DsSweep *sweep);
guint ds_sweep_find_last_expiry (const DsSweep *sweep);
const DsProbe *ds_sweep_find_hop (const DsSweep *sweep, guint ttl);
guint ds_sweep_hops_back (guint answer_ttl);
gboolean ds_probe_is_end (const DsProbe *probe);

G_END_DECLS
