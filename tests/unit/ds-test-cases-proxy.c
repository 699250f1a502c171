/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases with a proxy: browsers go through it, and the direct way is only compared. */

#include "ds-test-build.h"
#include "ds-test-cases.h"

#define PROXY      "proxy.example"
#define PROXY_AT   "192.0.2.80"
#define PROXY_PORT 3128
#define PROXY_URI  "http://proxy.example:3128"

static void
add_proxy (DsEvidence *evidence, const char *uri, gboolean in_force)
{
  DsProxy *proxy = ds_proxy_new_for_uri (uri);

  proxy->source = in_force ? DS_PROXY_SOURCE_SETTINGS : DS_PROXY_SOURCE_ENVIRONMENT;
  proxy->variable = g_strdup (in_force ? NULL : "https_proxy");
  proxy->in_force = in_force;
  g_ptr_array_add (evidence->proxies, proxy);
}

static void
try_proxy (DsEvidence *evidence, DsOutcome outcome)
{
  DsAttempt *attempt = build_try (evidence, PROXY_AT, outcome);

  attempt->way = DS_WAY_PROXY;
  attempt->port = PROXY_PORT;
  g_free (attempt->host);
  attempt->host = g_strdup (PROXY);
}

static DsExchange *
ask_proxy (DsEvidence *evidence, DsExchangeStage stage, DsProxyWord word, guint status)
{
  DsExchange *exchange = build_exchange (evidence, PROXY_AT, stage);

  exchange->port = PROXY_PORT;
  exchange->proxy = g_strdup (PROXY_URI);
  exchange->proxy_word = word;
  exchange->status = status;
  exchange->reason = g_strdup ("Some reason");
  return exchange;
}

/* A proxy in force, and how a try at it ends. */
static DsEvidence *
proxy_run (const char *url, DsOutcome outcome)
{
  DsEvidence *evidence = build_run (url);

  add_proxy (evidence, PROXY_URI, TRUE);
  build_name (evidence, PROXY, DS_NAME_ANSWERED, PROXY_AT);
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  try_proxy (evidence, outcome);
  return evidence;
}

