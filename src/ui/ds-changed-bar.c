/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-changed-bar.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-changed-row.h"
#include "ds-compat.h"

struct _DsChangedBar
{
  AdwBin parent_instance;

  DsUndoer *undoer;      /* (owned) (nullable) */
  GtkRevealer *revealer; /* (unowned) */
  GtkBox *rows;          /* (unowned) */
  gboolean leaving;      /* the row with the focus is about to hide */
};

G_DEFINE_FINAL_TYPE (DsChangedBar, ds_changed_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_FOCUS_LOST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static GtkWidget *
get_first_row (DsChangedBar *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  while (row != NULL && !gtk_widget_get_visible (row))
    row = gtk_widget_get_next_sibling (row);
  return row;
}

/* What is not revealed is not read aloud either, nor reached by the keyboard. */
static void
follow_rows (DsChangedBar *self)
{
  gboolean any = get_first_row (self) != NULL;

  gtk_revealer_set_reveal_child (self->revealer, any);
  gtk_widget_set_can_focus (GTK_WIDGET (self), any);
  ds_accessible_set_hidden (GTK_WIDGET (self), !any);
}

static void
lead_focus (DsChangedBar *self)
{
  if (!ds_changed_bar_take_focus (self))
    g_signal_emit (self, signals[SIGNAL_FOCUS_LOST], 0);
}

/* Once it is hidden, it is too late to see that it had the focus. */
static void
row_leaving_cb (DsChangedBar *self, GtkWidget *row)
{
  self->leaving = has_focus (row);
}

static void
row_visible_cb (DsChangedBar *self, GParamSpec *pspec, GtkWidget *row)
{
  gboolean leaving = self->leaving;

  self->leaving = FALSE;
  follow_rows (self);
  if (leaving)
    lead_focus (self);
}

static void
add_row (DsChangedBar *self, guint position)
{
  GListModel *items = ds_changes_get_items (ds_undoer_get_changes (self->undoer));
  g_autoptr (DsChangeItem) item = g_list_model_get_item (items, position);
  GtkWidget *before = NULL;
  GtkWidget *row = ds_changed_row_new (self->undoer, item);

  for (guint i = 0; i < position; i++)
    before = before == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->rows))
                            : gtk_widget_get_next_sibling (before);
  gtk_box_insert_child_after (self->rows, row, before);
  g_signal_connect_object (row, "leaving", G_CALLBACK (row_leaving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::visible", G_CALLBACK (row_visible_cb), self,
                           G_CONNECT_SWAPPED);
  if (gtk_widget_get_visible (row))
    {
      g_autofree char *what = ds_changed_row_describe (item);

      ds_announce (GTK_WIDGET (self), what);
    }
}

static void
remove_row (DsChangedBar *self, guint position)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  for (guint i = 0; i < position; i++)
    row = gtk_widget_get_next_sibling (row);
  gtk_box_remove (self->rows, row);
}

static void
items_changed_cb (DsChangedBar *self, guint position, guint removed, guint added)
{
  gboolean had_focus = has_focus (GTK_WIDGET (self));

  for (guint i = 0; i < removed; i++)
    remove_row (self, position);
  for (guint i = 0; i < added; i++)
    add_row (self, position + i);
  follow_rows (self);
  if (had_focus && !has_focus (GTK_WIDGET (self)))
    lead_focus (self);
}

/**
 * ds_changed_bar_set_undoer:
 * @self: the bar
 * @undoer: whoever puts back what is shown
 */
void
ds_changed_bar_set_undoer (DsChangedBar *self, DsUndoer *undoer)
{
  GListModel *items = ds_changes_get_items (ds_undoer_get_changes (undoer));

  g_return_if_fail (self->undoer == NULL);

  self->undoer = g_object_ref (undoer);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (items));
}

/**
 * ds_changed_bar_take_focus:
 * @self: the bar
 *
 * Moves the focus to the first "Put back".
 *
 * Returns: whether there is one
 */
gboolean
ds_changed_bar_take_focus (DsChangedBar *self)
{
  GtkWidget *row = get_first_row (self);

  return row != NULL && gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

static void
ds_changed_bar_dispose (GObject *object)
{
  DsChangedBar *self = DS_CHANGED_BAR (object);

  if (self->undoer != NULL)
    g_signal_handlers_disconnect_by_data (ds_changes_get_items (
                                              ds_undoer_get_changes (self->undoer)),
                                          self);
  g_clear_object (&self->undoer);
  G_OBJECT_CLASS (ds_changed_bar_parent_class)->dispose (object);
}

static void
ds_changed_bar_class_init (DsChangedBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_changed_bar_dispose;
  signals[SIGNAL_FOCUS_LOST] = g_signal_new ("focus-lost", DS_TYPE_CHANGED_BAR, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ds_changed_bar_init (DsChangedBar *self)
{
  GtkWidget *clamp =
      g_object_new (ADW_TYPE_CLAMP, "maximum-size", 640, "tightening-threshold", 500, NULL);

  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "changed-rows");
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->rows));
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, clamp);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What is changed"), -1);
  follow_rows (self);
}
