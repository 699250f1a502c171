/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ds-checks.h"
#include "ds-diagnose.h"
#include "ds-report.h"
#include "ds-terminal-text.h"
#include "ds-test-build.h"
#include "ds-test-cases.h"

static char *
write_json (const DsEvidence *evidence)
{
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);
  g_autoptr (GPtrArray) findings = ds_checks_judge (evidence, diagnosis);
  g_autoptr (JsonNode) node = ds_report_to_json (evidence, diagnosis, findings);

  return json_to_string (node, TRUE);
}

static char *
write_text (const DsEvidence *evidence, gboolean colour)
{
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);
  g_autoptr (GPtrArray) findings = ds_checks_judge (evidence, diagnosis);

  return ds_report_to_text (evidence, diagnosis, findings, colour);
}

/* --- JSON --- */

/* Whoever reads a report comes to the same report. */
static void
test_replay (const DsTestCase *test_case)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autofree char *first = write_json (evidence);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *alone = NULL;
  g_autoptr (JsonNode) node = ds_record_to_json (&ds_evidence_type, evidence);
  g_autoptr (DsEvidence) again = ds_report_read (first, -1, &error);
  g_autoptr (DsEvidence) bare = NULL;

  g_assert_no_error (error);
  second = write_json (again);
  g_assert_cmpstr (first, ==, second);

  alone = json_to_string (node, FALSE);
  bare = ds_report_read (alone, (gssize) strlen (alone), &error);
  g_assert_no_error (error);
  third = write_json (bare);
  g_assert_cmpstr (first, ==, third);
}

static void
assert_members (JsonObject *object, const char *members)
{
  g_auto (GStrv) names = g_strsplit (members, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!json_object_has_member (object, names[i]))
      g_test_fail_printf ("no member %s", names[i]);
}

/* The contract: these members are always there. */
static void
test_members (const DsTestCase *test_case)
{
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autofree char *text = write_json (evidence);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *report = json_node_get_object (root);
  JsonArray *attempts = json_object_get_array_member (report, "attempts");
  JsonArray *checks = json_object_get_array_member (report, "checks");

  assert_members (report, "schema version started_at duration_ms target verdict also attempts path "
                          "checks changes evidence");
  g_assert_false (json_object_has_member (report, "code"));
  g_assert_cmpstr (json_object_get_string_member (report, "schema"), ==, "doorstep-report/1");
  assert_members (json_object_get_object_member (report, "target"),
                  "typed url scheme host port suggestions");
  assert_members (json_object_get_object_member (report, "verdict"),
                  "cause who grade check title advice");
  for (guint i = 0; i < json_array_get_length (attempts); i++)
    assert_members (json_array_get_object_element (attempts, i),
                    "address port family way source outcome time_ms icmp refused_by");
  g_assert_cmpuint (json_array_get_length (checks), ==, DS_N_CHECKS);
  for (guint i = 0; i < json_array_get_length (checks); i++)
    assert_members (json_array_get_object_element (checks, i),
                    "number id finding summary details changes");
}

static void
test_refused_by (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *attempts;
  JsonObject *refused_by;

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 2, TRUE);
  build_sibling (evidence, SITE, 80, DS_OUTCOME_OPEN);
  text = write_json (evidence);
  root = json_from_string (text, NULL);
  attempts = json_object_get_array_member (json_node_get_object (root), "attempts");
  refused_by =
      json_object_get_object_member (json_array_get_object_element (attempts, 0), "refused_by");
  g_assert_cmpstr (json_object_get_string_member (refused_by, "who"), ==, "provider");
  g_assert_cmpint (json_object_get_int_member (refused_by, "hop_min"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (refused_by, "hop_max"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (refused_by, "address"), ==, PROVIDER);
  g_assert_true (
      json_object_get_null_member (json_array_get_object_element (attempts, 1), "refused_by"));
}

/* --- Reading what came from outside --- */

static void
test_read_errors (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *says;
  } rows[] = {
    { "", -1, "not a JSON object" },
    { "not json", -1, "This is not a report" },
    { "[]", -1, "not a JSON object" },
    { "7", -1, "not a JSON object" },
    { "{}", -1, "no evidence" },
    { "{\"schema\":\"doorstep-report/1\"}", -1, "no evidence" },
    { "{\"schema\":\"doorstep-report/9\",\"evidence\":{}}", -1, "another version" },
    { "{\"schema\":[],\"evidence\":{}}", -1, "another version" },
    { "{\"evidence\":[]}", -1, "evidence is not an object" },
    { "{\"evidence\":{}}", -1, "evidence.target" },
    { "{\"evidence\":{\"target\":{\"host\":\"a\"}}}", -1, "evidence.target" },
    { "{\"evidence\":{\"target\":7}}", -1, "target is not an object" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"attempts\":[{}]}", -1,
      "evidence.attempts[0] has no address" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"attempts\":[{\"address\":\"192.0.2.1\","
      "\"icmp\":{}}]}",
      -1, "evidence.attempts[0] has no icmp.from" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"sweeps\":[{}]}", -1,
      "evidence.sweeps[0] has no address" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"sweeps\":[{\"address\":\"a\","
      "\"probes\":[{\"ttl\":256}]}]}",
      -1, "evidence.sweeps[0] has no hop limits" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"exchanges\":[{}]}", -1,
      "evidence.exchanges[0] has no address" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"names\":[{}]}", -1,
      "evidence.names[0] has no name" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"hosts\":{\"lines\":[{}]}}", -1,
      "evidence.hosts.lines[0] has no file" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"experiments\":[{}]}", -1,
      "evidence.experiments[0] has no id" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"links\":{\"routes\":[{}]}}", -1,
      "evidence.links.routes[0] has no destination" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"links\":{\"routes\":[{\"destination\":"
      "\"::\",\"prefix\":129}]}}",
      -1, "evidence.links.routes[0] has no prefix" },
    { "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"},\"attempts\":[{\"address\":\"a\","
      "\"outcome\":\"odd\"}]}",
      -1, "outcome" },
    { "{\"evidence\":\0}", 14, "not UTF-8 text" },
    { "{\"evidence\":\xff}", -1, "not UTF-8 text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsEvidence) evidence = ds_report_read (rows[i].text, rows[i].length, &error);

      g_assert_null (evidence);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      if (strstr (error->message, rows[i].says) == NULL)
        g_test_fail_printf ("“%s” says: %s", rows[i].text, error->message);
    }
}

