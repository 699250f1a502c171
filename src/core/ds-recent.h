/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

/* What runs of one context measured a moment ago, so that trying again, or a long list of
 * addresses, does not knock at the same doors over and over. Nothing outlives the program. */

typedef struct _DsRecent DsRecent;

DsRecent *ds_recent_new (void);
void ds_recent_free (DsRecent *self);
void ds_recent_forget (DsRecent *self);

void ds_recent_keep_references (DsRecent *self, const DsEvidence *evidence);
gboolean ds_recent_recall_references (DsRecent *self, DsEvidence *evidence);

void ds_recent_keep_sweep (DsRecent *self, const DsSweep *sweep);
DsSweep *ds_recent_recall_sweep (DsRecent *self, const DsAttempt *attempt);

G_END_DECLS
