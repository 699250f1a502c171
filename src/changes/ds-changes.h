/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-change-error.h"
#include "ds-change-item.h"
#include "ds-change.h"
#include "ds-context.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGES (ds_changes_get_type ())
G_DECLARE_FINAL_TYPE (DsChanges, ds_changes, DS, CHANGES, GObject)

/* The changes in force, and how they are made and put back: whatever happens meanwhile, what is
 * changed is in the ledger.
 *
 * Signal "told" (const char *sentence): something the person has to know that is no error. */

DsChanges *ds_changes_new (DsContext *context);
void ds_changes_watch (DsChanges *self);

GListModel *ds_changes_get_items (DsChanges *self);
DsChangeItem *ds_changes_find (DsChanges *self, const char *name);
GPtrArray *ds_changes_get_records (DsChanges *self);
gboolean ds_changes_is_known (const char *change);

void ds_changes_load_async (DsChanges *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ds_changes_load_finish (DsChanges *self, GAsyncResult *result, GError **error);

void ds_changes_apply_async (DsChanges *self,
                             const char *change,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean
ds_changes_apply_finish (DsChanges *self, GAsyncResult *result, char **entry, GError **error);

void ds_changes_undo_async (DsChanges *self,
                            const char *entry,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
int ds_changes_undo_finish (DsChanges *self, GAsyncResult *result, char **note, GError **error);

void ds_changes_keep_async (DsChanges *self,
                            const char *entry,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ds_changes_keep_finish (DsChanges *self, GAsyncResult *result, GError **error);

G_END_DECLS