static void
assert_too_big (GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsEvidence) evidence = ds_report_read (text->str, (gssize) text->len, &error);

  g_assert_null (evidence);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* A parser that calls itself for each bracket would run out of stack here. */
static void
test_read_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("{\"evidence\":[");
  g_autoptr (GString) large = g_string_new ("{\"evidence\":\"");

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, i % 2 == 0 ? '[' : '{');
  assert_too_big (deep);
  for (guint i = 0; i < 500000; i++)
    g_string_append (wide, "0,");
  g_string_append (wide, "0]}");
  assert_too_big (wide);
  for (guint i = 0; i < 5 * 1024 * 1024; i++)
    g_string_append_c (large, 'x');
  g_string_append (large, "\"}");
  assert_too_big (large);
}

/* Brackets within a text are no depth. */
static void
test_read_brackets_in_text (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (DsEvidence) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *brackets = g_strnfill (500, '[');
  g_autofree char *text = NULL;

  g_free (evidence->target->typed);
  evidence->target->typed = g_strconcat ("\"\\", brackets, "\\\"", NULL);
  text = write_json (evidence);
  again = ds_report_read (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->target->typed, ==, evidence->target->typed);
}

/* Least possible evidence, and odd values in it: judged without a warning. */
static void
test_read_odd (void)
{
  static const char *const rows[] = {
    "{\"target\":{\"host\":\"a\",\"scheme\":\"http\"}}",
    "{\"target\":{\"host\":\"\",\"scheme\":\"gopher\",\"port\":70000},"
    "\"attempts\":[{\"address\":\"\",\"outcome\":\"refused\"},"
    "{\"address\":\"not an address\",\"outcome\":\"timed-out\",\"time_ms\":1e12,"
    "\"family\":\"ipv6\"},{\"address\":\"::1\",\"outcome\":\"unreachable\","
    "\"icmp\":{\"from\":\"\"}}],\"links\":{\"addresses\":[\"x\"],"
    "\"routes\":[{\"destination\":\"y\",\"prefix\":99}]},"
    "\"sweeps\":[{\"address\":\"\",\"probes\":[{\"answer\":\"refused\",\"ttl\":1}]}],"
    "\"exchanges\":[{\"address\":\"z\",\"stage\":\"answered\",\"status\":999999}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsEvidence) evidence = ds_report_read (rows[i], -1, &error);
      g_autofree char *json = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      json = write_json (evidence);
      text = write_text (evidence, TRUE);
      g_assert_cmpstr (json, !=, "");
      g_assert_cmpstr (text, !=, "");
    }
}

/* --- Text --- */

