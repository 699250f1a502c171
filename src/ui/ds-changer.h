/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-case.h"
#include "ds-offer-item.h"
#include "ds-undoer.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGER (ds_changer_get_type ())
G_DECLARE_FINAL_TYPE (DsChanger, ds_changer, DS, CHANGER, GObject)

/* Makes the changes that the steps of one case offer, one at a time, and remembers what became of
 * each.
 *
 * Property (read-only, notify): "busy" (gboolean): a change is under way, and the case runs again.
 * Signal "ended" (DsOfferItem *): what became of a change is known. */

DsChanger *ds_changer_new (DsCase *one_case, DsUndoer *undoer);
GPtrArray *ds_changer_list (DsChanger *self, guint step, const DsFinding *finding);
gboolean ds_changer_get_busy (DsChanger *self);

void ds_changer_make (DsChanger *self, const char *change, gboolean keep);
void ds_changer_put_back (DsChanger *self, const char *change);
void ds_changer_cancel (DsChanger *self);

G_END_DECLS
