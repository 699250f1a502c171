/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-changer.h"
#include "ds-finding-item.h"

G_BEGIN_DECLS

#define DS_TYPE_STEP_PAGE (ds_step_page_get_type ())
G_DECLARE_FINAL_TYPE (DsStepPage, ds_step_page, DS, STEP_PAGE, AdwBin)

/* One of the ten steps, whichever, drawn from what its check found. */

void ds_step_page_set_item (DsStepPage *self, DsFindingItem *item);
void ds_step_page_set_changer (DsStepPage *self, DsChanger *changer);
void ds_step_page_set_places (DsStepPage *self, GPtrArray *places);
char *ds_step_page_get_details (DsStepPage *self);
void ds_step_page_take_focus (DsStepPage *self);
GtkWidget *ds_step_page_get_default (DsStepPage *self);

G_END_DECLS
