/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What could not be measured, in sentences, and what is said when no cause holds. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"

/* clang-format off */
static const DsCauseWords cut_short = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("The check ended before it could show who stopped the connection."),
  },
  .advice = N_("Try again, and let the check run to its end."),
};

static const DsCauseWords no_name_answer = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("The name {website} could not be looked up: no answer came."),
  },
  .advice = N_("See if other websites open. If they do not, turn the router off and on again, "
               "and try once more."),
};

static const DsCauseWords no_page = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("{website} took the connection, but sent no page."),
  },
  .advice = N_("Wait a few minutes and try again. The website may be very busy."),
};

static const DsCauseWords none_opened = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("Neither {website} nor the other websites that were tried took a "
                             "connection."),
  },
  .advice = N_("Turn the router off and on again. If that does not help, ask your provider if the "
               "line is down."),
};
/* clang-format on */

typedef struct
{
  const char *id;
  const char *cut_short;
  const char *failed;
} ExperimentWords;

/* clang-format off */
static const ExperimentWords experiment_words[] = {
  {
    .id = "links",
    .cut_short = N_("How this computer is connected was not read to the end."),
    .failed = N_("How this computer is connected could not be read."),
  },
  {
    .id = "hosts",
    .cut_short = N_("The hosts file was not read to the end."),
    .failed = N_("The hosts file could not be read."),
  },
  {
    .id = "caches",
    .cut_short = N_("Looking what keeps addresses on this computer was cut short."),
    .failed = N_("It could not be seen what keeps addresses on this computer."),
  },
  {
    .id = "resolve",
    .cut_short = N_("Looking up the name was cut short."),
    .failed = N_("The name could not be looked up."),
  },
  {
    .id = "connect",
    .cut_short = N_("Trying the website was cut short."),
    .failed = N_("The website could not be tried."),
  },
  {
    .id = "retry",
    .cut_short = N_("Trying the website again was cut short."),
    .failed = N_("The website could not be tried again."),
  },
  {
    .id = "fresh-dns",
    .cut_short = N_("Asking the name servers was cut short."),
    .failed = N_("The name servers could not be asked."),
  },
  {
    .id = "localise",
    .cut_short = N_("Finding the place where the connection stops was cut short."),
    .failed = N_("The place where the connection stops could not be looked for."),
  },
  {
    .id = "siblings",
    .cut_short = N_("Trying the other ports of the website was cut short."),
    .failed = N_("The other ports of the website could not be tried."),
  },
  {
    .id = "proxy",
    .cut_short = N_("Trying the proxy was cut short."),
    .failed = N_("The proxy settings could not be read."),
  },
  {
    .id = "past-vpn",
    .cut_short = N_("Trying the way past the VPN was cut short."),
    .failed = N_("The way past the VPN could not be tried."),
  },
  {
    .id = "references",
    .cut_short = N_("Trying other websites was cut short."),
    .failed = N_("Other websites could not be tried."),
  },
  {
    .id = "fetch",
    .cut_short = N_("Asking the website for its page was cut short."),
    .failed = N_("The website could not be asked for its page."),
  },
};
/* clang-format on */

static gboolean
is_name_unanswered (const DsReading *reading)
{
  const DsNameAnswer *answer = ds_evidence_find_name (reading->evidence, reading->target->host);

  return reading->endings->len == 0 && answer != NULL &&
         (answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT);
}

static gboolean
is_any_cut_short (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->experiments->len; i++)
    {
      const DsExperimentRecord *record = g_ptr_array_index (reading->evidence->experiments, i);

      if (record->state == DS_RUN_CUT_SHORT)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_any_reference_tried (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE)
        return TRUE;
    }
  return FALSE;
}

DsGrade
ds_cause_unknown (const DsReading *reading, DsCauseNote *note)
{
  if (is_any_cut_short (reading))
    note->words = &cut_short;
  else if (is_name_unanswered (reading))
    note->words = &no_name_answer;
  else if (reading->open && reading->is_direct)
    note->words = &no_page;
  else if (ds_reading_failed (reading) && is_any_reference_tried (reading) &&
           !ds_reading_reference_open (reading))
    note->words = &none_opened;
  return DS_GRADE_POSSIBLE;
}

static void
add_experiments (GStrvBuilder *builder, const DsReading *reading)
{
  for (guint i = 0; i < G_N_ELEMENTS (experiment_words); i++)
    {
      const ExperimentWords *words = &experiment_words[i];
      const DsExperimentRecord *record = ds_evidence_find_experiment (reading->evidence, words->id);

      if (record != NULL && record->state == DS_RUN_CUT_SHORT)
        g_strv_builder_add (builder, _(words->cut_short));
      else if (record != NULL && record->state == DS_RUN_FAILED)
        g_strv_builder_add (builder, _(words->failed));
    }
}

static gboolean
has_run (const DsReading *reading, const char *id)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (reading->evidence, id);

  return record != NULL && record->state == DS_RUN_DONE;
}

/* Somebody said no, or swallowed it, at a place that was not found. */
static gboolean
is_place_open (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ds_attempt_failed (ending->attempt) && ending->attempt->outcome != DS_OUTCOME_NO_ROUTE &&
          ds_ending_get_who (ending) == DS_WHO_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_missing_list:
 * @reading: the evidence, read
 *
 * Returns: (transfer full) (nullable): sentences that name what could not be measured; %NULL for
 *   none
 */
char **
ds_missing_list (const DsReading *reading)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  add_experiments (builder, reading);
  if (has_run (reading, "links") && reading->evidence->links == NULL)
    g_strv_builder_add (builder, _("How this computer is connected could not be read."));
  if (is_name_unanswered (reading))
    g_strv_builder_add (builder, _("No name server answered when it was asked for the website."));
  if (ds_reading_failed (reading) && has_run (reading, "localise") && is_place_open (reading))
    g_strv_builder_add (builder,
                        _("The place where the connection stops could not be told exactly."));
  if (has_run (reading, "references") && !ds_reading_reference_open (reading))
    g_strv_builder_add (builder,
                        _("None of the other websites answered, so there is nothing to compare "
                          "with."));
  list = g_strv_builder_end (builder);
  return list[0] != NULL ? g_steal_pointer (&list) : NULL;
}
