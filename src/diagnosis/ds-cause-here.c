/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes on this computer. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"
#include "ds-reading-names.h"

/* clang-format off */
static const DsCauseWords held_back = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("This computer itself may hold the connection back."),
    [DS_GRADE_LIKELY] = N_("It looks as if this computer itself holds the connection back."),
    [DS_GRADE_PROVEN] = N_("This computer itself holds the connection back."),
  },
  .advice = N_("Look for a rule in the firewall or security software of this computer. It may be "
               "there on purpose, so ask the person who looks after the computer first."),
};
/* clang-format on */

/* clang-format off */
static const DsCauseWords one_family_missing_v4 = {
  .titles = {
    [DS_GRADE_PROVEN] = N_("{website} has only IPv4 addresses, and this computer has no IPv4 "
                           "connection."),
  },
  .advice = N_("Try another network, such as a phone on mobile data. To reach the website from "
               "here, ask your provider for IPv4."),
};

static const DsCauseWords one_family_missing_v6 = {
  .titles = {
    [DS_GRADE_PROVEN] = N_("{website} has only IPv6 addresses, and this computer has no IPv6 "
                           "connection."),
  },
  .advice = N_("Try another network, such as a phone on mobile data. To reach the website from "
               "here, ask your provider for IPv6."),
};

static const DsCauseWords no_way_to_website = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if this computer has no way to {website}."),
  },
  .advice = N_("Check the network cable or the Wi-Fi of this computer. Then see if other websites "
               "open."),
};
/* clang-format on */

static gboolean
has_any_default_route (const DsReading *reading)
{
  const DsLinks *links = reading->evidence->links;

  return ds_links_have_default_route (links, DS_FAMILY_IPV4) ||
         ds_links_have_default_route (links, DS_FAMILY_IPV6);
}

/* The system said for each address that it knows no way. It is proven where its table of routes
 * was read and agrees. */
static DsGrade
grade_without_route (const DsReading *reading)
{
  const DsLinks *links = reading->evidence->links;
  DsGrade grade = links != NULL ? DS_GRADE_PROVEN : DS_GRADE_LIKELY;

  if (reading->endings->len == 0)
    return links != NULL && !has_any_default_route (reading) ? DS_GRADE_PROVEN : DS_GRADE_NONE;
  if (!ds_reading_all (reading, DS_OUTCOME_NO_ROUTE))
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ending->attempt->icmp != NULL || ds_reading_is_own (reading, ending->attempt->address))
        return DS_GRADE_NONE;
      if (ds_links_find_route (links, ending->attempt->address) != NULL)
        grade = DS_GRADE_LIKELY;
    }
  return grade;
}

/* This computer asked for its router on the line and got no answer. */
static gboolean
is_gateway_silent (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);
      const DsRoute *route =
          ds_links_find_route (reading->evidence->links, ending->attempt->address);

      if (route != NULL && route->gateway != NULL && ds_ending_is_late (ending) &&
          ds_ending_icmp_from_here (reading, ending))
        return TRUE;
    }
  return FALSE;
}

DsGrade
ds_cause_offline (const DsReading *reading, DsCauseNote *note)
{
  DsGrade grade = grade_without_route (reading);

  if (grade == DS_GRADE_LIKELY)
    note->words = &no_way_to_website;
  else if (grade == DS_GRADE_PROVEN && has_any_default_route (reading))
    note->words = ds_reading_has_family (reading, DS_FAMILY_IPV6) ? &one_family_missing_v6
                                                                  : &one_family_missing_v4;
  if (grade != DS_GRADE_NONE)
    return grade;
  if (reading->open || ds_reading_reference_open (reading))
    return DS_GRADE_NONE;
  return is_gateway_silent (reading) ? DS_GRADE_LIKELY : DS_GRADE_NONE;
}

/* A port nobody listens on answers with a reset. An ICMP error comes from a filter instead. */
DsGrade
ds_cause_nothing_listening_here (const DsReading *reading, DsCauseNote *note)
{
  if (!ds_reading_all (reading, DS_OUTCOME_REFUSED) || ds_cause_leads_astray (reading))
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (!ds_reading_is_own (reading, ending->attempt->address) || ending->attempt->icmp != NULL)
        return DS_GRADE_NONE;
    }
  return DS_GRADE_PROVEN;
}

static DsGrade
grade_filter_here (const DsReading *reading, const DsEnding *ending)
{
  const DsAttempt *attempt = ending->attempt;

  if (!ds_ending_is_refused (ending) && !ds_ending_is_silent (ending))
    return DS_GRADE_NONE;
  if (ds_reading_is_own (reading, attempt->address) && attempt->icmp == NULL)
    return DS_GRADE_NONE;
  /* "Permission denied" without a message from the network: the system itself said so. */
  if (attempt->outcome == DS_OUTCOME_PROHIBITED && attempt->icmp == NULL)
    return DS_GRADE_LIKELY;
  return ds_ending_get_grade (ending, DS_WHO_THIS_COMPUTER);
}

DsGrade
ds_cause_local_firewall (const DsReading *reading, DsCauseNote *note)
{
  g_auto (DsCauseNote) ignored = { 0 };
  DsGrade grade = DS_GRADE_NONE;

  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (grade_filter_here (reading, ending) <= grade)
        continue;
      grade = grade_filter_here (reading, ending);
      note->words = ds_ending_is_silent (ending) ? &held_back : NULL;
    }
  note->aside = reading->open;
  if (ds_names_held_back (reading))
    {
      grade = DS_GRADE_LIKELY;
      note->words = &held_back;
    }
  /* Then a VPN that is off says more about the same filter. */
  return ds_cause_vpn_kill_switch (reading, &ignored) != DS_GRADE_NONE
             ? MIN (grade, DS_GRADE_LIKELY)
             : grade;
}
