/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-ledger-entry.h"

G_BEGIN_DECLS

#define DS_TYPE_LEDGER (ds_ledger_get_type ())
G_DECLARE_FINAL_TYPE (DsLedger, ds_ledger, DS, LEDGER, GObject)

/* The crash-safe list of changes in force: `$XDG_STATE_HOME/doorstep/ledger.json`. Several
 * processes may use it at once.
 *
 * Signals: "changed": somebody wrote the file, once ds_ledger_watch() was called;
 * "kept-aside" (const char *sentence): what was there was no ledger of this version, and has
 * another name now. */

DsLedger *ds_ledger_new (DsContext *context);
const char *ds_ledger_get_folder (DsLedger *self);
void ds_ledger_watch (DsLedger *self);

void ds_ledger_load_async (DsLedger *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GPtrArray *ds_ledger_load_finish (DsLedger *self, GAsyncResult *result, GError **error);

void ds_ledger_add_async (DsLedger *self,
                          const DsLedgerEntry *entry,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
void ds_ledger_claim_async (DsLedger *self,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void ds_ledger_set_state_async (DsLedger *self,
                                const char *id,
                                DsLedgerState state,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void ds_ledger_set_kept_async (DsLedger *self,
                               const char *id,
                               gboolean kept,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void ds_ledger_remove_async (DsLedger *self,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
DsLedgerEntry *ds_ledger_edit_finish (DsLedger *self, GAsyncResult *result, GError **error);

G_END_DECLS
