/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-reading.h"

G_BEGIN_DECLS

gboolean ds_names_has (const DsNameAnswer *answer, const char *address);
gboolean ds_names_is_direct (const DsReading *reading, const DsNameAnswer *answer);
gboolean ds_names_is_elsewhere (const DsReading *reading, const DsNameAnswer *answer);
gboolean ds_names_is_given (const DsReading *reading, const char *address);
gboolean ds_names_is_given_elsewhere (const DsReading *reading, const char *address);
gboolean ds_names_held_back (const DsReading *reading);
gboolean ds_names_has_status (const DsReading *reading, DsNameStatus status);
const DsAttempt *ds_names_find_fresh_open (const DsReading *reading);
const DsNameAnswer *ds_names_find_kept (const DsReading *reading);
gboolean ds_names_is_made_up (const DsReading *reading, const char *address);
gboolean ds_names_agree_elsewhere (const DsReading *reading);

G_END_DECLS
