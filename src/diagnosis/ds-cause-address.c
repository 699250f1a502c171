/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes in what was typed. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"
#include "ds-reading-names.h"

/* clang-format off */
static const DsCauseWords similar_name = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the name {website} leads to no website."),
    [DS_GRADE_PROVEN] = N_("The name {website} leads to no website."),
  },
  .advice = N_("Check the spelling of the address. Perhaps {other} was meant."),
};

static const DsCauseWords plain_only = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if {website} can be reached only at http://."),
    [DS_GRADE_PROVEN] = N_("{website} refuses at https:// and takes connections at http://."),
  },
  .advice = N_("Try the address with http:// in front. Others can read along there, so type no "
               "password on such a page."),
};
/* clang-format on */

/* clang-format off */
static const DsCauseWords made_up_name = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the name {website} leads to no website. This network "
                           "gives the same address to names that nobody has."),
    [DS_GRADE_PROVEN] = N_("The name {website} leads to no website. This network gives the same "
                           "address to names that nobody has."),
  },
  .advice = N_("Check the spelling of the address, letter by letter."),
};
/* clang-format on */

/* A name of another website was found, so the looking up itself works. A proxy is no website: it
 * may stand in a list of this network only. */
static gboolean
is_other_name_answered (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (answer->status == DS_NAME_ANSWERED &&
          g_strcmp0 (answer->name, reading->target->host) != 0 &&
          !ds_proxy_use_is_proxy_host (reading->evidence, answer->name) &&
          !g_hostname_is_ip_address (answer->name))
        return TRUE;
    }
  return FALSE;
}

DsGrade
ds_cause_name_unknown (const DsReading *reading, DsCauseNote *note)
{
  const DsNameAnswer *answer = ds_evidence_find_name (reading->evidence, reading->target->host);
  char **suggestions = reading->target->suggestions;
  g_auto (DsCauseNote) stale = { 0 };

  if (ds_cause_is_name_made_up (reading))
    {
      note->words = &made_up_name;
      return ds_names_has_status (reading, DS_NAME_NO_SUCH_NAME) ? DS_GRADE_PROVEN
                                                                 : DS_GRADE_LIKELY;
    }
  if (answer == NULL || answer->status != DS_NAME_NO_SUCH_NAME || reading->endings->len > 0 ||
      ds_cause_dns_stale (reading, &stale) != DS_GRADE_NONE)
    return DS_GRADE_NONE;
  if (suggestions != NULL && suggestions[0] != NULL)
    {
      note->words = &similar_name;
      note->other = g_strdup (suggestions[0]);
    }
  return is_other_name_answered (reading) ? DS_GRADE_PROVEN : DS_GRADE_LIKELY;
}

/* The website refuses at the port that was tried, and takes connections at another one. */
static DsGrade
grade_other_port (const DsReading *reading, guint other_port)
{
  DsGrade grade = DS_GRADE_NONE;

  /* At another address of it, the port that was typed is open. */
  if (!ds_reading_failed (reading) || ds_cause_leads_astray (reading) ||
      ds_names_find_fresh_open (reading) != NULL)
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);
      DsWho who = ds_ending_get_who (ending);

      if (ending->attempt->outcome != DS_OUTCOME_REFUSED ||
          !ds_reading_sibling_open (reading, ending->attempt->address, other_port))
        continue;
      /* Only as sure as it is that the website itself refused, and nobody on the way. */
      if (who == DS_WHO_WEBSITE)
        grade = MAX (grade, ds_ending_get_grade (ending, DS_WHO_WEBSITE));
      else if (who == DS_WHO_UNKNOWN)
        grade = MAX (grade, DS_GRADE_LIKELY);
    }
  return grade;
}

DsGrade
ds_cause_wrong_port (const DsReading *reading, DsCauseNote *note)
{
  guint usual = g_strcmp0 (reading->target->scheme, "http") == 0 ? 80 : 443;

  if (!reading->target->port_given)
    return DS_GRADE_NONE;
  note->other = g_strdup_printf ("%u", usual);
  return grade_other_port (reading, usual);
}

DsGrade
ds_cause_wrong_scheme (const DsReading *reading, DsCauseNote *note)
{
  gboolean secure = g_strcmp0 (reading->target->scheme, "https") == 0;

  if (reading->target->port_given)
    return DS_GRADE_NONE;
  note->words = secure ? &plain_only : NULL;
  return grade_other_port (reading, secure ? 80 : 443);
}
