/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A cancellable that is cancelled by another one, or when its time is up. */

typedef struct _DsDeadline DsDeadline;

DsDeadline *ds_deadline_new (guint timeout_ms, GCancellable *outer);
GCancellable *ds_deadline_get_cancellable (DsDeadline *self);
double ds_deadline_get_elapsed_ms (DsDeadline *self);
gboolean ds_deadline_has_passed (DsDeadline *self);
void ds_deadline_free (DsDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDeadline, ds_deadline_free)

G_END_DECLS
