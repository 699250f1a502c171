/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean ds_bind_device (int fd, const char *device, GError **error);

G_END_DECLS
