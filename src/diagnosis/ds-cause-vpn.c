/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes at a VPN. The way past it is the experiment without it: where the website opens by that
 * way, and not through the VPN, the VPN makes the difference, whoever it is that says no there. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"
#include "ds-reading-names.h"

/* clang-format off */
static const DsCauseWords swallowed = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("The VPN “{other}” may be where the connection to {website} gets "
                             "lost."),
    [DS_GRADE_PROVEN] = N_("Through the VPN “{other}” nothing comes back from {website}. Without "
                           "it, the website opens."),
  },
  .advice = N_("Turn the VPN off for a moment and try the website; step 5 says how. At work or at "
               "school, ask the people who run the VPN first."),
};

static const DsCauseWords cut_off = {
  .titles = {
    [DS_GRADE_PROVEN] = N_("Through the VPN “{other}” the connection to {website} is cut off. "
                           "Without it, the website answers."),
  },
  .advice = N_("Turn the VPN off for a moment and try the website; step 5 says how. At work or at "
               "school, ask the people who run the VPN first."),
};

static const DsCauseWords fails_past_too = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the VPN “{other}” turned the connection away. Without "
                           "it, {website} does not open either."),
  },
  .advice = N_("Try again later. If it stays like this, tell the people who run the website; "
               "turning the VPN off would not help by itself."),
};

static const DsCauseWords its_names = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the name servers of the VPN “{other}” give no answer."),
    [DS_GRADE_PROVEN] = N_("The name servers of the VPN “{other}” give no answer. Without it, "
                           "{website} opens."),
  },
  .advice = N_("Turn the VPN off and on again. If that does not help, leave it off for now, and "
               "tell the people who run it."),
};

static const DsCauseWords one_of_several = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if this computer lets nothing out while its VPN is off."),
    [DS_GRADE_PROVEN] = N_("This computer lets nothing out while its VPN is off."),
  },
  .advice = N_("Turn the VPN on again. If you do not want to use it, look in its program for a "
               "setting that stops everything without it; it is often called kill switch."),
};
/* clang-format on */

static void
note_name (const DsConnection *vpn, DsCauseNote *note)
{
  note->other = g_strdup (vpn->name != NULL ? vpn->name : vpn->device);
}

/* What this computer stops by itself never got to the VPN. */
static gboolean
is_stopped_here (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ds_ending_get_grade (ending, DS_WHO_THIS_COMPUTER) >= DS_GRADE_LIKELY)
        return TRUE;
    }
  return FALSE;
}

/* Not a word came back, from the website or from anybody on the way. */
static gboolean
is_all_silent (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (!ds_ending_is_silent (ending))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_name_vain (const DsReading *reading)
{
  const DsNameAnswer *answer = ds_evidence_find_name (reading->evidence, reading->target->host);

  return reading->endings->len == 0 && answer != NULL &&
         (answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT);
}

/* --- Nothing gets through --- */

/* The VPN carries packets, and only its name servers are gone. */
static DsGrade
grade_names (const DsReading *reading, DsCauseNote *note)
{
  if (!is_name_vain (reading) || reading->vpn.name_past == NULL)
    return DS_GRADE_NONE;
  note->words = &its_names;
  return reading->vpn.line_open ? DS_GRADE_PROVEN : DS_GRADE_LIKELY;
}

DsGrade
ds_cause_vpn_dead (const DsReading *reading, DsCauseNote *note)
{
  const DsVpnUse *use = &reading->vpn;

  if (use->vpn == NULL || reading->open || is_stopped_here (reading) ||
      reading->proxy.state == DS_PROXY_PASSES)
    return DS_GRADE_NONE;
  note_name (use->vpn, note);
  if (use->carries)
    return grade_names (reading, note);
  if (!use->others_fail || !is_all_silent (reading) ||
      (reading->endings->len == 0 && !is_name_vain (reading)))
    return DS_GRADE_NONE;
  if (use->line_open)
    return DS_GRADE_PROVEN;
  return use->name_past != NULL ? DS_GRADE_LIKELY : DS_GRADE_POSSIBLE;
}

/* --- This website does not get through --- */

/* How sure is it that it ended at the VPN, or behind it and before the website? */
static DsGrade
grade_place (const DsReading *reading, gboolean silent)
{
  DsGrade grade = DS_GRADE_NONE;

  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (silent ? ds_ending_is_silent (ending) : ds_ending_is_refused (ending))
        grade = MAX (grade, ds_ending_get_grade (ending, DS_WHO_VPN));
    }
  return grade;
}

