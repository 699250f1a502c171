/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ds_json_is_bounded (const char *text, gsize length, guint depth_max, guint values_max);

G_END_DECLS
