/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-context.h"
#include "ds-firewall.h"

G_BEGIN_DECLS

#define DS_FIREWALLD_NAME   "org.fedoraproject.FirewallD1"
#define DS_FIREWALLD_PATH   "/org/fedoraproject/FirewallD1"
#define DS_FIREWALLD_POLICY DS_FIREWALLD_NAME ".policy"

void ds_host_firewalld_read_async (DsContext *context,
                                   DsFirewall *firewall,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean ds_host_firewalld_read_finish (GAsyncResult *result, GError **error);

void ds_host_firewalld_identify_async (DsContext *context,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *ds_host_firewalld_identify_finish (GAsyncResult *result, GError **error);

void ds_host_firewalld_find_owner (GDBusConnection *bus,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

G_END_DECLS
