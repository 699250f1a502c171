/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ds-fetch.h"

G_BEGIN_DECLS

/* What is different about a request that goes through a proxy. */

void ds_fetch_proxy_prepare (SoupMessage *message, const DsFetchRequest *request);
char *ds_fetch_proxy_make_public (const char *proxy_uri);
GProxyResolver *ds_fetch_proxy_make_resolver (const DsFetchRequest *request);
void ds_fetch_proxy_read_answer (DsExchange *exchange, SoupMessage *message);
void ds_fetch_proxy_read_error (DsExchange *exchange, const GError *error);

G_END_DECLS
