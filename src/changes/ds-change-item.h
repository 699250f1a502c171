/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-change-record.h"
#include "ds-ledger-entry.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGE_ITEM (ds_change_item_get_type ())
G_DECLARE_FINAL_TYPE (DsChangeItem, ds_change_item, DS, CHANGE_ITEM, GObject)

/* One row of the list of changes: it stays the same object for as long as its entry is there.
 *
 * Properties (read-only, notify): "state" (DsLedgerState), "kept" (gboolean), "left-over"
 * (gboolean): whoever made it is no more, so nobody will put it back by themselves; "in-force"
 * (gboolean): it was looked whether it is still there, and it is, or nobody could say. */

DsChangeItem *ds_change_item_new (const DsLedgerEntry *entry);
void ds_change_item_set_entry (DsChangeItem *self, const DsLedgerEntry *entry);
void ds_change_item_set_in_force (DsChangeItem *self, gboolean in_force);

const DsLedgerEntry *ds_change_item_get_entry (DsChangeItem *self);
gboolean ds_change_item_is_left_over (DsChangeItem *self);
gboolean ds_change_item_is_in_force (DsChangeItem *self);
DsChangeRecord *ds_change_item_to_record (DsChangeItem *self);

G_END_DECLS
