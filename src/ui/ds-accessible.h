/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What GTK leaves to its users to make a window readable by ear. */

void ds_accessible_set_label (GtkButton *button, const char *label);
void ds_accessible_mend_buttons (GtkWidget *widget);
void ds_accessible_set_hidden (GtkWidget *widget, gboolean hidden);
void ds_accessible_follow_stack (GtkStack *stack);

G_END_DECLS
