/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-offer-item.h"

struct _DsOfferItem
{
  GObject parent_instance;

  DsOffer *offer;       /* (owned): as it is offered */
  char *in_force_title; /* (owned) (nullable): the same once it is made */
  guint step;
  DsOfferStage stage;
  DsOfferNews news;
  char *sentence; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DsOfferItem, ds_offer_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ds_offer_item_finalize (GObject *object)
{
  DsOfferItem *self = DS_OFFER_ITEM (object);

  g_clear_pointer (&self->offer, ds_offer_free);
  g_clear_pointer (&self->in_force_title, g_free);
  g_clear_pointer (&self->sentence, g_free);
  G_OBJECT_CLASS (ds_offer_item_parent_class)->finalize (object);
}

static void
ds_offer_item_class_init (DsOfferItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_offer_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DS_TYPE_OFFER_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
ds_offer_item_init (DsOfferItem *self)
{
}

/**
 * ds_offer_item_new:
 * @offer: the change in words; copied
 * @step: the number of the step that offers it
 *
 * Returns: (transfer full): the change, not chosen yet
 */
DsOfferItem *
ds_offer_item_new (const DsOffer *offer, guint step)
{
  DsOfferItem *self = g_object_new (DS_TYPE_OFFER_ITEM, NULL);

  self->offer = ds_record_copy (&ds_offer_type, offer);
  self->step = step;
  self->stage = offer->in_force ? DS_OFFER_IN_FORCE : DS_OFFER_OPEN;
  return self;
}

const DsOffer *
ds_offer_item_get_offer (DsOfferItem *self)
{
  return self->offer;
}

guint
ds_offer_item_get_step (DsOfferItem *self)
{
  return self->step;
}

DsOfferStage
ds_offer_item_get_stage (DsOfferItem *self)
{
  return self->stage;
}

DsOfferNews
ds_offer_item_get_news (DsOfferItem *self)
{
  return self->news;
}

/**
 * ds_offer_item_get_sentence:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the news in a sentence, or what is under way
 */
const char *
ds_offer_item_get_sentence (DsOfferItem *self)
{
  return self->sentence;
}

/**
 * ds_offer_item_get_title:
 * @self: an item
 *
 * Returns: (transfer none): what would be changed, or is changed
 */
const char *
ds_offer_item_get_title (DsOfferItem *self)
{
  return self->stage == DS_OFFER_IN_FORCE && self->in_force_title != NULL ? self->in_force_title
                                                                          : self->offer->title;
}

/**
 * ds_offer_item_set_in_force_title:
 * @self: an item
 * @title: what is changed
 */
void
ds_offer_item_set_in_force_title (DsOfferItem *self, const char *title)
{
  g_free (self->in_force_title);
  self->in_force_title = g_strdup (title);
}

/**
 * ds_offer_item_set_offer:
 * @self: an item
 * @offer: the change as it is offered now; copied
 *
 * What became of it stays.
 */
void
ds_offer_item_set_offer (DsOfferItem *self, const DsOffer *offer)
{
  g_clear_pointer (&self->offer, ds_offer_free);
  self->offer = ds_record_copy (&ds_offer_type, offer);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * ds_offer_item_set:
 * @self: an item
 * @stage: how far it is
 * @news: what there is to tell
 * @sentence: (nullable): the same in a sentence
 */
void
ds_offer_item_set (DsOfferItem *self, DsOfferStage stage, DsOfferNews news, const char *sentence)
{
  g_autofree char *copy = g_strdup (sentence);

  self->stage = stage;
  self->news = news;
  g_free (self->sentence);
  self->sentence = g_steal_pointer (&copy);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
