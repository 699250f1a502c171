/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-target.h"

G_BEGIN_DECLS

#define DS_TYPE_ADDRESS_PAGE (ds_address_page_get_type ())
G_DECLARE_FINAL_TYPE (DsAddressPage, ds_address_page, DS, ADDRESS_PAGE, AdwBin)

/* Asks which website won't open. */

void ds_address_page_set_address (DsAddressPage *self, const char *address);
DsTarget *ds_address_page_read (DsAddressPage *self);
void ds_address_page_take_focus (DsAddressPage *self);
GtkWidget *ds_address_page_get_default (DsAddressPage *self);

G_END_DECLS
