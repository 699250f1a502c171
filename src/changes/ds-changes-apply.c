/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Making a change: look how it is, write down what is about to be done, do it, see that it is done,
 * write that down. Killed anywhere in between, the ledger says enough to put it back. When it
 * fails, it is put back at once as far as it was made, and the ledger is as before. */

#include "ds-changes-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  DsChange *change; /* (owned) */
  char *entry;      /* (owned) (nullable): what it is called in the ledger, once it is there */
  GError *error;    /* (owned) (nullable): why it failed */
} Apply;

static void
apply_free (Apply *apply)
{
  g_object_unref (apply->change);
  g_free (apply->entry);
  g_clear_error (&apply->error);
  g_free (apply);
}

static DsLedger *
get_ledger (GTask *task)
{
  return ds_changes_get_ledger (g_task_get_source_object (task));
}

/* --- The end --- */

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Apply *apply = g_task_get_task_data (task);

  /* A list that could not be read again is no reason to call the change anything else. */
  if (apply->error != NULL)
    g_task_return_error (task, g_steal_pointer (&apply->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
end (GTask *task)
{
  DsChanges *self = g_task_get_source_object (task);

  ds_recent_forget (ds_context_get_recent (ds_changes_get_context (self)));
  ds_changes_load_async (self, NULL, reloaded_cb, task);
}

/* --- When it failed --- */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsLedgerEntry) entry = ds_ledger_edit_finish (DS_LEDGER (source), result, NULL);

  /* An entry that could not be taken out is put back as "already as before" some day. */
  end (user_data);
}

static void
remove_entry (GTask *task)
{
  Apply *apply = g_task_get_task_data (task);

  ds_ledger_remove_async (get_ledger (task), apply->entry, NULL, removed_cb, task);
}

static void
rolled_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (ds_change_undo_finish (DS_CHANGE (source), result, &error) >= 0)
    {
      remove_entry (task);
      return;
    }
  message = g_strdup_printf (
      /* Translators: %s is one or two sentences about what went wrong. */
      _("%s It may be changed all the same, so it stays in the list of changes."),
         apply->error->domain == DS_CHANGE_ERROR ? apply->error->message : error->message);
  g_clear_error (&apply->error);
  apply->error = g_error_new_literal (DS_CHANGE_ERROR, DS_CHANGE_ERROR_UNAVAILABLE, message);
  end (task);
}

static void
fail (GTask *task, GError *error)
{
  Apply *apply = g_task_get_task_data (task);

  apply->error = error;
  if (apply->entry == NULL)
    end (task);
  else if (g_error_matches (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_DENIED) ||
           g_error_matches (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_DISMISSED))
    remove_entry (task);
  else
    /* Not even the person's cancelling ends this. */
    ds_change_undo_async (apply->change, NULL, rolled_back_cb, task);
}

/* --- Step by step --- */

static void
stated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsLedgerEntry) entry = ds_ledger_edit_finish (DS_LEDGER (source), result, NULL);

  /* If it could not be written, the ledger still has the intent: that is enough to put it back. */
  end (user_data);
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  int in_force = ds_change_is_in_force_finish (DS_CHANGE (source), result, NULL);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  else if (in_force == 0)
    fail (task, g_error_new_literal (DS_CHANGE_ERROR, DS_CHANGE_ERROR_TIMED_OUT,
                                     _("The change was made, but did not take hold.")));
  else
    ds_ledger_set_state_async (get_ledger (task), apply->entry, DS_LEDGER_IN_FORCE, NULL, stated_cb,
                               task);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ds_change_apply_finish (DS_CHANGE (source), result, &error))
    fail (task, error);
  else if (apply->entry == NULL)
    end (task);
  else
    ds_change_is_in_force_async (apply->change, g_task_get_cancellable (task), verified_cb, task);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsLedgerEntry) entry = ds_ledger_edit_finish (DS_LEDGER (source), result, &error);

  if (entry != NULL)
    {
      apply->entry = g_strdup (entry->id);
      ds_change_apply_async (apply->change, g_task_get_cancellable (task), applied_cb, task);
      return;
    }
  if (g_error_matches (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER))
    {
      g_autofree char *reason = g_steal_pointer (&error->message);

      /* Translators: %s is a sentence about the list of changes. */
      error->message = g_strdup_printf (_("%s So nothing was changed: Doorstep only changes what "
                                          "it can put back."),
                                           reason);
    }
  fail (task, g_steal_pointer (&error));
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ds_change_prepare_finish (DS_CHANGE (source), result, &error))
    fail (task, error);
  else if (ds_change_leaves_nothing (apply->change))
    ds_change_apply_async (apply->change, g_task_get_cancellable (task), applied_cb, task);
  else
    ds_ledger_add_async (get_ledger (task), ds_change_get_entry (apply->change),
                         g_task_get_cancellable (task), added_cb, task);
}

/**
 * ds_changes_apply_async:
 * @self: the changes
 * @change: which change, with its object: `vpn-off:UUID`
 * @cancellable: (nullable): puts it back as far as it was made
 * @callback: called when it is in force and in the ledger
 * @user_data: data for @callback
 *
 * Makes a change. May ask for a password.
 */
void
ds_changes_apply_async (DsChanges *self,
                        const char *change,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  DsChange *made = ds_change_new (ds_changes_get_context (self), change, &error);
  Apply *apply;

  g_task_set_source_tag (task, ds_changes_apply_async);
  /* Whether it was made is what counts, and that is decided step by step. */
  g_task_set_check_cancellable (task, FALSE);
  if (made == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  apply = g_new0 (Apply, 1);
  apply->change = made;
  g_task_set_task_data (task, apply, (GDestroyNotify) apply_free);
  ds_change_prepare_async (made, cancellable, prepared_cb, task);
}

/**
 * ds_changes_apply_finish:
 * @self: the changes
 * @result: the result given to the callback
 * @entry: (out) (transfer full) (nullable) (optional): what it is called in the ledger; %NULL when
 *   there is nothing to put back
 * @error: return location for a #DsChangeError or %G_IO_ERROR_CANCELLED; nothing is changed then,
 *   or the message says that it may be
 *
 * Returns: whether the change is in force
 */
gboolean
ds_changes_apply_finish (DsChanges *self, GAsyncResult *result, char **entry, GError **error)
{
  Apply *apply = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  if (entry != NULL)
    *entry = done ? g_strdup (apply->entry) : NULL;
  return done;
}
