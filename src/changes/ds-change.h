/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-change-error.h"
#include "ds-context.h"
#include "ds-ledger-entry.h"

G_BEGIN_DECLS

#define DS_TYPE_CHANGE (ds_change_get_type ())
G_DECLARE_DERIVABLE_TYPE (DsChange, ds_change, DS, CHANGE, GObject)

/**
 * DsUndone:
 * @DS_UNDONE_PUT_BACK: it is as it was before
 * @DS_UNDONE_ALREADY: it was as before already
 * @DS_UNDONE_LEFT: the person has set it otherwise meanwhile, and that was left as it is
 *
 * How putting back a change ended.
 */
typedef enum
{
  DS_UNDONE_PUT_BACK,
  DS_UNDONE_ALREADY,
  DS_UNDONE_LEFT,
} DsUndone;

/**
 * DsChangeClass:
 * @leaves_nothing: whether there is nothing to put back, as when something is forgotten; such a
 *   change has no @undo and no @is_in_force, and no entry in the ledger
 * @prepare: looks how it is now, and keeps with ds_change_set_before() what is needed to put it
 *   back, and with ds_change_set_subject() what people call it. Changes nothing, asks for no
 *   password; fails with %DS_CHANGE_ERROR_NOT_POSSIBLE where the change makes no sense. Returns a
 *   boolean
 * @apply: makes the change, and waits until it took hold. May ask for a password. Returns a boolean
 * @undo: puts it back as @prepare found it. Any number of times, and whatever became of @apply: as
 *   before is a success; what the person has set otherwise meanwhile stays, and
 *   ds_change_set_note() says so. May ask for a password. Returns a #DsUndone as an int
 * @is_in_force: looks whether the change is there. Changes nothing, asks for no password. Returns 1
 *   or 0 as an int
 *
 * What makes a kind of change. Each function takes its task (transfer full), heeds its cancellable
 * and has a deadline; errors are of #DsChangeError, or %G_IO_ERROR_CANCELLED.
 */
struct _DsChangeClass
{
  GObjectClass parent_class;

  gboolean leaves_nothing;
  void (*prepare) (DsChange *self, GTask *task);
  void (*apply) (DsChange *self, GTask *task);
  void (*undo) (DsChange *self, GTask *task);
  void (*is_in_force) (DsChange *self, GTask *task);
};

/* A person may be typing a password: there is no shorter deadline for a call that may ask for it.
 */
#define DS_CHANGE_PROMPT_TIMEOUT_MS (5 * 60 * 1000)

DsChange *ds_change_new (DsContext *context, const char *id, GError **error);
DsChange *ds_change_new_for_entry (DsContext *context, const DsLedgerEntry *entry, GError **error);

const char *ds_change_get_id (DsChange *self);
const char *ds_change_get_object (DsChange *self);
DsContext *ds_change_get_context (DsChange *self);
gboolean ds_change_leaves_nothing (DsChange *self);

const char *ds_change_get_subject (DsChange *self);
void ds_change_set_subject (DsChange *self, const char *subject);
const char *ds_change_get_before (DsChange *self, const char *key);
void ds_change_set_before (DsChange *self, const char *key, const char *value);
const char *ds_change_get_note (DsChange *self);
void ds_change_set_note (DsChange *self, const char *note);
const DsLedgerEntry *ds_change_get_entry (DsChange *self);

void ds_change_prepare_async (DsChange *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean ds_change_prepare_finish (DsChange *self, GAsyncResult *result, GError **error);

void ds_change_apply_async (DsChange *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ds_change_apply_finish (DsChange *self, GAsyncResult *result, GError **error);

void ds_change_undo_async (DsChange *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
int ds_change_undo_finish (DsChange *self, GAsyncResult *result, GError **error);

void ds_change_is_in_force_async (DsChange *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
int ds_change_is_in_force_finish (DsChange *self, GAsyncResult *result, GError **error);

G_END_DECLS
