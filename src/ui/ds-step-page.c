/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-step-page.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-command-card.h"
#include "ds-compat.h"
#include "ds-mark.h"
#include "ds-offer-card.h"
#include "ds-path-picture.h"
#include "ds-phrases.h"

struct _DsStepPage
{
  AdwBin parent_instance;

  GSignalGroup *signals; /* (owned): of the item that is shown */
  DsChanger *changer;    /* (owned) (nullable): makes the changes that are offered */

  GtkAdjustment *scroll;
  DsPathPicture *picture;
  GtkLabel *place;
  GtkLabel *summary;
  DsMark *mark;
  GtkLabel *question;
  GtkWidget *meaning_part;
  GtkLabel *meaning;
  GtkWidget *advice_part;
  GtkLabel *advice;
  GtkWidget *offers_part;
  GtkLabel *offers_title;
  GtkBox *offers;
  GtkWidget *commands_part;
  GtkBox *commands;
  GtkWidget *details_part;
  GtkExpander *expander;
  GtkLabel *details;
  GtkButton *copy_button;
  GtkButton *back_button;
  GtkButton *continue_button;
};

G_DEFINE_FINAL_TYPE (DsStepPage, ds_step_page, ADW_TYPE_BIN)

static void
set_text (GtkLabel *label, GtkWidget *part, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (part, text != NULL && *text != '\0');
}

/* Details read back from a report may lack a part. */
static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

static void
draw_details (DsStepPage *self, const DsFinding *finding)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  for (guint i = 0; finding != NULL && i < finding->details->len; i++)
    {
      const DsDetail *detail = g_ptr_array_index (finding->details, i);
      g_autofree char *line = g_markup_printf_escaped ("<b>%s</b>\n%s", or_nothing (detail->label),
                                                       or_nothing (detail->value));

      if (i > 0)
        g_string_append (markup, "\n<span size=\"40%\">\n</span>");
      g_string_append (markup, line);
    }
  gtk_label_set_markup (self->details, markup->str);
  gtk_widget_set_visible (self->details_part, markup->len > 0);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static gboolean
shows_offers (DsStepPage *self, GPtrArray *items)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->offers));
  guint i = 0;

  for (; card != NULL && i < items->len; i++)
    {
      if (ds_offer_card_get_item (DS_OFFER_CARD (card)) != g_ptr_array_index (items, i))
        return FALSE;
      card = gtk_widget_get_next_sibling (card);
    }
  return card == NULL && i == items->len;
}

/* One suggested action a page: where a change may help with the problem that was found, that is the
 * first of them, and else to go on. */
static void
suggest (DsStepPage *self, const DsFinding *finding)
{
  gboolean wanted = finding != NULL && finding->finding == DS_FINDING_PROBLEM;
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->offers));
  gboolean suggested = FALSE;

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      DsOfferItem *item = ds_offer_card_get_item (DS_OFFER_CARD (card));
      gboolean this_one = wanted && !suggested && ds_offer_item_get_stage (item) == DS_OFFER_OPEN;

      ds_offer_card_set_suggested (DS_OFFER_CARD (card), this_one);
      suggested = suggested || this_one;
    }
  if (suggested)
    gtk_widget_remove_css_class (GTK_WIDGET (self->continue_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->continue_button), "suggested-action");
}

static void
head_offers (DsStepPage *self)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->offers));
  gboolean open = FALSE;

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    if (ds_offer_item_get_stage (ds_offer_card_get_item (DS_OFFER_CARD (card))) !=
        DS_OFFER_IN_FORCE)
      open = TRUE;
  gtk_label_set_label (self->offers_title, open ? _("What Doorstep can change for you")
                                                : _("What Doorstep has changed for you"));
}

static void
add_offer (DsStepPage *self, DsOfferItem *item)
{
  g_signal_handlers_disconnect_by_func (item, head_offers, self);
  g_signal_connect_object (item, "changed", G_CALLBACK (head_offers), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->offers, ds_offer_card_new (item));
}

/* Cards stay for as long as they show the same, and with them the focus. */
static void
draw_offers (DsStepPage *self, guint number, const DsFinding *finding)
{
  g_autoptr (GPtrArray) items = NULL;

  if (self->changer != NULL)
    items = ds_changer_list (self->changer, number, finding);
  else
    items = g_ptr_array_new ();
  if (!shows_offers (self, items))
    {
      clear_box (self->offers);
      for (guint i = 0; i < items->len; i++)
        add_offer (self, g_ptr_array_index (items, i));
    }
  head_offers (self);
  gtk_widget_set_visible (self->offers_part, items->len > 0);
  suggest (self, finding);
}

static void
draw_commands (DsStepPage *self, const DsFinding *finding)
{
  guint n = finding != NULL ? finding->commands->len : 0;

  clear_box (self->commands);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->commands, ds_command_card_new (g_ptr_array_index (finding->commands, i)));
  gtk_widget_set_visible (self->commands_part, n > 0);
}

