/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Putting a change back: claim its entry, so that no other process is at it too, put it back, take
 * the entry out. When that fails, the entry stays, and so does the offer. */

#include "ds-changes-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;             /* (owned) */
  DsLedgerEntry *entry; /* (owned) (nullable): as it was read last */
  char *note;           /* (owned) (nullable) */
  int undone;
  GError *error; /* (owned) (nullable): why it failed */
} Undo;

static void
undo_free (Undo *undo)
{
  g_free (undo->id);
  g_free (undo->note);
  g_clear_pointer (&undo->entry, ds_ledger_entry_free);
  g_clear_error (&undo->error);
  g_free (undo);
}

static DsLedger *
get_ledger (GTask *task)
{
  return ds_changes_get_ledger (g_task_get_source_object (task));
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Undo *undo = g_task_get_task_data (task);

  if (undo->error != NULL)
    g_task_return_error (task, g_steal_pointer (&undo->error));
  else
    g_task_return_int (task, undo->undone);
}

static void
end (GTask *task)
{
  DsChanges *self = g_task_get_source_object (task);

  ds_recent_forget (ds_context_get_recent (ds_changes_get_context (self)));
  ds_changes_load_async (self, NULL, reloaded_cb, task);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Undo *undo = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsLedgerEntry) entry = ds_ledger_edit_finish (DS_LEDGER (source), result, &error);

  if (entry == NULL && !g_error_matches (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_UNKNOWN))
    {
      g_free (undo->note);
      /* Translators: %s is a sentence about the list of changes. */
      undo->note = g_strdup_printf (_("It is put back, but still in the list of changes. %s"),
                                       error->message);
    }
  end (task);
}

static void
stated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsLedgerEntry) entry = ds_ledger_edit_finish (DS_LEDGER (source), result, NULL);

  end (user_data);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Undo *undo = g_task_get_task_data (task);

  undo->undone = ds_change_undo_finish (DS_CHANGE (source), result, &undo->error);
  if (undo->error != NULL)
    {
      ds_ledger_set_state_async (get_ledger (task), undo->id, DS_LEDGER_IN_FORCE, NULL, stated_cb,
                                 task);
      return;
    }
  undo->note = g_strdup (ds_change_get_note (DS_CHANGE (source)));
  ds_ledger_remove_async (get_ledger (task), undo->id, NULL, removed_cb, task);
}

static void
put_back (GTask *task)
{
  DsChanges *self = g_task_get_source_object (task);
  Undo *undo = g_task_get_task_data (task);
  g_autoptr (DsChange) change =
      ds_change_new_for_entry (ds_changes_get_context (self), undo->entry, &undo->error);

  if (change == NULL)
    end (task);
  else
    ds_change_undo_async (change, g_task_get_cancellable (task), undone_cb, task);
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Undo *undo = g_task_get_task_data (task);
  DsLedgerEntry *entry = ds_ledger_edit_finish (DS_LEDGER (source), result, &undo->error);

  if (entry != NULL)
    {
      g_clear_pointer (&undo->entry, ds_ledger_entry_free);
      undo->entry = entry;
    }
  else if (undo->entry != NULL &&
           g_error_matches (undo->error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER))
    /* A full disk is no reason to leave the computer changed. */
    g_clear_error (&undo->error);
  if (undo->error == NULL)
    put_back (task);
  else
    end (task);
}

/**
 * ds_changes_undo_async:
 * @self: the changes
 * @entry: an entry of the ledger
 * @cancellable: (nullable): ends the wait; the entry stays then
 * @callback: called when it is put back
 * @user_data: data for @callback
 *
 * Puts a change back, whoever made it. May ask for a password.
 */
void
ds_changes_undo_async (DsChanges *self,
                       const char *entry,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  DsChangeItem *item = ds_changes_find (self, entry);
  Undo *undo = g_new0 (Undo, 1);

  g_task_set_source_tag (task, ds_changes_undo_async);
  g_task_set_check_cancellable (task, FALSE);
  undo->id = g_strdup (entry);
  if (item != NULL)
    undo->entry = ds_ledger_entry_copy (ds_change_item_get_entry (item));
  g_task_set_task_data (task, undo, (GDestroyNotify) undo_free);
  ds_ledger_claim_async (ds_changes_get_ledger (self), entry, cancellable, claimed_cb, task);
}

/**
 * ds_changes_undo_finish:
 * @self: the changes
 * @result: the result given to the callback
 * @note: (out) (transfer full) (nullable) (optional): a sentence about how it ended, where there is
 *   more to say
 * @error: return location for a #DsChangeError or %G_IO_ERROR_CANCELLED; the entry stays
 *
 * Returns: a #DsUndone; -1 with @error set
 */
int
ds_changes_undo_finish (DsChanges *self, GAsyncResult *result, char **note, GError **error)
{
  Undo *undo = g_task_get_task_data (G_TASK (result));

  if (note != NULL)
    *note = g_strdup (undo->note);
  return (int) g_task_propagate_int (G_TASK (result), error);
}
