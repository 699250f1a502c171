/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-case.h"

G_BEGIN_DECLS

#define DS_TYPE_RESULT_PAGE (ds_result_page_get_type ())
G_DECLARE_FINAL_TYPE (DsResultPage, ds_result_page, DS, RESULT_PAGE, AdwBin)

/* Says who turned the connection away, how sure that is, and what to do. */

void ds_result_page_set_case (DsResultPage *self, DsCase *one_case);
void ds_result_page_take_focus (DsResultPage *self);
GtkWidget *ds_result_page_get_default (DsResultPage *self);

G_END_DECLS
