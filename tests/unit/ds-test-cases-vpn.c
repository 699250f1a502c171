/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases with a VPN: what comes through it is held against what comes past it. */

#include "ds-test-build.h"
#include "ds-test-cases.h"

#define OTHER_SITE "203.0.113.8"

/* All goes through the VPN. */
static DsEvidence *
vpn_run (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_vpn (evidence, "Work", DS_CONNECTION_ACTIVE);
  build_way_by_vpn (evidence, DS_FAMILY_IPV4);
  return evidence;
}

static DsEvidence *
named (DsEvidence *evidence)
{
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  return evidence;
}

static void
add_references (DsEvidence *evidence, DsOutcome outcome)
{
  build_reference (evidence, "one.example", REF_ONE, 443, outcome);
  build_reference (evidence, "two.example", REF_TWO, 443, outcome);
}

/* By ICMP from the far end of the tunnel. */
static DsEvidence *
refused_by_vpn (void)
{
  DsEvidence *evidence = named (vpn_run ());
  DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);
  DsProbe *probe;

  build_icmp (attempt, 3, 3, VPN_END);
  probe = build_probe (build_sweep (evidence, attempt, 0), DS_PROBE_SWEEP, 1, DS_ANSWER_EXPIRED);
  g_free (probe->from);
  probe->from = g_strdup (VPN_END);
  add_references (evidence, DS_OUTCOME_OPEN);
  return evidence;
}

/* --- vpn-blocks --- */

