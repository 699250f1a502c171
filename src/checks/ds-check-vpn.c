/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The VPN's half of check 5: which VPNs there are, how the one on the way to the website does, and
 * how to do without it for a while. */

#include "ds-check-vpn.h"

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"
#include "ds-offers.h"
#include "ds-vpn-use.h"

#define CHANGE_PREFIX "vpn-off:"
/* Nobody has more than a few; evidence may come from outside. */
#define VPNS_MAX 8

#define BY_HAND                                                                                    \
  N_("The VPN “%s” was turned on by a program of its own. Turn it off there for a moment and try " \
     "the website. Then turn it on again.")

/* Summaries with a place for the name of the VPN. */
typedef struct
{
  DsFindingKind kind;
  const char *summary;
  const char *meaning; /* (nullable) */
  const char *advice;  /* (nullable) */
} NamedSaying;

/* clang-format off */
static const NamedSaying passes = {
  .kind = DS_FINDING_OK,
  .summary = N_("The VPN “%s” is in use, and it lets the connection through."),
};

static const NamedSaying fails_past_too = {
  .kind = DS_FINDING_OK,
  .summary = N_("The VPN “%s” is in use, and without it the website does not open either."),
  .meaning = N_("The website was tried once by the way past the VPN. The VPN stayed on for that."),
};

static const NamedSaying not_known = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("The VPN “%s” is in use, and it did not show if it gets in the way."),
  .meaning = N_("A VPN sends what you do through another network first. That network may be the "
                "one that says no. The way past it did not tell."),
  .advice = N_("Turn the VPN off for a moment and try the website. Then turn it on again."),
};

static const NamedSaying goes_past = {
  .kind = DS_FINDING_OK,
  .summary = N_("The VPN “%s” is in use, but the connection to this website does not go through "
                "it."),
};

static const DsSaying none = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: neither a VPN nor a proxy is in use."),
};

static const DsSaying not_seen = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("No VPN was seen, but not all could be looked at."),
  .meaning = N_("NetworkManager, which looks after the connections of this computer, did not "
                "answer."),
  .advice = N_("If a VPN is on, turn it off for a moment and try the website. Then turn it on "
               "again."),
};
/* clang-format on */

static const char *
name_of (const DsConnection *vpn)
{
  return vpn->name != NULL ? vpn->name : vpn->device != NULL ? vpn->device : "VPN";
}

static void
say_named (DsFinding *finding, const NamedSaying *saying, const DsConnection *vpn)
{
  g_auto (GStrv) parts = g_strsplit (_(saying->summary), "%s", 2);
  g_autofree char *summary = g_strjoinv (name_of (vpn), parts);

  ds_check_say_text (finding, saying->kind, summary,
                     saying->meaning != NULL ? _(saying->meaning)       : NULL,
                                                  saying->advice != NULL ? _(saying->advice)
                                                                         : NULL);
}

/* --- Details --- */

static void
add_vpns (const DsEvidence *evidence, DsFinding *finding)
{
  guint count = 0;

  for (guint i = 0; i < evidence->network->connections->len && count < VPNS_MAX; i++)
    {
      const DsConnection *vpn = g_ptr_array_index (evidence->network->connections, i);
      gboolean in_use = ds_connection_is_in_use (vpn);
      const char *device = vpn->device != NULL ? vpn->device : C_("device of a VPN", "no device");
      g_autofree char *value = NULL;

      if (vpn->kind != DS_CONNECTION_VPN)
        continue;
      count++;
      /* Translators: a VPN, what kind it is, and its device. */
      value = g_strdup_printf (_("%s (%s, %s)"), name_of (vpn),
                                  vpn->service != NULL ? vpn->service
                                  : vpn->type != NULL  ? vpn->type
                                                       : "",
                                  device);
      ds_finding_add_detail (finding,
                             in_use ? _("VPN in use") : _("VPN set up, but not in use"), value);
    }
}

static void
add_past (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);
      guint before = finding->details->len;
      DsDetail *detail;
      g_autofree char *label = NULL;

      if (attempt->way != DS_WAY_PAST_VPN)
        continue;
      ds_check_add_attempt (finding, attempt);
      if (finding->details->len == before)
        return;
      detail = g_ptr_array_index (finding->details, before);
      label = g_steal_pointer (&detail->label);
      /* Translators: what was tried, and by which device of the computer. */
      detail->label = g_strdup_printf (_("%s, past the VPN by %s"), label,
                                          attempt->device != NULL ? attempt->device : "");
    }
}

static void
add_names (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);
      g_autofree char *label = NULL;
      g_autofree char *addresses = NULL;

      if (answer->device == NULL || ds_name_answer_get_server (answer) == NULL)
        continue;
      /* Translators: the address of a name server, and the device it was asked by. */
      label = g_strdup_printf (_("Name server %s, past the VPN by %s"),
                                  ds_name_answer_get_server (answer), answer->device);
      addresses = answer->addresses != NULL ? g_strjoinv (", ", answer->addresses) : NULL;
      ds_finding_add_detail (finding, label,
                             addresses != NULL ? addresses
                                               : C_("what a name server said", "no answer"));
    }
}

