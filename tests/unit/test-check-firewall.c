/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 8: what is offered, and what an administrator is told to type. That these commands do what
 * they say is shown in the lab, with the real tools. */

#include <string.h>

#include "ds-checks.h"
#include "ds-diagnose.h"
#include "ds-test-build.h"
#include "ds-test-words.h"

#define NUMBER 8
#define ALLOW  "firewall-allow:443," SITE

static DsFinding *
judge (const DsEvidence *evidence)
{
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);

  return ds_check_judge (ds_check_get (NUMBER), evidence, diagnosis);
}

static DsEvidence *
build_stopped (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_icmp (build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, 3, HERE);
  evidence->firewall = ds_firewall_new ();
  return evidence;
}

typedef struct
{
  const char *name;
  const char *guard; /* (nullable) */
  DsGuardKind kind;
  DsGuardState state;
  gboolean panic;
  const char *offer;   /* (nullable) */
  const char *command; /* its beginning; (nullable) */
  const char *advice;  /* a part of it; (nullable) */
} Row;

static const Row rows[] = {
  { "firewalld", "firewalld", DS_GUARD_FIREWALL, DS_GUARD_ACTIVE, FALSE, ALLOW, NULL, NULL },
  { "firewalld-unseen", "firewalld", DS_GUARD_FIREWALL, DS_GUARD_UNSEEN, FALSE, NULL,
    "sudo nft list chains", NULL },
  { "panic", "firewalld", DS_GUARD_FIREWALL, DS_GUARD_ACTIVE, TRUE, NULL,
    "sudo firewall-cmd --panic-off", NULL },
  { "ufw", "ufw", DS_GUARD_FIREWALL, DS_GUARD_ACTIVE, FALSE, NULL,
    "sudo ufw prepend allow out to " SITE " port 443 proto tcp", NULL },
  { "ufw-off", "ufw", DS_GUARD_FIREWALL, DS_GUARD_OFF, FALSE, NULL, "sudo nft", NULL },
  { "iptables", "iptables", DS_GUARD_FIREWALL, DS_GUARD_PRESENT, FALSE, NULL,
    "sudo iptables -I OUTPUT -d " SITE " -p tcp --dport 443 -j ACCEPT", NULL },
  { "nothing-seen", NULL, DS_GUARD_FIREWALL, DS_GUARD_UNSEEN, FALSE, NULL,
    "sudo nft list chains | awk ", NULL },
  { "opensnitch", "opensnitch", DS_GUARD_PROGRAM, DS_GUARD_ACTIVE, FALSE, NULL, "sudo nft",
    "Open OpenSnitch. Look for a question" },
  { "opensnitch-unseen", "opensnitch", DS_GUARD_PROGRAM, DS_GUARD_UNSEEN, FALSE, NULL, "sudo nft",
    "Look for a rule in the firewall" },
  { "app-of-a-vpn", "mullvad", DS_GUARD_VPN_APP, DS_GUARD_PRESENT, FALSE, NULL, "sudo nft",
    "Open Mullvad VPN." },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DsEvidence) evidence = build_stopped ();
  g_autoptr (DsFinding) finding = NULL;

  if (row->guard != NULL)
    ds_firewall_add (evidence->firewall, row->guard, row->kind, row->state);
  evidence->firewall->is_panic = row->panic;
  finding = judge (evidence);
  g_assert_cmpint (finding->finding, ==, DS_FINDING_PROBLEM);
  g_assert_cmpuint (finding->changes->len, ==, row->offer != NULL ? 1 : 0);
  if (row->offer != NULL)
    g_assert_cmpstr (((DsOffer *) g_ptr_array_index (finding->changes, 0))->id, ==, row->offer);
  g_assert_cmpuint (finding->commands->len, ==, row->command != NULL ? 1 : 0);
  if (row->command != NULL)
    {
      const DsCommand *command = g_ptr_array_index (finding->commands, 0);

      if (!g_str_has_prefix (command->command, row->command))
        g_test_fail_printf ("%s", command->command);
      g_assert_nonnull (command->undo);
      ds_test_words_check (command->meaning);
    }
  ds_test_words_check (finding->advice);
  if (row->advice != NULL)
    g_assert_nonnull (strstr (finding->advice, row->advice));
}

