/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 5: does a VPN or a proxy get in the way? The proxy comes first, since browsers ask nobody
 * else; what is said of the VPN is in ds-check-vpn.c. */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"
#include "ds-check-vpn.h"
#include "ds-offers.h"
#include "ds-proxy-use.h"

/* clang-format off */
static const DsSaying passes = {
  .kind = DS_FINDING_OK,
  .summary = N_("The proxy in use lets the connection through."),
};

static const DsSaying fails_too = {
  .kind = DS_FINDING_OK,
  .summary = N_("The proxy in use does not get through to the website either."),
  .meaning = N_("It was reached, and it said so. The way without it fails as well."),
};

static const DsSaying not_known = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("A proxy is in use, and it did not show if it lets the connection through."),
  .meaning = N_("Browsers go through the proxy. So it may be the one that says no."),
  .advice = N_("Ask the people who run the proxy. If you set it yourself, turn it off for a moment "
               "and try the website."),
};

static const DsSaying only_seen = {
  .kind = DS_FINDING_ATTENTION,
  .summary = N_("The desktop uses no proxy here, but a setting of the terminal names one."),
  .meaning = N_("Programs that are started from a terminal may use that proxy, while others do "
                "not. If the proxy is gone, those programs can’t reach any website."),
  .advice = N_("If the proxy is no longer needed, remove that setting. It is named in the details "
               "and is often set in a file such as .profile."),
};

static const DsSaying script_missing = {
  .kind = DS_FINDING_ATTENTION,
  .summary = N_("This computer is set to get its proxy from a script, and the script can’t be "
                "loaded."),
  .meaning = N_("Without the script, browsers use no proxy. Where everybody has to go through one, "
                "no website opens then."),
  .advice = N_("At work or at school, ask the people there. In any other network, look at the "
               "proxy in the network settings of this computer, and turn it off."),
};

static const DsSaying set_for_connection = {
  .kind = DS_FINDING_ATTENTION,
  .summary = N_("The desktop uses no proxy here, but the settings of the network connection name "
                "one."),
  .meaning = N_("Only few programs look there. Where everybody has to go through that proxy, "
                "websites don’t open in the others."),
  .advice = N_("Ask the people who run this network if the proxy is needed. If so, set the same in "
               "the network settings of the desktop, under “Proxy”."),
};

static const DsSaying opens_by_proxy = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the website opens through the proxy. Step 5 is about that."),
};
/* clang-format on */

static const char *
describe_source (DsProxySource source)
{
  switch (source)
    {
    case DS_PROXY_SOURCE_SETTINGS:
      return C_("where a proxy is set", "settings of the desktop");
    case DS_PROXY_SOURCE_ENVIRONMENT:
      return C_("where a proxy is set", "environment");
    case DS_PROXY_SOURCE_AUTOMATIC:
      return C_("where a proxy is set", "automatic, by a script");
    case DS_PROXY_SOURCE_PORTAL:
      return C_("where a proxy is set", "desktop, outside the sandbox");
    case DS_PROXY_SOURCE_UNKNOWN:
    default:
      return C_("where a proxy is set", "settings of this computer");
    }
}

static void
add_proxy (const DsProxy *proxy, DsFinding *finding)
{
  const char *label = proxy->in_force ? _("Proxy in use") : _("Proxy set, but not in use");
  const char *source = proxy->variable != NULL ? proxy->variable : describe_source (proxy->source);
  /* Translators: a proxy, and where it is set. */
  g_autofree char *value =
      g_strdup_printf (_("%s (%s)"), proxy->host != NULL ? proxy->uri : _("none"), source);

  ds_finding_add_detail (finding, label, value);
}

static const char *
describe_reason (DsProxyReason reason)
{
  switch (reason)
    {
    case DS_PROXY_REASON_RULES:
      return C_("what a proxy said", "its rules do not allow it");
    case DS_PROXY_REASON_PASSWORD:
      return C_("what a proxy said", "it wants a name and a password");
    case DS_PROXY_REASON_REFUSED:
      return C_("what a proxy said", "the website refused the connection");
    case DS_PROXY_REASON_UNREACHABLE:
      return C_("what a proxy said", "the website can’t be reached");
    case DS_PROXY_REASON_FAILED:
    case DS_PROXY_REASON_NONE:
    default:
      return C_("what a proxy said", "it did not work");
    }
}

