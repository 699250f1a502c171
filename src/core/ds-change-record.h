/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"

G_BEGIN_DECLS

/**
 * DsChangeRecord:
 * @entry: the entry of the ledger, for putting it back
 * @change: which change, with its object: `vpn-off:UUID`
 * @subject: (nullable): what it was made to, by the name people know: a VPN's name
 * @made_at: when it was made, RFC 3339 in UTC
 * @kept: whether the person keeps it, although the website did not open by it
 *
 * A change in force.
 */
typedef struct
{
  char *entry;
  char *change;
  char *subject;
  char *made_at;
  gboolean kept;
} DsChangeRecord;

extern const DsRecordType ds_change_record_type;

DsChangeRecord *ds_change_record_new (void);
void ds_change_record_free (DsChangeRecord *change_record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsChangeRecord, ds_change_record_free)

G_END_DECLS
