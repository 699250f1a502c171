/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The parts of ds-location.c, for each other. */

#include "ds-location.h"

G_BEGIN_DECLS

/* One attempt, and what is known about where it ended. */
typedef struct
{
  const DsEvidence *evidence;
  const DsAttempt *attempt;
  const DsSweep *sweep; /* (nullable) */
  const DsRoute *route; /* (nullable) */
  gboolean by_vpn;      /* whether a VPN carries what goes there */
  DsLocation *location;
} DsLocationReading;

/* What packets other than the attempt's say. */
typedef struct
{
  guint server_hop;  /* the server answered something at this hop limit; 0 for no */
  guint server_back; /* how many hops away its own answer came from; 0 when not known */
  guint beyond;      /* some packet expired on the way at this hop limit, the largest; 0 for no */
  guint beyond_back; /* how many hops away the hop that said so is, on the way back */
  guint kinds;       /* how many of the two kinds, TCP and UDP, got beyond the end */
  gboolean mixed;    /* the same question was refused here and answered there */
} DsLocationControls;

gboolean ds_location_is_control (const DsProbe *probe);
gboolean ds_location_is_server (DsLocationReading *reading, const DsProbe *probe);
DsLocationControls ds_location_read_controls (DsLocationReading *reading, guint end);

DsWho ds_location_who_at (DsLocationReading *reading, guint hop);
void ds_location_set (
    DsLocationReading *reading, DsWho who, guint hop_min, guint hop_max, DsGrade grade);
void
ds_location_set_interval (DsLocationReading *reading, guint hop_min, guint hop_max, DsGrade grade);
void ds_location_set_hop (DsLocationReading *reading, guint hop, DsGrade grade);
void
ds_location_set_server (DsLocationReading *reading, guint hop_min, guint hop_max, DsGrade grade);

void ds_location_locate_named (DsLocationReading *reading);
void ds_location_locate_reset (DsLocationReading *reading);

G_END_DECLS
