/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ds_text_is_space (gunichar c);
gboolean ds_text_starts_address (const char *text);
gboolean ds_text_has_space (const char *text);
char *ds_text_tidy (const char *bytes, gsize length);
char *ds_text_for_showing (const char *text);
char *ds_text_join_lines (const char *text);
char *ds_text_narrow (const char *text);

G_END_DECLS
