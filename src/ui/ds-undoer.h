/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-changes.h"

G_BEGIN_DECLS

#define DS_TYPE_UNDOER (ds_undoer_get_type ())
G_DECLARE_FINAL_TYPE (DsUndoer, ds_undoer, DS, UNDOER, GObject)

/* Puts changes back, whoever asks for it: a window, the notification, or a program on the bus. It
 * is one for all windows, so that they show the same.
 *
 * Signals: "changed" (no arguments): what is being put back, or what is to be told of it, is new;
 * "ended" (const char *entry, const char *sentence): a change is put back. */

DsUndoer *ds_undoer_new (DsChanges *changes);
DsChanges *ds_undoer_get_changes (DsUndoer *self);

void ds_undoer_put_back (DsUndoer *self, const char *entry);
gboolean ds_undoer_is_busy (DsUndoer *self, const char *entry);
const char *ds_undoer_get_complaint (DsUndoer *self, const char *entry);

G_END_DECLS
