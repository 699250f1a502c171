/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ds-path.h"

G_BEGIN_DECLS

/**
 * DsPathStop:
 * @disc: the icon, with a badge for what happened there
 * @below: name and word, to stand under the disc
 * @beside: (nullable): the same, to stand beside it
 * @link_across: (nullable): the line to the next disc, where discs stand side by side
 * @link_upright: (nullable): the same, where they stand one below the other
 *
 * The parts that show one place of the path picture.
 */
typedef struct
{
  GtkWidget *disc;
  GtkWidget *below;
  GtkWidget *beside;
  GtkWidget *link_across;
  GtkWidget *link_upright;
} DsPathStop;

DsPathStop ds_path_stop_make (GtkWidget *parent, GPtrArray *places, guint i, gboolean compact);
GtkWidget *ds_path_stop_make_sentence (GtkWidget *parent, GPtrArray *places);

G_END_DECLS
