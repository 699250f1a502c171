/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What check 7 offers beside its conclusion. */

#include <string.h>

#include "ds-checks.h"
#include "ds-diagnose.h"
#include "ds-test-build.h"

#define SERVER "192.0.2.1"
#define STEP   7

/* An old address is kept, by a program of that kind. */
static DsEvidence *
kept_by (DsCacheKind kind)
{
  DsEvidence *evidence = build_refused_at (WRONG);
  DsCache *cache = ds_cache_new ();

  cache->kind = kind;
  g_ptr_array_add (evidence->caches, cache);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsFinding *
judge (const DsEvidence *evidence)
{
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);

  return ds_check_judge (ds_check_get (STEP), evidence, diagnosis);
}

typedef struct
{
  const char *name;
  DsCacheKind kind;
  const char *offer;   /* (nullable) */
  const char *cost;    /* (nullable): a part of what it says */
  const char *command; /* (nullable) */
} HelpRow;

static const HelpRow rows[] = {
  { "resolved", DS_CACHE_RESOLVED, "dns-forget", "Nothing.", NULL },
  { "nm-dnsmasq", DS_CACHE_NM_DNSMASQ, "dns-forget", "network is off",
    "sudo nmcli general reload dns-full" },
  { "dnsmasq", DS_CACHE_DNSMASQ, NULL, NULL, "sudo pkill -HUP -x dnsmasq" },
  { "nscd", DS_CACHE_NSCD, NULL, NULL, "sudo nscd -i hosts" },
  { "unbound", DS_CACHE_UNBOUND, NULL, NULL, "sudo unbound-control flush_zone " NAME },
  { "other", DS_CACHE_OTHER, NULL, NULL, NULL },
};

static void
test_help (gconstpointer data)
{
  const HelpRow *row = data;
  g_autoptr (DsEvidence) evidence = kept_by (row->kind);
  g_autoptr (DsFinding) finding = judge (evidence);
  const DsOffer *offer = finding->changes->len > 0 ? g_ptr_array_index (finding->changes, 0) : NULL;
  const DsCommand *command =
      finding->commands->len > 0 ? g_ptr_array_index (finding->commands, 0) : NULL;

  g_assert_cmpuint (finding->changes->len, ==, row->offer != NULL);
  g_assert_cmpuint (finding->commands->len, ==, row->command != NULL);
  g_assert_cmpstr (offer != NULL ? offer->id : NULL, ==, row->offer);
  g_assert_cmpstr (command != NULL ? command->command : NULL, ==, row->command);
  if (offer != NULL)
    {
      g_assert_nonnull (strstr (offer->costs, row->cost));
      g_assert_cmpint (offer->password, ==, DS_PASSWORD_NONE);
      g_assert_null (offer->undo);
    }
  g_assert_nonnull (strstr (finding->advice, "about:networking#dns"));
  g_assert_nonnull (strstr (finding->advice, "chrome://net-internals/#dns"));
}

/* A command that is to be copied takes no name that a terminal would read otherwise. */
static void
test_odd_name (void)
{
  g_autoptr (DsEvidence) evidence = kept_by (DS_CACHE_UNBOUND);
  g_autoptr (DsFinding) finding = NULL;
  DsNameAnswer *answer;

  g_free (evidence->target->host);
  evidence->target->host = g_strdup ("shop.example;reboot");
  for (guint i = 0; i < evidence->names->len; i++)
    {
      answer = g_ptr_array_index (evidence->names, i);
      if (g_str_equal (answer->name, NAME))
        {
          g_free (answer->name);
          answer->name = g_strdup (evidence->target->host);
        }
    }
  finding = judge (evidence);
  g_assert_cmpint (finding->finding, ==, DS_FINDING_PROBLEM);
  g_assert_cmpuint (finding->commands->len, ==, 0);
}

/* Where it would not help, nothing is offered. */
static void
test_no_help (void)
{
  g_autoptr (DsEvidence) evidence = build_refused_at (SITE);
  g_autoptr (DsFinding) finding = NULL;
  DsCache *cache = ds_cache_new ();

  g_ptr_array_add (evidence->caches, cache);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  finding = judge (evidence);
  g_assert_cmpint (finding->finding, ==, DS_FINDING_OK);
  g_assert_cmpuint (finding->changes->len, ==, 0);
}

static void
test_block_list (void)
{
  g_autoptr (DsEvidence) evidence = build_refused_at ("0.0.0.0");
  g_autoptr (DsFinding) finding = NULL;

  build_hosts_line (evidence, 3, "0.0.0.0");
  evidence->hosts->blocked = 70000;
  finding = judge (evidence);
  g_assert_nonnull (strstr (finding->meaning, "70000 names"));
}

/* That nothing keeps addresses is said only if somebody looked. */
static void
test_nothing_keeps (void)
{
  static const char said[] = "no program on this computer keeps addresses";

  for (guint looked = 0; looked < 2; looked++)
    {
      g_autoptr (DsEvidence) evidence = build_refused_at (SITE);
      g_autoptr (DsFinding) finding = NULL;

      if (looked)
        build_experiment (evidence, "caches", DS_RUN_DONE);
      build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
      finding = judge (evidence);
      g_assert_cmpint (finding->meaning != NULL && strstr (finding->meaning, said) != NULL, ==,
                       looked);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/check-dns/help/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_help);
    }
  g_test_add_func ("/check-dns/odd-name", test_odd_name);
  g_test_add_func ("/check-dns/no-help", test_no_help);
  g_test_add_func ("/check-dns/block-list", test_block_list);
  g_test_add_func ("/check-dns/nothing-keeps", test_nothing_keeps);
  return g_test_run ();
}
