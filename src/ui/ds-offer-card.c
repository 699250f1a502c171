/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-offer-card.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-compat.h"
#include "ds-offers.h"

struct _DsOfferCard
{
  AdwBin parent_instance;

  DsOfferItem *item; /* (owned) */
  DsOfferStage stage;
  gboolean suggested;

  GtkLabel *title;
  GtkWidget *news_part;
  GtkImage *news_icon;
  GtkLabel *news;
  GtkLabel *what;
  GtkBox *facts;
  GtkWidget *busy_part;
  GtkSpinner *spinner;
  GtkLabel *busy;
  GtkButton *button;
  GtkButton *cancel_button;
};

G_DEFINE_FINAL_TYPE (DsOfferCard, ds_offer_card, ADW_TYPE_BIN)

static const char *
get_password_sentence (DsPassword password)
{
  switch (password)
    {
    case DS_PASSWORD_ADMINISTRATOR:
      return _("The system asks for an administrator’s password.");
    case DS_PASSWORD_PERHAPS:
      return _("The system may ask for a password.");
    case DS_PASSWORD_NONE:
    default:
      return _("No password is needed.");
    }
}

/* Icons only help the eye to find a fact again: each sentence stands for itself. */
static void
add_fact (DsOfferCard *self, const char *icon_name, const char *sentence)
{
  GtkWidget *row;
  GtkWidget *icon;
  GtkWidget *label;

  if (sentence == NULL || *sentence == '\0')
    return;
  icon = gtk_image_new_from_icon_name (icon_name);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  ds_accessible_set_hidden (icon, TRUE);
  label = g_object_new (GTK_TYPE_LABEL, "label", sentence, "wrap", TRUE, "wrap-mode",
                        PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE, NULL);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->facts, row);
}

static void
draw_facts (DsOfferCard *self, const DsOffer *offer)
{
  gboolean in_force = self->stage == DS_OFFER_IN_FORCE;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_box_remove (self->facts, row);
  gtk_label_set_label (self->what, offer->what != NULL ? offer->what : "");
  gtk_widget_set_visible (GTK_WIDGET (self->what), !in_force);
  add_fact (self, "ds-fact-time-symbolic", offer->lasts);
  add_fact (self, "ds-fact-cost-symbolic", offer->costs);
  if (!in_force)
    add_fact (self, "ds-fact-password-symbolic", get_password_sentence (offer->password));
  add_fact (self, "ds-fact-undo-symbolic", offer->undo);
}

static void
draw_news (DsOfferCard *self)
{
  static const struct
  {
    const char *icon_name; /* (nullable) */
    const char *css_class;
  } looks[] = {
    [DS_OFFER_NEWS_NONE] = { NULL, "plain" },
    [DS_OFFER_NEWS_HELPED] = { "ds-mark-ok-symbolic", "ok" },
    [DS_OFFER_NEWS_PLAIN] = { "ds-mark-attention-symbolic", "attention" },
    [DS_OFFER_NEWS_FAILED] = { "ds-mark-problem-symbolic", "problem" },
  };
  DsOfferNews news = ds_offer_item_get_news (self->item);
  gboolean shown = news != DS_OFFER_NEWS_NONE && self->stage != DS_OFFER_UNDER_WAY;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (self->news_part, looks[i].css_class);
  gtk_widget_add_css_class (self->news_part, looks[news].css_class);
  gtk_image_set_from_icon_name (self->news_icon, looks[news].icon_name);
  gtk_label_set_label (self->news, shown ? ds_offer_item_get_sentence (self->item) : "");
  gtk_widget_set_visible (self->news_part, shown);
}

