/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-changes.h"
#include "ds-ledger.h"

G_BEGIN_DECLS

DsLedger *ds_changes_get_ledger (DsChanges *self);
DsContext *ds_changes_get_context (DsChanges *self);

G_END_DECLS
