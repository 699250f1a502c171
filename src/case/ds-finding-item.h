/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-checks.h"

G_BEGIN_DECLS

#define DS_TYPE_FINDING_ITEM (ds_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (DsFindingItem, ds_finding_item, DS, FINDING_ITEM, GObject)

/* One row of a case's list of findings: it stays the same object through a run and changes with it.
 *
 * Properties (read-only, notify): "check-title" (string), "number" (uint), "finding"
 * (DsFindingKind), "busy" (boolean: an experiment it waits for is under way), "summary" (string).
 * Signal "changed" (no arguments): anything of the finding is new. */

DsFindingItem *ds_finding_item_new (const DsCheck *check);
const DsCheck *ds_finding_item_get_check (DsFindingItem *self);
const DsFinding *ds_finding_item_get_finding (DsFindingItem *self);
gboolean ds_finding_item_get_busy (DsFindingItem *self);
void ds_finding_item_take (DsFindingItem *self, DsFinding *finding, gboolean busy);

G_END_DECLS
