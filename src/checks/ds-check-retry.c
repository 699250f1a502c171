/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 1: does it go away by itself? */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"

/* clang-format off */
static const DsSaying taken = {
  .kind = DS_FINDING_OK,
  .summary = N_("The website took the connection."),
  .meaning = N_("There is no need to try again."),
};

static const DsSaying not_tried = {
  .kind = DS_FINDING_NOT_RUN,
  .summary = N_("The website has not been tried."),
};

static const DsSaying never_opened = {
  .kind = DS_FINDING_ATTENTION,
  .meaning = N_("The trouble did not go away within this run. That says nothing yet about the next "
                "hour."),
  .advice = N_("Wait a few minutes and try again. A website that starts anew needs a little time."),
};
/* clang-format on */

/* The most often one address was tried. */
static guint
add_tries (const DsEvidence *evidence, DsFinding *finding)
{
  guint most = 0;

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way != DS_WAY_DIRECT)
        continue;
      ds_check_add_attempt (finding, attempt);
      most = MAX (most, MAX (attempt->number, 1));
    }
  return most;
}

void
ds_check_retry_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  guint tries = add_tries (evidence, finding);

  if (ds_check_say_cause (diagnosis, finding))
    return;
  if (ds_check_any_open (evidence, DS_WAY_DIRECT))
    {
      ds_check_say (finding, &taken);
      return;
    }
  if (ds_check_say_out_of_reach (evidence, diagnosis, finding) ||
      ds_check_say_unfinished (evidence, finding))
    return;
  if (tries == 0)
    {
      ds_check_say (finding, &not_tried);
      return;
    }
  ds_check_say (finding, &never_opened);
  finding->summary =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "It was tried once, and it did not open.",
                                    "It was tried %u times, and it never opened.", tries),
                       tries);
}
