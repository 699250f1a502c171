/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 4: is it down for everyone? */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"
#include "ds-vpn-use.h"

#define ASK_ADVICE                                                                                 \
  N_("To see if it is down for everyone, try it on a phone with mobile data, or ask a friend in "  \
     "another place. Its status page or social media may have news. If it is down, you can only "  \
     "wait.")

/* clang-format off */
static const DsSaying wrong_address = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the trouble is in the address. Step 2 is about that."),
};

static const DsSaying stopped_before = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the connection was stopped before it got to the website."),
};

static const DsSaying answers = {
  .kind = DS_FINDING_OK,
  .summary = N_("The website answers, so it is not down."),
};

static const DsSaying opens_past = {
  .kind = DS_FINDING_OK,
  .summary = N_("Without the VPN the website takes connections, so it is not down."),
};

static const DsSaying not_asked = {
  .kind = DS_FINDING_NOT_RUN,
  .summary = N_("From this computer alone, nobody can tell if it is down for everyone."),
  .advice = ASK_ADVICE,
};
/* clang-format on */

static void
add_certificate (const DsExchange *exchange, DsFinding *finding)
{
  if (exchange->certificate_subject != NULL)
    ds_finding_add_detail (finding, _("Certificate for"), exchange->certificate_subject);
  if (exchange->certificate_issuer != NULL)
    ds_finding_add_detail (finding, _("Signed by"), exchange->certificate_issuer);
  if (exchange->certificate_not_before != NULL)
    ds_finding_add_detail (finding, _("In force from"), exchange->certificate_not_before);
  if (exchange->certificate_not_after != NULL)
    ds_finding_add_detail (finding, _("In force until"), exchange->certificate_not_after);
  if (exchange->certificate_faults != NULL)
    {
      g_autofree char *faults = g_strjoinv (", ", exchange->certificate_faults);

      ds_finding_add_detail (finding, _("Certificate faults"), faults);
    }
}

static const char *
describe_stage (const DsExchange *exchange)
{
  if (exchange->stage == DS_STAGE_CONNECT)
    return C_("how far a request got", "no connection");
  if (exchange->stage == DS_STAGE_TLS && exchange->reset)
    return C_("how far a request got", "cut off while it was made secure");
  if (exchange->stage == DS_STAGE_TLS)
    return C_("how far a request got", "not made secure");
  if (exchange->reset)
    return C_("how far a request got", "cut off before an answer");
  return C_("how far a request got", "no answer to the request");
}

static void
add_exchange (const DsExchange *exchange, DsFinding *finding)
{
  g_autofree char *time = ds_check_format_ms (exchange->time_ms);
  g_autofree char *label =
      g_strdup_printf (exchange->proxy != NULL
                       ? _("Request through the proxy %s, port %u")
                       : _("Request to %s, port %u"), exchange->address, exchange->port);
  g_autofree char *value = NULL;

  if (exchange->status > 0)
    /* Translators: the number of an HTTP answer, its words, and the time it took. */
    value = g_strdup_printf (_("%u %s after %s"), exchange->status,
                                exchange->reason != NULL ? exchange->reason : "", time);
  else
    /* Translators: how far a request got, and the time it took. */
    value = g_strdup_printf (_("%s after %s"), describe_stage (exchange), time);
  ds_finding_add_detail (finding, label, value);
  if (exchange->location != NULL)
    ds_finding_add_detail (finding, _("Sends on to"), exchange->location);
  add_certificate (exchange, finding);
}

/* Proven to have ended before the website. */
static gboolean
say_not_reached (const DsDiagnosis *diagnosis, DsFinding *finding)
{
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

  if (verdict == NULL || verdict->grade != DS_GRADE_PROVEN)
    return FALSE;
  if (verdict->who == DS_WHO_ADDRESS)
    ds_check_say (finding, &wrong_address);
  else if (verdict->who == DS_WHO_THIS_COMPUTER || verdict->who == DS_WHO_ROUTER ||
           verdict->who == DS_WHO_PROVIDER || verdict->who == DS_WHO_PROXY)
    ds_check_say (finding, &stopped_before);
  else
    return FALSE;
  return TRUE;
}

void
ds_check_elsewhere_judge (const DsEvidence *evidence,
                          const DsDiagnosis *diagnosis,
                          DsFinding *finding)
{
  for (guint i = 0; i < MIN (evidence->exchanges->len, 4); i++)
    add_exchange (g_ptr_array_index (evidence->exchanges, i), finding);
  if (ds_check_say_cause (diagnosis, finding))
    {
      if (finding->advice != NULL && (ds_check_has_cause (diagnosis, "website-refuses") ||
                                      ds_check_has_cause (diagnosis, "website-silent")))
        {
          g_free (finding->advice);
          finding->advice = g_strdup (_(ASK_ADVICE));
        }
      return;
    }
  if (ds_check_has_cause (diagnosis, "works"))
    ds_check_say (finding, &answers);
  else if (ds_vpn_use_read (evidence).state == DS_VPN_OPENS_PAST)
    ds_check_say (finding, &opens_past);
  else if (say_not_reached (diagnosis, finding) || ds_check_say_unfinished (evidence, finding))
    return;
  else
    ds_check_say (finding, &not_asked);
}
