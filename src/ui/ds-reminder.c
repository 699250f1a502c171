/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-reminder.h"

#include <glib/gi18n.h>

#include "ds-changed-row.h"

/* Between two windows of the program the focus is nowhere for a moment. */
#define AWAY_AFTER_MS 400

struct _DsReminder
{
  GObject parent_instance;

  GtkApplication *application; /* (unowned): it owns this */
  DsUndoer *undoer;            /* (owned) */
  GHashTable *shown;           /* (owned): entry to whether its notification made itself heard */
  guint away_source;
  gboolean holds;
};

G_DEFINE_FINAL_TYPE (DsReminder, ds_reminder, G_TYPE_OBJECT)

static GListModel *
get_items (DsReminder *self)
{
  return ds_changes_get_items (ds_undoer_get_changes (self->undoer));
}

static gboolean
is_looked_at (DsReminder *self)
{
  GList *windows = gtk_application_get_windows (self->application);

  for (; windows != NULL; windows = windows->next)
    if (gtk_window_is_active (GTK_WINDOW (windows->data)))
      return TRUE;
  return FALSE;
}

static char *
get_id (const char *entry)
{
  return g_strdup_printf ("change-%s", entry);
}

/* Whoever only looks at another window, such as the browser, is not disturbed: the reminder is
 * there for when it is looked for. Without a window it makes itself heard, once. */
static void
remind (DsReminder *self, DsChangeItem *item)
{
  const char *entry = ds_change_item_get_entry (item)->id;
  gboolean aloud = gtk_application_get_windows (self->application) == NULL;
  gpointer heard = NULL;
  gboolean known = g_hash_table_lookup_extended (self->shown, entry, NULL, &heard);
  g_autofree char *what = ds_changed_row_describe (item);
  g_autofree char *id = get_id (entry);
  g_autoptr (GNotification) notification = NULL;

  if (known && (GPOINTER_TO_INT (heard) || !aloud))
    return;
  notification = g_notification_new (what);
  g_notification_set_body (notification, _("Doorstep changed this. It can be put back."));
  g_notification_set_priority (notification, aloud ? G_NOTIFICATION_PRIORITY_NORMAL
                                                   : G_NOTIFICATION_PRIORITY_LOW);
  g_notification_add_button_with_target (notification, _("Put back"), "app.put-back", "s", entry);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
  g_hash_table_insert (self->shown, g_strdup (entry), GINT_TO_POINTER (aloud));
}

static gboolean
is_in_force (DsReminder *self, const char *entry)
{
  DsChangeItem *item = ds_changes_find (ds_undoer_get_changes (self->undoer), entry);

  return item != NULL && ds_changed_row_shows (item);
}

static void
withdraw_what_is_over (DsReminder *self)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    if (!is_in_force (self, entry))
      {
        g_autofree char *id = get_id (entry);

        g_application_withdraw_notification (G_APPLICATION (self->application), id);
        g_hash_table_iter_remove (&iter);
      }
}

static void
wait_without_window (DsReminder *self, gboolean any)
{
  gboolean holds = any && gtk_application_get_windows (self->application) == NULL;

  if (holds == self->holds)
    return;
  self->holds = holds;
  if (holds)
    g_application_hold (G_APPLICATION (self->application));
  else
    g_application_release (G_APPLICATION (self->application));
}

static void
follow (DsReminder *self)
{
  gboolean looked_at = is_looked_at (self);
  gboolean any = FALSE;

  withdraw_what_is_over (self);
  for (guint i = 0; i < g_list_model_get_n_items (get_items (self)); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (get_items (self), i);

      if (!ds_changed_row_shows (item))
        continue;
      any = TRUE;
      if (!looked_at)
        remind (self, item);
    }
  wait_without_window (self, any);
}

static gboolean
away_cb (gpointer user_data)
{
  DsReminder *self = user_data;

  self->away_source = 0;
  follow (self);
  return G_SOURCE_REMOVE;
}

static void
follow_soon (DsReminder *self)
{
  if (self->away_source == 0)
    self->away_source = g_timeout_add (AWAY_AFTER_MS, away_cb, self);
}

static void
changed_cb (DsReminder *self)
{
  GAction *action =
      g_action_map_lookup_action (G_ACTION_MAP (self->application), "put-everything-back");
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (get_items (self)); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (get_items (self), i);

      any = any || ds_changed_row_shows (item);
    }
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), any);
  follow_soon (self);
}

static void
items_changed_cb (DsReminder *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (get_items (self), position + i);

      g_signal_connect_object (item, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  changed_cb (self);
}

static void
window_added_cb (DsReminder *self, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (follow_soon), self,
                           G_CONNECT_SWAPPED);
  follow (self);
}

/* At once: without a window the program would end. */
static void
window_removed_cb (DsReminder *self, GtkWindow *window)
{
  g_signal_handlers_disconnect_by_data (window, self);
  follow (self);
}

/* The notification may be another process's, which is no more. */
static void
ended_cb (DsReminder *self, const char *entry)
{
  g_autofree char *id = get_id (entry);

  g_application_withdraw_notification (G_APPLICATION (self->application), id);
}

/**
 * ds_reminder_new:
 * @application: whose windows are looked at or not; it outlives the reminder
 * @undoer: whoever puts back what is reminded of
 *
 * Returns: (transfer full): a reminder, which follows both from now on
 */
DsReminder *
ds_reminder_new (GtkApplication *application, DsUndoer *undoer)
{
  DsReminder *self = g_object_new (DS_TYPE_REMINDER, NULL);

  self->application = application;
  self->undoer = g_object_ref (undoer);
  g_signal_connect_object (get_items (self), "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (undoer, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (get_items (self)));
  return self;
}

/**
 * ds_reminder_get_unasked:
 * @self: the reminder
 *
 * Returns: (transfer full) (element-type DsChangeItem): what is changed, and nobody has said yet
 *   that it stays
 */
GPtrArray *
ds_reminder_get_unasked (DsReminder *self)
{
  GPtrArray *unasked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (get_items (self)); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (get_items (self), i);

      if (ds_changed_row_shows (item) && !ds_change_item_get_entry (item)->kept)
        g_ptr_array_add (unasked, g_steal_pointer (&item));
    }
  return unasked;
}

static void
ds_reminder_finalize (GObject *object)
{
  DsReminder *self = DS_REMINDER (object);

  g_clear_handle_id (&self->away_source, g_source_remove);
  g_clear_object (&self->undoer);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  G_OBJECT_CLASS (ds_reminder_parent_class)->finalize (object);
}

static void
ds_reminder_class_init (DsReminderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_reminder_finalize;
}

static void
ds_reminder_init (DsReminder *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
