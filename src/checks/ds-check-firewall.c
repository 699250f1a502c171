/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 8: did this computer itself stop it? */

#include <glib/gi18n-lib.h>

#include "ds-check-firewall-commands.h"
#include "ds-check-firewall-seen.h"
#include "ds-check-judges.h"
#include "ds-check-say.h"
#include "ds-location.h"
#include "ds-offers.h"

/* clang-format off */
static const DsSaying let_through = {
  .kind = DS_FINDING_OK,
  .summary = N_("Nothing on this computer stopped the connection."),
};

static const DsSaying let_out = {
  .kind = DS_FINDING_OK,
  .summary = N_("This computer let the connection out."),
  .meaning = N_("It was stopped further on, so the firewall of this computer is not at fault."),
};

static const DsSaying not_shown = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("It did not show if this computer let the connection out."),
  .advice = N_("Look in the firewall or security software of this computer for a line about this "
               "website."),
};
/* clang-format on */

/* A hop further on was heard of, or somebody further on is named. */
static gboolean
has_left (const DsEvidence *evidence, const DsAttempt *attempt)
{
  g_autoptr (DsLocation) location = ds_location_read (evidence, attempt);

  if (location == NULL)
    return FALSE;
  if (location->who == DS_WHO_UNKNOWN || location->grade < DS_GRADE_LIKELY)
    return location->hop_min >= 2;
  return location->who != DS_WHO_THIS_COMPUTER;
}

/* Whether every try that failed got out of this computer. */
static gboolean
all_have_left (const DsEvidence *evidence)
{
  guint left = 0;

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way != DS_WAY_DIRECT || attempt->outcome == DS_OUTCOME_NO_ROUTE)
        continue;
      if (!has_left (evidence, attempt))
        return FALSE;
      left++;
    }
  return left > 0;
}

/* --- What can be done about it --- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* They become part of commands, and evidence is read from files, too. */
static gboolean
is_number (const char *address)
{
  g_autoptr (GInetAddress) inet = address != NULL ? g_inet_address_new_from_string (address) : NULL;
  g_autofree char *spelled = inet != NULL ? g_inet_address_to_string (inet) : NULL;

  return spelled != NULL && g_str_equal (spelled, address);
}

/* The addresses of the target that were not reached, always in the same order: they are part of the
 * name of a change. */
static char **
list_addresses (const DsEvidence *evidence)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->port == evidence->target->port &&
          attempt->outcome != DS_OUTCOME_OPEN && attempt->outcome != DS_OUTCOME_NO_ROUTE &&
          is_number (attempt->address) &&
          !g_ptr_array_find_with_equal_func (list, attempt->address, g_str_equal, NULL))
        g_ptr_array_add (list, attempt->address);
    }
  g_ptr_array_sort (list, compare_texts);
  g_ptr_array_add (list, NULL);
  return g_strdupv ((char **) list->pdata);
}

static void
offer (const DsEvidence *evidence, const char *change, DsFinding *finding)
{
  for (guint i = 0; i < finding->changes->len; i++)
    if (g_str_equal (((const DsOffer *) g_ptr_array_index (finding->changes, i))->id, change))
      return;
  ds_check_offer (evidence, change, NULL, finding);
}

/* What is changed is shown until it is put back, whatever is found now. */
static void
show_changes (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; i < evidence->changes->len; i++)
    {
      const DsChangeRecord *record = g_ptr_array_index (evidence->changes, i);

      if (record->change != NULL && g_str_has_prefix (record->change, "firewall-allow:"))
        offer (evidence, record->change, finding);
    }
}

/* Whether an administrator could be told what to type: a command without an object helps nobody,
 * and where firewalld is in use Doorstep can do it itself. */
static void
offer_ways_out (const DsEvidence *evidence, DsFinding *finding)
{
  const DsFirewall *firewall = evidence->firewall;
  guint port = evidence->target->port;
  g_auto (GStrv) list = list_addresses (evidence);
  const char *const *addresses = (const char *const *) list;
  g_autofree char *change = NULL;

  if (firewall == NULL || list[0] == NULL)
    return;
  if (ds_firewall_is_active (firewall, "firewalld") && firewall->is_panic)
    ds_check_add_panic_command (finding);
  else if (ds_firewall_is_active (firewall, "firewalld"))
    {
      change = ds_firewall_allow_id (addresses, port);
      offer (evidence, change, finding);
    }
  else if (ds_firewall_is_active (firewall, "ufw"))
    ds_check_add_ufw_commands (addresses, port, finding);
  else if (ds_firewall_find (firewall, "iptables") != NULL)
    ds_check_add_iptables_commands (addresses, port, finding);
  else
    ds_check_add_nftables_command (addresses, port, finding);
}

/* --- What is said --- */

/* Programs that ask or decide by themselves know more than rules do. */
static void
advise_about_program (const DsFirewall *firewall, DsFinding *finding)
{
  const DsGuard *program = ds_firewall_find_kind (firewall, DS_GUARD_PROGRAM);
  const DsGuard *app = ds_firewall_find_kind (firewall, DS_GUARD_VPN_APP);
  const char *advice = NULL;
  g_auto (GStrv) parts = NULL;

  if (program != NULL)
    /* Translators: %s is a program such as “OpenSnitch”. */
    advice = _("Open %s. Look for a question that waits for you, or for a rule that stops your "
               "browser.");
  else if (app != NULL)
    /* Translators: %s is a program such as “Mullvad VPN”. */
    advice =
        _("Open %s. Such an app can stop everything while its VPN is off: turn the VPN on, or "
               "look for “kill switch” in its settings.");
  if (advice == NULL)
    return;
  parts = g_strsplit (advice, "%s", 2);
  g_free (finding->advice);
  finding->advice = g_strjoinv (ds_guard_get_name (program != NULL ? program : app), parts);
}

static void
advise (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  const DsCause *cause = ds_diagnosis_find_check (diagnosis, finding->number);

  if (cause == NULL || !g_str_equal (cause->cause, "local-firewall") ||
      cause->grade < DS_GRADE_LIKELY)
    return;
  offer_ways_out (evidence, finding);
  advise_about_program (evidence->firewall, finding);
}

void
ds_check_firewall_judge (const DsEvidence *evidence,
                         const DsDiagnosis *diagnosis,
                         DsFinding *finding)
{
  ds_check_add_guards (evidence->firewall, finding);
  show_changes (evidence, finding);
  if (ds_check_say_cause (diagnosis, finding))
    advise (evidence, diagnosis, finding);
  else if (ds_check_any_open (evidence, DS_WAY_DIRECT))
    ds_check_say (finding, &let_through);
  else if (ds_check_say_out_of_reach (evidence, diagnosis, finding))
    return;
  else if (all_have_left (evidence))
    ds_check_say (finding, &let_out);
  else if (!ds_check_say_unfinished (evidence, finding))
    ds_check_say (finding, &not_shown);
}
