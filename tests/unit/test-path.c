/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The picture of the way tells the same as the verdict. */

#include "ds-path.h"

static DsEvidence *
make_evidence (void)
{
  DsEvidence *evidence = ds_evidence_new ();
  DsRoute *route = ds_route_new ();

  route->destination = g_strdup ("0.0.0.0");
  route->gateway = g_strdup ("192.0.2.1");
  route->device = g_strdup ("lan0");
  evidence->links = ds_links_new ();
  g_ptr_array_add (evidence->links->routes, route);
  return evidence;
}

/* A refusal by ICMP, which names its sender. */
static void
add_refusal (DsEvidence *evidence, const char *address, const char *from)
{
  DsAttempt *attempt = ds_attempt_new ();

  attempt->address = g_strdup (address);
  attempt->port = 443;
  attempt->outcome = DS_OUTCOME_REFUSED;
  attempt->icmp = ds_record_new (&ds_icmp_type);
  attempt->icmp->type = 3;
  attempt->icmp->code = 3;
  attempt->icmp->from = g_strdup (from);
  g_ptr_array_add (evidence->attempts, attempt);
}

static DsDiagnosis *
make_diagnosis (DsWho who)
{
  DsDiagnosis *diagnosis = ds_diagnosis_new ();
  DsCause *cause = ds_cause_new ();

  cause->who = who;
  cause->grade = DS_GRADE_PROVEN;
  g_ptr_array_add (diagnosis->causes, cause);
  return diagnosis;
}

static DsPlaceMark
mark_of (GPtrArray *places, DsWho who)
{
  for (guint i = 0; i < places->len; i++)
    {
      const DsPlace *place = g_ptr_array_index (places, i);

      if (place->who == who)
        return place->mark;
    }
  g_assert_not_reached ();
}

/* Two addresses, turned away at two places: the picture shows the one the verdict is about. */
static void
test_agrees_with_verdict (void)
{
  g_autoptr (DsEvidence) evidence = make_evidence ();
  g_autoptr (DsDiagnosis) website = make_diagnosis (DS_WHO_WEBSITE);
  g_autoptr (DsDiagnosis) typed = make_diagnosis (DS_WHO_ADDRESS);
  g_autoptr (DsDiagnosis) router = make_diagnosis (DS_WHO_ROUTER);
  g_autoptr (GPtrArray) places = NULL;

  add_refusal (evidence, "203.0.113.10", "192.0.2.1");
  add_refusal (evidence, "203.0.113.11", "203.0.113.11");
  places = ds_path_read_places (evidence, website);
  g_assert_cmpint (mark_of (places, DS_WHO_ROUTER), ==, DS_PLACE_PASSED);
  g_assert_cmpint (mark_of (places, DS_WHO_WEBSITE), ==, DS_PLACE_REFUSED);
  g_clear_pointer (&places, g_ptr_array_unref);
  places = ds_path_read_places (evidence, typed);
  g_assert_cmpint (mark_of (places, DS_WHO_WEBSITE), ==, DS_PLACE_REFUSED);
  g_clear_pointer (&places, g_ptr_array_unref);
  places = ds_path_read_places (evidence, router);
  g_assert_cmpint (mark_of (places, DS_WHO_ROUTER), ==, DS_PLACE_REFUSED);
  g_assert_cmpint (mark_of (places, DS_WHO_WEBSITE), ==, DS_PLACE_NOT_REACHED);
}

/* Nothing could even be tried, because there is no way out. */
static void
test_no_way_out (void)
{
  g_autoptr (DsEvidence) evidence = ds_evidence_new ();
  g_autoptr (DsDiagnosis) offline = make_diagnosis (DS_WHO_THIS_COMPUTER);
  g_autoptr (GPtrArray) places = ds_path_read_places (evidence, offline);

  g_assert_cmpint (mark_of (places, DS_WHO_THIS_COMPUTER), ==, DS_PLACE_NO_WAY);
  g_assert_cmpint (mark_of (places, DS_WHO_WEBSITE), ==, DS_PLACE_NOT_REACHED);
}

