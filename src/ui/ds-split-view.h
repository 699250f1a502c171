/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DS_TYPE_SPLIT_VIEW (ds_split_view_get_type ())
G_DECLARE_FINAL_TYPE (DsSplitView, ds_split_view, DS, SPLIT_VIEW, GtkWidget)

/* A sidebar beside a page, as long as there is room for both; else one of them alone.
 *
 * Properties: "sidebar", "content" (GtkWidget); "folded" (boolean, read-only, notify: whether there
 * is room for one of them only). */

gboolean ds_split_view_get_folded (DsSplitView *self);
void ds_split_view_prefer_sidebar (DsSplitView *self, gboolean sidebar);

G_END_DECLS