static DsEvidence *
opens_directly (DsEvidence *evidence)
{
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

/* Proven to be stopped by the router, as in a company where everybody has to use the proxy. */
static DsEvidence *
stopped_directly (DsEvidence *evidence)
{
  build_icmp (build_try (evidence, SITE, DS_OUTCOME_PROHIBITED), 3, 13, ROUTER);
  return evidence;
}

static DsEvidence *
refused_directly (DsEvidence *evidence)
{
  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  return evidence;
}

/* --- proxy-unreachable --- */

static DsEvidence *
dead (void)
{
  return opens_directly (proxy_run ("https://" NAME "/", DS_OUTCOME_REFUSED));
}

static DsEvidence *
silent (void)
{
  return opens_directly (proxy_run ("https://" NAME "/", DS_OUTCOME_TIMED_OUT));
}

static DsEvidence *
without_name (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  add_proxy (evidence, PROXY_URI, TRUE);
  build_name (evidence, PROXY, DS_NAME_NO_SUCH_NAME, NULL);
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  return opens_directly (evidence);
}

/* No proxy, and a script that should name one is gone. */
static DsEvidence *
script_missing (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  evidence->proxy_settings = ds_proxy_settings_new ();
  evidence->proxy_settings->mode = DS_PROXY_MODE_AUTOMATIC;
  evidence->proxy_settings->script = g_strdup ("http://wpad.example/proxy.pac");
  evidence->proxy_settings->script_state = DS_PROXY_SCRIPT_MISSING;
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  return opens_directly (evidence);
}

static DsEvidence *
set_for_connection (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");
  DsConnection *connection = ds_connection_new ();

  evidence->network = ds_network_new ();
  connection->name = g_strdup ("Home");
  connection->state = DS_CONNECTION_ACTIVE;
  connection->proxy = g_strdup ("http://wpad.example/proxy.pac");
  g_ptr_array_add (evidence->network->connections, connection);
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  return opens_directly (evidence);
}

/* The direct way fails, too; that is not what stops a browser. */
static DsEvidence *
dead_and_stopped (void)
{
  return stopped_directly (proxy_run ("https://" NAME "/", DS_OUTCOME_REFUSED));
}

static DsEvidence *
dead_and_page_missing (void)
{
  DsEvidence *evidence = dead ();
  DsExchange *exchange = g_ptr_array_index (evidence->exchanges, 0);

  exchange->status = 404;
  return evidence;
}

/* The computer has no way out: no wonder that the proxy can't be reached. */
static DsEvidence *
dead_and_offline (void)
{
  DsEvidence *evidence = proxy_run ("https://" NAME "/", DS_OUTCOME_NO_ROUTE);

  g_ptr_array_set_size (evidence->links->routes, 0);
  build_try (evidence, SITE, DS_OUTCOME_NO_ROUTE);
  return evidence;
}

/* Where the settings say "else go without", browsers do. */
static DsEvidence *
dead_with_direct_next (void)
{
  DsEvidence *evidence = dead ();

  add_proxy (evidence, "direct://", TRUE);
  return evidence;
}

/* The second choice works. */
static DsEvidence *
first_of_two_dead (void)
{
  DsEvidence *evidence = dead ();
  DsAttempt *attempt;

  add_proxy (evidence, "http://192.0.2.81:8080", TRUE);
  attempt = build_try (evidence, "192.0.2.81", DS_OUTCOME_OPEN);
  attempt->way = DS_WAY_PROXY;
  attempt->port = 8080;
  g_free (attempt->host);
  attempt->host = g_strdup ("192.0.2.81");
  g_free (ask_proxy (evidence, DS_STAGE_ANSWERED, DS_PROXY_WORD_NOTHING, 200)->proxy);
  ((DsExchange *) g_ptr_array_index (evidence->exchanges, 1))->proxy =
      g_strdup ("http://192.0.2.81:8080");
  return evidence;
}

/* Set, but not what the desktop uses: it can't stop a browser, and nobody knocks at it. */
static DsEvidence *
only_seen (void)
{
  DsEvidence *evidence = opens_directly (build_run ("https://" NAME "/"));

  add_proxy (evidence, PROXY_URI, FALSE);
  return evidence;
}

static DsEvidence *
only_seen_and_refused (void)
{
  DsEvidence *evidence = refused_directly (build_run ("https://" NAME "/"));

  add_proxy (evidence, PROXY_URI, FALSE);
  return evidence;
}

/* --- proxy-blocks --- */

static DsEvidence *
asked (const char *url, DsExchangeStage stage, DsProxyWord word, guint status)
{
  DsEvidence *evidence = proxy_run (url, DS_OUTCOME_OPEN);

  ask_proxy (evidence, stage, word, status);
  return evidence;
}

static DsEvidence *
tunnel (DsProxyWord word, guint status)
{
  return asked ("https://" NAME "/", DS_STAGE_CONNECT, word, status);
}

static DsEvidence *
plain (guint status, gboolean passed_on)
{
  DsEvidence *evidence =
      asked ("http://" NAME "/", DS_STAGE_ANSWERED, DS_PROXY_WORD_NOTHING, status);
  DsExchange *exchange = g_ptr_array_index (evidence->exchanges, 0);

  exchange->via = g_strdup (passed_on ? "1.1 proxy" : NULL);
  return evidence;
}

static DsEvidence *
blocks (void)
{
  return opens_directly (tunnel (DS_PROXY_WORD_REFUSED, 403));
}

static DsEvidence *
blocks_and_stopped (void)
{
  return stopped_directly (tunnel (DS_PROXY_WORD_REFUSED, 403));
}

static DsEvidence *
asks_for_password (void)
{
  return opens_directly (tunnel (DS_PROXY_WORD_REFUSED, 407));
}

static DsEvidence *
asks_for_password_and_stopped (void)
{
  return stopped_directly (tunnel (DS_PROXY_WORD_REFUSED, 407));
}

static DsEvidence *
fails_beyond (void)
{
  return opens_directly (tunnel (DS_PROXY_WORD_FAILED, 503));
}

/* It fails by both ways: the proxy only brings the news. */
static DsEvidence *
fails_beyond_and_refused (void)
{
  return refused_directly (tunnel (DS_PROXY_WORD_FAILED, 503));
}

static DsEvidence *
takes_and_keeps_silent (void)
{
  DsEvidence *evidence = asked ("https://" NAME "/", DS_STAGE_CONNECT, DS_PROXY_WORD_NOTHING, 0);

  ((DsExchange *) g_ptr_array_index (evidence->exchanges, 0))->timed_out = TRUE;
  return opens_directly (evidence);
}

static DsEvidence *
silent_and_refused (void)
{
  return refused_directly (asked ("https://" NAME "/", DS_STAGE_CONNECT, DS_PROXY_WORD_NOTHING, 0));
}

/* SOCKS only opens a way, and says why it does not. */
static DsEvidence *
by_socks (DsExchangeStage stage, DsProxyWord word, DsProxyReason reason)
{
  DsEvidence *evidence = build_run ("http://" NAME "/");
  DsExchange *exchange;

  add_proxy (evidence, "socks5://" PROXY ":3128", TRUE);
  build_name (evidence, PROXY, DS_NAME_ANSWERED, PROXY_AT);
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  try_proxy (evidence, DS_OUTCOME_OPEN);
  exchange = ask_proxy (evidence, stage, word, 0);
  g_free (exchange->proxy);
  exchange->proxy = g_strdup ("socks5://" PROXY ":3128");
  exchange->proxy_reason = reason;
  return evidence;
}

static DsEvidence *
socks_forbids (void)
{
  return opens_directly (by_socks (DS_STAGE_CONNECT, DS_PROXY_WORD_REFUSED, DS_PROXY_REASON_RULES));
}

static DsEvidence *
socks_forbids_and_stopped (void)
{
  return stopped_directly (
      by_socks (DS_STAGE_CONNECT, DS_PROXY_WORD_REFUSED, DS_PROXY_REASON_RULES));
}

static DsEvidence *
socks_asks_for_password (void)
{
  return opens_directly (
      by_socks (DS_STAGE_CONNECT, DS_PROXY_WORD_REFUSED, DS_PROXY_REASON_PASSWORD));
}

static DsEvidence *
socks_refused_beyond (void)
{
  return opens_directly (
      by_socks (DS_STAGE_CONNECT, DS_PROXY_WORD_FAILED, DS_PROXY_REASON_REFUSED));
}

static DsEvidence *
socks_refused_by_both_ways (void)
{
  return refused_directly (
      by_socks (DS_STAGE_CONNECT, DS_PROXY_WORD_FAILED, DS_PROXY_REASON_REFUSED));
}

/* SOCKS reads nothing of what it carries, so the number is the website's. */
static DsEvidence *
plain_no_by_socks (void)
{
  DsEvidence *evidence = by_socks (DS_STAGE_ANSWERED, DS_PROXY_WORD_NOTHING, DS_PROXY_REASON_NONE);

  ((DsExchange *) g_ptr_array_index (evidence->exchanges, 0))->status = 403;
  return stopped_directly (evidence);
}

static DsEvidence *
plain_no (void)
{
  return opens_directly (plain (403, FALSE));
}

/* The website's own no, which only the proxy's visitors get. */
static DsEvidence *
plain_no_passed_on (void)
{
  return opens_directly (plain (403, TRUE));
}

static DsEvidence *
plain_no_by_both_ways (void)
{
  DsEvidence *evidence = plain (403, FALSE);

  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 403);
  return evidence;
}

