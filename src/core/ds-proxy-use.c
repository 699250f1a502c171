/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads how the proxy in force does. Browsers go through the first proxy they can reach, and to the
 * website directly only where the settings say so. */

#include "ds-proxy-use.h"

static gboolean
is_direct (const DsProxy *proxy)
{
  return proxy->host == NULL;
}

static gboolean
is_name_without_address (const DsEvidence *evidence, const DsProxy *proxy)
{
  const DsNameAnswer *answer = ds_evidence_find_name (evidence, proxy->host);

  return answer != NULL && answer->status != DS_NAME_ANSWERED;
}

/**
 * ds_proxy_use_find_reach:
 * @evidence: the evidence
 * @proxy: a proxy in it
 * @attempt: (out) (transfer none) (nullable): the try that says most
 *
 * Returns: whether @proxy can be reached, as far as it was tried
 */
DsProxyReach
ds_proxy_use_find_reach (const DsEvidence *evidence,
                         const DsProxy *proxy,
                         const DsAttempt **attempt)
{
  *attempt = NULL;
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *found = g_ptr_array_index (evidence->attempts, i);

      if (found->way != DS_WAY_PROXY || found->port != proxy->port ||
          g_strcmp0 (found->host, proxy->host) != 0)
        continue;
      if (*attempt == NULL || !ds_attempt_failed (found) ||
          (ds_attempt_failed (*attempt) && ds_attempt_was_refused (found)))
        *attempt = found;
    }
  if (*attempt != NULL)
    return ds_attempt_failed (*attempt) ? DS_PROXY_REACH_FAILED : DS_PROXY_REACH_OPEN;
  return is_name_without_address (evidence, proxy) ? DS_PROXY_REACH_FAILED : DS_PROXY_REACH_UNKNOWN;
}

static const DsExchange *
find_exchange (const DsEvidence *evidence, const DsProxy *proxy)
{
  for (guint i = 0; i < evidence->exchanges->len; i++)
    {
      const DsExchange *exchange = g_ptr_array_index (evidence->exchanges, i);

      if (exchange->proxy != NULL && g_strcmp0 (exchange->proxy, proxy->uri) == 0)
        return exchange;
    }
  return NULL;
}

/* Over a tunnel, and SOCKS is one, a status is the website's. Without one, a proxy's own no looks
 * like the website's, unless somebody says that it was passed on (RFC 9110, section 7.6.3). */
static gboolean
is_doubtful (const DsExchange *exchange)
{
  return exchange->via == NULL && exchange->url != NULL && !ds_proxy_is_socks (exchange->proxy) &&
         g_str_has_prefix (exchange->url, "http:") &&
         (exchange->status == 401 || exchange->status == 403 || exchange->status >= 500);
}

static DsProxyState
find_state (const DsExchange *exchange)
{
  if (exchange == NULL)
    return DS_PROXY_NOT_KNOWN;
  if (exchange->proxy_word == DS_PROXY_WORD_REFUSED)
    return DS_PROXY_REFUSES;
  if (exchange->proxy_word == DS_PROXY_WORD_FAILED)
    return DS_PROXY_FAILS;
  if (exchange->stage == DS_STAGE_ANSWERED && is_doubtful (exchange))
    return DS_PROXY_DOUBTFUL;
  /* A certificate, too, is something the website said, or whoever stands in for it. */
  if (exchange->stage == DS_STAGE_ANSWERED ||
      (exchange->certificate_faults != NULL && exchange->certificate_faults[0] != NULL))
    return DS_PROXY_PASSES;
  return DS_PROXY_SILENT;
}

/**
 * ds_proxy_use_read:
 * @evidence: the evidence
 *
 * Returns: how the proxy in force does; what it points to lives as long as @evidence
 */
DsProxyUse
ds_proxy_use_read (const DsEvidence *evidence)
{
  DsProxyUse use = { .state = DS_PROXY_NOT_USED };

  for (guint i = 0; i < evidence->proxies->len; i++)
    {
      const DsProxy *proxy = g_ptr_array_index (evidence->proxies, i);
      const DsAttempt *attempt;
      DsProxyReach reach;

      if (!proxy->in_force)
        continue;
      if (is_direct (proxy))
        {
          use.state = DS_PROXY_NOT_USED;
          return use;
        }
      reach = ds_proxy_use_find_reach (evidence, proxy, &attempt);
      if (use.proxy == NULL || reach != DS_PROXY_REACH_FAILED)
        {
          use.proxy = proxy;
          use.attempt = attempt;
        }
      use.state = DS_PROXY_UNREACHABLE;
      if (reach == DS_PROXY_REACH_FAILED)
        continue;
      use.exchange = reach == DS_PROXY_REACH_OPEN ? find_exchange (evidence, proxy) : NULL;
      use.state = find_state (use.exchange);
      return use;
    }
  return use;
}

/**
 * ds_proxy_use_is_proxy_host:
 * @evidence: the evidence
 * @host: (nullable): a name
 *
 * Returns: whether @host is a proxy in force
 */
gboolean
ds_proxy_use_is_proxy_host (const DsEvidence *evidence, const char *host)
{
  for (guint i = 0; i < evidence->proxies->len; i++)
    {
      const DsProxy *proxy = g_ptr_array_index (evidence->proxies, i);

      if (proxy->in_force && g_strcmp0 (proxy->host, host) == 0)
        return TRUE;
    }
  return FALSE;
}
