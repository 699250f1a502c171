/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsCache:
 * @kind: which program it is
 * @address: (nullable): where it takes questions, if the list of name servers names it
 * @servers: (nullable): the name servers it asks in turn, where it says so
 *
 * A program on this computer that looks names up for the others, and keeps the answers for a
 * while.
 */
typedef struct
{
  DsCacheKind kind;
  char *address;
  char **servers;
} DsCache;

extern const DsRecordType ds_cache_type;

DsCache *ds_cache_new (void);
void ds_cache_free (DsCache *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCache, ds_cache_free)

const DsCache *ds_cache_find (GPtrArray *caches, DsCacheKind kind);

G_END_DECLS
