/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What newer GTK does better than the oldest one Doorstep builds with, in one place. */

void ds_announce (GtkWidget *widget, const char *text);

G_END_DECLS