static void
set_action (DsOfferCard *self, const char *label, const char *action_name, const char *target)
{
  ds_accessible_set_label (self->button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
}

static void
draw_button (DsOfferCard *self, const DsOffer *offer)
{
  GtkWidget *button = GTK_WIDGET (self->button);
  const char *label = NULL;

  gtk_widget_remove_css_class (button, "suggested-action");
  switch (self->stage)
    {
    case DS_OFFER_IN_FORCE:
      set_action (self, _("Put back"), "win.put-back-change", offer->id);
      break;
    case DS_OFFER_NO_HELP:
      label = ds_offer_get_verb (offer->id, TRUE);
      if (label != NULL)
        set_action (self, label, "win.keep-change", offer->id);
      break;
    case DS_OFFER_OPEN:
    case DS_OFFER_UNDER_WAY:
    default:
      set_action (self, ds_offer_get_verb (offer->id, FALSE), "win.make-change", offer->id);
      if (self->suggested)
        gtk_widget_add_css_class (button, "suggested-action");
    }
  gtk_widget_set_visible (button, self->stage != DS_OFFER_UNDER_WAY &&
                                      (self->stage != DS_OFFER_NO_HELP || label != NULL));
}

static gboolean
has_focus (DsOfferCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* Whoever pressed the button is led on: to what can be done meanwhile, then to what became of it.
 */
static void
lead_focus (DsOfferCard *self, gboolean had_focus)
{
  gboolean under_way = self->stage == DS_OFFER_UNDER_WAY;

  if (had_focus && under_way)
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  else if (had_focus && gtk_widget_get_visible (self->news_part))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->news));
      gtk_label_select_region (self->news, 0, 0);
    }
  else if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->button));
  if (under_way || gtk_widget_get_visible (self->news_part))
    ds_announce (GTK_WIDGET (self), ds_offer_item_get_sentence (self->item));
}

static void
draw (DsOfferCard *self)
{
  const DsOffer *offer = ds_offer_item_get_offer (self->item);
  const char *sentence = ds_offer_item_get_sentence (self->item);
  gboolean under_way;

  self->stage = ds_offer_item_get_stage (self->item);
  under_way = self->stage == DS_OFFER_UNDER_WAY;
  gtk_label_set_label (self->title, ds_offer_item_get_title (self->item));
  draw_news (self);
  draw_facts (self, offer);
  gtk_label_set_label (self->busy, under_way && sentence != NULL ? sentence : "");
  gtk_spinner_set_spinning (self->spinner, under_way);
  gtk_widget_set_visible (self->busy_part, under_way);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), under_way);
  draw_button (self, offer);
}

static void
changed_cb (DsOfferCard *self)
{
  DsOfferStage before = self->stage;
  gboolean had_focus = has_focus (self);
  g_autofree char *said = g_strdup (gtk_label_get_label (self->news));

  draw (self);
  if (before != self->stage || g_strcmp0 (said, gtk_label_get_label (self->news)) != 0)
    lead_focus (self, had_focus);
}

/**
 * ds_offer_card_new:
 * @item: the change it shows
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
ds_offer_card_new (DsOfferItem *item)
{
  DsOfferCard *self = g_object_new (DS_TYPE_OFFER_CARD, NULL);

  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  draw (self);
  return GTK_WIDGET (self);
}

DsOfferItem *
ds_offer_card_get_item (DsOfferCard *self)
{
  return self->item;
}

/**
 * ds_offer_card_set_suggested:
 * @self: a card
 * @suggested: whether its button is the one thing of its page that is most likely to help
 */
void
ds_offer_card_set_suggested (DsOfferCard *self, gboolean suggested)
{
  self->suggested = suggested;
  draw_button (self, ds_offer_item_get_offer (self->item));
}

static void
ds_offer_card_dispose (GObject *object)
{
  DsOfferCard *self = DS_OFFER_CARD (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (ds_offer_card_parent_class)->dispose (object);
}

static void
ds_offer_card_class_init (DsOfferCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_offer_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-offer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, title);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, news_part);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, news_icon);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, news);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, what);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, facts);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, busy_part);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, busy);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, button);
  gtk_widget_class_bind_template_child (widget_class, DsOfferCard, cancel_button);
}

static void
ds_offer_card_init (DsOfferCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_accessible_set_label (self->cancel_button, _("Cancel"));
}
