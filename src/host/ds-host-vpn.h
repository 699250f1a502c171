/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsHostVpn:
 * @state: whether it is in use
 * @is_vpn: whether what is in use under that UUID is a VPN at all
 * @name: (owned) (nullable): what people call it; %NULL while it is not in use
 * @path: (owned) (nullable): the active connection, while it is in use
 * @link: (owned) (nullable): the path of the VPN's own device, while it has one
 * @others: (owned): the UUIDs of the other VPNs in use, in alphabetical order
 *
 * A VPN as NetworkManager has it at the moment.
 */
typedef struct
{
  DsConnectionState state;
  gboolean is_vpn;
  char *name;
  char *path;
  char *link;
  char **others;
} DsHostVpn;

void ds_host_vpn_free (DsHostVpn *vpn);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostVpn, ds_host_vpn_free)

DsHostVpn *ds_host_vpn_read (GVariant *objects, const char *uuid);
gboolean ds_host_vpn_has_device (GVariant *objects, const char *path);

void ds_host_vpn_get_async (GDBusConnection *bus,
                            const char *uuid,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
DsHostVpn *ds_host_vpn_get_finish (GAsyncResult *result, GError **error);

/**
 * DsHostVpnUp:
 * @DS_HOST_VPN_UP: it is in use
 * @DS_HOST_VPN_UP_NO_PROFILE: it is not set up any more
 * @DS_HOST_VPN_UP_NO_PASSWORD: its password is missing or wrong
 * @DS_HOST_VPN_UP_FAILED: it did not come up
 *
 * How turning a VPN on ended.
 */
typedef enum
{
  DS_HOST_VPN_UP,
  DS_HOST_VPN_UP_NO_PROFILE,
  DS_HOST_VPN_UP_NO_PASSWORD,
  DS_HOST_VPN_UP_FAILED,
} DsHostVpnUp;

void ds_host_vpn_up_async (GDBusConnection *bus,
                           const char *uuid,
                           guint timeout_ms,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
int ds_host_vpn_up_finish (GAsyncResult *result, GError **error);

void ds_host_vpn_down_async (GDBusConnection *bus,
                             const char *uuid,
                             guint timeout_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ds_host_vpn_down_finish (GAsyncResult *result, GError **error);

G_END_DECLS
