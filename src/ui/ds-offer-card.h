/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-offer-item.h"

G_BEGIN_DECLS

#define DS_TYPE_OFFER_CARD (ds_offer_card_get_type ())
G_DECLARE_FINAL_TYPE (DsOfferCard, ds_offer_card, DS, OFFER_CARD, AdwBin)

/* A change that a step offers: what it does, for how long, what it costs, and one button. What
 * became of it is said in the same place. */

GtkWidget *ds_offer_card_new (DsOfferItem *item);
DsOfferItem *ds_offer_card_get_item (DsOfferCard *self);
void ds_offer_card_set_suggested (DsOfferCard *self, gboolean suggested);

G_END_DECLS
