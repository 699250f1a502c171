/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ds_host_parse (const char *text, gboolean *is_literal, GError **error);
gboolean ds_host_check_name (const char *name, GError **error);

G_END_DECLS
