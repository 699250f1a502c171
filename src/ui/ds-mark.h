/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ds-words.h"

G_BEGIN_DECLS

#define DS_TYPE_MARK (ds_mark_get_type ())
G_DECLARE_FINAL_TYPE (DsMark, ds_mark, DS, MARK, GtkWidget)

/* What a check found, as an icon and a word: never by colour alone. */

void ds_mark_set_finding (DsMark *self, DsFindingKind finding);
void ds_mark_draw (GtkImage *image, DsFindingKind finding);

G_END_DECLS