static DsGrade
grade_without_comparison (const DsReading *reading, DsCauseNote *note)
{
  DsGrade refused = grade_place (reading, FALSE);

  if (refused != DS_GRADE_NONE)
    {
      if (reading->vpn.state == DS_VPN_FAILS_PAST_TOO && refused >= DS_GRADE_LIKELY)
        note->words = &fails_past_too;
      return MIN (refused, DS_GRADE_LIKELY);
    }
  if (grade_place (reading, TRUE) == DS_GRADE_NONE || reading->vpn.state == DS_VPN_FAILS_PAST_TOO)
    return DS_GRADE_NONE;
  note->words = &swallowed;
  return DS_GRADE_POSSIBLE;
}

DsGrade
ds_cause_vpn_blocks (const DsReading *reading, DsCauseNote *note)
{
  const DsVpnUse *use = &reading->vpn;
  g_auto (DsCauseNote) ignored = { 0 };

  if (use->vpn == NULL || use->through == NULL || use->through->outcome == DS_OUTCOME_OPEN ||
      (reading->open && !ds_reading_all (reading, DS_OUTCOME_RESET)) || is_stopped_here (reading) ||
      ds_cause_vpn_dead (reading, &ignored) >= DS_GRADE_LIKELY)
    return DS_GRADE_NONE;
  note_name (use->vpn, note);
  if (use->state != DS_VPN_OPENS_PAST)
    return grade_without_comparison (reading, note);
  if (use->through->outcome == DS_OUTCOME_RESET)
    note->words = &cut_off;
  else if (!ds_attempt_was_refused (use->through))
    note->words = &swallowed;
  return DS_GRADE_PROVEN;
}

/* --- Nothing gets out without it --- */

static gboolean
is_any_other_open (const DsReading *reading)
{
  return ds_reading_reference_open (reading) || ds_reading_sibling_open (reading, NULL, 0);
}

static gboolean
is_any_other_tried (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE && attempt->outcome != DS_OUTCOME_NO_ROUTE)
        return TRUE;
    }
  return FALSE;
}

/* Every address was tried, and this computer itself let nothing go there, nor to other websites. */
static gboolean
is_held_back (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ds_reading_is_own (reading, ending->attempt->address) ||
          ds_ending_get_grade (ending, DS_WHO_THIS_COMPUTER) < DS_GRADE_LIKELY)
        return FALSE;
    }
  return ds_reading_failed (reading) && is_any_other_tried (reading);
}

/* A program of a VPN that stops everything without it looks like any other filter on this
 * computer. What speaks for it is that nothing at all gets out, and that a VPN is set up and off,
 * or the app of a VPN service is there: those connect without NetworkManager. */
DsGrade
ds_cause_vpn_kill_switch (const DsReading *reading, DsCauseNote *note)
{
  g_autoptr (GPtrArray) down = ds_network_find_vpns_down (reading->evidence->network);
  const DsGuard *app = ds_firewall_find_kind (reading->evidence->firewall, DS_GUARD_VPN_APP);

  if ((down->len == 0 && app == NULL) ||
      ds_vpn_use_find_carrier (reading->evidence, NULL) != NULL || is_any_other_open (reading) ||
      reading->proxy.state == DS_PROXY_PASSES)
    return DS_GRADE_NONE;
  if (!is_held_back (reading) && !ds_names_held_back (reading))
    return DS_GRADE_NONE;
  if (app != NULL)
    note->other = g_strdup (ds_guard_get_name (app));
  else if (down->len > 1)
    note->words = &one_of_several;
  else
    note_name (g_ptr_array_index (down, 0), note);
  return DS_GRADE_LIKELY;
}