static void
draw_cb (DsStepPage *self)
{
  g_autoptr (DsFindingItem) item = g_signal_group_dup_target (self->signals);
  const DsCheck *check = item != NULL ? ds_finding_item_get_check (item) : NULL;
  const DsFinding *finding = item != NULL ? ds_finding_item_get_finding (item) : NULL;
  g_autofree char *place = NULL;
  const char *summary;

  /* While a change is tried, the run under way knows less than the one before. */
  if (check == NULL || (self->changer != NULL && ds_changer_get_busy (self->changer)))
    return;
  place = ds_phrase_step (check->number, _(check->title));
  summary = finding != NULL ? finding->summary : NULL;
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->summary, summary != NULL ? summary : _(check->title));
  ds_mark_set_finding (self->mark, finding != NULL ? finding->finding : DS_FINDING_NOT_RUN);
  gtk_label_set_label (self->question, _(check->question));
  set_text (self->meaning, self->meaning_part, finding != NULL ? finding->meaning : NULL);
  set_text (self->advice, self->advice_part, finding != NULL ? finding->advice : NULL);
  draw_offers (self, check->number, finding);
  draw_commands (self, finding);
  draw_details (self, finding);
  ds_accessible_set_label (self->continue_button,
                           check->number < DS_N_CHECKS ? _("_Continue") : _("_Finish"));
}

/**
 * ds_step_page_set_item:
 * @self: the page
 * @item: (nullable): the check that is shown from now on
 */
void
ds_step_page_set_item (DsStepPage *self, DsFindingItem *item)
{
  g_signal_group_set_target (self->signals, item);
  gtk_expander_set_expanded (self->expander, FALSE);
  gtk_adjustment_set_value (self->scroll, 0);
  draw_cb (self);
}

/**
 * ds_step_page_set_changer:
 * @self: the page
 * @changer: (nullable): makes the changes that are offered from now on
 */
void
ds_step_page_set_changer (DsStepPage *self, DsChanger *changer)
{
  if (self->changer != NULL)
    g_signal_handlers_disconnect_by_data (self->changer, self);
  g_set_object (&self->changer, changer);
  clear_box (self->offers);
  if (changer != NULL)
    g_signal_connect_object (changer, "notify::busy", G_CALLBACK (draw_cb), self,
                             G_CONNECT_SWAPPED);
}

/**
 * ds_step_page_set_places:
 * @self: the page
 * @places: (element-type DsPlace): the places of the path picture
 */
void
ds_step_page_set_places (DsStepPage *self, GPtrArray *places)
{
  ds_path_picture_set_places (self->picture, places);
}

/**
 * ds_step_page_get_details:
 * @self: the page
 *
 * Returns: (transfer full): the technical details as text, one a line
 */
char *
ds_step_page_get_details (DsStepPage *self)
{
  g_autoptr (DsFindingItem) item = g_signal_group_dup_target (self->signals);
  const DsFinding *finding = item != NULL ? ds_finding_item_get_finding (item) : NULL;
  GString *text = g_string_new (gtk_label_get_label (self->place));

  g_string_append_printf (text, "\n%s\n", gtk_label_get_label (self->summary));
  for (guint i = 0; finding != NULL && i < finding->details->len; i++)
    {
      const DsDetail *detail = g_ptr_array_index (finding->details, i);

      g_string_append_printf (text, "%s: %s\n", or_nothing (detail->label),
                              or_nothing (detail->value));
    }
  return g_string_free (text, FALSE);
}

/**
 * ds_step_page_take_focus:
 * @self: the page
 *
 * Moves the focus to what was found, so that a screen reader says it.
 */
void
ds_step_page_take_focus (DsStepPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->summary));
  gtk_label_select_region (self->summary, 0, 0);
  ds_announce (GTK_WIDGET (self->summary), gtk_label_get_label (self->summary));
}

GtkWidget *
ds_step_page_get_default (DsStepPage *self)
{
  return GTK_WIDGET (self->continue_button);
}

static void
ds_step_page_dispose (GObject *object)
{
  DsStepPage *self = DS_STEP_PAGE (object);

  if (self->changer != NULL)
    g_signal_handlers_disconnect_by_data (self->changer, self);
  g_clear_object (&self->changer);
  g_clear_object (&self->signals);
  G_OBJECT_CLASS (ds_step_page_parent_class)->dispose (object);
}

static void
ds_step_page_class_init (DsStepPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_step_page_dispose;
  g_type_ensure (DS_TYPE_MARK);
  g_type_ensure (DS_TYPE_PATH_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-step-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, picture);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, place);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, mark);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, question);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, meaning_part);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, meaning);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, advice_part);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, advice);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, offers_part);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, offers_title);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, offers);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, commands_part);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, commands);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, details_part);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, expander);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, details);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, DsStepPage, continue_button);
}

static void
ds_step_page_init (DsStepPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: copies the technical details. */
  ds_accessible_set_label (self->copy_button, _("Co_py"));
  ds_accessible_set_label (self->back_button, _("_Back"));
  ds_accessible_set_label (self->continue_button, _("_Continue"));
  self->signals = g_signal_group_new (DS_TYPE_FINDING_ITEM);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (draw_cb), self);
}
