/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSource *ds_timer_start (guint interval_ms,
                         GCancellable *cancellable,
                         GSourceFunc callback,
                         gpointer user_data);

G_END_DECLS