static DsEvidence *
blocks (void)
{
  DsEvidence *evidence = refused_by_vpn ();

  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* The no comes from behind the VPN's server: neither the router nor the provider has a part in it.
 */
static DsEvidence *
blocks_behind_server (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 2, TRUE);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
swallows (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* Taken, and cut off at the first words. */
static DsEvidence *
cuts_off (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_try (evidence, SITE, DS_OUTCOME_RESET);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
cut_off_by_both_ways (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_try (evidence, SITE, DS_OUTCOME_RESET);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_RESET);
  return evidence;
}

/* Past the VPN nobody answered the same words. */
static DsEvidence *
cut_off_and_no_word_past (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_try (evidence, SITE, DS_OUTCOME_RESET);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_ERROR);
  return evidence;
}

/* One address is cut off, another one is not. */
static DsEvidence *
one_address_cut_off (void)
{
  DsEvidence *evidence = cuts_off ();

  build_try (evidence, OTHER_SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, OTHER_SITE, 200);
  return evidence;
}

/* The website itself lets nobody in who comes by this VPN. */
static DsEvidence *
website_bans_vpn (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* Silence past the VPN tells nothing: a filter may drop what comes back (strict rp_filter). */
static DsEvidence *
past_silent (void)
{
  DsEvidence *evidence = refused_by_vpn ();

  build_past (evidence, NAME, SITE, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

static DsEvidence *
past_not_measured (void)
{
  DsEvidence *evidence = refused_by_vpn ();

  build_experiment (evidence, "past-vpn", DS_RUN_FAILED);
  return evidence;
}

/* The VPN says no, and the website says no without it. */
static DsEvidence *
refused_by_both_ways (void)
{
  DsEvidence *evidence = refused_by_vpn ();

  build_past (evidence, NAME, SITE, DS_OUTCOME_REFUSED);
  return evidence;
}

/* The nearest miss: the website is closed, whatever the way. */
static DsEvidence *
website_closed (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_REFUSED);
  return evidence;
}

static DsEvidence *
website_closed_and_past_silent (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

/* The address that only the line's name server knows opens by both ways: the address makes the
 * difference. */
static DsEvidence *
other_address_opens_by_both_ways (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_name_past (evidence, NAME, OTHER_SITE);
  build_past (evidence, NAME, SITE, DS_OUTCOME_REFUSED);
  build_past (evidence, NAME, OTHER_SITE, DS_OUTCOME_OPEN);
  build_fresh (evidence, OTHER_SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* A filter on this computer stops what should go into the tunnel. */
static DsEvidence *
rejected_before_vpn (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_icmp (build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, 3, VPN_HERE);
  add_references (evidence, DS_OUTCOME_OPEN);
  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* A company's VPN only carries the company's own network. */
static DsEvidence *
goes_past (void)
{
  DsEvidence *evidence = named (build_run ("https://" NAME "/"));

  build_vpn (evidence, "Work", DS_CONNECTION_ACTIVE);
  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  add_references (evidence, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
goes_past_and_router_blocks (void)
{
  DsEvidence *evidence = named (build_run ("https://" NAME "/"));

  build_vpn (evidence, "Work", DS_CONNECTION_ACTIVE);
  build_icmp (build_try (evidence, SITE, DS_OUTCOME_PROHIBITED), 3, 13, ROUTER);
  add_references (evidence, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
works (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  return evidence;
}

/* Two are in use, and one of them carries what goes to the website. */
static DsEvidence *
two_vpns (void)
{
  DsEvidence *evidence = blocks ();
  DsConnection *other = build_vpn (evidence, "Club", DS_CONNECTION_ACTIVE);

  g_free (other->device);
  other->device = g_strdup ("wg0");
  return evidence;
}

/* --- vpn-dead --- */

static DsEvidence *
nothing_through (void)
{
  DsEvidence *evidence = named (vpn_run ());

  build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT);
  add_references (evidence, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

static DsEvidence *
dead (void)
{
  DsEvidence *evidence = nothing_through ();

  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
dead_and_website_closed (void)
{
  DsEvidence *evidence = nothing_through ();

  build_past (evidence, NAME, SITE, DS_OUTCOME_REFUSED);
  build_past (evidence, "one.example", REF_ONE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
dead_and_past_silent (void)
{
  DsEvidence *evidence = nothing_through ();

  build_past (evidence, NAME, SITE, DS_OUTCOME_TIMED_OUT);
  build_past (evidence, "one.example", REF_ONE, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

/* Not even names are found. */
static DsEvidence *
without_names (void)
{
  DsEvidence *evidence = vpn_run ();

  build_name (evidence, NAME, DS_NAME_TIMED_OUT, NULL);
  build_name (evidence, "one.example", DS_NAME_TIMED_OUT, NULL);
  build_server (evidence, VPN_END, "udp", DS_NAME_TIMED_OUT, NULL);
  return evidence;
}

static DsEvidence *
dead_with_names (void)
{
  DsEvidence *evidence = without_names ();

  build_name_past (evidence, NAME, SITE);
  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  build_fresh (evidence, SITE, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

static DsEvidence *
only_name_past (void)
{
  DsEvidence *evidence = without_names ();

  build_name_past (evidence, NAME, SITE);
  build_past (evidence, NAME, SITE, DS_OUTCOME_TIMED_OUT);
  build_fresh (evidence, SITE, DS_OUTCOME_TIMED_OUT);
  return evidence;
}

static DsEvidence *
nothing_past_either (void)
{
  DsEvidence *evidence = without_names ();

  build_name_past (evidence, NAME, NULL);
  return evidence;
}

/* The tunnel is well; only whom it names for names is gone. */
static DsEvidence *
its_names_dead (void)
{
  DsEvidence *evidence = without_names ();

  build_name_past (evidence, NAME, SITE);
  build_past (evidence, NAME, SITE, DS_OUTCOME_OPEN);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* --- vpn-kill-switch --- */

static DsEvidence *
rejected_here (DsOutcome references)
{
  DsEvidence *evidence = named (build_run ("https://" NAME "/"));

  build_vpn (evidence, "Work", DS_CONNECTION_INACTIVE);
  build_icmp (build_try (evidence, SITE, DS_OUTCOME_PROHIBITED), 3, 13, HERE);
  add_references (evidence, references);
  return evidence;
}

static DsEvidence *
kill_switch (void)
{
  return rejected_here (DS_OUTCOME_PROHIBITED);
}

static DsEvidence *
kill_switch_of_two (void)
{
  DsEvidence *evidence = kill_switch ();

  build_vpn (evidence, "Club", DS_CONNECTION_INACTIVE);
  return evidence;
}

/* Not even a question for a name gets out. */
static DsEvidence *
names_held_back (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");
  DsNameAnswer *answer;

  build_vpn (evidence, "Work", DS_CONNECTION_INACTIVE);
  build_name (evidence, NAME, DS_NAME_FAILED, NULL);
  build_name (evidence, "one.example", DS_NAME_FAILED, NULL);
  answer = build_server (evidence, ROUTER, "udp", DS_NAME_FAILED, NULL);
  answer->error = g_strdup ("Operation not permitted");
  answer->held_back = TRUE;
  return evidence;
}

static DsEvidence *
names_held_back_without_vpn (void)
{
  DsEvidence *evidence = names_held_back ();

  g_ptr_array_set_size (evidence->network->connections, 1);
  return evidence;
}

/* The first server can't be asked, the next one speaks: something does get out. */
static DsEvidence *
one_name_server_held_back (void)
{
  DsEvidence *evidence = names_held_back ();

  build_server (evidence, PROVIDER, "udp", DS_NAME_FAILED, NULL)->code = 2;
  return evidence;
}

/* NetworkManager knows of no VPN, but its app is there. */
static DsEvidence *
kill_switch_of_an_app (void)
{
  DsEvidence *evidence = kill_switch ();

  g_ptr_array_set_size (evidence->network->connections, 1);
  evidence->firewall = ds_firewall_new ();
  ds_firewall_add (evidence->firewall, "proton-vpn", DS_GUARD_VPN_APP, DS_GUARD_ACTIVE);
  return evidence;
}

/* To be there is not enough. */
static DsEvidence *
app_but_others_open (void)
{
  DsEvidence *evidence = rejected_here (DS_OUTCOME_OPEN);

  evidence->firewall = ds_firewall_new ();
  ds_firewall_add (evidence->firewall, "mullvad", DS_GUARD_VPN_APP, DS_GUARD_ACTIVE);
  return evidence;
}

/* A rule about one website is no kill switch. */
static DsEvidence *
others_open (void)
{
  return rejected_here (DS_OUTCOME_OPEN);
}

static DsEvidence *
without_vpn (void)
{
  DsEvidence *evidence = kill_switch ();

  g_ptr_array_set_size (evidence->network->connections, 1);
  return evidence;
}

/* It is off, and the no comes from far away. */
static DsEvidence *
off_and_website_closed (void)
{
  DsEvidence *evidence = named (build_run ("https://" NAME "/"));

  build_vpn (evidence, "Work", DS_CONNECTION_INACTIVE);
  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  add_references (evidence, DS_OUTCOME_REFUSED);
  return evidence;
}

/* NetworkManager keeps silent; no device of a VPN is there. */
static DsEvidence *
manager_silent (void)
{
  DsEvidence *evidence = off_and_website_closed ();

  g_ptr_array_set_size (evidence->network->connections, 1);
  evidence->network->manager = DS_MANAGER_SILENT;
  return evidence;
}

/* clang-format off */
const DsTestCase ds_test_cases_vpn[] = {
  { "VPN blocks", blocks, "vpn-blocks vpn proven", "3 ok, 5 problem, 8 ok, 9 ok" },
  { "VPN blocks behind its server", blocks_behind_server, "vpn-blocks vpn proven",
    "5 problem, 9 ok" },
  { "VPN swallows", swallows, "vpn-blocks vpn proven",
    "4 ok, 5 problem, 9 ok" },
  { "VPN cuts off", cuts_off,
    "vpn-blocks vpn proven, connection-reset unknown proven", "5 problem" },
  { "cut off by both ways", cut_off_by_both_ways, "connection-reset unknown proven",
    "5 ok, 9 problem" },
  { "cut off, no word past the VPN", cut_off_and_no_word_past,
    "connection-reset unknown proven", "5 unknown, 9 problem" },
  { "one address cut off", one_address_cut_off, "works nobody proven", "5 ok" },
  { "website bans VPN", website_bans_vpn,
    "vpn-blocks vpn proven, website-refuses website proven", "4 problem, 5 problem" },
  { "VPN refuses, past it silent", past_silent, "vpn-blocks vpn likely", "5 problem" },
  { "VPN refuses, past it not measured", past_not_measured, "vpn-blocks vpn likely",
    "5 problem" },
  { "VPN refuses, past it refused too", refused_by_both_ways, "vpn-blocks vpn likely",
    "5 problem" },
  { "VPN and website closed", website_closed, "website-refuses website proven",
    "4 problem, 5 ok" },
  { "VPN and website closed, past it silent", website_closed_and_past_silent,
    "website-refuses website proven", "4 problem, 5 unknown" },
  { "VPN and an old address", other_address_opens_by_both_ways, "website-refuses website proven",
    "4 problem, 5 ok" },
  { "rejected before the VPN", rejected_before_vpn, "local-firewall this-computer proven",
    "8 problem" },
  { "VPN not on the way", goes_past, "website-refuses website proven", "4 problem, 5 ok" },
  { "VPN not on the way, router blocks", goes_past_and_router_blocks,
    "router-blocks router proven", "5 ok, 9 problem" },
  { "VPN lets through", works, "works nobody proven", "5 ok" },
  { "two VPNs", two_vpns, "vpn-blocks vpn proven", "5 problem" },

  { "VPN dead", dead, "vpn-dead vpn proven", "5 problem" },
  { "VPN dead, website closed", dead_and_website_closed, "vpn-dead vpn proven", "5 problem" },
  { "VPN dead, past it silent", dead_and_past_silent, "vpn-dead vpn possible", "5 attention" },
  { "VPN dead, no names", dead_with_names, "vpn-dead vpn proven", "5 problem" },
  { "VPN dead, only a name past it", only_name_past, "vpn-dead vpn likely", "5 problem" },
  { "VPN dead, nothing past it", nothing_past_either,
    "vpn-dead vpn possible, dns-unreachable router possible", "5 attention" },
  { "name servers of VPN dead", its_names_dead, "vpn-dead vpn proven", "5 problem" },

  { "kill switch", kill_switch,
    "vpn-kill-switch this-computer likely, local-firewall this-computer likely",
    "5 problem, 8 problem" },
  { "kill switch of two VPNs", kill_switch_of_two,
    "vpn-kill-switch this-computer likely, local-firewall this-computer likely", NULL },
  { "kill switch, no names", names_held_back,
    "vpn-kill-switch this-computer likely, local-firewall this-computer likely",
    "5 problem, 8 problem" },
  { "names held back, no VPN", names_held_back_without_vpn,
    "local-firewall this-computer likely", "5 not-needed, 8 problem" },
  { "one name server held back", one_name_server_held_back,
    "dns-unreachable router likely", "5 not-needed, 7 problem" },
  { "kill switch of an app", kill_switch_of_an_app,
    "vpn-kill-switch this-computer likely, local-firewall this-computer likely",
    "5 problem, 8 problem" },
  { "app of a VPN, others open", app_but_others_open, "local-firewall this-computer proven",
    "8 problem" },
  { "VPN off, others open", others_open, "local-firewall this-computer proven",
    "5 not-needed, 8 problem" },
  { "no VPN, all rejected here", without_vpn, "local-firewall this-computer proven",
    "5 not-needed, 8 problem" },
  { "VPN off, website closed", off_and_website_closed, "website-refuses website proven",
    "4 problem, 5 not-needed" },
  { "VPN not seen", manager_silent, "website-refuses website proven", "4 problem, 5 unknown" },
  { 0 },
};
/* clang-format on */
