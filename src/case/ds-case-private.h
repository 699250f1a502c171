/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-case.h"
#include "ds-plan.h"

G_BEGIN_DECLS

DsPlan *ds_case_keep_run (DsCase *self);
void ds_case_bring_back (DsCase *self, DsPlan *plan);
void ds_case_set_changing (DsCase *self, gboolean changing);

G_END_DECLS
