/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-ledger-entry.h"

G_BEGIN_DECLS

/* The ledger as a file. All of this waits for the disk, and is for a thread only. */

int ds_ledger_file_lock (const char *folder,
                         guint timeout_ms,
                         GCancellable *cancellable,
                         GError **error);
int ds_ledger_file_open_lock (const char *folder);
int ds_ledger_file_own (const char *folder, guint *owner, GError **error);
gboolean ds_ledger_file_is_owned (int lock_fd, guint owner);

GPtrArray *ds_ledger_file_read (const char *folder, GError **error);
gboolean ds_ledger_file_write (const char *folder, GPtrArray *entries, GError **error);
char *ds_ledger_file_keep_aside (const char *folder, GError **error);

G_END_DECLS
