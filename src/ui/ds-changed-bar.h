/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-undoer.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGED_BAR (ds_changed_bar_get_type ())
G_DECLARE_FINAL_TYPE (DsChangedBar, ds_changed_bar, DS, CHANGED_BAR, AdwBin)

/* What is changed at the moment, above every page, each with a button that puts it back.
 *
 * Signal "focus-lost" (no arguments): the row that had the focus is gone, and so is the focus. */

void ds_changed_bar_set_undoer (DsChangedBar *self, DsUndoer *undoer);
gboolean ds_changed_bar_take_focus (DsChangedBar *self);

G_END_DECLS
