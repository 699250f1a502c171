/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ds-causes.h"
#include "ds-diagnose.h"
#include "ds-path.h"
#include "ds-test-build.h"
#include "ds-test-cases.h"
#include "ds-test-words.h"
#include "ds-words-types.h"

/* School years somebody needs to read what is said about one cause. */
#define GRADE_MAX 8.0

static char *
describe (const DsDiagnosis *diagnosis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < diagnosis->causes->len; i++)
    {
      const DsCause *cause = g_ptr_array_index (diagnosis->causes, i);

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? ", " : "", cause->cause,
                              ds_enum_to_nick (ds_who_get_type (), cause->who),
                              ds_enum_to_nick (ds_grade_get_type (), cause->grade));
    }
  return g_string_free (text, FALSE);
}

static void
test_case (const DsTestCase *test_case)
{
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);
  g_autofree char *causes = describe (diagnosis);

  g_assert_cmpstr (causes, ==, test_case->causes);
}

/* Certainty words match the grade. */
static void
check_certainty (const DsCause *cause)
{
  gboolean hedged =
      strstr (cause->title, "It looks as if") != NULL || strstr (cause->title, "probably") != NULL;
  gboolean open = strstr (cause->title, " may ") != NULL;

  if (g_str_equal (cause->cause, "unknown"))
    return;
  if (hedged != (cause->grade == DS_GRADE_LIKELY) || open != (cause->grade == DS_GRADE_POSSIBLE))
    g_test_fail_printf ("%s, grade %u: %s", cause->cause, cause->grade, cause->title);
}

static void
test_words (const DsTestCase *test_case)
{
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);

  for (guint i = 0; i < diagnosis->causes->len; i++)
    {
      const DsCause *cause = g_ptr_array_index (diagnosis->causes, i);
      g_autofree char *both = g_strconcat (cause->title, " ", cause->advice, NULL);

      ds_test_words_check (cause->title);
      ds_test_words_check (cause->advice);
      check_certainty (cause);
      if (ds_test_words_grade (both) > GRADE_MAX)
        g_test_fail_printf ("grade %.1f: %s", ds_test_words_grade (both), both);
    }
  for (guint i = 0; diagnosis->missing != NULL && diagnosis->missing[i] != NULL; i++)
    ds_test_words_check (diagnosis->missing[i]);
}

/* --- The table --- */

static GHashTable *seen; /* (element-type utf8): causes that some case has */

static void
note_causes (const DsTestCase *test_case)
{
  g_auto (GStrv) causes = g_strsplit (test_case->causes, ", ", -1);

  for (guint i = 0; causes[i] != NULL; i++)
    g_hash_table_add (seen, g_strndup (causes[i], strcspn (causes[i], " ")));
}

/* A cause nobody ever saw hold may never hold. */
static void
test_table (void)
{
  guint n_rows;
  const DsCauseRow *rows = ds_causes_get (&n_rows);

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (const DsTestCase *test_case = ds_test_cases_here; test_case->name != NULL; test_case++)
    note_causes (test_case);
  for (const DsTestCase *test_case = ds_test_cases_dns; test_case->name != NULL; test_case++)
    note_causes (test_case);
  for (const DsTestCase *test_case = ds_test_cases_names; test_case->name != NULL; test_case++)
    note_causes (test_case);
  for (const DsTestCase *test_case = ds_test_cases_way; test_case->name != NULL; test_case++)
    note_causes (test_case);
  for (const DsTestCase *test_case = ds_test_cases_website; test_case->name != NULL; test_case++)
    note_causes (test_case);
  for (const DsTestCase *test_case = ds_test_cases_proxy; test_case->name != NULL; test_case++)
    note_causes (test_case);
  for (const DsTestCase *test_case = ds_test_cases_vpn; test_case->name != NULL; test_case++)
    note_causes (test_case);
  for (guint i = 0; i < n_rows; i++)
    {
      if (!g_hash_table_contains (seen, rows[i].id))
        g_test_fail_printf ("no case for %s", rows[i].id);
      g_assert_cmpuint (rows[i].check, <=, 10);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (rows[i].id, !=, rows[j].id);
    }
  g_assert_cmpstr (rows[n_rows - 1].id, ==, "unknown");
  g_hash_table_unref (seen);
}

/* --- Words that are filled in --- */

static const DsCause *
judge (DsEvidence *evidence, DsDiagnosis **diagnosis)
{
  *diagnosis = ds_diagnose (evidence);
  return ds_diagnosis_get_verdict (*diagnosis);
}

static void
test_fill (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("http://" NAME ":8080/");
  g_autoptr (DsDiagnosis) diagnosis = NULL;
  const DsCause *verdict;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  build_sibling (evidence, SITE, 80, DS_OUTCOME_OPEN);
  verdict = judge (evidence, &diagnosis);
  g_assert_cmpstr (verdict->title, ==,
                   "shop.example refuses at port 8080, and takes connections at the usual port "
                   "80.");
  g_assert_nonnull (strstr (verdict->advice, "“:8080”"));
}

/* A name that looks like a placeholder stays what it is, and so does a percent sign. */
static void
test_fill_once (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (DsDiagnosis) diagnosis = NULL;
  const DsCause *verdict;

  g_free (evidence->target->display_host);
  evidence->target->display_host = g_strdup ("{port}%s{other}{");
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  verdict = judge (evidence, &diagnosis);
  g_assert_cmpstr (verdict->title, ==, "{port}%s{other}{ answers: the connection gets through.");
}

