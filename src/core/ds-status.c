/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-status.h"

static const DsField gap_fields[] = {
  DS_FIELD (DsStatusGap, part, STRING),
  DS_FIELD (DsStatusGap, message, STRING),
  { 0 },
};

const DsRecordType ds_status_gap_type = { "gap", sizeof (DsStatusGap), gap_fields };

DsStatusGap *
ds_status_gap_new (void)
{
  return ds_record_new (&ds_status_gap_type);
}

void
ds_status_gap_free (DsStatusGap *gap)
{
  ds_record_free (&ds_status_gap_type, gap);
}

static const DsField status_fields[] = {
  DS_FIELD_OF_RECORD (DsStatus, network, ds_network_type),
  DS_FIELD_OF_RECORD (DsStatus, proxy_settings, ds_proxy_settings_type),
  DS_FIELD_OF_LIST (DsStatus, proxies, ds_proxy_type),
  DS_FIELD (DsStatus, name_servers, STRV),
  DS_FIELD_OF_LIST (DsStatus, caches, ds_cache_type),
  DS_FIELD_OF_RECORD (DsStatus, firewall, ds_firewall_type),
  DS_FIELD_OF_RECORD (DsStatus, links, ds_links_type),
  DS_FIELD_OF_LIST (DsStatus, missing, ds_status_gap_type),
  { 0 },
};

const DsRecordType ds_status_type = { "status", sizeof (DsStatus), status_fields };

DsStatus *
ds_status_new (void)
{
  return ds_record_new (&ds_status_type);
}

void
ds_status_free (DsStatus *status)
{
  ds_record_free (&ds_status_type, status);
}

/**
 * ds_status_add_gap:
 * @status: a status
 * @part: what could not be seen
 * @message: why
 */
void
ds_status_add_gap (DsStatus *status, const char *part, const char *message)
{
  DsStatusGap *gap = ds_status_gap_new ();

  gap->part = g_strdup (part);
  gap->message = g_strdup (message);
  g_ptr_array_add (status->missing, gap);
}

/**
 * ds_status_find_gap:
 * @status: a status
 * @part: something a status tells
 *
 * Returns: (transfer none) (nullable): why @part could not be seen; %NULL where it could
 */
const DsStatusGap *
ds_status_find_gap (const DsStatus *status, const char *part)
{
  for (guint i = 0; i < status->missing->len; i++)
    {
      const DsStatusGap *gap = g_ptr_array_index (status->missing, i);

      if (g_strcmp0 (gap->part, part) == 0)
        return gap;
    }
  return NULL;
}

/**
 * ds_status_is_empty:
 * @status: a status
 *
 * Returns: whether nothing at all could be seen
 */
gboolean
ds_status_is_empty (const DsStatus *status)
{
  return ds_status_find_gap (status, "links") != NULL &&
         status->network->manager != DS_MANAGER_ANSWERED &&
         ds_status_find_gap (status, "proxy") != NULL &&
         ds_status_find_gap (status, "name-servers") != NULL;
}
