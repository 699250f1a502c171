/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-cache.h"

#include "ds-words-types.h"

static const DsField cache_fields[] = {
  DS_FIELD_OF_ENUM (DsCache, kind, ds_cache_kind_get_type),
  DS_FIELD (DsCache, address, STRING),
  DS_FIELD (DsCache, servers, STRV),
  { 0 },
};

const DsRecordType ds_cache_type = { "cache", sizeof (DsCache), cache_fields };

DsCache *
ds_cache_new (void)
{
  return ds_record_new (&ds_cache_type);
}

void
ds_cache_free (DsCache *cache)
{
  ds_record_free (&ds_cache_type, cache);
}

/**
 * ds_cache_find:
 * @caches: (element-type DsCache): what keeps answers on this computer
 * @kind: which program
 *
 * Returns: (nullable) (transfer none): the first of that kind
 */
const DsCache *
ds_cache_find (GPtrArray *caches, DsCacheKind kind)
{
  for (guint i = 0; i < caches->len; i++)
    {
      const DsCache *cache = g_ptr_array_index (caches, i);

      if (cache->kind == kind)
        return cache;
    }
  return NULL;
}
