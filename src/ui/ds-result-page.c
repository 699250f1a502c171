/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-result-page.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-checks.h"
#include "ds-compat.h"
#include "ds-path-picture.h"
#include "ds-phrases.h"

struct _DsResultPage
{
  AdwBin parent_instance;

  GtkAdjustment *scroll;
  DsPathPicture *picture;
  GtkLabel *title;
  GtkLabel *advice;
  GtkWidget *facts;
  GtkLabel *who;
  GtkWidget *sure_row;
  GtkLabel *sure;
  GtkButton *continue_button;
  GtkButton *every_step_button;
  GtkButton *try_again_button;
  GtkWidget *missing_part;
  GtkListBox *missing;
  GtkWidget *also_part;
  GtkListBox *also;
};

G_DEFINE_FINAL_TYPE (DsResultPage, ds_result_page, ADW_TYPE_BIN)

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* What is said in a row comes from outside, so it is no markup. */
static GtkWidget *
row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0,
                                 "subtitle-lines", 0, "title", title, NULL);

  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
also_row_new (const DsCause *cause)
{
  GtkWidget *row = row_new (cause->title, ds_phrase_grade (cause->grade));
  GtkWidget *arrow;

  if (cause->check == 0)
    return row;
  arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  ds_accessible_set_hidden (arrow, TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_receives_default (row, TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", cause->check);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go-to-step");
  return row;
}

static void
draw_also (DsResultPage *self, const DsDiagnosis *diagnosis)
{
  clear_list (self->also);
  for (guint i = 1; i < diagnosis->causes->len; i++)
    gtk_list_box_append (self->also, also_row_new (g_ptr_array_index (diagnosis->causes, i)));
  gtk_widget_set_visible (self->also_part, diagnosis->causes->len > 1);
}

static void
draw_missing (DsResultPage *self, const DsDiagnosis *diagnosis)
{
  gboolean any = diagnosis->missing != NULL && diagnosis->missing[0] != NULL;

  clear_list (self->missing);
  for (guint i = 0; any && diagnosis->missing[i] != NULL; i++)
    {
      GtkWidget *row = row_new (diagnosis->missing[i], NULL);

      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_append (self->missing, row);
    }
  gtk_widget_set_visible (self->missing_part, any);
}

/* One suggested action a page: the step where the verdict belongs, or else the first one. */
static void
draw_buttons (DsResultPage *self, const DsCause *verdict)
{
  const DsCheck *check = verdict->check > 0 ? ds_check_get (verdict->check) : NULL;
  GtkWidget *continue_button = GTK_WIDGET (self->continue_button);
  GtkWidget *every_step_button = GTK_WIDGET (self->every_step_button);

  gtk_widget_set_visible (continue_button, check != NULL);
  if (check != NULL)
    {
      /* Translators: the number and the title of a step, "Continue to step 9: Router and
       * provider". The underline marks the letter that presses the button with Alt. */
      g_autofree char *label =
          g_strdup_printf (_("_Continue to step %u: %s"), check->number, _(check->title));

      ds_accessible_set_label (self->continue_button, label);
      gtk_widget_remove_css_class (every_step_button, "suggested-action");
    }
  else if (verdict->who != DS_WHO_NOBODY)
    gtk_widget_add_css_class (every_step_button, "suggested-action");
}

/**
 * ds_result_page_set_case:
 * @self: the page
 * @one_case: a case that has been judged
 */
void
ds_result_page_set_case (DsResultPage *self, DsCase *one_case)
{
  const DsDiagnosis *diagnosis = ds_case_get_diagnosis (one_case);
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);
  const char *grade;

  g_return_if_fail (verdict != NULL);

  grade = ds_phrase_grade (verdict->grade);
  ds_path_picture_set_places (self->picture, ds_case_get_places (one_case));
  gtk_label_set_label (self->title, verdict->title);
  gtk_label_set_label (self->advice, verdict->advice != NULL ? verdict->advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice), verdict->advice != NULL);
  gtk_widget_set_visible (self->facts, verdict->who != DS_WHO_NOBODY);
  gtk_label_set_label (self->who, ds_phrase_who (verdict->who));
  gtk_label_set_label (self->sure, grade != NULL ? grade : "");
  gtk_widget_set_visible (self->sure_row, grade != NULL);
  draw_buttons (self, verdict);
  draw_missing (self, diagnosis);
  draw_also (self, diagnosis);
  gtk_adjustment_set_value (self->scroll, 0);
}

/**
 * ds_result_page_take_focus:
 * @self: the page
 *
 * Moves the focus to the verdict, so that a screen reader says it.
 */
void
ds_result_page_take_focus (DsResultPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->title));
  gtk_label_select_region (self->title, 0, 0);
  ds_announce (GTK_WIDGET (self->title), gtk_label_get_label (self->title));
}

GtkWidget *
ds_result_page_get_default (DsResultPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->continue_button))
             ? GTK_WIDGET (self->continue_button)
             : GTK_WIDGET (self->every_step_button);
}

static void
ds_result_page_class_init (DsResultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DS_TYPE_PATH_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-result-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, picture);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, title);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, advice);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, facts);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, who);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, sure_row);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, sure);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, continue_button);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, every_step_button);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, try_again_button);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, missing_part);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, missing);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, also_part);
  gtk_widget_class_bind_template_child (widget_class, DsResultPage, also);
}

static void
ds_result_page_init (DsResultPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_accessible_set_label (self->every_step_button, _("Go through _every step"));
  ds_accessible_set_label (self->try_again_button, _("_Try again"));
}
