/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Trying a change: make it, run everything again, and put it back when it did not help. Then the
 * run from before it is what counts again, since that is how the computer is now. */

#include "ds-case.h"

#include <glib/gi18n-lib.h>

#include "ds-case-private.h"

typedef struct
{
  char *change; /* (owned) */
  gboolean keep;
  gboolean got_through; /* before the change */
  DsPlan *before;       /* (owned) (nullable): the run before the change */
  char *entry;          /* (owned) (nullable): its entry in the ledger */
  GError *error;        /* (owned) (nullable): why it was not tried out */
  char *sentence;       /* (owned) (nullable) */
} Apply;

static void
apply_free (Apply *apply)
{
  g_free (apply->change);
  g_clear_object (&apply->before);
  g_free (apply->entry);
  g_clear_error (&apply->error);
  g_free (apply->sentence);
  g_free (apply);
}

static const char *
get_cause (DsCase *self)
{
  const DsDiagnosis *diagnosis = ds_case_get_diagnosis (self);
  const DsCause *verdict = diagnosis != NULL ? ds_diagnosis_get_verdict (diagnosis) : NULL;

  return verdict != NULL ? verdict->cause : "unknown";
}

static gboolean
answers (DsCase *self)
{
  const DsDiagnosis *diagnosis = ds_case_get_diagnosis (self);
  const DsCause *verdict = diagnosis != NULL ? ds_diagnosis_get_verdict (diagnosis) : NULL;

  return verdict != NULL && verdict->who == DS_WHO_NOBODY;
}

/* Whether nobody turns the connection away, whatever the website then says. */
static gboolean
gets_through (DsCase *self)
{
  static const char *const causes[] = { "http-error", "tls-invalid", "clock-wrong", NULL };

  return answers (self) || g_strv_contains (causes, get_cause (self));
}

static void
end (GTask *task, DsCaseTried tried, const char *sentence)
{
  Apply *apply = g_task_get_task_data (task);

  apply->sentence = g_strdup (sentence);
  ds_case_set_changing (g_task_get_source_object (task), FALSE);
  g_task_return_int (task, tried);
}

static void
end_with (GTask *task, GError *error)
{
  ds_case_set_changing (g_task_get_source_object (task), FALSE);
  g_task_return_error (task, error);
}

static void
end_stuck (GTask *task, const GError *error)
{
  Apply *apply = g_task_get_task_data (task);
  g_autofree char *sentence = NULL;

  if (apply->error == NULL)
    {
      sentence = g_strdup_printf (
          /* Translators: %s is one or two sentences about what went wrong. */
          _("It did not help, and could not be put back. %s It stays in the list of changes."),
             error->message);
      end (task, DS_CASE_TRIED_STUCK, sentence);
      return;
    }
  sentence = g_strdup_printf (
      /* Translators: %s is one or two sentences about what went wrong. */
      _("It was stopped, and could not be put back. %s It stays in the list of changes."),
         error->message);
  end_with (task, g_error_new_literal (DS_CHANGE_ERROR, DS_CHANGE_ERROR_FAILED, sentence));
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_autofree char *sentence = NULL;

  if (ds_changes_undo_finish (DS_CHANGES (source), result, &note, &error) < 0)
    {
      end_stuck (task, error);
      return;
    }
  ds_case_bring_back (g_task_get_source_object (task), apply->before);
  sentence = g_strjoin (" ", _("It did not help, so it was put back."), note, NULL);
  if (apply->error != NULL)
    end_with (task, g_steal_pointer (&apply->error));
  else
    end (task, DS_CASE_TRIED_PUT_BACK, sentence);
}

/* Not even the person's cancelling ends this. */
static void
put_back (GTask *task)
{
  DsCase *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);

  ds_changes_undo_async (ds_case_get_changes (self), apply->entry, NULL, undone_cb,
                         g_object_ref (task));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* It is in the list either way; there it only says a little less. */
  ds_changes_keep_finish (DS_CHANGES (source), result, NULL);
  end (task, DS_CASE_TRIED_KEPT, _("It did not help. It stays changed until you put it back."));
}

static void
judge_trial (GTask *task)
{
  DsCase *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);

  if (answers (self))
    end (task, DS_CASE_TRIED_HELPED, _("It helped: the website answers now."));
  else if (gets_through (self) && !apply->got_through)
    end (task, DS_CASE_TRIED_HELPED,
         _("It helped: nobody turns the connection away now. What is left is up to the website."));
  else if (apply->entry == NULL)
    end (task, DS_CASE_TRIED_NOTHING, _("It did not help."));
  else if (apply->keep)
    ds_changes_keep_async (ds_case_get_changes (self), apply->entry, NULL, kept_cb,
                           g_object_ref (task));
  else
    put_back (task);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Apply *apply = g_task_get_task_data (task);

  if (ds_case_run_finish (DS_CASE (source), result, &apply->error))
    judge_trial (task);
  else if (apply->entry != NULL)
    put_back (task);
  else
    end_with (task, g_steal_pointer (&apply->error));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (ds_changes_apply_finish (DS_CHANGES (source), result, &apply->entry, &error))
    ds_case_run_async (g_task_get_source_object (task), g_task_get_cancellable (task), tried_cb,
                       g_object_ref (task));
  else
    end_with (task, error);
}

/**
 * ds_case_apply_async:
 * @self: a case of a target, with nothing under way
 * @change: which change, with its object: `vpn-off:UUID`
 * @keep: whether it stays in force though it did not help
 * @cancellable: (nullable): puts it back
 * @callback: called when it is known whether it helped
 * @user_data: data for @callback
 *
 * Makes a change, runs again, and puts the change back when that did not help. May ask for a
 * password.
 */
void
ds_case_apply_async (DsCase *self,
                     const char *change,
                     gboolean keep,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Apply *apply = g_new0 (Apply, 1);

  g_task_set_source_tag (task, ds_case_apply_async);
  g_task_set_task_data (task, apply, (GDestroyNotify) apply_free);
  /* Whether it is in force is what counts, and that is told when it is known. */
  g_task_set_check_cancellable (task, FALSE);
  if (ds_case_get_changes (self) == NULL || ds_case_get_changing (self) ||
      ds_case_get_state (self) == DS_CASE_RUNNING)
    {
      g_task_return_new_error (task, DS_CHANGE_ERROR, DS_CHANGE_ERROR_BUSY, "%s",
                               _("Something else is under way. Try again when it is over."));
      return;
    }
  apply->change = g_strdup (change);
  apply->keep = keep;
  apply->before = ds_case_keep_run (self);
  apply->got_through = apply->before != NULL && gets_through (self);
  ds_case_set_changing (self, TRUE);
  ds_changes_apply_async (ds_case_get_changes (self), change, cancellable, applied_cb,
                          g_object_ref (task));
}

/**
 * ds_case_apply_finish:
 * @self: a case
 * @result: the result given to the callback
 * @sentence: (out) (transfer full) (nullable) (optional): how it ended, for people
 * @error: return location for a #DsChangeError, or %G_IO_ERROR_CANCELLED; it is as before then, or
 *   the message says otherwise
 *
 * Returns: a #DsCaseTried; -1 with @error set
 */
int
ds_case_apply_finish (DsCase *self, GAsyncResult *result, char **sentence, GError **error)
{
  Apply *apply = g_task_get_task_data (G_TASK (result));

  if (sentence != NULL)
    *sentence = g_strdup (apply->sentence);
  return (int) g_task_propagate_int (G_TASK (result), error);
}
