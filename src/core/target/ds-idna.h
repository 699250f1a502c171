/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ds_idna_to_ascii (const char *domain, gunichar *culprit);
gunichar *ds_idna_read_label (const char *label, gsize *length);

G_END_DECLS
