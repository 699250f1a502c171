/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases on this computer, and in what was typed. */

#include "ds-test-build.h"
#include "ds-test-cases.h"

static DsEvidence *
build_site (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  return evidence;
}

static void
add_open_references (DsEvidence *evidence)
{
  build_name (evidence, "one.example", DS_NAME_ANSWERED, REF_ONE);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  build_reference (evidence, "one.example", REF_ONE, 80, DS_OUTCOME_OPEN);
}

static void
drop_routes (DsEvidence *evidence, DsFamily family)
{
  GPtrArray *routes = evidence->links->routes;

  for (guint i = routes->len; i > 0; i--)
    {
      DsRoute *route = g_ptr_array_index (routes, i - 1);

      if (route->family == family)
        {
          g_ptr_array_remove_index (routes, i - 1);
          ds_route_free (route);
        }
    }
}

/* --- offline --- */

static DsEvidence *
no_route (void)
{
  DsEvidence *evidence = build_site ();

  drop_routes (evidence, DS_FAMILY_IPV4);
  drop_routes (evidence, DS_FAMILY_IPV6);
  build_try (evidence, SITE, DS_OUTCOME_NO_ROUTE);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_NO_ROUTE);
  return evidence;
}

static DsEvidence *
no_route_and_no_name (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  drop_routes (evidence, DS_FAMILY_IPV4);
  drop_routes (evidence, DS_FAMILY_IPV6);
  build_name (evidence, NAME, DS_NAME_FAILED, NULL);
  return evidence;
}

static DsEvidence *
no_route_but_links_unread (void)
{
  DsEvidence *evidence = no_route ();

  ds_links_free (evidence->links);
  evidence->links = NULL;
  return evidence;
}

/* The system says so, whatever its main table says. */
static DsEvidence *
no_route_but_one_is_there (void)
{
  DsEvidence *evidence = build_site ();

  build_try (evidence, SITE, DS_OUTCOME_NO_ROUTE);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_NO_ROUTE);
  return evidence;
}

/* A route outside of the main table carried the packets: they left, whatever the main table says.
 */
static DsEvidence *
no_route_in_main_table (void)
{
  DsEvidence *evidence = build_site ();

  drop_routes (evidence, DS_FAMILY_IPV4);
  drop_routes (evidence, DS_FAMILY_IPV6);
  build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

static DsEvidence *
only_ipv6_and_no_ipv6_here (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  drop_routes (evidence, DS_FAMILY_IPV6);
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE_V6);
  build_try (evidence, SITE_V6, DS_OUTCOME_NO_ROUTE);
  return evidence;
}

static DsEvidence *
gateway_silent (void)
{
  DsEvidence *evidence = build_site ();
  DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_UNREACHABLE);

  build_icmp (attempt, 3, 1, HERE);
  attempt->time_ms = 3065;
  return evidence;
}

static DsEvidence *
gateway_silent_but_reference_open (void)
{
  DsEvidence *evidence = gateway_silent ();

  add_open_references (evidence);
  return evidence;
}

/* --- nothing-listening-here --- */

static DsEvidence *
nothing_listening (void)
{
  DsEvidence *evidence = build_run ("http://127.0.0.1:8080/");

  build_try (evidence, "127.0.0.1", DS_OUTCOME_REFUSED);
  return evidence;
}

static DsEvidence *
filter_on_loopback (void)
{
  DsEvidence *evidence = build_run ("http://127.0.0.1:8080/");

  build_icmp (build_try (evidence, "127.0.0.1", DS_OUTCOME_REFUSED), 3, 3, "127.0.0.1");
  return evidence;
}

static DsEvidence *
own_address_and_another (void)
{
  DsEvidence *evidence = build_run ("http://" NAME ":8080/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, HERE " " SITE);
  build_try (evidence, HERE, DS_OUTCOME_REFUSED);
  build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

/* --- local-firewall --- */

static DsEvidence *
rejected_here (void)
{
  DsEvidence *evidence = build_site ();

  build_icmp (build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, 3, HERE);
  add_open_references (evidence);
  return evidence;
}

static DsEvidence *
rejected_here_by_reset (void)
{
  DsEvidence *evidence = build_site ();
  DsSweep *sweep = build_sweep (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 0);

  build_probe (sweep, DS_PROBE_SWEEP, 1, DS_ANSWER_REFUSED);
  sweep->counters = ds_record_new (&ds_counters_type);
  sweep->counters->device = g_strdup ("eth0");
  sweep->counters->probes = 8;
  sweep->counters->loopback_in = 8;
  sweep->counters->device_out = 0;
  return evidence;
}

static DsEvidence *
denied_by_the_system (void)
{
  DsEvidence *evidence = build_site ();

  build_try (evidence, SITE, DS_OUTCOME_PROHIBITED);
  return evidence;
}

static DsEvidence *
host_unreachable_at_once_from_here (void)
{
  DsEvidence *evidence = build_site ();
  DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_UNREACHABLE);

  build_icmp (attempt, 3, 1, HERE);
  attempt->time_ms = 0.1;
  return evidence;
}

/* --- name-unknown --- */

static DsEvidence *
name_unknown (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_NO_SUCH_NAME, NULL);
  add_open_references (evidence);
  return evidence;
}

static DsEvidence *
name_unknown_without_control (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");
  static const char *const suggestions[] = { "https://shops.example/", NULL };

  build_name (evidence, NAME, DS_NAME_NO_SUCH_NAME, NULL);
  evidence->target->suggestions = g_strdupv ((char **) suggestions);
  return evidence;
}

