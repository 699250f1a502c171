/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-name-answer.h"

G_BEGIN_DECLS

/**
 * DsResolvedAsk:
 * @DS_RESOLVED_KEPT: what it has kept, without asking anybody: changes nothing
 * @DS_RESOLVED_FRESH: what name servers say now, past what it has kept; it then keeps the new
 * answer in place of the old one
 *
 * How to ask systemd-resolved for a name.
 */
typedef enum
{
  DS_RESOLVED_KEPT,
  DS_RESOLVED_FRESH,
} DsResolvedAsk;

/**
 * DsHostResolved:
 * @servers: (owned): the name servers it asks for the name, those it asks first in front
 * @kept: how many answers it keeps
 *
 * How systemd-resolved is set up.
 */
typedef struct
{
  char **servers;
  guint64 kept;
} DsHostResolved;

void ds_host_resolved_free (DsHostResolved *resolved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostResolved, ds_host_resolved_free)

DsHostResolved *ds_host_resolved_parse (GVariant *properties, const char *name);

void ds_host_resolved_read_async (GDBusConnection *bus,
                                  const char *name,
                                  guint timeout_ms,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DsHostResolved *ds_host_resolved_read_finish (GAsyncResult *result, GError **error);

void ds_host_resolved_ask_async (GDBusConnection *bus,
                                 const char *name,
                                 DsResolvedAsk ask,
                                 guint timeout_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DsNameAnswer *ds_host_resolved_ask_finish (GAsyncResult *result, GError **error);

void ds_host_resolved_flush_async (GDBusConnection *bus,
                                   guint timeout_ms,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean ds_host_resolved_flush_finish (GAsyncResult *result, GError **error);

G_END_DECLS
