/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DsDeviceCounters:
 * @loopback_in: packets the loopback device has received
 * @device_out: packets the named device has sent
 *
 * What the devices have counted so far (`/proc/net/dev`).
 */
typedef struct
{
  guint64 loopback_in;
  guint64 device_out;
} DsDeviceCounters;

void ds_device_counters_read_async (GFile *root,
                                    const char *device,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
ds_device_counters_read_finish (GAsyncResult *result, DsDeviceCounters *counters, GError **error);

gboolean
ds_device_counters_parse (const char *text, const char *device, DsDeviceCounters *counters);

G_END_DECLS
