/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-diagnosis.h"
#include "ds-evidence.h"

G_BEGIN_DECLS

/**
 * DsHop:
 * @hop: how many hops away
 * @address: (nullable): who answered there
 * @who: whose it is
 * @rtt_ms: time to there and back, in ms
 *
 * One hop of the path to the target.
 */
typedef struct
{
  guint hop;
  char *address;
  DsWho who;
  double rtt_ms;
} DsHop;

extern const DsRecordType ds_hop_type;

/**
 * DsPlace:
 * @who: whose place it is
 * @mark: what happened there
 * @rtt_ms: time to there and back, in ms
 *
 * One place of the path picture: this computer, the router, the provider, the website.
 */
typedef struct
{
  DsWho who;
  DsPlaceMark mark;
  double rtt_ms;
} DsPlace;

extern const DsRecordType ds_place_type;

GPtrArray *ds_path_read_hops (const DsEvidence *evidence);
GPtrArray *ds_path_read_places (const DsEvidence *evidence, const DsDiagnosis *diagnosis);

G_END_DECLS
