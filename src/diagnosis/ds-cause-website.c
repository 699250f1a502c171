/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes at the website, seen from the tries to connect. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"

/* clang-format off */
static const DsCauseWords filter_at_website = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("A filter at {website} may have turned the connection away."),
    [DS_GRADE_LIKELY] = N_("It looks as if a filter at {website} turned the connection away."),
    [DS_GRADE_PROVEN] = N_("{website} was reached, and a filter there turned the connection away."),
  },
  .advice = N_("It may keep out visitors from here, or everybody. To compare, try another network, "
               "such as a phone on mobile data. Then tell the people who run the website."),
};

static const DsCauseWords silent_port = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("Nothing comes back from {website} at port {port}, which it may keep "
                             "shut."),
    [DS_GRADE_LIKELY] = N_("Nothing comes back from {website} at port {port}, which it probably "
                           "keeps shut."),
    [DS_GRADE_PROVEN] = N_("{website} gives no answer at port {port}."),
  },
  .advice = N_("Another port of the website is open, so it is not switched off. Check the address, "
               "or ask the person who gave it to you."),
};
/* clang-format on */

static gboolean
opened_later (const DsReading *reading, const DsAttempt *refused)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->number > refused->number &&
          attempt->port == refused->port && !ds_attempt_failed (attempt) &&
          g_strcmp0 (attempt->address, refused->address) == 0)
        return TRUE;
    }
  return FALSE;
}

DsGrade
ds_cause_momentary (const DsReading *reading, DsCauseNote *note)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->address != NULL &&
          ds_attempt_was_refused (attempt) && opened_later (reading, attempt))
        return DS_GRADE_PROVEN;
    }
  return DS_GRADE_NONE;
}

/* Then it is not the website that is at fault, but what was asked of it. */
static gboolean
is_address_at_fault (const DsReading *reading)
{
  DsCauseNote port = { 0 };
  DsCauseNote scheme = { 0 };
  gboolean at_fault = ds_cause_wrong_port (reading, &port) != DS_GRADE_NONE ||
                      ds_cause_wrong_scheme (reading, &scheme) != DS_GRADE_NONE;

  g_free (port.other);
  g_free (scheme.other);
  return at_fault;
}

DsGrade
ds_cause_website_refuses (const DsReading *reading, DsCauseNote *note)
{
  DsGrade grade = DS_GRADE_NONE;

  if (is_address_at_fault (reading) || ds_cause_leads_astray (reading))
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (!ds_ending_is_refused (ending) || ds_ending_get_grade (ending, DS_WHO_WEBSITE) <= grade)
        continue;
      grade = ds_ending_get_grade (ending, DS_WHO_WEBSITE);
      /* A shut port answers with a reset, a filter with a message of ICMP. */
      note->words = ending->attempt->icmp != NULL ? &filter_at_website : NULL;
    }
  note->aside = reading->open;
  return grade;
}

/* Does a report that the next one does not answer speak of the website, and not of this computer's
 * own router? */
static gboolean
is_website_looked_for (const DsReading *reading, const DsEnding *ending)
{
  return ds_ending_is_late (ending) && (!ds_ending_icmp_from_here (reading, ending) ||
                                        ds_reading_is_on_link (reading, ending->attempt->address));
}

/* Is the port known to get through? An open reference says so, unless the same port fails to all
 * of them. A website on the same line as this computer needs no line beyond it. */
static gboolean
is_line_open (const DsReading *reading, const DsEnding *ending)
{
  DsCauseNote ignored = { 0 };

  if (ds_reading_is_on_link (reading, ending->attempt->address))
    return TRUE;
  return ds_reading_reference_open (reading) &&
         ds_cause_port_filtered (reading, &ignored) == DS_GRADE_NONE;
}

/* An interval of hops with a far end was found by packets that got beyond it. */
static gboolean
may_be_website (const DsEnding *ending)
{
  return ending->location == NULL || ending->location->hop_max == 0;
}

/* Nobody said anything. */
DsGrade
ds_cause_website_silent (const DsReading *reading, DsCauseNote *note)
{
  DsGrade grade = DS_GRADE_NONE;

  if (ds_cause_leads_astray (reading) || reading->vpn.state == DS_VPN_OPENS_PAST)
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);
      DsWho who = ds_ending_get_who (ending);

      if (!ds_ending_is_silent (ending) && !is_website_looked_for (reading, ending))
        return DS_GRADE_NONE;
      if (!is_line_open (reading, ending))
        continue;
      if (ds_reading_sibling_open (reading, ending->attempt->address, 0))
        note->words = &silent_port;
      if (who == DS_WHO_WEBSITE)
        grade = MAX (grade, ending->location->grade);
      else if (who == DS_WHO_UNKNOWN && may_be_website (ending))
        grade = MAX (grade, DS_GRADE_POSSIBLE);
    }
  return grade;
}
