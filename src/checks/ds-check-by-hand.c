/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks 6 and 10, and the VPN's half of check 5 where the connections of this computer could not
 * be read: nothing is measured for them, so they say how to look by hand, and where the evidence
 * makes that needless, why. */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"

typedef struct
{
  guint number;
  DsSaying saying;
  const char *const *settled_by; /* causes that make it needless once they are proven */
} ByHand;

/* What a VPN or a proxy cannot have done. A refusal on this computer or on the way may well be a
 * VPN's doing. */
static const char *const settles_vpn[] = {
  "works",      "momentary",    "http-error", "offline", "nothing-listening-here",
  "wrong-port", "wrong-scheme", NULL,
};

static const char *const settles_prevention[] = {
  "works",        "momentary",     "http-error",      "name-unknown",    "wrong-port",
  "wrong-scheme", "router-blocks", "provider-blocks", "website-refuses", "nothing-listening-here",
  NULL,
};

static const char *const settles_nothing[] = { NULL };

#define BROWSER_MEANING                                                                            \
  N_("A browser can fail where the rest of the computer does not, because of an extension or an "  \
     "old saved page.")
#define BROWSER_ADVICE                                                                             \
  N_("Open the website in a private window, where most extensions are off. Then try another "      \
     "browser. If it opens there, turn the extensions off one by one.")

/* clang-format off */
static const ByHand rows[] = {
  {
    .number = 5,
    .saying = {
      .kind = DS_FINDING_NOT_RUN,
      .summary = N_("No proxy is in use. A VPN was not looked at."),
      .meaning = N_("A VPN sends all you do through another network first. That network may be "
                    "the one that says no."),
      .advice = N_("If a VPN is on, turn it off for a moment and try the website. Then turn it on "
                   "again."),
    },
    .settled_by = settles_vpn,
  },
  {
    .number = 6,
    .saying = {
      .kind = DS_FINDING_NOT_RUN,
      .summary = N_("The browser was not looked at."),
      .meaning = BROWSER_MEANING,
      .advice = BROWSER_ADVICE,
    },
    .settled_by = settles_nothing,
  },
  {
    .number = 10,
    .saying = {
      .kind = DS_FINDING_NOT_RUN,
      .summary = N_("Updates were not looked at."),
      .meaning = N_("Up-to-date software keeps much trouble away, and so does a clock that is "
                    "right."),
      .advice = N_("Update the system, the browser and the security software. See if the date and "
                   "time are right."),
    },
    .settled_by = settles_prevention,
  },
};

static const DsSaying opens_without_browser = {
  .kind = DS_FINDING_NOT_RUN,
  .summary = N_("The website opens without the browser. The browser was not looked at."),
  .meaning = BROWSER_MEANING,
  .advice = BROWSER_ADVICE,
};

static const DsSaying fails_everywhere = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: it fails without the browser too, so the browser is not the cause."),
};
/* clang-format on */

static const ByHand *
find_row (guint number)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].number == number)
      return &rows[i];
  g_return_val_if_reached (&rows[0]);
}

static const char *
describe_reason (const DsCause *verdict)
{
  if (verdict->who == DS_WHO_NOBODY || g_strcmp0 (verdict->cause, "momentary") == 0)
    return _("Not needed: the website opens from this computer.");
  if (verdict->who == DS_WHO_ADDRESS)
    return _("Not needed: the trouble is in the address. Step 2 is about that.");
  if (g_strcmp0 (verdict->cause, "offline") == 0)
    return _("Not needed: this computer has to get out to the internet first. Step 3 is about "
             "that.");
  if (g_strcmp0 (verdict->cause, "http-error") == 0)
    return _("Not needed: the website was reached, and it answered.");
  return _("Not needed: the trouble was found in another place.");
}

/* What fails outside the browser is not the browser's fault. */
static gboolean
fails_without_browser (const DsEvidence *evidence, const DsDiagnosis *diagnosis)
{
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

  /* A proxy is in the way of every program. */
  if (verdict->who == DS_WHO_PROXY)
    return TRUE;
  if (g_strcmp0 (verdict->cause, "momentary") == 0 || ds_check_has_cause (diagnosis, "works"))
    return FALSE;
  if (g_strcmp0 (verdict->cause, "unknown") != 0)
    return TRUE;
  return ds_check_count (evidence, DS_WAY_DIRECT) > 0 &&
         !ds_check_any_open (evidence, DS_WAY_DIRECT);
}

static gboolean
say_special (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  if (finding->number == 6 && fails_without_browser (evidence, diagnosis))
    ds_check_say (finding, &fails_everywhere);
  else if (finding->number == 6 && ds_check_has_cause (diagnosis, "works"))
    ds_check_say (finding, &opens_without_browser);
  else
    return FALSE;
  return TRUE;
}

void
ds_check_by_hand_judge (const DsEvidence *evidence,
                        const DsDiagnosis *diagnosis,
                        DsFinding *finding)
{
  const ByHand *row = find_row (finding->number);
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

  if (say_special (evidence, diagnosis, finding))
    return;
  if (verdict->grade == DS_GRADE_PROVEN && g_strv_contains (row->settled_by, verdict->cause))
    ds_check_say_text (finding, DS_FINDING_NOT_NEEDED, describe_reason (verdict), NULL, NULL);
  else
    ds_check_say (finding, &row->saying);
}
