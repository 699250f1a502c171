/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 9: did the router, the provider or a network after it stop it? */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"
#include "ds-location.h"
#include "ds-path.h"
#include "ds-vpn-use.h"

#define HOPS_MAX 32

/* clang-format off */
static const DsSaying let_through = {
  .kind = DS_FINDING_OK,
  .summary = N_("The router and the provider let the connection through."),
};

static const DsSaying past_both = {
  .kind = DS_FINDING_OK,
  .summary = N_("Nothing points to the router or the provider."),
  .meaning = N_("As far as it shows, the connection got past both of them to the website."),
};

static const DsSaying stopped_here = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the connection stopped on this computer. Step 8 is about that."),
};

static const DsSaying open_past_vpn = {
  .kind = DS_FINDING_OK,
  .summary = N_("The router and the provider let the connection through: past the VPN it opened."),
};

static const DsSaying stopped_at_vpn = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the connection stopped at the VPN. Step 5 is about that."),
};

static const DsSaying not_shown = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("It did not show where on the way the connection stops."),
  .meaning = N_("It may be the router, the provider, or the website."),
  .advice = N_("Try another network, such as a phone on mobile data. If the website opens there, "
               "the trouble is with your router or your provider."),
};
/* clang-format on */

static const char *
describe_place (DsWho who)
{
  switch (who)
    {
    case DS_WHO_THIS_COMPUTER:
      return C_("whose hop it is", "this computer");
    case DS_WHO_VPN:
      return C_("whose hop it is", "VPN");
    case DS_WHO_PROXY:
      return C_("whose hop it is", "proxy");
    case DS_WHO_ROUTER:
      return C_("whose hop it is", "router");
    case DS_WHO_PROVIDER:
      return C_("whose hop it is", "provider");
    case DS_WHO_WEBSITE:
      return C_("whose hop it is", "website");
    case DS_WHO_ADDRESS:
    case DS_WHO_NOBODY:
    case DS_WHO_UNKNOWN:
    default:
      return C_("whose hop it is", "not known");
    }
}

static void
add_hops (const DsEvidence *evidence, DsFinding *finding)
{
  g_autoptr (GPtrArray) hops = ds_path_read_hops (evidence);

  for (guint i = 0; i < MIN (hops->len, HOPS_MAX); i++)
    {
      const DsHop *hop = g_ptr_array_index (hops, i);
      g_autofree char *label = g_strdup_printf (_("Hop %u"), hop->hop);
      g_autofree char *time = ds_check_format_ms (hop->rtt_ms);
      g_autofree char *value = NULL;

      if (hop->address != NULL)
        /* Translators: the address of a hop, whose it is, and the time to there and back. */
        value = g_strdup_printf (_("%s, %s, %s"), hop->address, describe_place (hop->who), time);
      ds_finding_add_detail (finding, label, value != NULL ? value : _("no answer"));
    }
}

static char *
describe_location (const DsLocation *location)
{
  const char *place = describe_place (location->who);

  if (location->hop_min > location->hop_max)
    /* Translators: the nearest hop where it can be, and whose it is. */
    return g_strdup_printf (_("hop %u or further, %s"), location->hop_min, place);
  if (location->hop_min < location->hop_max)
    /* Translators: the nearest and the furthest hop where it can be, and whose it is. */
    return g_strdup_printf (_("hop %u to %u, %s"), location->hop_min, location->hop_max, place);
  /* Translators: a hop, and whose it is. */
  return g_strdup_printf (_("hop %u, %s"), location->hop_min, place);
}

static gboolean
is_first_of_address (const DsEvidence *evidence, const DsAttempt *attempt)
{
  return ds_evidence_find_attempt (evidence, attempt->way, attempt->address, attempt->port) ==
         attempt;
}

/* Says for each address where it was stopped. Returns whether it was at the website each time. */
static gboolean
add_locations (const DsEvidence *evidence, DsFinding *finding)
{
  guint located = 0;
  guint elsewhere = 0;

  for (guint i = 0; i < evidence->attempts->len && located + elsewhere < HOPS_MAX; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);
      g_autoptr (DsLocation) location = NULL;

      if (attempt->way != DS_WAY_DIRECT || attempt->outcome == DS_OUTCOME_OPEN ||
          attempt->outcome == DS_OUTCOME_NO_ROUTE || !is_first_of_address (evidence, attempt))
        continue;
      location = ds_location_read (evidence, attempt);
      if (location != NULL)
        {
          g_autofree char *label =
              g_strdup_printf (_("Stopped on the way to %s"), attempt->address);
          g_autofree char *value = describe_location (location);

          ds_finding_add_detail (finding, label, value);
        }
      if (location != NULL && location->who == DS_WHO_WEBSITE && location->grade >= DS_GRADE_LIKELY)
        located++;
      else
        elsewhere++;
    }
  return located > 0 && elsewhere == 0;
}

static gboolean
is_by_vpn (const DsDiagnosis *diagnosis)
{
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

  return verdict != NULL && verdict->who == DS_WHO_VPN && verdict->grade >= DS_GRADE_LIKELY;
}

void
ds_check_network_judge (const DsEvidence *evidence,
                        const DsDiagnosis *diagnosis,
                        DsFinding *finding)
{
  gboolean at_website;

  add_hops (evidence, finding);
  at_website = add_locations (evidence, finding);
  if (ds_check_say_cause (diagnosis, finding))
    return;
  if (ds_check_any_open (evidence, DS_WAY_DIRECT))
    ds_check_say (finding, &let_through);
  else if (ds_vpn_use_read (evidence).state == DS_VPN_OPENS_PAST)
    ds_check_say (finding, &open_past_vpn);
  else if (is_by_vpn (diagnosis))
    ds_check_say (finding, &stopped_at_vpn);
  else if (ds_check_say_out_of_reach (evidence, diagnosis, finding))
    return;
  else if (at_website)
    ds_check_say (finding, &past_both);
  else if (ds_check_has_cause (diagnosis, "local-firewall"))
    ds_check_say (finding, &stopped_here);
  else if (!ds_check_say_unfinished (evidence, finding))
    ds_check_say (finding, &not_shown);
}
