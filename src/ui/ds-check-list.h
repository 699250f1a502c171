/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DS_TYPE_CHECK_LIST (ds_check_list_get_type ())
G_DECLARE_FINAL_TYPE (DsCheckList, ds_check_list, DS, CHECK_LIST, GtkWidget)

/* The ten checks of a case.
 *
 * Properties: "for-reading" (boolean, construct-only): a list to look at while a run is under way,
 * with sentences and spinners; else one to choose a step from (win.go-to-step), or the result
 * (win.show-result). */

void ds_check_list_set_findings (DsCheckList *self, GListModel *findings);
void ds_check_list_set_current (DsCheckList *self, guint number);

G_END_DECLS
