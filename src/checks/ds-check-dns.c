/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 7: does the name lead to the right place? */

#include <glib/gi18n-lib.h>

#include "ds-check-dns-parts.h"
#include "ds-check-judges.h"
#include "ds-check-say.h"

/* A name server that takes longer makes every new website slow. */
#define SLOW_MS 1000

/* clang-format off */
static const DsSaying is_number = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the address is a number, so there is no name to look up."),
};

static const DsSaying offline = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: this computer has to get out to the internet first. Step 3 is about "
                "that."),
};

static const DsSaying unanswered = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("The name could not be looked up, and it did not show why."),
  .meaning = N_("The servers that know the names of websites are the address book of the "
                "internet. None of them answered."),
  .advice = N_("Turn the router off and on again. If that does not help, restart the computer."),
};

static const DsSaying only_direct = {
  .kind = DS_FINDING_ATTENTION,
  .summary = N_("The name could not be looked up in the usual way. Asked directly, a name server "
                "knows it."),
  .meaning = N_("Something on this computer that looks up names does not work."),
  .advice = N_("Restart the computer. Then try the website again."),
};

static const DsSaying agrees = {
  .kind = DS_FINDING_OK,
  .summary = N_("A fresh answer gives the same address, so this computer goes by no old one."),
};

static const DsSaying differs = {
  .kind = DS_FINDING_ATTENTION,
  .summary = N_("The name servers give other addresses than this computer goes by."),
  .meaning = N_("Large websites have many addresses, so that can be fine."),
};

static const DsSaying no_line = {
  .kind = DS_FINDING_OK,
  .summary = N_("No line of the hosts file is about this website."),
};
/* clang-format on */

/* What was asked past a VPN is for step 5. */
static gboolean
is_direct_answer (const DsEvidence *evidence, const DsNameAnswer *answer)
{
  return ds_name_answer_get_server (answer) != NULL && answer->device == NULL && !answer->made_up &&
         g_strcmp0 (answer->name, evidence->target->host) == 0;
}

static gboolean
is_vain (const DsNameAnswer *answer)
{
  return answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT;
}

/* --- Conclusions --- */

/* A line about this website is worth knowing even where it does no harm. */
static gboolean
say_line (const DsEvidence *evidence, DsFinding *finding)
{
  const DsHostsLine *line;
  g_autofree char *summary = NULL;

  if (evidence->hosts == NULL || evidence->hosts->lines->len == 0)
    return FALSE;
  line = g_ptr_array_index (evidence->hosts->lines, 0);
  /* Translators: the number of a line, the file it is in, and the address it gives. */
  summary = g_strdup_printf (_("Line %u of %s says where this website is: at %s."), line->line,
                                line->file, line->address);
  ds_check_say_text (finding, DS_FINDING_ATTENTION, summary,
                     _("That list comes before any name server. Somebody may have put the line "
                       "there on purpose."),
                        NULL);
  return TRUE;
}

/* Whether the same server answered over the other transport. */
static gboolean
has_answered (const DsEvidence *evidence, const char *source)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (g_strcmp0 (answer->source, source) == 0 && !is_vain (answer))
        return TRUE;
    }
  return FALSE;
}

/* Names the server that keeps everybody waiting. */
static gboolean
say_server (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);
      g_autofree char *summary = NULL;

      if (!is_direct_answer (evidence, answer))
        continue;
      if (is_vain (answer) && !has_answered (evidence, answer->source))
        summary = g_strdup_printf (_("The name server %s gives no answer."),
                                      ds_name_answer_get_server (answer));
      else if (!is_vain (answer) && answer->time_ms >= SLOW_MS)
        summary = g_strdup_printf (_("The name server %s takes long to answer."),
                                      ds_name_answer_get_server (answer));
      else
        continue;
      ds_check_say_text (finding, DS_FINDING_ATTENTION, summary,
                         _("This computer asks it for names, so every new website can take long "
                           "to open."),
                            _("Turn the router off and on again. If it stays like this, tell the "
                           "person who runs the network."));
      return TRUE;
    }
  return FALSE;
}

/* Compares what this computer goes by with what the name servers say now. */
static gboolean
say_fresh (const DsEvidence *evidence, const DsNameAnswer *known, DsFinding *finding)
{
  gboolean answered = FALSE;
  gboolean same = FALSE;

  for (guint i = 0; known != NULL && known->addresses != NULL && i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (!is_direct_answer (evidence, answer) || answer->addresses == NULL)
        continue;
      answered = TRUE;
      for (guint k = 0; answer->addresses[k] != NULL; k++)
        same |= g_strv_contains ((const char *const *) known->addresses, answer->addresses[k]);
    }
  if (answered)
    ds_check_say (finding, same ? &agrees : &differs);
  return answered;
}

static gboolean
say_unresolved (const DsEvidence *evidence, const DsNameAnswer *known, DsFinding *finding)
{
  gboolean found = FALSE;

  if (known == NULL || !is_vain (known))
    return FALSE;
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      found |= is_direct_answer (evidence, answer) && answer->addresses != NULL;
    }
  ds_check_say (finding, found ? &only_direct : &unanswered);
  return TRUE;
}

/* Whether nothing keeps addresses is worth a sentence where all else is well. */
static void
say_caches (const DsEvidence *evidence, DsFinding *finding)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "caches");

  if (finding->meaning != NULL || record == NULL || record->state != DS_RUN_DONE)
    return;
  finding->meaning =
      g_strdup (evidence->caches->len > 0
                ? _("This computer keeps the addresses it has looked up for a while.")
                : _("As far as Doorstep can see, no program on this computer keeps addresses, "
                        "apart from browsers."));
}

static void
say_no_line (const DsEvidence *evidence, DsFinding *finding)
{
  guint blocked = evidence->hosts != NULL ? evidence->hosts->blocked : 0;
  g_autofree char *list =
      g_strdup_printf (ngettext ("It keeps %u other name from opening, as block lists do.",
                                 "It keeps %u other names from opening, as block lists do.",
                                 blocked),
                       blocked);

  ds_check_say (finding, &no_line);
  if (blocked > 0)
    finding->meaning = g_steal_pointer (&list);
}

static void
conclude (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  const DsNameAnswer *known = ds_evidence_find_name (evidence, evidence->target->host);

  if (say_line (evidence, finding))
    return;
  if (ds_check_has_cause (diagnosis, "offline"))
    ds_check_say (finding, &offline);
  else if (say_server (evidence, finding) || say_unresolved (evidence, known, finding) ||
           say_fresh (evidence, known, finding))
    return;
  else if (!ds_check_say_unfinished (evidence, finding))
    say_no_line (evidence, finding);
}

void
ds_check_dns_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  ds_check_dns_add_details (evidence, finding);
  if (evidence->target->is_literal)
    {
      ds_check_say (finding, &is_number);
      return;
    }
  if (ds_check_say_cause (diagnosis, finding))
    {
      ds_check_dns_help (evidence, diagnosis, finding);
      return;
    }
  conclude (evidence, diagnosis, finding);
  if (finding->finding == DS_FINDING_OK)
    {
      say_caches (evidence, finding);
      ds_check_dns_help (evidence, diagnosis, finding);
    }
}
