/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DsHostPolkitAnswer:
 * @DS_HOST_POLKIT_UNKNOWN: nobody could be asked; the error says why
 * @DS_HOST_POLKIT_ALLOWED: it is allowed
 * @DS_HOST_POLKIT_DENIED: it is not, or the password was wrong, or nobody can be asked for one here
 * @DS_HOST_POLKIT_DISMISSED: the person closed the question for the password
 *
 * Whether this program may do something.
 */
typedef enum
{
  DS_HOST_POLKIT_UNKNOWN,
  DS_HOST_POLKIT_ALLOWED,
  DS_HOST_POLKIT_DENIED,
  DS_HOST_POLKIT_DISMISSED,
} DsHostPolkitAnswer;

void ds_host_polkit_check_async (GDBusConnection *bus,
                                 const char *action,
                                 gboolean may_ask,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DsHostPolkitAnswer ds_host_polkit_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
