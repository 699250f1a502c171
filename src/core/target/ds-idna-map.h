/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ds_idna_map (gunichar c, GString *out);
gboolean ds_idna_is_mark (gunichar c);
gboolean ds_idna_is_plain (gunichar c);

G_END_DECLS
