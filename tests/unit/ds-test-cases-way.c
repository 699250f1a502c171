/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases on the way between this computer and the website. */

#include "ds-test-build.h"
#include "ds-test-cases.h"

static DsEvidence *
build_site_at (const char *url)
{
  DsEvidence *evidence = build_run (url);

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  return evidence;
}

static DsEvidence *
build_site (void)
{
  return build_site_at ("https://" NAME "/");
}

/* --- router-blocks, provider-blocks --- */

static DsEvidence *
rejected_by (const char *from, guint code)
{
  DsEvidence *evidence = build_site ();
  DsAttempt *attempt =
      build_try (evidence, SITE, code == 0 ? DS_OUTCOME_UNREACHABLE : DS_OUTCOME_PROHIBITED);

  build_icmp (attempt, 3, code, from);
  build_sweep (evidence, attempt, 2);
  return evidence;
}

static DsEvidence *
router_rejects (void)
{
  return rejected_by (ROUTER, 13);
}

static DsEvidence *
router_knows_no_way (void)
{
  return rejected_by (ROUTER, 0);
}

static DsEvidence *
provider_rejects (void)
{
  return rejected_by (PROVIDER, 13);
}

static DsEvidence *
somebody_rejects (void)
{
  DsEvidence *evidence = build_site ();

  build_icmp (build_try (evidence, SITE, DS_OUTCOME_PROHIBITED), 3, 13, "198.51.100.99");
  return evidence;
}

static DsEvidence *
reset_from (guint hop, gboolean control)
{
  DsEvidence *evidence = build_site ();

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), hop, control);
  return evidence;
}

static DsEvidence *
router_resets (void)
{
  return reset_from (1, TRUE);
}

static DsEvidence *
provider_resets (void)
{
  return reset_from (2, TRUE);
}

static DsEvidence *
provider_resets_without_control (void)
{
  return reset_from (2, FALSE);
}

/* The website's port is closed by nobody knows whom: between hop 2 and hop 3. */
static DsEvidence *
reset_not_located (void)
{
  DsEvidence *evidence = build_site ();
  DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);

  build_probe (build_sweep (evidence, attempt, 2), DS_PROBE_SWEEP, 3, DS_ANSWER_REFUSED);
  return evidence;
}

static DsEvidence *
lost_at_provider (void)
{
  DsEvidence *evidence = build_site ();
  DsSweep *sweep = build_sweep (evidence, build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT), 2);

  build_probe (sweep, DS_PROBE_CONTROL, 2, DS_ANSWER_EXPIRED);
  build_probe (sweep, DS_PROBE_CONTROL, 3, DS_ANSWER_EXPIRED);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
stopped_at_two_places (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE " " SITE_V6);
  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  build_icmp (build_try (evidence, SITE_V6, DS_OUTCOME_PROHIBITED), 1, 1, ROUTER_V6);
  return evidence;
}

/* --- port-filtered --- */

static DsEvidence *
silent_port (const char *url, guint last_expiry)
{
  DsEvidence *evidence = build_site_at (url);

  build_sweep (evidence, build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT), last_expiry);
  return evidence;
}

static void
add_controls (DsEvidence *evidence, guint port, DsOutcome one, DsOutcome two)
{
  build_reference (evidence, "one.example", REF_ONE, port, one);
  build_reference (evidence, "two.example", REF_TWO, port, two);
}

