/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"

G_BEGIN_DECLS

DsContext *ds_cli_context_new (char **references);

/* --- Waiting for one thing, with Ctrl+C --- */

typedef struct _DsCliWait DsCliWait;

DsCliWait *ds_cli_wait_new (const char *interrupted);
GCancellable *ds_cli_wait_get_cancellable (DsCliWait *self);
gboolean ds_cli_wait_was_interrupted (DsCliWait *self);
void ds_cli_wait_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *ds_cli_wait_for (DsCliWait *self);
void ds_cli_wait_free (DsCliWait *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCliWait, ds_cli_wait_free)

G_END_DECLS
