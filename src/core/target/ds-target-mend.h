/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ds_mend_is_quoted (const char *text);
char *ds_mend_marks (const char *text);
char *ds_mend_gaps (const char *text);
char *ds_mend_dots (const char *text);
char **ds_mend_find_addresses (const char *text);

G_END_DECLS
