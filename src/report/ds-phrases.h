/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-path.h"

G_BEGIN_DECLS

/* How the words of the design are said to the person in front of the window. */

const char *ds_phrase_place (DsWho who);
const char *ds_phrase_who (DsWho who);
const char *ds_phrase_grade (DsGrade grade);
const char *ds_phrase_finding (DsFindingKind finding);
const char *ds_phrase_place_mark (const DsPlace *place);
char *ds_phrase_path (GPtrArray *places);
char *ds_phrase_step (guint number, const char *title);

G_END_DECLS
