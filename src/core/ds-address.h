/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean ds_address_is_nowhere (const char *address);
gboolean ds_address_is_inside (const char *address);

G_END_DECLS
