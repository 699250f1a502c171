/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way through the pages of a window: a case is begun, runs, and is looked at step by step. */

#include <glib/gi18n.h>

#include "ds-window-private.h"

static void
show_step (DsWindow *self, guint number)
{
  g_autoptr (DsFindingItem) item =
      g_list_model_get_item (ds_case_get_findings (self->current_case), number - 1);

  self->step = number;
  ds_step_page_set_item (self->step_page, item);
  ds_check_list_set_current (self->list, number);
  ds_window_show_page (self, DS_WINDOW_STEP);
}

static void
draw_judgement (DsWindow *self)
{
  ds_result_page_set_case (self->result_page, self->current_case);
  ds_step_page_set_places (self->step_page, ds_case_get_places (self->current_case));
}

static void
judged_cb (DsWindow *self)
{
  if (ds_case_get_state (self->current_case) == DS_CASE_DONE)
    draw_judgement (self);
}

static void begin (DsWindow *self, const DsTarget *target);

/* Whoever looks at the step sees it there. */
static void
change_ended_cb (DsWindow *self, DsOfferItem *item)
{
  const char *sentence = ds_offer_item_get_sentence (item);
  g_autoptr (DsTarget) next_target = g_steal_pointer (&self->next_target);

  if (next_target != NULL)
    begin (self, next_target);
  else if (sentence != NULL &&
           (self->page != DS_WINDOW_STEP || self->step != ds_offer_item_get_step (item)))
    ds_window_say (self, sentence);
}

static void
set_changer (DsWindow *self, DsCase *one_case)
{
  DsApplication *application = DS_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  if (self->changer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->changer, self);
      ds_changer_cancel (self->changer);
    }
  g_clear_object (&self->changer);
  if (one_case != NULL)
    {
      self->changer = ds_changer_new (one_case, ds_application_get_undoer (application));
      g_signal_connect_object (self->changer, "ended", G_CALLBACK (change_ended_cb), self,
                               G_CONNECT_SWAPPED);
    }
  ds_step_page_set_changer (self->step_page, self->changer);
}

static void
set_case (DsWindow *self, DsCase *one_case)
{
  GListModel *findings = one_case != NULL ? ds_case_get_findings (one_case) : NULL;

  set_changer (self, one_case);
  if (self->current_case != NULL)
    g_signal_handlers_disconnect_by_data (self->current_case, self);
  ds_step_page_set_item (self->step_page, NULL);
  ds_checking_page_set_case (self->checking_page, one_case);
  ds_check_list_set_findings (self->list, findings);
  g_set_object (&self->current_case, one_case);
  if (one_case != NULL)
    g_signal_connect_object (one_case, "judged", G_CALLBACK (judged_cb), self, G_CONNECT_SWAPPED);
}

/* Ends the run under way, if there is one. */
void
ds_window_stop_run (DsWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsWindow) self = DS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean ran = ds_case_run_finish (DS_CASE (source), result, &error);

  /* A run that was cancelled, or followed by another one, has nothing to show any more. */
  if (self->cancellable == NULL || DS_CASE (source) != self->current_case)
    return;
  g_clear_object (&self->cancellable);
  if (!ran)
    {
      ds_window_show_page (self, DS_WINDOW_ADDRESS);
      ds_window_say (self, error->message);
      return;
    }
  draw_judgement (self);
  ds_window_show_page (self, DS_WINDOW_RESULT);
}

static void
begin (DsWindow *self, const DsTarget *target)
{
  DsApplication *application = DS_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr (DsCase) one_case = NULL;

  if (self->changer != NULL && ds_changer_get_busy (self->changer))
    {
      /* What is found has to be found without it. */
      g_clear_pointer (&self->next_target, ds_target_free);
      self->next_target = ds_target_copy (target);
      ds_changer_cancel (self->changer);
      ds_window_say (self, _("The change that was tried is put back first."));
      return;
    }
  one_case = ds_case_new (ds_application_get_context (application), target);

  ds_case_set_changes (one_case, ds_undoer_get_changes (ds_application_get_undoer (application)));
  ds_window_stop_run (self);
  set_case (self, one_case);
  self->step = self->entry_step = 0;
  self->cancellable = g_cancellable_new ();
  ds_window_show_page (self, DS_WINDOW_CHECKING);
  ds_case_run_async (one_case, self->cancellable, run_cb, g_object_ref (self));
}

void
ds_window_start (DsWindow *self)
{
  g_autoptr (DsTarget) target = ds_address_page_read (self->address_page);

  if (target != NULL)
    begin (self, target);
}

void
ds_window_try_again (DsWindow *self)
{
  if (self->current_case != NULL)
    begin (self, ds_case_get_target (self->current_case));
}

void
ds_window_cancel (DsWindow *self)
{
  ds_window_stop_run (self);
  ds_window_show_page (self, DS_WINDOW_ADDRESS);
}

/**
 * ds_window_back:
 * @self: a window
 *
 * A step leads back to the one before; the first one, and the one the result led to, to the result.
 */
void
ds_window_back (DsWindow *self)
{
  if (self->page == DS_WINDOW_CHECKING)
    ds_window_cancel (self);
  else if (self->page == DS_WINDOW_RESULT)
    ds_window_show_page (self, DS_WINDOW_ADDRESS);
  else if (self->page == DS_WINDOW_LIST)
    ds_window_show_page (self, DS_WINDOW_STEP);
  else if (self->page == DS_WINDOW_STEP)
    {
      if (self->step == 1 || self->step == self->entry_step)
        ds_window_show_page (self, DS_WINDOW_RESULT);
      else
        show_step (self, self->step - 1);
    }
}

/**
 * ds_window_go_on:
 * @self: a window
 *
 * The result leads to the step its verdict belongs to, a step to the next one, the last step to the
 * result.
 */
void
ds_window_go_on (DsWindow *self)
{
  if (self->page == DS_WINDOW_RESULT)
    {
      const DsDiagnosis *diagnosis = ds_case_get_diagnosis (self->current_case);
      const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

      ds_window_go_to_step (self, verdict->check > 0 ? verdict->check : 1);
    }
  else if (self->page == DS_WINDOW_STEP)
    {
      if (self->step < DS_N_CHECKS)
        show_step (self, self->step + 1);
      else
        ds_window_show_page (self, DS_WINDOW_RESULT);
    }
}

void
ds_window_go_to_step (DsWindow *self, guint number)
{
  if (self->current_case == NULL || number < 1 || number > DS_N_CHECKS)
    return;
  if (self->page == DS_WINDOW_RESULT)
    self->entry_step = number;
  show_step (self, number);
}

void
ds_window_show_result (DsWindow *self)
{
  ds_window_show_page (self, DS_WINDOW_RESULT);
}

void
ds_window_show_list (DsWindow *self)
{
  ds_window_show_page (self, DS_WINDOW_LIST);
}