static void
add_exchange (const DsExchange *exchange, DsFinding *finding)
{
  g_autofree char *time = ds_check_format_ms (exchange->time_ms);
  g_autofree char *value = NULL;

  if (exchange->status > 0)
    /* Translators: the number of an HTTP answer, its words, and the time it took. */
    value = g_strdup_printf (_("%u %s after %s"), exchange->status,
                                exchange->reason != NULL ? exchange->reason : "", time);
  else if (exchange->proxy_reason != DS_PROXY_REASON_NONE)
    /* Translators: what a proxy said when it was asked for the website, and after which time. */
    value = g_strdup_printf (_("%s, after %s"), describe_reason (exchange->proxy_reason), time);
  else
    value = g_strdup_printf (_("no answer after %s"), time);
  ds_finding_add_detail (finding, _("Request through the proxy"), value);
  if (exchange->proxy_word != DS_PROXY_WORD_NOTHING)
    ds_finding_add_detail (finding, _("Who answered"), _("the proxy itself"));
}

static const char *
describe_script (DsProxyScriptState state)
{
  switch (state)
    {
    case DS_PROXY_SCRIPT_THERE:
      return C_("the script that names the proxy", "it is there, and names none here");
    case DS_PROXY_SCRIPT_MISSING:
      return C_("the script that names the proxy", "it is not there");
    case DS_PROXY_SCRIPT_UNREACHABLE:
      return C_("the script that names the proxy", "it can’t be reached");
    case DS_PROXY_SCRIPT_NOT_ASKED:
    default:
      return NULL;
    }
}

static void
add_settings (const DsProxySettings *settings, DsFinding *finding)
{
  if (settings == NULL || settings->mode != DS_PROXY_MODE_AUTOMATIC)
    return;
  ds_finding_add_detail (finding,
                         _("Script that names the proxy"),
                            settings->script != NULL
                                ? settings->script
                                : C_("the script that names the proxy", "found by the network"));
  if (describe_script (settings->script_state) != NULL)
    ds_finding_add_detail (finding, _("Is the script there?"),
                                       describe_script (settings->script_state));
}

/* A connection in use whose settings name a proxy, or %NULL. */
static const DsConnection *
find_connection (const DsEvidence *evidence)
{
  for (guint i = 0; evidence->network != NULL && i < evidence->network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (evidence->network->connections, i);

      if (connection->proxy != NULL && connection->state == DS_CONNECTION_ACTIVE)
        return connection;
    }
  return NULL;
}

static void
add_connection (const DsConnection *connection, DsFinding *finding)
{
  g_autofree char *value = NULL;

  if (connection == NULL)
    return;
  /* Translators: the script (PAC) that names a proxy, and the network connection it is set for. */
  value = g_strdup_printf (_("%s (connection “%s”)"), connection->proxy, connection->name);
  ds_finding_add_detail (finding, _("Proxy script set, but not in use"), value);
}

static void
add_details (const DsEvidence *evidence, const DsProxyUse *use, DsFinding *finding)
{
  add_settings (evidence->proxy_settings, finding);
  add_connection (find_connection (evidence), finding);
  for (guint i = 0; i < MIN (evidence->proxies->len, 8); i++)
    {
      const DsProxy *proxy = g_ptr_array_index (evidence->proxies, i);

      if (proxy->uri != NULL)
        add_proxy (proxy, finding);
    }
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_PROXY)
        ds_check_add_attempt (finding, attempt);
    }
  if (use->exchange != NULL)
    add_exchange (use->exchange, finding);
}

static gboolean
has_lost_script (const DsEvidence *evidence)
{
  const DsProxySettings *settings = evidence->proxy_settings;

  return settings != NULL && (settings->script_state == DS_PROXY_SCRIPT_MISSING ||
                              settings->script_state == DS_PROXY_SCRIPT_UNREACHABLE);
}

