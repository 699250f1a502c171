/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 2: is what was typed the address of a website? */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"

/* clang-format off */
static const DsSaying no_answer = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("The name could not be looked up, so nobody knows yet if it is right."),
  .meaning = N_("No answer came from the servers that know the names of websites."),
  .advice = N_("See if other websites open. Try again in a few minutes."),
};

static const DsSaying not_looked_up = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("The name was not looked up."),
  .advice = N_("Try again in a few minutes."),
};
/* clang-format on */

static void
add_details (const DsEvidence *evidence, const DsNameAnswer *answer, DsFinding *finding)
{
  const DsTarget *target = evidence->target;

  if (target->typed != NULL)
    ds_finding_add_detail (finding, _("Typed"), target->typed);
  if (target->url != NULL)
    ds_finding_add_detail (finding, _("Read as"), target->url);
  for (guint i = 0; target->suggestions != NULL && target->suggestions[i] != NULL; i++)
    ds_finding_add_detail (finding, _("Similar address"), target->suggestions[i]);
  if (answer != NULL && answer->addresses != NULL)
    {
      g_autofree char *addresses = g_strjoinv (", ", answer->addresses);

      ds_finding_add_detail (finding, _("Addresses"), addresses);
    }
  if (answer != NULL && answer->time_ms >= 0)
    {
      g_autofree char *time = ds_check_format_ms (answer->time_ms);

      ds_finding_add_detail (finding, _("Looked up in"), time);
    }
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_SIBLING_PORT)
        ds_check_add_attempt (finding, attempt);
    }
}

void
ds_check_address_judge (const DsEvidence *evidence,
                        const DsDiagnosis *diagnosis,
                        DsFinding *finding)
{
  const DsTarget *target = evidence->target;
  const DsNameAnswer *answer = ds_evidence_find_name (evidence, target->host);
  g_autofree char *notes = target->notes != NULL ? g_strjoinv (" ", target->notes) : NULL;

  add_details (evidence, answer, finding);
  if (ds_check_say_cause (diagnosis, finding))
    return;
  if (target->is_literal)
    ds_check_say_text (finding, DS_FINDING_OK,
                       _("The address is a number, so there is no name to look up."), notes, NULL);
  else if (answer != NULL && answer->status == DS_NAME_ANSWERED)
    ds_check_say_text (finding, DS_FINDING_OK,
                       _("The name exists, and it leads to an address."), notes, NULL);
  else if (answer != NULL && answer->status != DS_NAME_NO_SUCH_NAME)
    ds_check_say (finding, &no_answer);
  else if (!ds_check_say_unfinished (evidence, finding))
    ds_check_say (finding, &not_looked_up);
}
