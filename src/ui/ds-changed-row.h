/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-undoer.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGED_ROW (ds_changed_row_get_type ())
G_DECLARE_FINAL_TYPE (DsChangedRow, ds_changed_row, DS, CHANGED_ROW, AdwBin)

/* "Changed: … [Put back]": one change in force. It is visible only while it is in force.
 *
 * Signal "leaving" (no arguments): it is about to hide, while it may still have the focus. */

GtkWidget *ds_changed_row_new (DsUndoer *undoer, DsChangeItem *item);
gboolean ds_changed_row_shows (DsChangeItem *item);
char *ds_changed_row_describe (DsChangeItem *item);

G_END_DECLS