static void
test_fill_without_display_host (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (DsDiagnosis) diagnosis = NULL;

  g_clear_pointer (&evidence->target->display_host, g_free);
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 404);
  g_assert_cmpstr (judge (evidence, &diagnosis)->title, ==,
                   "shop.example answered, but has no page at this address (number 404).");
}

/* Each kind of certificate fault, and each HTTP number, has words of its own. */
static void
test_variants (void)
{
  static const char *const faults[] = { "expired", "not-yet-valid", "name", "revoked",
                                        "issuer",  "weak",          "other" };
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
      g_autoptr (DsDiagnosis) diagnosis = NULL;
      DsExchange *exchange = build_exchange (evidence, SITE, DS_STAGE_TLS);

      exchange->certificate_faults = g_strsplit (faults[i], " ", -1);
      if (!g_hash_table_add (titles, g_strdup (judge (evidence, &diagnosis)->title)))
        g_test_fail_printf ("the same words twice for %s", faults[i]);
    }
  for (guint status = 400; status < 600; status++)
    {
      g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
      g_autoptr (DsDiagnosis) diagnosis = NULL;
      g_autofree char *number = g_strdup_printf ("(number %u)", status);

      build_answer (evidence, SITE, status);
      g_assert_nonnull (strstr (judge (evidence, &diagnosis)->title, number));
      ds_test_words_check (ds_diagnosis_get_verdict (diagnosis)->title);
    }
}

/* --- The picture of the way to a proxy --- */

static void
test_proxy_places (void)
{
  static const struct
  {
    const char *name;
    DsPlaceMark mark;
  } rows[] = {
    { "proxy dead", DS_PLACE_REFUSED },
    { "proxy silent", DS_PLACE_SILENT },
    { "proxy blocks", DS_PLACE_REFUSED },
    { "plain no, direct way stopped", DS_PLACE_SUSPECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const DsTestCase *test_case = ds_test_cases_proxy;
      g_autoptr (DsEvidence) evidence = NULL;
      g_autoptr (DsDiagnosis) diagnosis = NULL;
      g_autoptr (GPtrArray) places = NULL;
      const DsPlace *place;

      while (g_strcmp0 (test_case->name, rows[i].name) != 0)
        test_case++;
      evidence = test_case->build ();
      diagnosis = ds_diagnose (evidence);
      places = ds_path_read_places (evidence, diagnosis);
      g_assert_cmpuint (places->len, ==, 3);
      place = g_ptr_array_index (places, 1);
      g_assert_cmpint (place->who, ==, DS_WHO_PROXY);
      g_assert_cmpint (place->mark, ==, rows[i].mark);
      place = g_ptr_array_index (places, 2);
      g_assert_cmpint (place->mark, ==, DS_PLACE_NOT_REACHED);
    }
}

/* --- What is missing --- */

static void
test_missing (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (DsDiagnosis) diagnosis = NULL;
  g_autofree char *missing = NULL;

  build_experiment (evidence, "localise", DS_RUN_CUT_SHORT);
  build_experiment (evidence, "links", DS_RUN_FAILED);
  build_try (evidence, SITE, DS_OUTCOME_REFUSED);
  diagnosis = ds_diagnose (evidence);
  missing = g_strjoinv ("|", diagnosis->missing);
  g_assert_cmpstr (missing, ==,
                   "How this computer is connected could not be read.|"
                   "Finding the place where the connection stops was cut short.|"
                   "None of the other websites answered, so there is nothing to compare with.");
}

static void
test_nothing_missing (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (DsDiagnosis) diagnosis = NULL;

  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  diagnosis = ds_diagnose (evidence);
  g_assert_null (diagnosis->missing);
}

/* The time at which a neighbour counts as looked for in vain must not depend on digits that a
 * report does not keep. */
static void
test_rounding (void)
{
  static const struct
  {
    double time_ms;
    const char *cause;
  } rows[] = {
    { 899.9994, "local-firewall" }, /* written as 899.999 */
    { 899.9996, "offline" },        /* written as 900 */
    { 900, "offline" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
      g_autoptr (DsDiagnosis) diagnosis = NULL;
      DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_UNREACHABLE);

      build_icmp (attempt, 3, 1, HERE);
      attempt->time_ms = rows[i].time_ms;
      g_assert_cmpstr (judge (evidence, &diagnosis)->cause, ==, rows[i].cause);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ds_test_cases_add ("/diagnosis/case", test_case);
  ds_test_cases_add ("/diagnosis/words", test_words);
  g_test_add_func ("/diagnosis/table", test_table);
  g_test_add_func ("/diagnosis/fill", test_fill);
  g_test_add_func ("/diagnosis/fill-once", test_fill_once);
  g_test_add_func ("/diagnosis/fill-without-display-host", test_fill_without_display_host);
  g_test_add_func ("/diagnosis/variants", test_variants);
  g_test_add_func ("/diagnosis/proxy-places", test_proxy_places);
  g_test_add_func ("/diagnosis/missing", test_missing);
  g_test_add_func ("/diagnosis/nothing-missing", test_nothing_missing);
  g_test_add_func ("/diagnosis/rounding", test_rounding);
  return g_test_run ();
}
