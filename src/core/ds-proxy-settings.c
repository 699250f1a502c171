/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-proxy-settings.h"

#include "ds-words-types.h"

static const DsField proxy_settings_fields[] = {
  DS_FIELD_OF_ENUM (DsProxySettings, mode, ds_proxy_mode_get_type),
  DS_FIELD (DsProxySettings, script, STRING),
  DS_FIELD_OF_ENUM (DsProxySettings, script_state, ds_proxy_script_state_get_type),
  DS_FIELD (DsProxySettings, writable, BOOL),
  { 0 },
};

const DsRecordType ds_proxy_settings_type = { "proxy_settings", sizeof (DsProxySettings),
                                              proxy_settings_fields };

DsProxySettings *
ds_proxy_settings_new (void)
{
  return ds_record_new (&ds_proxy_settings_type);
}

void
ds_proxy_settings_free (DsProxySettings *settings)
{
  ds_record_free (&ds_proxy_settings_type, settings);
}
