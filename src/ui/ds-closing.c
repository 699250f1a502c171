/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked before the last window closes while something is changed: put it back, or keep it.
 * What is kept is not asked about again. */

#include "ds-closing.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-changed-row.h"

typedef struct
{
  GtkWindow *window; /* (owned) */
  DsUndoer *undoer;  /* (owned) */
  GPtrArray *items;  /* (owned) (element-type DsChangeItem) */
} Closing;

static void
closing_free (gpointer data, GClosure *closure)
{
  Closing *closing = data;

  g_object_unref (closing->window);
  g_object_unref (closing->undoer);
  g_ptr_array_unref (closing->items);
  g_free (closing);
}

static void
keep (Closing *closing)
{
  DsChanges *changes = ds_undoer_get_changes (closing->undoer);

  /* That it could not be written down means to be asked again, and nothing worse. */
  for (guint i = 0; i < closing->items->len; i++)
    ds_changes_keep_async (changes,
                           ds_change_item_get_entry (g_ptr_array_index (closing->items, i))->id,
                           NULL, NULL, NULL);
  gtk_window_destroy (closing->window);
}

/* The window stays until then; and for good, where something could not be put back: that is said in
 * it. */
static void
put_back_cb (DsUndoer *undoer, Closing *closing)
{
  gboolean complains = FALSE;

  for (guint i = 0; i < closing->items->len; i++)
    {
      const char *entry = ds_change_item_get_entry (g_ptr_array_index (closing->items, i))->id;

      if (ds_undoer_is_busy (undoer, entry))
        return;
      complains = complains || ds_undoer_get_complaint (undoer, entry) != NULL;
    }
  /* What was asked for has ended, one way or the other. */
  g_signal_handlers_disconnect_by_data (undoer, closing);
  if (!complains)
    gtk_window_destroy (closing->window);
}

static void
put_back (const Closing *closing)
{
  Closing *waiting = g_new0 (Closing, 1);

  waiting->window = g_object_ref (closing->window);
  waiting->undoer = g_object_ref (closing->undoer);
  waiting->items = g_ptr_array_ref (closing->items);
  for (guint i = 0; i < closing->items->len; i++)
    ds_undoer_put_back (closing->undoer,
                        ds_change_item_get_entry (g_ptr_array_index (closing->items, i))->id);
  g_signal_connect_data (closing->undoer, "changed", G_CALLBACK (put_back_cb), waiting,
                         closing_free, 0);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Closing *closing)
{
  if (g_str_equal (response, "keep"))
    keep (closing);
  else if (g_str_equal (response, "put-back"))
    put_back (closing);
}

static char *
describe (GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *what = ds_changed_row_describe (g_ptr_array_index (items, i));

      g_string_append_printf (text, "%s\n", what);
    }
  g_string_append_printf (text, "\n%s",
                          _("What you keep stays changed. A notification lets you put it back "
                            "later."));
  return g_string_free (text, FALSE);
}

/**
 * ds_closing_ask:
 * @window: a window that is about to close
 * @reminder: who knows what is changed
 * @undoer: who puts it back
 *
 * Asks what is to become of the changes, if there are any that were not asked about. The window
 * closes when that is decided, unless the person calls it off.
 *
 * Returns: whether it asks, so that @window has to stay
 */
gboolean
ds_closing_ask (GtkWindow *window, DsReminder *reminder, DsUndoer *undoer)
{
  g_autoptr (GPtrArray) items = ds_reminder_get_unasked (reminder);
  g_autofree char *what = describe (items);
  GtkWidget *dialog;
  Closing *closing;

  if (items->len == 0)
    return FALSE;
  dialog = adw_message_dialog_new (window,
                                   g_dngettext (NULL, "Put it back before closing?",
                                                "Put them back before closing?", items->len),
                                   what);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel",
                                    _("_Cancel"), "keep",
                                       _("_Keep"), "put-back", _("_Put back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "put-back",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "put-back");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  closing = g_new0 (Closing, 1);
  closing->window = g_object_ref (window);
  closing->undoer = g_object_ref (undoer);
  closing->items = g_steal_pointer (&items);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), closing, closing_free, 0);
  ds_accessible_mend_buttons (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}
