/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ds-finding-item.h"

G_BEGIN_DECLS

#define DS_TYPE_CHECK_ROW (ds_check_row_get_type ())
G_DECLARE_FINAL_TYPE (DsCheckRow, ds_check_row, DS, CHECK_ROW, GtkListBoxRow)

/* One check in a list: its number, its title, what it found as a mark; with @with_summary also the
 * sentence, and a spinner while something it waits for is under way. It follows its item. */

GtkWidget *ds_check_row_new (DsFindingItem *item, gboolean with_summary);
guint ds_check_row_get_number (DsCheckRow *self);

G_END_DECLS
