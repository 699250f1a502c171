/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"

G_BEGIN_DECLS

/**
 * DsHostFirewallError:
 * @DS_HOST_FIREWALL_ERROR_DENIED: it was not allowed
 * @DS_HOST_FIREWALL_ERROR_DISMISSED: the person closed the question for the password
 * @DS_HOST_FIREWALL_ERROR_NO_BLOCK: firewalld has no rule that stops what this computer sends
 * @DS_HOST_FIREWALL_ERROR_EXISTS: the exception is there already
 *
 * Why an exception could not be made; beside the errors of GIO and of firewalld.
 */
typedef enum
{
  DS_HOST_FIREWALL_ERROR_DENIED,
  DS_HOST_FIREWALL_ERROR_DISMISSED,
  DS_HOST_FIREWALL_ERROR_NO_BLOCK,
  DS_HOST_FIREWALL_ERROR_EXISTS,
} DsHostFirewallError;

#define DS_HOST_FIREWALL_ERROR (ds_host_firewall_error_quark ())
GQuark ds_host_firewall_error_quark (void);

void ds_host_firewall_allow_async (DsContext *context,
                                   const char *const *addresses,
                                   guint port,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean ds_host_firewall_allow_finish (GAsyncResult *result, GError **error);

void ds_host_firewall_unallow_async (DsContext *context,
                                     const char *const *addresses,
                                     guint port,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
int ds_host_firewall_unallow_finish (GAsyncResult *result, GError **error);

G_END_DECLS
