/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"

G_BEGIN_DECLS

/**
 * DsLedgerState:
 * @DS_LEDGER_INTENDED: about to be made, or being made
 * @DS_LEDGER_IN_FORCE: made, and seen to be in force
 * @DS_LEDGER_PUTTING_BACK: being put back
 *
 * How far a change is. Whoever is killed leaves the state behind: each of them can be put back.
 */
typedef enum
{
  DS_LEDGER_INTENDED,
  DS_LEDGER_IN_FORCE,
  DS_LEDGER_PUTTING_BACK,
} DsLedgerState;

/**
 * DsLedgerValue:
 * @key: what it is
 * @value: (nullable): how it was
 *
 * One thing that has to be known to put a change back.
 */
typedef struct
{
  char *key;
  char *value;
} DsLedgerValue;

extern const DsRecordType ds_ledger_value_type;

DsLedgerValue *ds_ledger_value_new (void);
void ds_ledger_value_free (DsLedgerValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsLedgerValue, ds_ledger_value_free)

/**
 * DsLedgerEntry:
 * @id: what it is called on the command line; unique in its ledger
 * @change: which change, with its object: `vpn-off:UUID`
 * @subject: (nullable): what it is made to, by the name people know
 * @made_at: when it was written down, RFC 3339 in UTC
 * @state: how far it is
 * @kept: whether the person keeps it, although the website did not open by it
 * @owner: the process that made it, or puts it back: a number of its own, see #DsLedger
 * @before: (element-type DsLedgerValue): how it was before
 * @is_left_over: not written down: whether @owner is no more
 *
 * A change in force, or on the way there or back.
 */
typedef struct
{
  char *id;
  char *change;
  char *subject;
  char *made_at;
  DsLedgerState state;
  gboolean kept;
  guint owner;
  GPtrArray *before;
  gboolean is_left_over;
} DsLedgerEntry;

extern const DsRecordType ds_ledger_entry_type;

DsLedgerEntry *ds_ledger_entry_new (void);
DsLedgerEntry *ds_ledger_entry_copy (const DsLedgerEntry *entry);
void ds_ledger_entry_free (DsLedgerEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsLedgerEntry, ds_ledger_entry_free)

DsLedgerEntry *ds_ledger_find (GPtrArray *entries, const char *id);

#define DS_LEDGER_SCHEMA "doorstep-ledger/1"

char *ds_ledger_to_text (GPtrArray *entries);
GPtrArray *ds_ledger_from_text (const char *text, gsize length, GError **error);

G_END_DECLS
