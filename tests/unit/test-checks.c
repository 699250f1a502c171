/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ds-checks.h"
#include "ds-diagnose.h"
#include "ds-test-build.h"
#include "ds-test-cases.h"
#include "ds-test-words.h"
#include "ds-words-types.h"

/* School years somebody needs to read what a check says. */
#define GRADE_MAX 8.0

static GPtrArray *
judge (const DsEvidence *evidence)
{
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);

  return ds_checks_judge (evidence, diagnosis);
}

static const DsFinding *
get (GPtrArray *findings, guint number)
{
  return g_ptr_array_index (findings, number - 1);
}

static void
test_case (const DsTestCase *test_case)
{
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autoptr (GPtrArray) findings = judge (evidence);
  g_auto (GStrv) expected =
      g_strsplit (test_case->findings != NULL ? test_case->findings : "", ", ", -1);

  g_assert_cmpuint (findings->len, ==, DS_N_CHECKS);
  for (guint i = 0; expected[i] != NULL; i++)
    {
      char *word = NULL;
      guint number = (guint) g_ascii_strtoull (expected[i], &word, 10);
      const DsFinding *finding = get (findings, number);
      g_autofree char *got =
          g_strdup_printf ("%u %s", number,
                           ds_enum_to_nick (ds_finding_kind_get_type (), (int) finding->finding));

      g_assert_cmpuint (finding->number, ==, number);
      g_assert_cmpstr (got, ==, expected[i]);
    }
}

static void
check_sentences (const char *sentences)
{
  if (sentences == NULL)
    return;
  ds_test_words_check (sentences);
}

static void
test_words (const DsTestCase *test_case)
{
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autoptr (GPtrArray) findings = judge (evidence);

  for (guint i = 0; i < findings->len; i++)
    {
      const DsFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *all =
          g_strjoin (" ", finding->summary, finding->meaning != NULL ? finding->meaning : "",
                     finding->advice != NULL ? finding->advice : "", NULL);

      g_assert_nonnull (finding->summary);
      check_sentences (finding->summary);
      check_sentences (finding->meaning);
      check_sentences (finding->advice);
      if (ds_test_words_grade (all) > GRADE_MAX)
        g_test_fail_printf ("check %u, grade %.1f: %s", finding->number, ds_test_words_grade (all),
                            all);
      /* A person who is told of a problem is told what to do about it. */
      if (finding->finding == DS_FINDING_PROBLEM)
        {
          g_assert_nonnull (finding->meaning);
          g_assert_nonnull (finding->advice);
        }
      for (guint d = 0; d < finding->details->len; d++)
        {
          const DsDetail *detail = g_ptr_array_index (finding->details, d);

          g_assert_cmpstr (detail->label, !=, "");
          g_assert_cmpstr (detail->value, !=, "");
          g_assert_null (strstr (detail->value, "(null)"));
        }
    }
}

/* Not more than one place is "the" problem unless different addresses were stopped at different
 * places, or one cause has two sides. */
static void
test_works_has_no_problem (const DsTestCase *test_case)
{
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autoptr (GPtrArray) findings = judge (evidence);

  if (!g_str_has_prefix (test_case->causes, "works "))
    return;
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpint (((DsFinding *) g_ptr_array_index (findings, i))->finding, !=,
                     DS_FINDING_PROBLEM);
}

static void
test_table (void)
{
  static const char *const ids[] = { "retry",   "address", "others",   "elsewhere", "vpn-proxy",
                                     "browser", "dns",     "firewall", "network",   "prevention" };
  static const char *const experiments[] = { "links",    "resolve",  "connect",    "retry",
                                             "localise", "siblings", "references", "fetch",
                                             "proxy",    "hosts",    "fresh-dns",  "proxy-script",
                                             "past-vpn", "firewall", NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (ids) == DS_N_CHECKS);
  for (guint i = 0; i < DS_N_CHECKS; i++)
    {
      const DsCheck *check = ds_check_get (i + 1);

      g_assert_cmpuint (check->number, ==, i + 1);
      g_assert_cmpstr (check->id, ==, ids[i]);
      g_assert_true (ds_check_find (ids[i]) == check);
      g_assert_true (g_str_has_suffix (check->question, "?"));
      g_assert_cmpuint (strlen (check->title), <=, 24);
      for (guint e = 0; check->experiments[e] != NULL; e++)
        g_assert_true (g_strv_contains (experiments, check->experiments[e]));
    }
  g_assert_null (ds_check_get (0));
  g_assert_null (ds_check_get (DS_N_CHECKS + 1));
  g_assert_null (ds_check_find ("no-such-check"));
  g_assert_null (ds_check_find (NULL));
}

static const char *
find_detail (const DsFinding *finding, const char *label)
{
  for (guint i = 0; i < finding->details->len; i++)
    {
      const DsDetail *detail = g_ptr_array_index (finding->details, i);

      if (g_str_equal (detail->label, label))
        return detail->value;
    }
  return NULL;
}

