/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-case.h"

G_BEGIN_DECLS

#define DS_TYPE_CHECKING_PAGE (ds_checking_page_get_type ())
G_DECLARE_FINAL_TYPE (DsCheckingPage, ds_checking_page, DS, CHECKING_PAGE, AdwBin)

/* Shows a run while it is under way. */

void ds_checking_page_set_case (DsCheckingPage *self, DsCase *one_case);
void ds_checking_page_take_focus (DsCheckingPage *self);

G_END_DECLS
