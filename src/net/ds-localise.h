/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-attempt.h"
#include "ds-sweep.h"

G_BEGIN_DECLS

/**
 * DsLocaliseRequest:
 * @attempt: (unowned): the failed attempt whose end is to be located
 * @control_port: another port of the same address, to compare with
 * @payload: (unowned) (nullable): what to say after the handshake, for an attempt that was accepted
 *   and then reset
 * @root: (unowned): the root of the file system, for the devices' counters
 * @device: (unowned) (nullable): the device packets to the target leave by, when known
 */
typedef struct
{
  const DsAttempt *attempt;
  guint control_port;
  GBytes *payload;
  GFile *root;
  const char *device;
} DsLocaliseRequest;

void ds_localise_async (const DsLocaliseRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
DsSweep *ds_localise_finish (GAsyncResult *result, GError **error);

G_END_DECLS