static void
test_details (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (GPtrArray) findings = NULL;
  DsAttempt *attempt;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  attempt = build_try (evidence, SITE, DS_OUTCOME_PROHIBITED);
  build_icmp (attempt, 3, 13, PROVIDER);
  build_sweep (evidence, attempt, 2);
  attempt = build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT);
  attempt->number = 2;
  findings = judge (evidence);
  g_assert_cmpstr (find_detail (get (findings, 1), SITE ", port 443"), ==,
                   "prohibited after 12 ms, ICMP 3/13 from " PROVIDER);
  g_assert_cmpstr (find_detail (get (findings, 1), SITE ", port 443, try 2"), ==,
                   "no answer after 3000 ms");
  g_assert_cmpstr (find_detail (get (findings, 2), "Addresses"), ==, SITE);
  g_assert_cmpstr (find_detail (get (findings, 3), "Way out by IPv4"), ==, ROUTER " by eth0");
  g_assert_cmpstr (find_detail (get (findings, 9), "Hop 1"), ==, ROUTER ", router, 4 ms");
  g_assert_cmpstr (find_detail (get (findings, 9), "Hop 2"), ==, PROVIDER ", provider, 8 ms");
  g_assert_cmpstr (find_detail (get (findings, 9), "Stopped on the way to " SITE), ==,
                   "hop 2, provider");
}

static void
test_certificate_details (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (GPtrArray) findings = NULL;
  DsExchange *exchange = build_exchange (evidence, SITE, DS_STAGE_TLS);

  exchange->certificate_faults = g_strsplit ("expired name", " ", -1);
  exchange->certificate_not_after = g_strdup ("2030-01-01T00:00:00Z");
  build_answer (evidence, SITE, 503);
  findings = judge (evidence);
  g_assert_cmpstr (find_detail (get (findings, 4), "Certificate faults"), ==, "expired, name");
  g_assert_cmpstr (find_detail (get (findings, 4), "In force until"), ==, "2030-01-01T00:00:00Z");
}

/* What was mended in the address is told. */
static void
test_notes (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (GPtrArray) findings = NULL;
  static const char *const notes[] = { "A slash was missing.", "A space was dropped.", NULL };

  evidence->target->notes = g_strdupv ((char **) notes);
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  findings = judge (evidence);
  g_assert_cmpint (get (findings, 2)->finding, ==, DS_FINDING_OK);
  g_assert_cmpstr (get (findings, 2)->meaning, ==, "A slash was missing. A space was dropped.");
}

/* A check that was cancelled says so, unless what it saw before decides anyway. */
static void
test_cut_short (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (GPtrArray) findings = NULL;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_try (evidence, SITE, DS_OUTCOME_REFUSED);
  build_experiment (evidence, "retry", DS_RUN_CUT_SHORT);
  build_experiment (evidence, "references", DS_RUN_CUT_SHORT);
  build_experiment (evidence, "localise", DS_RUN_FAILED);
  findings = judge (evidence);
  g_assert_cmpstr (get (findings, 1)->summary, ==,
                   "This check could not finish. The result is unknown, not bad.");
  g_assert_cmpint (get (findings, 2)->finding, ==, DS_FINDING_OK);
  g_assert_cmpint (get (findings, 3)->finding, ==, DS_FINDING_UNKNOWN);
  g_assert_cmpstr (get (findings, 8)->summary, ==,
                   "This check could not be made. The result is unknown, not bad.");
}

static void
test_tries (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (GPtrArray) findings = NULL;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  for (guint number = 1; number <= 3; number++)
    build_try (evidence, SITE, DS_OUTCOME_REFUSED)->number = number;
  findings = judge (evidence);
  g_assert_cmpstr (get (findings, 1)->summary, ==, "It was tried 3 times, and it never opened.");
}

/* Evidence from outside may hold more than a person reads. */
static void
test_many_attempts (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (GPtrArray) findings = NULL;

  for (guint number = 1; number <= 500; number++)
    build_try (evidence, SITE, DS_OUTCOME_REFUSED)->number = number;
  findings = judge (evidence);
  g_assert_cmpuint (get (findings, 1)->details->len, <=, 50);
}

typedef struct
{
  const char *about;
  DsProxySource source;
  DsProxyMode mode;
  gboolean writable;
  DsOutcome direct;
  gboolean offered;
} OfferRow;

