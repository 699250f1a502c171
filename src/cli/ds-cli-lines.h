/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Lines of an input stream, whatever bytes they hold, and never more of one than an address can
 * need. */

typedef struct _DsCliLines DsCliLines;

DsCliLines *ds_cli_lines_new (GInputStream *stream);
void ds_cli_lines_free (DsCliLines *self);

void ds_cli_lines_read_async (DsCliLines *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GBytes *ds_cli_lines_read_finish (DsCliLines *self, GAsyncResult *result, GError **error);

G_END_DECLS
