/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

/**
 * DsTry:
 * @host: the name that is tried, for the evidence
 * @address: the address to connect to
 * @port: the port
 * @way: by which way
 * @device: (nullable): the device to go by; %NULL to let the routes decide
 * @payload: (nullable): what to say once it is open, see ds_connect_async()
 * @source: (nullable): who named the address
 * @number: 1 for the first try of this address and way
 * @timeout_ms: how long to wait
 *
 * One attempt an experiment wants made.
 */
typedef struct
{
  const char *host;
  const char *address;
  guint port;
  DsWay way;
  const char *device;
  GBytes *payload;
  const char *source;
  guint number;
  guint timeout_ms;
} DsTry;

void ds_try_start (DsExperiment *experiment, const DsTry *order);

G_END_DECLS
