/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DS_TERMINAL_COLUMNS 80

char *ds_terminal_clean (const char *text);
guint ds_terminal_width (const char *text);
void ds_terminal_append (GString *page, const char *text, guint indent);

G_END_DECLS
