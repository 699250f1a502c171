/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ds_host_display (const char *name, gboolean *doubtful);

G_END_DECLS