static DsEvidence *
make_evidence_with_vpn (void)
{
  DsEvidence *evidence = make_evidence ();
  DsRoute *route = ds_route_new ();
  DsConnection *vpn = ds_connection_new ();

  route->destination = g_strdup ("203.0.113.0");
  route->prefix = 24;
  route->device = g_strdup ("tun0");
  g_ptr_array_add (evidence->links->routes, route);
  vpn->kind = DS_CONNECTION_VPN;
  vpn->state = DS_CONNECTION_ACTIVE;
  vpn->device = g_strdup ("tun0");
  evidence->network = ds_network_new ();
  g_ptr_array_add (evidence->network->connections, vpn);
  return evidence;
}

/* A VPN takes the place of the router and the provider, for what goes through it. */
static void
test_by_vpn (void)
{
  static const DsWho ways[] = { DS_WHO_THIS_COMPUTER, DS_WHO_VPN, DS_WHO_WEBSITE };
  g_autoptr (DsEvidence) evidence = make_evidence_with_vpn ();
  g_autoptr (DsDiagnosis) website = make_diagnosis (DS_WHO_WEBSITE);
  g_autoptr (GPtrArray) places = NULL;

  add_refusal (evidence, "203.0.113.10", "203.0.113.10");
  places = ds_path_read_places (evidence, website);
  g_assert_cmpuint (places->len, ==, G_N_ELEMENTS (ways));
  for (guint i = 0; i < places->len; i++)
    g_assert_cmpint (((DsPlace *) g_ptr_array_index (places, i))->who, ==, ways[i]);
  g_assert_cmpint (mark_of (places, DS_WHO_VPN), ==, DS_PLACE_PASSED);
  g_assert_cmpint (mark_of (places, DS_WHO_WEBSITE), ==, DS_PLACE_REFUSED);
}

/* Another address does not go through it. */
static void
test_past_vpn (void)
{
  g_autoptr (DsEvidence) evidence = make_evidence_with_vpn ();
  g_autoptr (DsDiagnosis) router = make_diagnosis (DS_WHO_ROUTER);
  g_autoptr (GPtrArray) places = NULL;

  add_refusal (evidence, "198.51.100.10", "192.0.2.1");
  places = ds_path_read_places (evidence, router);
  g_assert_cmpuint (places->len, ==, 4);
  g_assert_cmpint (mark_of (places, DS_WHO_ROUTER), ==, DS_PLACE_REFUSED);
}

/* The VPN is to blame, and nothing could be sent to the website: its name found no answer. */
static void
test_vpn_without_attempt (void)
{
  g_autoptr (DsEvidence) evidence = make_evidence_with_vpn ();
  g_autoptr (DsDiagnosis) vpn = make_diagnosis (DS_WHO_VPN);
  g_autoptr (GPtrArray) places = ds_path_read_places (evidence, vpn);

  g_assert_cmpint (mark_of (places, DS_WHO_THIS_COMPUTER), ==, DS_PLACE_PASSED);
  g_assert_cmpint (mark_of (places, DS_WHO_VPN), ==, DS_PLACE_SILENT);
  g_assert_cmpint (mark_of (places, DS_WHO_WEBSITE), ==, DS_PLACE_NOT_REACHED);
}

/* Before anything was measured, nothing is claimed. */
static void
test_nothing_measured (void)
{
  g_autoptr (DsEvidence) evidence = ds_evidence_new ();
  g_autoptr (GPtrArray) places = ds_path_read_places (evidence, NULL);

  for (guint i = 0; i < places->len; i++)
    g_assert_cmpint (((DsPlace *) g_ptr_array_index (places, i))->mark, ==, DS_PLACE_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/path/agrees-with-verdict", test_agrees_with_verdict);
  g_test_add_func ("/path/no-way-out", test_no_way_out);
  g_test_add_func ("/path/nothing-measured", test_nothing_measured);
  g_test_add_func ("/path/by-vpn", test_by_vpn);
  g_test_add_func ("/path/past-vpn", test_past_vpn);
  g_test_add_func ("/path/vpn-without-attempt", test_vpn_without_attempt);
  return g_test_run ();
}