/* Turning the proxy off is offered where it helps, and where Doorstep can do it. */
static const OfferRow offer_rows[] = {
  { "set by hand", DS_PROXY_SOURCE_SETTINGS, DS_PROXY_MODE_MANUAL, TRUE, DS_OUTCOME_OPEN, TRUE },
  { "by a script", DS_PROXY_SOURCE_AUTOMATIC, DS_PROXY_MODE_AUTOMATIC, TRUE, DS_OUTCOME_OPEN,
    TRUE },
  { "from inside a sandbox", DS_PROXY_SOURCE_PORTAL, DS_PROXY_MODE_MANUAL, TRUE, DS_OUTCOME_OPEN,
    TRUE },
  { "a sandbox that hides the settings", DS_PROXY_SOURCE_PORTAL, DS_PROXY_MODE_UNKNOWN, FALSE,
    DS_OUTCOME_OPEN, FALSE },
  { "settings that are locked", DS_PROXY_SOURCE_SETTINGS, DS_PROXY_MODE_MANUAL, FALSE,
    DS_OUTCOME_OPEN, FALSE },
  { "by a variable", DS_PROXY_SOURCE_ENVIRONMENT, DS_PROXY_MODE_NONE, TRUE, DS_OUTCOME_OPEN,
    FALSE },
  { "shut without it, too", DS_PROXY_SOURCE_SETTINGS, DS_PROXY_MODE_MANUAL, TRUE,
    DS_OUTCOME_REFUSED, FALSE },
};

static DsEvidence *
build_offer (const OfferRow *row)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");
  DsProxy *proxy = ds_proxy_new_for_uri ("http://192.0.2.80:3128");
  DsAttempt *attempt;

  proxy->in_force = TRUE;
  proxy->source = row->source;
  g_ptr_array_add (evidence->proxies, proxy);
  evidence->proxy_settings = ds_proxy_settings_new ();
  evidence->proxy_settings->mode = row->mode;
  evidence->proxy_settings->writable = row->writable;
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_try (evidence, SITE, row->direct);
  attempt = build_try (evidence, "192.0.2.80", DS_OUTCOME_REFUSED);
  attempt->way = DS_WAY_PROXY;
  attempt->port = 3128;
  g_free (attempt->host);
  attempt->host = g_strdup ("192.0.2.80");
  return evidence;
}

static void
test_offer (gconstpointer data)
{
  const OfferRow *row = data;
  g_autoptr (DsEvidence) evidence = build_offer (row);
  g_autoptr (GPtrArray) findings = judge (evidence);
  GPtrArray *changes = get (findings, 5)->changes;

  g_assert_cmpint (get (findings, 5)->finding, ==, DS_FINDING_PROBLEM);
  g_assert_cmpuint (changes->len, ==, row->offered ? 1 : 0);
  if (!row->offered)
    return;
  g_assert_cmpstr (((DsOffer *) g_ptr_array_index (changes, 0))->id, ==, "proxy-off");
  g_assert_false (((DsOffer *) g_ptr_array_index (changes, 0))->in_force);
}

/* Once it is off it shows until it is put back, whatever the check says. */
static void
test_offer_in_force (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (GPtrArray) findings = NULL;
  DsChangeRecord *record = ds_change_record_new ();

  record->change = g_strdup ("proxy-off");
  g_ptr_array_add (evidence->changes, record);
  findings = judge (evidence);
  g_assert_cmpuint (get (findings, 5)->changes->len, ==, 1);
  g_assert_true (((DsOffer *) g_ptr_array_index (get (findings, 5)->changes, 0))->in_force);
}

/* Where a variable names the proxy, the network settings are of no use. */
static void
test_variable_advice (void)
{
  OfferRow row = { .source = DS_PROXY_SOURCE_ENVIRONMENT };
  g_autoptr (DsEvidence) evidence = build_offer (&row);
  g_autoptr (GPtrArray) findings = NULL;

  ((DsProxy *) g_ptr_array_index (evidence->proxies, 0))->variable = g_strdup ("https_proxy");
  findings = judge (evidence);
  g_assert_nonnull (strstr (get (findings, 5)->advice, "the variable https_proxy"));
  g_assert_nonnull (strstr (get (findings, 5)->advice, "/etc/environment"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ds_test_cases_add ("/checks/case", test_case);
  ds_test_cases_add ("/checks/words", test_words);
  ds_test_cases_add ("/checks/works-has-no-problem", test_works_has_no_problem);
  g_test_add_func ("/checks/table", test_table);
  g_test_add_func ("/checks/details", test_details);
  g_test_add_func ("/checks/certificate-details", test_certificate_details);
  g_test_add_func ("/checks/notes", test_notes);
  g_test_add_func ("/checks/cut-short", test_cut_short);
  g_test_add_func ("/checks/tries", test_tries);
  g_test_add_func ("/checks/many-attempts", test_many_attempts);
  for (guint i = 0; i < G_N_ELEMENTS (offer_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/checks/proxy-off/", offer_rows[i].about, NULL);

      g_test_add_data_func (path, &offer_rows[i], test_offer);
    }
  g_test_add_func ("/checks/proxy-off/in-force", test_offer_in_force);
  g_test_add_func ("/checks/proxy-variable", test_variable_advice);
  return g_test_run ();
}