static DsEvidence *
name_servers_silent (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_TIMED_OUT, NULL);
  return evidence;
}

/* --- wrong-port, wrong-scheme --- */

static DsEvidence *
refused_at (const char *url, gboolean located)
{
  DsEvidence *evidence = build_run (url);
  DsAttempt *attempt;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);
  if (located)
    build_reset_from (evidence, attempt, 3, TRUE);
  add_open_references (evidence);
  return evidence;
}

static DsEvidence *
wrong_port (void)
{
  DsEvidence *evidence = refused_at ("https://" NAME ":8443/", TRUE);

  build_sibling (evidence, SITE, 443, DS_OUTCOME_OPEN);
  build_sibling (evidence, SITE, 80, DS_OUTCOME_REFUSED);
  return evidence;
}

static DsEvidence *
wrong_port_not_located (void)
{
  DsEvidence *evidence = refused_at ("http://" NAME ":8080/", FALSE);

  build_sibling (evidence, SITE, 80, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
usual_port_shut_too (void)
{
  DsEvidence *evidence = refused_at ("https://" NAME ":8443/", TRUE);

  build_sibling (evidence, SITE, 443, DS_OUTCOME_TIMED_OUT);
  build_sibling (evidence, SITE, 80, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
usual_port_open_elsewhere (void)
{
  DsEvidence *evidence = refused_at ("https://" NAME ":8443/", TRUE);

  build_sibling (evidence, "203.0.113.8", 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
port_refused_on_the_way (void)
{
  DsEvidence *evidence = build_run ("https://" NAME ":8443/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_icmp (build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, 3, ROUTER);
  build_sibling (evidence, SITE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
only_plain (void)
{
  DsEvidence *evidence = refused_at ("https://" NAME "/", TRUE);

  build_sibling (evidence, SITE, 80, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
only_secure (void)
{
  DsEvidence *evidence = refused_at ("http://" NAME "/", FALSE);

  build_sibling (evidence, SITE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
secure_silent_plain_open (void)
{
  DsEvidence *evidence = build_site ();

  build_sweep (evidence, build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT), 2);
  build_sibling (evidence, SITE, 80, DS_OUTCOME_OPEN);
  add_open_references (evidence);
  return evidence;
}

/* clang-format off */
const DsTestCase ds_test_cases_here[] = {
  { "offline", no_route, "offline this-computer proven",
    "1 not-needed, 3 problem, 5 not-needed, 8 not-needed, 9 not-needed" },
  { "offline, name not found", no_route_and_no_name, "offline this-computer proven",
    "2 unknown, 3 problem, 7 not-needed" },
  { "no route, but links not read", no_route_but_links_unread, "offline this-computer likely",
    "3 problem" },
  { "no route in the main table", no_route_in_main_table, "unknown unknown possible", NULL },
  { "no route, but one is there", no_route_but_one_is_there, "offline this-computer likely", NULL },
  { "only IPv6, and none here", only_ipv6_and_no_ipv6_here, "offline this-computer proven", NULL },
  { "gateway silent", gateway_silent, "offline this-computer likely", "3 problem" },
  { "gateway silent, reference open", gateway_silent_but_reference_open,
    "unknown unknown possible", "3 ok" },

  { "nothing listening here", nothing_listening, "nothing-listening-here this-computer proven",
    "2 ok, 3 problem, 5 not-needed, 8 not-needed, 9 not-needed" },
  { "filter on loopback", filter_on_loopback, "local-firewall this-computer proven",
    "3 not-run, 8 problem" },
  { "own address and another", own_address_and_another, "unknown unknown possible", NULL },

  { "rejected here", rejected_here, "local-firewall this-computer proven",
    "1 attention, 3 ok, 4 not-needed, 5 not-run, 6 not-needed, 8 problem, 9 not-needed" },
  { "rejected here by a reset", rejected_here_by_reset, "local-firewall this-computer proven",
    "8 problem, 9 not-needed" },
  { "denied by the system", denied_by_the_system, "local-firewall this-computer likely",
    "8 problem" },
  { "host unreachable at once", host_unreachable_at_once_from_here,
    "local-firewall this-computer proven", "8 problem" },

  { "name unknown", name_unknown, "name-unknown address proven",
    "1 not-needed, 2 problem, 4 not-needed, 6 not-needed, 8 not-needed, 9 not-needed, "
    "10 not-needed" },
  { "name unknown, no control", name_unknown_without_control, "name-unknown address likely",
    "2 problem, 10 not-run" },
  { "name servers silent", name_servers_silent, "unknown unknown possible",
    "1 not-needed, 2 unknown, 7 unknown" },

  { "wrong port", wrong_port, "wrong-port address proven",
    "2 problem, 5 not-needed, 7 ok, 8 ok, 9 ok" },
  { "wrong port, not located", wrong_port_not_located, "wrong-port address likely",
    "2 problem, 5 not-run" },
  { "usual port shut too", usual_port_shut_too, "website-refuses website proven",
    "2 ok, 4 problem" },
  { "usual port open elsewhere", usual_port_open_elsewhere, "website-refuses website proven",
    NULL },
  { "port refused on the way", port_refused_on_the_way, "router-blocks router proven", NULL },
  { "only plain", only_plain, "wrong-scheme address proven",
    "2 problem" },
  { "only secure, not located", only_secure, "wrong-scheme address likely", "2 problem" },
  { "secure silent, plain open", secure_silent_plain_open, "website-silent website possible",
    "2 ok, 3 ok, 4 attention" },
  { NULL },
};
/* clang-format on */
