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
  return g_test_run ();
}