/* Nothing tells whose no it is. */
static DsEvidence *
plain_no_and_stopped (void)
{
  return stopped_directly (plain (403, FALSE));
}

static DsEvidence *
plain_no_passed_on_and_stopped (void)
{
  return stopped_directly (plain (403, TRUE));
}

static DsEvidence *
plain_failure_and_refused (void)
{
  return refused_directly (plain (500, FALSE));
}

/* --- Through it, it works --- */

static DsEvidence *
works_by_both_ways (void)
{
  return opens_directly (plain (200, TRUE));
}

static DsEvidence *
works_only_through_proxy (void)
{
  return stopped_directly (plain (200, TRUE));
}

/* The network knows no names but its own; the proxy knows the others. */
static DsEvidence *
name_known_to_proxy_only (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  add_proxy (evidence, PROXY_URI, TRUE);
  build_name (evidence, PROXY, DS_NAME_ANSWERED, PROXY_AT);
  build_name (evidence, NAME, DS_NAME_NO_SUCH_NAME, NULL);
  try_proxy (evidence, DS_OUTCOME_OPEN);
  ask_proxy (evidence, DS_STAGE_ANSWERED, DS_PROXY_WORD_NOTHING, 200);
  return evidence;
}

/* That the proxy's own name was found does not show that names of websites are. */
static DsEvidence *
name_unknown_to_both (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  add_proxy (evidence, PROXY_URI, TRUE);
  build_name (evidence, PROXY, DS_NAME_ANSWERED, PROXY_AT);
  build_name (evidence, NAME, DS_NAME_NO_SUCH_NAME, NULL);
  try_proxy (evidence, DS_OUTCOME_OPEN);
  ask_proxy (evidence, DS_STAGE_CONNECT, DS_PROXY_WORD_FAILED, 503);
  return evidence;
}

