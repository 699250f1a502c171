/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ds_ipv4_ends_in_number (const char *host);
char *ds_ipv4_parse (const char *host);
char *ds_ipv6_parse (const char *text);

G_END_DECLS
