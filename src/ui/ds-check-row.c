/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-check-row.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-mark.h"
#include "ds-phrases.h"

struct _DsCheckRow
{
  GtkListBoxRow parent_instance;

  DsFindingItem *item; /* (owned) */
  gboolean with_summary;

  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *summary;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkImage *mark;
};

G_DEFINE_FINAL_TYPE (DsCheckRow, ds_check_row, GTK_TYPE_LIST_BOX_ROW)

static void
name_row (DsCheckRow *self, const DsCheck *check, const char *found)
{
  /* Translators: number and title of a check, and what it found, as a screen reader says them:
   * "4, Down for everyone?, Not needed". */
  g_autofree char *name =
      g_strdup_printf (_("%u, %s, %s"), check->number, _(check->title), found);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
draw (DsCheckRow *self)
{
  const DsCheck *check = ds_finding_item_get_check (self->item);
  const DsFinding *finding = ds_finding_item_get_finding (self->item);
  gboolean busy = self->with_summary && ds_finding_item_get_busy (self->item);
  gboolean judged = finding != NULL && finding->finding != DS_FINDING_NOT_RUN;
  gboolean has_summary = self->with_summary && judged && finding->summary != NULL;
  g_autofree char *number = g_strdup_printf ("%u", check->number);
  DsFindingKind kind = judged ? finding->finding : DS_FINDING_NOT_RUN;

  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->title, _(check->title));
  gtk_label_set_label (self->summary, has_summary ? finding->summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), has_summary);
  gtk_spinner_set_spinning (self->spinner, busy);
  ds_mark_draw (self->mark, kind);
  gtk_stack_set_visible_child (self->stack,
                               busy ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->mark));
  name_row (self, check, busy ? _("Checking…") : ds_phrase_finding (kind));
}

GtkWidget *
ds_check_row_new (DsFindingItem *item, gboolean with_summary)
{
  DsCheckRow *self = g_object_new (DS_TYPE_CHECK_ROW, NULL);

  self->item = g_object_ref (item);
  self->with_summary = with_summary;
  g_signal_connect_object (item, "changed", G_CALLBACK (draw), self, G_CONNECT_SWAPPED);
  draw (self);
  return GTK_WIDGET (self);
}

guint
ds_check_row_get_number (DsCheckRow *self)
{
  return ds_finding_item_get_check (self->item)->number;
}

static void
ds_check_row_dispose (GObject *object)
{
  DsCheckRow *self = DS_CHECK_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (ds_check_row_parent_class)->dispose (object);
}

static void
ds_check_row_class_init (DsCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_check_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DsCheckRow, number);
  gtk_widget_class_bind_template_child (widget_class, DsCheckRow, title);
  gtk_widget_class_bind_template_child (widget_class, DsCheckRow, summary);
  gtk_widget_class_bind_template_child (widget_class, DsCheckRow, stack);
  gtk_widget_class_bind_template_child (widget_class, DsCheckRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, DsCheckRow, mark);
}

static void
ds_check_row_init (DsCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_accessible_follow_stack (self->stack);
}
