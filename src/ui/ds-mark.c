/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-mark.h"

#include "ds-phrases.h"

struct _DsMark
{
  GtkWidget parent_instance;

  GtkImage *icon; /* (unowned) */
  GtkLabel *word; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DsMark, ds_mark, GTK_TYPE_WIDGET)

typedef struct
{
  const char *icon_name;
  const char *css_class;
} Look;

static const Look looks[] = {
  [DS_FINDING_NOT_RUN] = { "ds-mark-not-run-symbolic", "not-run" },
  [DS_FINDING_OK] = { "ds-mark-ok-symbolic", "ok" },
  [DS_FINDING_ATTENTION] = { "ds-mark-attention-symbolic", "attention" },
  [DS_FINDING_PROBLEM] = { "ds-mark-problem-symbolic", "problem" },
  [DS_FINDING_UNKNOWN] = { "ds-mark-unknown-symbolic", "unknown" },
  [DS_FINDING_NOT_NEEDED] = { "ds-mark-not-needed-symbolic", "not-needed" },
};

static void
set_look (GtkWidget *widget, DsFindingKind finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_add_css_class (widget, looks[finding].css_class);
}

/**
 * ds_mark_draw:
 * @image: an image
 * @finding: what a check concluded
 *
 * Makes @image the mark's icon alone. Its word becomes the tooltip and the accessible name.
 */
void
ds_mark_draw (GtkImage *image, DsFindingKind finding)
{
  const char *word = ds_phrase_finding (finding);

  gtk_image_set_from_icon_name (image, looks[finding].icon_name);
  gtk_widget_add_css_class (GTK_WIDGET (image), "mark");
  set_look (GTK_WIDGET (image), finding);
  gtk_widget_set_tooltip_text (GTK_WIDGET (image), word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
}

/**
 * ds_mark_set_finding:
 * @self: a mark
 * @finding: what a check concluded
 */
void
ds_mark_set_finding (DsMark *self, DsFindingKind finding)
{
  gtk_image_set_from_icon_name (self->icon, looks[finding].icon_name);
  gtk_label_set_label (self->word, ds_phrase_finding (finding));
  set_look (GTK_WIDGET (self), finding);
}

static void
ds_mark_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ds_mark_parent_class)->dispose (object);
}

static void
ds_mark_class_init (DsMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_mark_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mark");
}

static void
ds_mark_init (DsMark *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (GTK_WIDGET (self->icon), GTK_WIDGET (self));
  self->word = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->word, TRUE);
  gtk_label_set_xalign (self->word, 0);
  gtk_widget_set_parent (GTK_WIDGET (self->word), GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  ds_mark_set_finding (self, DS_FINDING_NOT_RUN);
}
