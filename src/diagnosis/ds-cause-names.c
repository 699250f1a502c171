/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes in how the name was turned into an address: the hosts file, and name servers that do not
 * work. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"
#include "ds-reading-names.h"

/* clang-format off */
static const DsCauseWords opens_here = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if a line of the hosts file sends {website} to this "
                           "computer itself: {other}."),
  },
  .advice = N_("Ask the person who looks after this computer what that line is for. To try without "
               "it, an administrator can put a # in front of it."),
};
/* clang-format on */

/* --- The hosts file --- */

/* The line that sends the name to every address that was tried; %NULL if another source had a
 * part in it, or if a name server agrees with the line. */
static const DsHostsLine *
find_overriding_line (const DsReading *reading)
{
  const DsHostsLine *first = NULL;

  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);
      const char *address = ending->attempt->address;
      const DsHostsLine *line = ds_hosts_file_find (reading->evidence->hosts, address);

      if (line == NULL || ds_names_is_given (reading, address))
        return NULL;
      if (first == NULL)
        first = line;
    }
  return first;
}

static gboolean
all_lead_nowhere (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (!ds_hosts_address_blocks (ending->attempt->address))
        return FALSE;
    }
  return reading->endings->len > 0;
}

DsGrade
ds_cause_hosts_override (const DsReading *reading, DsCauseNote *note)
{
  const DsHostsLine *line = find_overriding_line (reading);
  gboolean answered = ds_names_has_status (reading, DS_NAME_ANSWERED);

  /* A name that only this file can know is sent nowhere else by it. */
  if (line == NULL || !ds_name_is_for_servers (reading->target->host))
    return DS_GRADE_NONE;
  if (!answered && ds_names_has_status (reading, DS_NAME_NO_SUCH_NAME))
    return DS_GRADE_NONE;
  if (reading->open &&
      (!all_lead_nowhere (reading) || !answered || ds_names_find_fresh_open (reading) == NULL))
    return DS_GRADE_NONE;
  /* Translators: a file, and the number of a line in it. */
  note->other = g_strdup_printf (_("%s, line %u"), line->file, line->line);
  if (reading->open)
    {
      note->words = &opens_here;
      return DS_GRADE_LIKELY;
    }
  if (ds_names_find_fresh_open (reading) != NULL)
    return DS_GRADE_PROVEN;
  return all_lead_nowhere (reading) && ds_reading_all (reading, DS_OUTCOME_REFUSED)
             ? DS_GRADE_LIKELY
             : DS_GRADE_POSSIBLE;
}

/**
 * ds_cause_leads_astray:
 * @reading: the evidence, read
 *
 * Returns: whether the addresses that were tried are not those the website has now, so that what
 *   happened there says nothing about it
 */
gboolean
ds_cause_leads_astray (const DsReading *reading)
{
  g_auto (DsCauseNote) note = { 0 };
  g_auto (DsCauseNote) stale = { 0 };
  g_auto (DsCauseNote) tampered = { 0 };
  DsGrade grade = ds_cause_hosts_override (reading, &note);

  return grade >= DS_GRADE_LIKELY ||
         (grade == DS_GRADE_POSSIBLE && ds_names_has_status (reading, DS_NAME_ANSWERED)) ||
         ds_cause_dns_stale (reading, &stale) != DS_GRADE_NONE ||
         ds_cause_dns_tampered (reading, &tampered) >= DS_GRADE_LIKELY ||
         ds_cause_is_name_made_up (reading);
}

/* --- Name servers that do not work --- */

/* The system's own way to look names up came to no answer. */
static gboolean
is_unresolved (const DsReading *reading)
{
  const DsNameAnswer *answer = ds_evidence_find_name (reading->evidence, reading->target->host);
  const DsExperimentRecord *record = ds_evidence_find_experiment (reading->evidence, "resolve");

  if (reading->target->is_literal || reading->endings->len > 0)
    return FALSE;
  if (answer == NULL)
    return record != NULL && record->state == DS_RUN_CUT_SHORT;
  return answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT;
}

typedef struct
{
  gboolean asked;
  gboolean all_speak;     /* each server said that it has no answer */
  gboolean any_own;       /* one is on this computer, and who is behind it is not known */
  gboolean others_found;  /* the address of another name was found */
  gboolean others_failed; /* another name was looked up in vain */
} ServerState;

static ServerState
read_servers (const DsReading *reading)
{
  ServerState state = { .all_speak = TRUE };

  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);
      const char *server = ds_name_answer_get_server (answer);
      gboolean vain = answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT;

      if (ds_names_is_direct (reading, answer))
        {
          state.asked = TRUE;
          state.any_own |= ds_reading_is_own (reading, server);
          /* Over a connection it may be silent that answers datagrams, and the other way. */
          if (g_strcmp0 (answer->transport, "udp") == 0)
            state.all_speak &= answer->code != 0;
        }
      else if (answer->device == NULL && !answer->made_up &&
               g_strcmp0 (answer->name, reading->target->host) != 0 &&
               !g_hostname_is_ip_address (answer->name))
        {
          state.others_found |= !vain;
          state.others_failed |= vain;
        }
    }
  return state;
}

/* One name that finds no answer may be the fault of those who keep that name. */
DsGrade
ds_cause_dns_unreachable (const DsReading *reading, DsCauseNote *note)
{
  const DsLinks *links = reading->evidence->links;
  const DsNameAnswer *answer = ds_evidence_find_name (reading->evidence, reading->target->host);
  ServerState state = read_servers (reading);

  if (!is_unresolved (reading) || !state.asked || state.others_found ||
      ds_names_has_status (reading, DS_NAME_ANSWERED) ||
      ds_names_has_status (reading, DS_NAME_NO_SUCH_NAME))
    return DS_GRADE_NONE;
  /* The line's own name servers answer, so it is the VPN's that do not; or nobody was asked. */
  if (reading->vpn.name_past != NULL || ds_names_held_back (reading))
    return DS_GRADE_NONE;
  if (links != NULL && !ds_links_have_default_route (links, DS_FAMILY_IPV4) &&
      !ds_links_have_default_route (links, DS_FAMILY_IPV6))
    return DS_GRADE_NONE;
  if (state.any_own || reading->vpn.vpn != NULL)
    return DS_GRADE_POSSIBLE;
  /* That the line is well shows when the servers speak, or when something else opens. */
  if (answer != NULL &&
      (ds_reading_reference_open (reading) || (state.all_speak && state.others_failed)))
    return DS_GRADE_PROVEN;
  return DS_GRADE_LIKELY;
}