static void
say_use (const DsEvidence *evidence,
         const DsDiagnosis *diagnosis,
         DsProxyState state,
         DsFinding *finding)
{
  switch (state)
    {
    case DS_PROXY_PASSES:
      ds_check_say (finding, &passes);
      break;
    case DS_PROXY_FAILS:
      ds_check_say (finding, &fails_too);
      break;
    case DS_PROXY_DOUBTFUL:
      ds_check_say (finding, ds_check_has_cause (diagnosis, "http-error") ? &passes : &fails_too);
      break;
    case DS_PROXY_NOT_USED:
      if (has_lost_script (evidence))
        ds_check_say (finding, &script_missing);
      else if (evidence->proxies->len > 0)
        ds_check_say (finding, &only_seen);
      else if (find_connection (evidence) != NULL)
        ds_check_say (finding, &set_for_connection);
      else
        ds_check_vpn_judge (evidence, diagnosis, finding);
      break;
    case DS_PROXY_SILENT:
    case DS_PROXY_NOT_KNOWN:
    case DS_PROXY_UNREACHABLE:
    case DS_PROXY_REFUSES:
    default:
      ds_check_say (finding, &not_known);
    }
}

/* Without the proxy the website has to open, and the proxy to be set where Doorstep can set it. */
static gboolean
would_help (const DsEvidence *evidence, const DsProxyUse *use, const DsFinding *finding)
{
  const DsProxySettings *settings = evidence->proxy_settings;

  return finding->finding == DS_FINDING_PROBLEM && use->proxy != NULL && settings != NULL &&
         settings->writable && settings->mode != DS_PROXY_MODE_NONE &&
         use->proxy->source != DS_PROXY_SOURCE_ENVIRONMENT &&
         use->proxy->source != DS_PROXY_SOURCE_UNKNOWN &&
         ds_check_any_open (evidence, DS_WAY_DIRECT);
}

void
ds_check_vpn_proxy_judge (const DsEvidence *evidence,
                          const DsDiagnosis *diagnosis,
                          DsFinding *finding)
{
  DsProxyUse use = ds_proxy_use_read (evidence);

  add_details (evidence, &use, finding);
  ds_check_vpn_add_details (evidence, finding);
  if (!ds_check_say_cause (diagnosis, finding) && !ds_check_say_unfinished (evidence, finding))
    say_use (evidence, diagnosis, use.state, finding);
  if (ds_check_is_in_force (evidence, "proxy-off") ||
      (ds_check_is_by_proxy (diagnosis) && would_help (evidence, &use, finding)))
    ds_check_offer (evidence, "proxy-off", NULL, finding);
  ds_check_vpn_offer (evidence, diagnosis, finding);
}

/* The checks that look at the direct way only. */
static gboolean
is_about_direct_way (guint number)
{
  return number == 1 || number == 2 || number == 3 || number == 7 || number == 8 || number == 9;
}

/**
 * ds_check_note_proxy:
 * @evidence: what was measured
 * @diagnosis: the diagnosis
 * @finding: what a check found
 *
 * Puts right what a check of the direct way says while a proxy is in force. If the website opens
 * through the proxy, nothing that is wrong without it is a trouble; if the proxy is the trouble,
 * then what is fine is so without the proxy only.
 */
void
ds_check_note_proxy (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  DsProxyState state = ds_proxy_use_read (evidence).state;
  g_autofree char *meaning = finding->meaning;

  finding->meaning = NULL;
  if (!is_about_direct_way (finding->number) || state == DS_PROXY_NOT_USED)
    finding->meaning = g_steal_pointer (&meaning);
  else if (state == DS_PROXY_PASSES && finding->finding != DS_FINDING_OK &&
           !ds_check_any_open (evidence, DS_WAY_DIRECT))
    ds_check_say (finding, &opens_by_proxy);
  else if (ds_check_is_by_proxy (diagnosis) && finding->finding == DS_FINDING_OK)
    finding->meaning =
        meaning != NULL ? g_strconcat (meaning, " ", _("This was tried without the proxy."), NULL)
                                       : g_strdup (_("This was tried without the proxy."));
  else
    finding->meaning = g_steal_pointer (&meaning);
}
