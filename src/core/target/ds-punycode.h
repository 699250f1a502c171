/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ds_punycode_encode (const gunichar *label, gsize length);
gunichar *ds_punycode_decode (const char *text, gsize *length);

G_END_DECLS