/* Each family has its own words, and each address its place. */
static void
test_families (void)
{
  g_autoptr (DsEvidence) evidence = build_stopped ();
  g_autoptr (DsFinding) finding = NULL;
  const DsCommand *command;

  build_icmp (build_try (evidence, SITE_V6, DS_OUTCOME_REFUSED), 1, 4, HERE_V6);
  finding = judge (evidence);
  command = g_ptr_array_index (finding->commands, 0);
  g_assert_cmpstr (
      command->command, ==,
      "sudo nft list chains | awk '$1 == \"table\" { f = $2; t = $3 } $1 == \"chain\" { c = $2 } "
      "/type filter hook output/ { "
      "if (f ~ /^(ip|inet)$/) print \"insert rule\", f, t, c, "
      "\"ip daddr { " SITE " } tcp dport 443 accept comment \\\"doorstep\\\"\"; "
      "if (f ~ /^(ip6|inet)$/) print \"insert rule\", f, t, c, "
      "\"ip6 daddr { " SITE_V6 " } tcp dport 443 accept comment \\\"doorstep\\\"\" }' | "
      "sudo nft -f -");
}

/* A report comes from anywhere: what is no address gets into no command. */
static void
test_strange_address (void)
{
  g_autoptr (DsEvidence) evidence = build_stopped ();
  g_autoptr (DsFinding) finding = NULL;
  DsAttempt *attempt = g_ptr_array_index (evidence->attempts, 0);

  g_free (attempt->address);
  attempt->address = g_strdup ("203.0.113.7; reboot");
  ds_firewall_add (evidence->firewall, "ufw", DS_GUARD_FIREWALL, DS_GUARD_ACTIVE);
  finding = judge (evidence);
  g_assert_cmpuint (finding->commands->len, ==, 0);
  g_assert_cmpuint (finding->changes->len, ==, 0);
}

/* To be there is no proof. */
static void
test_innocent (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (DsFinding) finding = NULL;
  const DsDetail *detail;

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, TRUE);
  evidence->firewall = ds_firewall_new ();
  ds_firewall_add (evidence->firewall, "firewalld", DS_GUARD_FIREWALL, DS_GUARD_ACTIVE);
  finding = judge (evidence);
  g_assert_cmpint (finding->finding, ==, DS_FINDING_OK);
  g_assert_cmpuint (finding->changes->len, ==, 0);
  g_assert_cmpuint (finding->commands->len, ==, 0);
  detail = g_ptr_array_index (finding->details, 0);
  g_assert_cmpstr (detail->label, ==, "firewalld");
  g_assert_cmpstr (detail->value, ==, "in use");
}

static void
test_in_force (void)
{
  g_autoptr (DsEvidence) evidence = build_run ("https://" NAME "/");
  g_autoptr (DsFinding) finding = NULL;
  DsChangeRecord *record = ds_change_record_new ();
  const DsOffer *offer;

  record->change = g_strdup (ALLOW);
  g_ptr_array_add (evidence->changes, record);
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  finding = judge (evidence);
  g_assert_cmpint (finding->finding, ==, DS_FINDING_OK);
  g_assert_cmpuint (finding->changes->len, ==, 1);
  offer = g_ptr_array_index (finding->changes, 0);
  g_assert_true (offer->in_force);
  g_assert_cmpint (offer->password, ==, DS_PASSWORD_ADMINISTRATOR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/check-firewall/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/check-firewall/families", test_families);
  g_test_add_func ("/check-firewall/strange-address", test_strange_address);
  g_test_add_func ("/check-firewall/innocent", test_innocent);
  g_test_add_func ("/check-firewall/in-force", test_in_force);
  return g_test_run ();
}