/**
 * ds_check_vpn_add_details:
 * @evidence: what was measured
 * @finding: the finding of check 5
 *
 * Adds the VPNs, and what was tried past them, to the technical details.
 */
void
ds_check_vpn_add_details (const DsEvidence *evidence, DsFinding *finding)
{
  if (evidence->network == NULL)
    return;
  if (evidence->network->manager == DS_MANAGER_ABSENT)
    ds_finding_add_detail (
        finding, _("NetworkManager"),
                    _("not there, or Doorstep may not ask it; a VPN is seen only while it "
                             "is on"));
  add_vpns (evidence, finding);
  add_past (evidence, finding);
  add_names (evidence, finding);
}

/* --- Conclusions --- */

static void
say_without (const DsEvidence *evidence, DsFinding *finding)
{
  g_autoptr (GPtrArray) in_use = ds_network_find_vpns_in_use (evidence->network);

  if (in_use->len > 0)
    say_named (finding, &goes_past, g_ptr_array_index (in_use, 0));
  else
    ds_check_say (finding, evidence->network->manager == DS_MANAGER_SILENT ? &not_seen : &none);
}

/* What else is known makes it needless to think about the VPN. */
static gboolean
is_settled (const DsDiagnosis *diagnosis)
{
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

  return verdict->grade == DS_GRADE_PROVEN &&
         (verdict->who == DS_WHO_NOBODY || verdict->who == DS_WHO_ADDRESS ||
          g_strcmp0 (verdict->cause, "offline") == 0 ||
          g_strcmp0 (verdict->cause, "nothing-listening-here") == 0);
}

/**
 * ds_check_vpn_judge:
 * @evidence: what was measured
 * @diagnosis: the diagnosis, which blames neither a VPN nor a proxy
 * @finding: the finding of check 5
 *
 * Says how the VPN in use does, or that there is none.
 */
void
ds_check_vpn_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  DsVpnUse use = ds_vpn_use_read (evidence);

  if (evidence->network == NULL)
    ds_check_by_hand_judge (evidence, diagnosis, finding);
  else if (use.state == DS_VPN_NOT_IN_THE_WAY)
    say_without (evidence, finding);
  else if (use.state == DS_VPN_PASSES)
    say_named (finding, &passes, use.vpn);
  else if (use.state == DS_VPN_FAILS_PAST_TOO)
    say_named (finding, &fails_past_too, use.vpn);
  else if (is_settled (diagnosis))
    ds_check_by_hand_judge (evidence, diagnosis, finding);
  else
    say_named (finding, &not_known, use.vpn);
}

/* --- Doing without it --- */

static gboolean
is_by_vpn (const DsDiagnosis *diagnosis)
{
  const DsCause *cause = ds_diagnosis_find_check (diagnosis, 5);

  return cause != NULL && cause->who == DS_WHO_VPN;
}

/* A change is offered where it would help, or where nothing else can tell. */
static gboolean
would_help (const DsVpnUse *use, const DsDiagnosis *diagnosis, const DsFinding *finding)
{
  if (use->vpn == NULL || use->state == DS_VPN_PASSES || use->state == DS_VPN_FAILS_PAST_TOO)
    return FALSE;
  return finding->finding == DS_FINDING_UNKNOWN ||
         (is_by_vpn (diagnosis) &&
          (finding->finding == DS_FINDING_PROBLEM || finding->finding == DS_FINDING_ATTENTION));
}

static void
offer_in_force (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; i < evidence->changes->len; i++)
    {
      const DsChangeRecord *record = g_ptr_array_index (evidence->changes, i);

      if (record->change != NULL && g_str_has_prefix (record->change, CHANGE_PREFIX))
        ds_check_offer (evidence, record->change, record->subject, finding);
    }
}

static gboolean
is_offered (const DsFinding *finding, const char *change)
{
  for (guint i = 0; i < finding->changes->len; i++)
    if (g_strcmp0 (((const DsOffer *) g_ptr_array_index (finding->changes, i))->id, change) == 0)
      return TRUE;
  return FALSE;
}

/* What NetworkManager does not manage, only its own program turns off. */
static void
advise_by_hand (const DsConnection *vpn, DsFinding *finding)
{
  g_auto (GStrv) parts = g_strsplit (_(BY_HAND), "%s", 2);

  g_free (finding->advice);
  finding->advice = g_strjoinv (name_of (vpn), parts);
}

/**
 * ds_check_vpn_offer:
 * @evidence: what was measured
 * @diagnosis: the diagnosis
 * @finding: the finding of check 5, in words
 *
 * Offers to turn the VPN on the way to the website off, where that would help; and says which one
 * is off at the moment.
 */
void
ds_check_vpn_offer (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  DsVpnUse use = ds_vpn_use_read (evidence);
  g_autofree char *change = NULL;

  offer_in_force (evidence, finding);
  if (!would_help (&use, diagnosis, finding))
    return;
  if (!use.vpn->managed || use.vpn->uuid == NULL)
    {
      advise_by_hand (use.vpn, finding);
      return;
    }
  change = g_strconcat (CHANGE_PREFIX, use.vpn->uuid, NULL);
  if (!is_offered (finding, change))
    ds_check_offer (evidence, change, use.vpn->name, finding);
}
