/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DS_TYPE_PATH_PICTURE (ds_path_picture_get_type ())
G_DECLARE_FINAL_TYPE (DsPathPicture, ds_path_picture, DS, PATH_PICTURE, GtkWidget)

/* The way from this computer to the website, one place after the other, with a mark where the
 * connection was turned away.
 *
 * Properties: "compact" (boolean, construct-only): the small one that stands above a step.
 *
 * Side by side where there is room. Where there is not, the large picture stands upright, and the
 * compact one leaves out the names and says in a line what became of the connection. */

void ds_path_picture_set_places (DsPathPicture *self, GPtrArray *places);

G_END_DECLS