static DsEvidence *
port_filtered (void)
{
  DsEvidence *evidence = silent_port ("https://" NAME "/", 2);

  add_controls (evidence, 443, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_TIMED_OUT);
  add_controls (evidence, 80, DS_OUTCOME_OPEN, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
port_filtered_by_icmp (void)
{
  DsEvidence *evidence = rejected_by (PROVIDER, 13);

  build_icmp (build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_PROHIBITED), 3, 13,
              PROVIDER);
  build_icmp (build_reference (evidence, "two.example", REF_TWO, 443, DS_OUTCOME_PROHIBITED), 3, 13,
              PROVIDER);
  build_sibling (evidence, SITE, 80, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
port_filtered_one_control (void)
{
  DsEvidence *evidence = silent_port ("https://" NAME "/", 2);

  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_TIMED_OUT);
  build_reference (evidence, "one.example", REF_ONE, 80, DS_OUTCOME_OPEN);
  return evidence;
}

/* Nothing shows that the packets got past the router, or out of this computer. */
static DsEvidence *
port_filtered_who_knows_where (void)
{
  DsEvidence *evidence = silent_port ("https://" NAME "/", 0);

  add_controls (evidence, 443, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_TIMED_OUT);
  add_controls (evidence, 80, DS_OUTCOME_OPEN, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
other_port_filtered (void)
{
  static const char *const references[] = { "one.example:8443", "two.example:8443", NULL };
  DsEvidence *evidence = silent_port ("https://" NAME ":8443/", 2);

  g_strfreev (evidence->references);
  evidence->references = g_strdupv ((char **) references);
  add_controls (evidence, 8443, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_TIMED_OUT);
  build_sibling (evidence, SITE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

/* Nobody promised that these references listen there. */
static DsEvidence *
other_port_without_controls (void)
{
  DsEvidence *evidence = silent_port ("https://" NAME ":8443/", 2);

  add_controls (evidence, 8443, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_TIMED_OUT);
  build_sibling (evidence, SITE, 443, DS_OUTCOME_OPEN);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
control_refuses_itself (void)
{
  DsEvidence *evidence = silent_port ("https://" NAME "/", 2);

  add_controls (evidence, 443, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_REFUSED);
  add_controls (evidence, 80, DS_OUTCOME_OPEN, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
no_port_open (void)
{
  DsEvidence *evidence = silent_port ("https://" NAME "/", 2);

  add_controls (evidence, 443, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_TIMED_OUT);
  add_controls (evidence, 80, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

/* The website itself says no, whatever happens to the references. */
static DsEvidence *
website_refuses_controls_silent (void)
{
  DsEvidence *evidence = reset_from (3, TRUE);

  add_controls (evidence, 443, DS_OUTCOME_TIMED_OUT, DS_OUTCOME_TIMED_OUT);
  add_controls (evidence, 80, DS_OUTCOME_OPEN, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
router_filters_port (void)
{
  DsEvidence *evidence = router_rejects ();

  build_icmp (build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_PROHIBITED), 3, 13,
              ROUTER);
  build_icmp (build_reference (evidence, "two.example", REF_TWO, 443, DS_OUTCOME_PROHIBITED), 3, 13,
              ROUTER);
  add_controls (evidence, 80, DS_OUTCOME_OPEN, DS_OUTCOME_OPEN);
  return evidence;
}

/* --- ipv6-broken --- */

static DsEvidence *
both_families (DsOutcome v6)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE " " SITE_V6);
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  build_try (evidence, SITE_V6, v6);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
ipv6_broken (void)
{
  DsEvidence *evidence = both_families (DS_OUTCOME_TIMED_OUT);

  build_reference (evidence, "one.example", REF_V6, 443, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

static DsEvidence *
ipv6_broken_without_control (void)
{
  return both_families (DS_OUTCOME_TIMED_OUT);
}

static DsEvidence *
ipv6_rejected_by_router (void)
{
  DsEvidence *evidence = both_families (DS_OUTCOME_UNREACHABLE);

  build_icmp (g_ptr_array_index (evidence->attempts, 1), 1, 0, ROUTER_V6);
  return evidence;
}

static DsEvidence *
ipv6_refused_somewhere (void)
{
  return both_families (DS_OUTCOME_REFUSED);
}

static DsEvidence *
ipv6_broken_and_page_missing (void)
{
  DsEvidence *evidence = ipv6_broken ();
  DsExchange *exchange = g_ptr_array_index (evidence->exchanges, 0);

  exchange->status = 404;
  return evidence;
}

static DsEvidence *
ipv6_broken_only_there (void)
{
  DsEvidence *evidence = both_families (DS_OUTCOME_TIMED_OUT);

  build_reference (evidence, "one.example", REF_V6, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
ipv6_refused_by_website (void)
{
  DsEvidence *evidence = both_families (DS_OUTCOME_REFUSED);

  build_reset_from (evidence, g_ptr_array_index (evidence->attempts, 1), 3, TRUE);
  return evidence;
}

static DsEvidence *
ipv6_rejected_here (void)
{
  DsEvidence *evidence = both_families (DS_OUTCOME_PROHIBITED);

  build_icmp (g_ptr_array_index (evidence->attempts, 1), 1, 1, HERE_V6);
  build_reference (evidence, "one.example", REF_V6, 443, DS_OUTCOME_PROHIBITED);
  return evidence;
}

static DsEvidence *
no_ipv6_here (void)
{
  DsEvidence *evidence = both_families (DS_OUTCOME_NO_ROUTE);
  GPtrArray *routes = evidence->links->routes;

  while (routes->len > 2)
    ds_route_free (g_ptr_array_remove_index (routes, routes->len - 1));
  return evidence;
}

/* clang-format off */
const DsTestCase ds_test_cases_way[] = {
  { "router rejects", router_rejects, "router-blocks router proven",
    "4 not-needed, 5 not-run, 8 ok, 9 problem" },
  { "router knows no way", router_knows_no_way, "router-blocks router proven", "9 problem" },
  { "router resets", router_resets, "router-blocks router proven", "9 problem" },
  { "provider rejects", provider_rejects, "provider-blocks provider proven",
    "1 attention, 2 ok, 4 not-needed, 6 not-needed, 8 ok, 9 problem, 10 not-needed" },
  { "provider resets", provider_resets, "provider-blocks provider proven", "8 ok, 9 problem" },
  { "provider resets, no control", provider_resets_without_control,
    "provider-blocks provider likely", "9 problem" },
  { "somebody rejects", somebody_rejects, "unknown unknown possible", "8 unknown, 9 unknown" },
  { "reset, not located", reset_not_located, "unknown unknown possible",
    "4 not-run, 8 ok, 9 unknown" },
  { "lost at the provider", lost_at_provider, "provider-blocks provider likely", "9 problem" },
  { "stopped at two places", stopped_at_two_places,
    "router-blocks router proven, website-refuses website proven", "4 problem, 9 problem" },

  { "port filtered", port_filtered, "port-filtered provider proven",
    "4 not-needed, 9 problem" },
  { "port filtered by ICMP", port_filtered_by_icmp,
    "port-filtered provider proven, provider-blocks provider proven", "9 problem" },
  { "port filtered, one control", port_filtered_one_control, "port-filtered provider likely",
    NULL },
  { "port filtered, who knows where", port_filtered_who_knows_where,
    "port-filtered provider likely", "8 unknown" },
  { "other port filtered", other_port_filtered, "port-filtered provider proven", NULL },
  { "other port, no controls", other_port_without_controls, "website-silent website possible",
    NULL },
  { "control refuses itself", control_refuses_itself, "website-silent website possible", NULL },
  { "no port open", no_port_open, "unknown unknown possible", "3 attention, 9 unknown" },
  { "website refuses, controls silent", website_refuses_controls_silent,
    "website-refuses website proven", "9 ok" },
  { "router filters port", router_filters_port, "router-blocks router proven", NULL },

  { "IPv6 broken", ipv6_broken, "ipv6-broken router proven, works nobody proven",
    "1 ok, 3 ok, 4 ok, 9 problem" },
  { "IPv6 broken, no control", ipv6_broken_without_control,
    "ipv6-broken router likely, works nobody proven", "9 problem" },
  { "IPv6 rejected by the router", ipv6_rejected_by_router,
    "ipv6-broken router likely, works nobody proven, router-blocks router proven", "9 problem" },
  { "IPv6 refused somewhere", ipv6_refused_somewhere,
    "works nobody proven, ipv6-broken router possible", "9 attention" },
  { "IPv6 broken, page missing", ipv6_broken_and_page_missing,
    "ipv6-broken router proven, http-error website proven", NULL },
  { "IPv6 broken only there", ipv6_broken_only_there, "works nobody proven", "9 ok" },
  { "IPv6 refused by the website", ipv6_refused_by_website,
    "works nobody proven, website-refuses website proven", "4 attention, 9 ok" },
  { "IPv6 rejected here", ipv6_rejected_here,
    "works nobody proven, local-firewall this-computer proven", "8 attention" },
  { "no IPv6 here", no_ipv6_here, "works nobody proven", "9 ok" },
  { NULL },
};
/* clang-format on */
