/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-hosts-file.h"

static const DsField hosts_line_fields[] = {
  DS_FIELD (DsHostsLine, file, STRING),
  DS_FIELD (DsHostsLine, line, UINT),
  DS_FIELD (DsHostsLine, address, STRING),
  DS_FIELD (DsHostsLine, text, STRING),
  { 0 },
};

const DsRecordType ds_hosts_line_type = { "hosts line", sizeof (DsHostsLine), hosts_line_fields };

DsHostsLine *
ds_hosts_line_new (void)
{
  return ds_record_new (&ds_hosts_line_type);
}

void
ds_hosts_line_free (DsHostsLine *hosts_line)
{
  ds_record_free (&ds_hosts_line_type, hosts_line);
}

static const DsField hosts_file_fields[] = {
  DS_FIELD (DsHostsFile, names, UINT),
  DS_FIELD (DsHostsFile, blocked, UINT),
  DS_FIELD_OF_LIST (DsHostsFile, lines, ds_hosts_line_type),
  { 0 },
};

const DsRecordType ds_hosts_file_type = { "hosts", sizeof (DsHostsFile), hosts_file_fields };

DsHostsFile *
ds_hosts_file_new (void)
{
  return ds_record_new (&ds_hosts_file_type);
}

void
ds_hosts_file_free (DsHostsFile *hosts_file)
{
  ds_record_free (&ds_hosts_file_type, hosts_file);
}

/**
 * ds_hosts_file_find:
 * @hosts: (nullable): what the hosts files say
 * @address: (nullable): an address
 *
 * Returns: (nullable) (transfer none): the first line that sends the target to @address
 */
const DsHostsLine *
ds_hosts_file_find (const DsHostsFile *hosts, const char *address)
{
  for (guint i = 0; hosts != NULL && address != NULL && i < hosts->lines->len; i++)
    {
      const DsHostsLine *line = g_ptr_array_index (hosts->lines, i);

      if (g_strcmp0 (line->address, address) == 0)
        return line;
    }
  return NULL;
}

/**
 * ds_hosts_address_blocks:
 * @address: (nullable): an address
 *
 * Returns: whether block lists send names there, so that nothing is reached
 */
gboolean
ds_hosts_address_blocks (const char *address)
{
  static const char *const nowhere[] = { "0.0.0.0", "::", "127.0.0.1", "::1", NULL };

  return address != NULL && g_strv_contains (nowhere, address);
}
