/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

/**
 * DsLocation:
 * @who: who said no, %DS_WHO_UNKNOWN when the hops leave it open
 * @hop_min: the nearest hop it can have been; 0 is this computer
 * @hop_max: the furthest hop it can have been; 0 with @hop_min above 0 for "not bounded"
 * @address: (nullable): the address of who said no, where exactly one is left
 * @grade: how sure that is
 *
 * Where on the path an attempt was turned away: an interval of hops, never more exact than what
 * was measured.
 */
typedef struct
{
  DsWho who;
  guint hop_min;
  guint hop_max;
  char *address;
  DsGrade grade;
} DsLocation;

extern const DsRecordType ds_location_type;

DsLocation *ds_location_new (void);
void ds_location_free (DsLocation *location);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsLocation, ds_location_free)

DsLocation *ds_location_read (const DsEvidence *evidence, const DsAttempt *attempt);

G_END_DECLS