static DsEvidence *
page_missing_through_proxy (void)
{
  return stopped_directly (plain (404, TRUE));
}

/* A proxy that looks into secured pages shows a certificate of its own. */
static DsEvidence *
certificate_by_proxy (void)
{
  DsEvidence *evidence = asked ("https://" NAME "/", DS_STAGE_TLS, DS_PROXY_WORD_NOTHING, 0);
  DsExchange *exchange = g_ptr_array_index (evidence->exchanges, 0);

  exchange->certificate_faults = g_strsplit ("issuer", " ", -1);
  return opens_directly (evidence);
}

/* --- Not measured to its end --- */

static DsEvidence *
cut_short (void)
{
  DsEvidence *evidence = proxy_run ("https://" NAME "/", DS_OUTCOME_OPEN);

  build_experiment (evidence, "proxy", DS_RUN_CUT_SHORT);
  return refused_directly (evidence);
}

static DsEvidence *
settings_not_read (void)
{
  DsEvidence *evidence = refused_directly (build_run ("https://" NAME "/"));

  build_experiment (evidence, "proxy", DS_RUN_FAILED);
  return evidence;
}

/* clang-format off */
const DsTestCase ds_test_cases_proxy[] = {
  { "proxy dead", dead, "proxy-unreachable proxy proven, works nobody proven",
    "1 ok, 3 ok, 4 ok, 5 problem, 6 not-needed, 9 ok" },
  { "proxy silent", silent, "proxy-unreachable proxy proven, works nobody proven", "5 problem" },
  { "proxy without name", without_name, "proxy-unreachable proxy proven, works nobody proven",
    "5 problem" },
  { "proxy dead, direct way stopped", dead_and_stopped,
    "proxy-unreachable proxy likely, router-blocks router proven", "5 problem, 9 attention" },
  { "proxy dead, page missing", dead_and_page_missing,
    "proxy-unreachable proxy proven, http-error website proven", "4 attention, 5 problem" },
  { "proxy dead, offline", dead_and_offline, "offline this-computer proven", "3 problem" },
  { "proxy dead, direct is next", dead_with_direct_next,
    "works nobody proven, proxy-unreachable proxy proven", "5 attention" },
  { "first of two proxies dead", first_of_two_dead, "works nobody proven", "5 ok" },
  { "proxy only seen", only_seen, "works nobody proven", "5 attention" },
  { "proxy only seen, refused", only_seen_and_refused, "website-refuses website proven",
    "4 problem, 5 attention" },

  { "proxy blocks", blocks, "proxy-blocks proxy proven, works nobody proven",
    "4 ok, 5 problem, 6 not-needed" },
  { "proxy blocks, direct way stopped", blocks_and_stopped,
    "proxy-blocks proxy likely, router-blocks router proven", "5 problem, 9 attention" },
  { "proxy asks for a password", asks_for_password,
    "proxy-blocks proxy proven, works nobody proven", "5 problem" },
  { "proxy asks for a password, direct way stopped", asks_for_password_and_stopped,
    "proxy-blocks proxy likely, router-blocks router proven", "5 problem" },
  { "proxy fails beyond", fails_beyond, "proxy-blocks proxy proven, works nobody proven",
    "5 problem" },
  { "proxy fails beyond, refused", fails_beyond_and_refused, "website-refuses website proven",
    "4 problem, 5 ok" },
  { "proxy takes and keeps silent", takes_and_keeps_silent,
    "proxy-blocks proxy likely, works nobody proven", "5 problem" },
  { "proxy silent, refused", silent_and_refused, "website-refuses website proven",
    "4 problem, 5 unknown" },
  { "SOCKS forbids", socks_forbids, "proxy-blocks proxy proven, works nobody proven", "5 problem" },
  { "SOCKS forbids, direct way stopped", socks_forbids_and_stopped,
    "proxy-blocks proxy likely, router-blocks router proven", "5 problem, 9 attention" },
  { "SOCKS asks for a password", socks_asks_for_password,
    "proxy-blocks proxy proven, works nobody proven", "5 problem" },
  { "SOCKS was refused", socks_refused_beyond, "proxy-blocks proxy proven, works nobody proven",
    "5 problem" },
  { "SOCKS was refused, directly too", socks_refused_by_both_ways,
    "website-refuses website proven", "4 problem, 5 ok" },
  { "plain no by SOCKS", plain_no_by_socks, "http-error website proven",
    "4 problem, 5 ok, 9 not-needed" },
  { "script missing", script_missing, "works nobody proven", "5 attention" },
  { "set for the connection", set_for_connection, "works nobody proven", "5 attention" },
  { "plain no", plain_no, "proxy-blocks proxy proven, works nobody proven", "5 problem" },
  { "plain no, passed on", plain_no_passed_on,
    "proxy-blocks proxy likely, http-error website proven", "5 problem" },
  { "plain no by both ways", plain_no_by_both_ways, "http-error website proven",
    "4 problem, 5 ok" },
  { "plain no, direct way stopped", plain_no_and_stopped,
    "proxy-blocks proxy possible, router-blocks router proven", "5 attention, 9 attention" },
  { "plain no, passed on, direct way stopped", plain_no_passed_on_and_stopped,
    "http-error website proven", "4 problem, 5 ok, 9 not-needed" },
  { "plain failure, refused", plain_failure_and_refused, "website-refuses website proven",
    "4 problem, 5 ok" },

  { "works by both ways", works_by_both_ways, "works nobody proven", "5 ok, 9 ok" },
  { "works only through the proxy", works_only_through_proxy, "works nobody proven",
    "1 not-needed, 4 ok, 5 ok, 8 ok, 9 not-needed" },
  { "name known to the proxy only", name_known_to_proxy_only, "works nobody proven",
    "1 not-needed, 2 not-needed, 5 ok" },
  { "name unknown to both", name_unknown_to_both, "name-unknown address likely",
    "2 problem, 5 ok" },
  { "page missing, through the proxy", page_missing_through_proxy, "http-error website proven",
    "4 problem, 5 ok, 9 not-needed" },
  { "certificate by the proxy", certificate_by_proxy, "tls-invalid website proven",
    "4 problem, 5 ok" },

  { "proxy cut short", cut_short,
    "unknown unknown possible, website-refuses website proven", "5 unknown" },
  { "proxy settings not read", settings_not_read, "website-refuses website proven", "5 unknown" },
  { NULL },
};
/* clang-format on */
