/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of the ten checks. */

#include "ds-checks.h"

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"

#define EXPERIMENTS(...)                                                                           \
  (const char *const[])                                                                            \
  {                                                                                                \
    __VA_ARGS__, NULL                                                                              \
  }

/* clang-format off */
static const DsCheck checks[DS_N_CHECKS] = {
  {
    .number = 1,
    .id = "retry",
    .title = N_("Try again"),
    .question = N_("Does it go away by itself?"),
    .experiments = EXPERIMENTS ("connect", "retry"),
    .judge = ds_check_retry_judge,
  },
  {
    .number = 2,
    .id = "address",
    .title = N_("Check the address"),
    .question = N_("Is this the address of a website?"),
    .experiments = EXPERIMENTS ("resolve", "connect", "siblings"),
    .judge = ds_check_address_judge,
  },
  {
    .number = 3,
    .id = "others",
    .title = N_("Only this website?"),
    .question = N_("Is it only this website, and only this computer?"),
    .experiments = EXPERIMENTS ("links", "references"),
    .judge = ds_check_others_judge,
  },
  {
    .number = 4,
    .id = "elsewhere",
    .title = N_("Down for everyone?"),
    .question = N_("Does the website itself say no?"),
    .experiments = EXPERIMENTS ("connect", "localise", "fetch"),
    .judge = ds_check_elsewhere_judge,
  },
  {
    .number = 5,
    .id = "vpn-proxy",
    .title = N_("VPN and proxy"),
    .question = N_("Does a VPN or a proxy get in the way?"),
    .experiments = EXPERIMENTS ("proxy", "proxy-script", "connect", "past-vpn"),
    .judge = ds_check_vpn_proxy_judge,
  },
  {
    .number = 6,
    .id = "browser",
    .title = N_("Browser and extensions"),
    .question = N_("Is it the browser, or one of its extensions?"),
    .experiments = EXPERIMENTS ("connect"),
    .judge = ds_check_by_hand_judge,
  },
  {
    .number = 7,
    .id = "dns",
    .title = N_("Address book (DNS)"),
    .question = N_("Does the name lead to the right place?"),
    .experiments = EXPERIMENTS ("hosts", "resolve", "connect", "fresh-dns"),
    .judge = ds_check_dns_judge,
  },
  {
    .number = 8,
    .id = "firewall",
    .title = N_("Firewall"),
    .question = N_("Does this computer stop the connection itself?"),
    .experiments = EXPERIMENTS ("connect", "localise", "firewall"),
    .judge = ds_check_firewall_judge,
  },
  {
    .number = 9,
    .id = "network",
    .title = N_("Router and provider"),
    .question = N_("Does the router or the provider stop it?"),
    .experiments = EXPERIMENTS ("connect", "localise", "references"),
    .judge = ds_check_network_judge,
  },
  {
    .number = 10,
    .id = "prevention",
    .title = N_("Prevention"),
    .question = N_("What keeps it from coming back?"),
    .experiments = EXPERIMENTS ("connect"),
    .judge = ds_check_by_hand_judge,
  },
};
/* clang-format on */

/**
 * ds_check_get:
 * @number: 1 to %DS_N_CHECKS
 *
 * Returns: (nullable) (transfer none): the check with that number
 */
const DsCheck *
ds_check_get (guint number)
{
  return number >= 1 && number <= DS_N_CHECKS ? &checks[number - 1] : NULL;
}

/**
 * ds_check_find:
 * @id: (nullable): the word for a check
 *
 * Returns: (nullable) (transfer none): the check with that id
 */
const DsCheck *
ds_check_find (const char *id)
{
  for (guint i = 0; i < DS_N_CHECKS; i++)
    if (g_strcmp0 (checks[i].id, id) == 0)
      return &checks[i];
  return NULL;
}

/**
 * ds_check_judge:
 * @check: one of the ten checks
 * @evidence: what was measured, with a target in it
 * @diagnosis: what ds_diagnose() says about it
 *
 * Judges one check's part of the evidence. It looks at nothing else, and may be asked at any time
 * during a run.
 *
 * Returns: (transfer full): what it concluded, in words
 */
DsFinding *
ds_check_judge (const DsCheck *check, const DsEvidence *evidence, const DsDiagnosis *diagnosis)
{
  DsFinding *finding = ds_finding_new ();

  finding->number = check->number;
  finding->id = g_strdup (check->id);
  finding->title = g_strdup (_(check->title));
  check->judge (evidence, diagnosis, finding);
  ds_check_note_proxy (evidence, diagnosis, finding);
  return finding;
}

/**
 * ds_checks_judge:
 * @evidence: what was measured, with a target in it
 * @diagnosis: what ds_diagnose() says about it
 *
 * Returns: (transfer full) (element-type DsFinding): the findings of all ten checks, in order
 */
GPtrArray *
ds_checks_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_finding_free);

  for (guint i = 0; i < DS_N_CHECKS; i++)
    g_ptr_array_add (findings, ds_check_judge (&checks[i], evidence, diagnosis));
  return findings;
}
