/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-changed-row.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-compat.h"
#include "ds-offers.h"

struct _DsChangedRow
{
  AdwBin parent_instance;

  DsUndoer *undoer;   /* (owned) */
  DsChangeItem *item; /* (owned) */

  GtkLabel *title;
  GtkLabel *more;
  GtkSpinner *spinner;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (DsChangedRow, ds_changed_row, ADW_TYPE_BIN)

/**
 * ds_changed_row_shows:
 * @item: a change of the ledger
 *
 * What is being made at the moment is not in force yet; what somebody was making when he was killed
 * may be.
 *
 * Returns: whether there is something to put back
 */
gboolean
ds_changed_row_shows (DsChangeItem *item)
{
  const DsLedgerEntry *entry = ds_change_item_get_entry (item);

  return ds_change_item_is_in_force (item) &&
         (entry->state != DS_LEDGER_INTENDED || entry->is_left_over);
}

/**
 * ds_changed_row_describe:
 * @item: a change of the ledger
 *
 * Returns: (transfer full): what is changed, in a short sentence
 */
char *
ds_changed_row_describe (DsChangeItem *item)
{
  const DsLedgerEntry *entry = ds_change_item_get_entry (item);
  g_autoptr (DsOffer) offer = ds_offer_describe (entry->change, entry->subject, TRUE);

  /* A change by a newer Doorstep may have no words here. */
  return g_strdup (offer != NULL ? offer->title : entry->change);
}

enum
{
  SIGNAL_LEAVING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_more (DsChangedRow *self, gboolean busy)
{
  const DsLedgerEntry *entry = ds_change_item_get_entry (self->item);
  const char *complaint = ds_undoer_get_complaint (self->undoer, entry->id);

  if (busy)
    return _("Putting it back…");
  if (complaint != NULL)
    return complaint;
  return entry->is_left_over ? _("This is left over from earlier.") : NULL;
}

static void
draw (DsChangedRow *self)
{
  const DsLedgerEntry *entry = ds_change_item_get_entry (self->item);
  gboolean busy = ds_undoer_is_busy (self->undoer, entry->id);
  gboolean complains = !busy && ds_undoer_get_complaint (self->undoer, entry->id) != NULL;
  const char *more = get_more (self, busy);
  g_autofree char *what = ds_changed_row_describe (self->item);
  /* Translators: %s is a short sentence: "Changed: The VPN “Work” is off". */
  g_autofree char *title = g_strdup_printf (_("Changed: %s"), what);
  gboolean news = complains && g_strcmp0 (gtk_label_get_label (self->more), more) != 0;

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->more, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
  if (complains)
    gtk_widget_add_css_class (GTK_WIDGET (self->more), "complaint");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->more), "complaint");
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  if (!ds_changed_row_shows (self->item) && gtk_widget_get_visible (GTK_WIDGET (self)))
    g_signal_emit (self, signals[SIGNAL_LEAVING], 0);
  gtk_widget_set_visible (GTK_WIDGET (self), ds_changed_row_shows (self->item));
  if (news)
    ds_announce (GTK_WIDGET (self), more);
}

/**
 * ds_changed_row_new:
 * @undoer: whoever puts it back
 * @item: a change of the ledger
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
ds_changed_row_new (DsUndoer *undoer, DsChangeItem *item)
{
  DsChangedRow *self = g_object_new (DS_TYPE_CHANGED_ROW, NULL);

  self->undoer = g_object_ref (undoer);
  self->item = g_object_ref (item);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s",
                                    ds_change_item_get_entry (item)->id);
  g_signal_connect_object (item, "notify", G_CALLBACK (draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (undoer, "changed", G_CALLBACK (draw), self, G_CONNECT_SWAPPED);
  draw (self);
  return GTK_WIDGET (self);
}

static void
ds_changed_row_dispose (GObject *object)
{
  DsChangedRow *self = DS_CHANGED_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (self->undoer != NULL)
    g_signal_handlers_disconnect_by_data (self->undoer, self);
  g_clear_object (&self->item);
  g_clear_object (&self->undoer);
  G_OBJECT_CLASS (ds_changed_row_parent_class)->dispose (object);
}

static void
ds_changed_row_class_init (DsChangedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_changed_row_dispose;
  signals[SIGNAL_LEAVING] = g_signal_new ("leaving", DS_TYPE_CHANGED_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-changed-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DsChangedRow, title);
  gtk_widget_class_bind_template_child (widget_class, DsChangedRow, more);
  gtk_widget_class_bind_template_child (widget_class, DsChangedRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, DsChangedRow, button);
}

static void
ds_changed_row_init (DsChangedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_accessible_set_label (self->button, _("P_ut back"));
  /* It is the sentence that gives way. */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->button)), FALSE);
}