static char *
strip_colours (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\033\\[[0-9;]*m", 0, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

static void
test_text (const DsTestCase *test_case)
{
  g_autoptr (DsEvidence) evidence = test_case->build ();
  g_autofree char *plain = write_text (evidence, FALSE);
  g_autofree char *coloured = write_text (evidence, TRUE);
  g_autofree char *stripped = strip_colours (coloured);
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);

  g_assert_true (g_utf8_validate (plain, -1, NULL));
  g_assert_cmpstr (plain, ==, stripped);
  g_assert_cmpstr (plain, !=, coloured);
  g_assert_true (g_str_has_suffix (plain, "\n"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      /* What is to be copied is not broken into lines. */
      gboolean is_command =
          g_str_has_prefix (lines[i], "    ") && strchr (lines[i] + 4, ' ') != NULL;

      if (!is_command && ds_terminal_width (lines[i]) > DS_TERMINAL_COLUMNS)
        g_test_fail_printf ("%u columns: %s", ds_terminal_width (lines[i]), lines[i]);
      g_assert_null (strpbrk (lines[i], "\033\r\t"));
      g_assert_false (g_str_has_suffix (lines[i], " "));
    }
}

static void
test_text_of_refusal (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autofree char *text = NULL;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  text = write_text (evidence, FALSE);
  g_assert_cmpstr (text, ==,
                   "shop.example was reached, and turned the connection away itself.\n"
                   "Where it ends: at the website itself (proven)\n"
                   "\n"
                   "Wait a few minutes and try again. If it stays like this, tell the people who "
                   "run\nthe website.\n"
                   "\n"
                   "  This computer ── Router ── Provider ─✗ Website\n"
                   "  ✗ Website: turned you away\n"
                   "\n"
                   "   1 ▲ Try again               Worth knowing\n"
                   "   2 ✓ Check the address       Nothing wrong here\n"
                   "   3 ✓ Only this website?      Nothing wrong here\n"
                   "   4 ✗ Down for everyone?      The problem is here\n"
                   "   5 · VPN and proxy           Not checked yet\n"
                   "   6 – Browser and extensions  Not needed\n"
                   "   7 ✓ Address book (DNS)      Nothing wrong here\n"
                   "   8 ✓ Firewall                Nothing wrong here\n"
                   "   9 ✓ Router and provider     Nothing wrong here\n"
                   "  10 – Prevention              Not needed\n");
}

/* A change is named as short as it can be typed, and a command is copied as it is. */
static void
test_ways (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autofree char *offered = NULL;
  g_autofree char *told = NULL;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_icmp (build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, 3, HERE);
  evidence->firewall = ds_firewall_new ();
  ds_firewall_add (evidence->firewall, "ufw", DS_GUARD_FIREWALL, DS_GUARD_ACTIVE);
  told = write_text (evidence, FALSE);
  g_assert_nonnull (strstr (told, "\nWhat an administrator can type:\n"));
  g_assert_nonnull (
      strstr (told, "\n    sudo ufw prepend allow out to " SITE " port 443 proto tcp\n"));
  g_assert_nonnull (
      strstr (told, "\n    sudo ufw delete allow out to " SITE " port 443 proto tcp\n"));
  g_assert_null (strstr (told, "doorstep-cli"));
  ds_firewall_add (evidence->firewall, "firewalld", DS_GUARD_FIREWALL, DS_GUARD_ACTIVE);
  offered = write_text (evidence, FALSE);
  g_assert_nonnull (
      strstr (offered, "\n    doorstep-cli apply firewall-allow 'https://" NAME "/'\n"));
  g_assert_null (strstr (offered, "sudo"));
}

/* What comes from outside cannot move the cursor, set the title or turn text round. */
static void
test_text_is_clean (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autofree char *text = NULL;

  g_free (evidence->target->display_host);
  evidence->target->display_host = g_strdup ("a\033]0;b\007c\r\n\tdéf\xc2\x9b"
                                             "31m\u202etxt\u2066.example\x7f");
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  text = write_text (evidence, FALSE);
  g_assert_null (strpbrk (text, "\033\007\r\t\x7f"));
  g_assert_null (strstr (text, "\xc2\x9b"));
  g_assert_null (strstr (text, "\u202e"));
  g_assert_null (strstr (text, "\u2066"));
  g_assert_nonnull (strstr (text, "déf"));
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *clean;
  } rows[] = {
    { "plain text", "plain text" }, { "one\ntwo\tthree", "one two three" },
    { "\033[2J", "\uFFFD[2J" },     { "caf\xe9", "caf\uFFFD" },
    { "a\u202eb\u2069c", "abc" },   { "Wörter – 世界", "Wörter – 世界" },
    { "a\u2028b", "a b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = ds_terminal_clean (rows[i].text);

      g_assert_cmpstr (clean, ==, rows[i].clean);
    }
  g_assert_cmpuint (ds_terminal_width ("世界"), ==, 4);
  g_assert_cmpuint (ds_terminal_width ("e\u0301"), ==, 1);
}

static void
test_wrap (void)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *word = g_strnfill (90, 'w');
  g_autofree char *expected = g_strdup_printf ("  one\n  %s\n  two\n", word);
  g_autofree char *text = g_strdup_printf ("one %s two", word);

  ds_terminal_append (page, text, 2);
  g_assert_cmpstr (page->str, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ds_test_cases_add ("/report/replay", test_replay);
  ds_test_cases_add ("/report/members", test_members);
  ds_test_cases_add ("/report/text", test_text);
  g_test_add_func ("/report/refused-by", test_refused_by);
  g_test_add_func ("/report/read/errors", test_read_errors);
  g_test_add_func ("/report/read/bounds", test_read_bounds);
  g_test_add_func ("/report/read/brackets-in-text", test_read_brackets_in_text);
  g_test_add_func ("/report/read/odd", test_read_odd);
  g_test_add_func ("/report/text-of-refusal", test_text_of_refusal);
  g_test_add_func ("/report/ways", test_ways);
  g_test_add_func ("/report/text-is-clean", test_text_is_clean);
  g_test_add_func ("/report/clean", test_clean);
  g_test_add_func ("/report/wrap", test_wrap);
  return g_test_run ();
}
