/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-finding.h"

G_BEGIN_DECLS

#define DS_TYPE_OFFER_ITEM (ds_offer_item_get_type ())
G_DECLARE_FINAL_TYPE (DsOfferItem, ds_offer_item, DS, OFFER_ITEM, GObject)

/* A change that a step offers, and what became of it when the person chose it. The step is drawn
 * from it, so it is the same whichever page was looked at meanwhile.
 *
 * Signal "changed" (no arguments): anything of it is new. */

/**
 * DsOfferStage:
 * @DS_OFFER_OPEN: it can be chosen
 * @DS_OFFER_UNDER_WAY: it is being made or put back, or the website is tried again
 * @DS_OFFER_IN_FORCE: it is made
 * @DS_OFFER_NO_HELP: it was made, did not help, and is put back
 */
typedef enum
{
  DS_OFFER_OPEN,
  DS_OFFER_UNDER_WAY,
  DS_OFFER_IN_FORCE,
  DS_OFFER_NO_HELP,
} DsOfferStage;

/**
 * DsOfferNews:
 * @DS_OFFER_NEWS_NONE: nothing to tell
 * @DS_OFFER_NEWS_HELPED: the website opens
 * @DS_OFFER_NEWS_PLAIN: something to know
 * @DS_OFFER_NEWS_FAILED: it could not be done
 */
typedef enum
{
  DS_OFFER_NEWS_NONE,
  DS_OFFER_NEWS_HELPED,
  DS_OFFER_NEWS_PLAIN,
  DS_OFFER_NEWS_FAILED,
} DsOfferNews;

DsOfferItem *ds_offer_item_new (const DsOffer *offer, guint step);

const DsOffer *ds_offer_item_get_offer (DsOfferItem *self);
const char *ds_offer_item_get_title (DsOfferItem *self);
guint ds_offer_item_get_step (DsOfferItem *self);
DsOfferStage ds_offer_item_get_stage (DsOfferItem *self);
DsOfferNews ds_offer_item_get_news (DsOfferItem *self);
const char *ds_offer_item_get_sentence (DsOfferItem *self);

void ds_offer_item_set_in_force_title (DsOfferItem *self, const char *title);
void ds_offer_item_set_offer (DsOfferItem *self, const DsOffer *offer);
void
ds_offer_item_set (DsOfferItem *self, DsOfferStage stage, DsOfferNews news, const char *sentence);

G_END_DECLS
