/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"

G_BEGIN_DECLS

/**
 * DsHostProxySwitchState:
 * @DS_HOST_PROXY_SWITCH_WORKS: the setting can be read and set
 * @DS_HOST_PROXY_SWITCH_ABSENT: this desktop has no such setting
 * @DS_HOST_PROXY_SWITCH_OUT_OF_REACH: it has, perhaps, but what this program would write never
 *   gets there, as in a sandbox
 * @DS_HOST_PROXY_SWITCH_LOCKED: whoever looks after this computer does not let it be set
 *
 * Whether the desktop's proxy setting can be set.
 */
typedef enum
{
  DS_HOST_PROXY_SWITCH_WORKS,
  DS_HOST_PROXY_SWITCH_ABSENT,
  DS_HOST_PROXY_SWITCH_OUT_OF_REACH,
  DS_HOST_PROXY_SWITCH_LOCKED,
} DsHostProxySwitchState;

/**
 * DsHostProxySwitch:
 * @state: whether it can be set
 * @mode: (owned) (nullable): the mode in force: `none`, `manual` or `auto`
 * @own_mode: (owned) (nullable): the mode the person set; %NULL where the default is in force
 *
 * The desktop's proxy setting: GSettings `org.gnome.system.proxy`, key `mode`.
 */
typedef struct
{
  DsHostProxySwitchState state;
  char *mode;
  char *own_mode;
} DsHostProxySwitch;

void ds_host_proxy_switch_free (DsHostProxySwitch *proxy_switch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostProxySwitch, ds_host_proxy_switch_free)

void ds_host_proxy_switch_read_async (DsContext *context,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
DsHostProxySwitch *ds_host_proxy_switch_read_finish (GAsyncResult *result, GError **error);

void ds_host_proxy_switch_set_async (const char *own_mode,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean ds_host_proxy_switch_set_finish (GAsyncResult *result, GError **error);

G_END_DECLS
