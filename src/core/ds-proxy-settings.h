/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsProxySettings:
 * @mode: how they say which proxy to use
 * @script: (nullable): where the script is, without any user name and password; %NULL where it is
 *   to be found in the network (WPAD), or @mode is another one
 * @script_state: whether the script is there; looked at only where it named no proxy, since who
 *   can't load one goes without a proxy and says nothing
 * @writable: whether Doorstep can set them
 *
 * What the desktop's settings say about proxies, whatever website they are for.
 */
typedef struct
{
  DsProxyMode mode;
  char *script;
  DsProxyScriptState script_state;
  gboolean writable;
} DsProxySettings;

extern const DsRecordType ds_proxy_settings_type;

DsProxySettings *ds_proxy_settings_new (void);
void ds_proxy_settings_free (DsProxySettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProxySettings, ds_proxy_settings_free)

G_END_DECLS
