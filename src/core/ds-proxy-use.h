/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

/**
 * DsProxyState:
 * @DS_PROXY_NOT_USED: no proxy is in force, or none can be reached and the direct way is next
 * @DS_PROXY_NOT_KNOWN: one is in force, and how it does was not measured
 * @DS_PROXY_UNREACHABLE: none that is in force took a connection
 * @DS_PROXY_REFUSES: it answered that it does not let the request through
 * @DS_PROXY_FAILS: it answered that it could not reach the website
 * @DS_PROXY_SILENT: it took the connection, and then nothing came or it was cut off
 * @DS_PROXY_DOUBTFUL: a no came through it that may be its own or the website's
 * @DS_PROXY_PASSES: the website answered through it
 *
 * How the proxy in force does.
 */
typedef enum
{
  DS_PROXY_NOT_USED,
  DS_PROXY_NOT_KNOWN,
  DS_PROXY_UNREACHABLE,
  DS_PROXY_REFUSES,
  DS_PROXY_FAILS,
  DS_PROXY_SILENT,
  DS_PROXY_DOUBTFUL,
  DS_PROXY_PASSES,
} DsProxyState;

/**
 * DsProxyUse:
 * @state: how it does
 * @proxy: (unowned) (nullable): the one in use; the first choice where none can be reached
 * @attempt: (unowned) (nullable): the try to connect to @proxy that says most
 * @exchange: (unowned) (nullable): the request through @proxy
 *
 * What the evidence says about the proxy in force.
 */
typedef struct
{
  DsProxyState state;
  const DsProxy *proxy;
  const DsAttempt *attempt;
  const DsExchange *exchange;
} DsProxyUse;

DsProxyUse ds_proxy_use_read (const DsEvidence *evidence);

/**
 * DsProxyReach:
 * @DS_PROXY_REACH_UNKNOWN: not tried to the end
 * @DS_PROXY_REACH_OPEN: it took a connection
 * @DS_PROXY_REACH_FAILED: its name leads nowhere, or no address of it took a connection
 *
 * Whether a proxy can be reached.
 */
typedef enum
{
  DS_PROXY_REACH_UNKNOWN,
  DS_PROXY_REACH_OPEN,
  DS_PROXY_REACH_FAILED,
} DsProxyReach;

DsProxyReach ds_proxy_use_find_reach (const DsEvidence *evidence,
                                      const DsProxy *proxy,
                                      const DsAttempt **attempt);
gboolean ds_proxy_use_is_proxy_host (const DsEvidence *evidence, const char *host);

G_END_DECLS
