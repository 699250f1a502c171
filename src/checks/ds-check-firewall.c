/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 8: did this computer itself stop it? */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"
#include "ds-location.h"

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

void
ds_check_firewall_judge (const DsEvidence *evidence,
                         const DsDiagnosis *diagnosis,
                         DsFinding *finding)
{
  if (ds_check_say_cause (diagnosis, finding))
    return;
  if (ds_check_any_open (evidence, DS_WAY_DIRECT))
    ds_check_say (finding, &let_through);
  else if (ds_check_say_out_of_reach (evidence, diagnosis, finding))
    return;
  else if (all_have_left (evidence))
    ds_check_say (finding, &let_out);
  else if (!ds_check_say_unfinished (evidence, finding))
    ds_check_say (finding, &not_shown);
}
