/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes on the way between this computer and the website. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"

/* clang-format off */
static const DsCauseWords router_knows_no_way = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("Your router may know no way to {website}."),
    [DS_GRADE_LIKELY] = N_("It looks as if your router knows no way to {website}."),
    [DS_GRADE_PROVEN] = N_("Your router answered that it knows no way to {website}."),
  },
  .advice = N_("Check the cable from the router to the wall, then turn the router off and on "
               "again. If other websites fail too, ask your provider if the line is down."),
};

static const DsCauseWords lost_at_router = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("The connection to {website} may get lost at your router."),
    [DS_GRADE_LIKELY] = N_("It looks as if the connection to {website} gets lost at your router."),
    [DS_GRADE_PROVEN] = N_("The connection to {website} gets lost at your router."),
  },
  .advice = N_("Turn the router off and on again. If that does not help, look in its settings "
               "for a filter that names this website or port {port}."),
};

static const DsCauseWords lost_at_provider = {
  .titles = {
    [DS_GRADE_POSSIBLE] = N_("The connection to {website} may get lost in the provider’s network."),
    [DS_GRADE_LIKELY] = N_("It looks as if the connection to {website} gets lost in the "
                           "provider’s network."),
    [DS_GRADE_PROVEN] = N_("The connection to {website} gets lost past your router, in the "
                           "provider’s network."),
  },
  .advice = N_("Ask your provider if its line is down, or if it blocks this website. To compare, "
               "try another network, such as a phone on mobile data."),
};
/* clang-format on */

/* How sure is it that @who turned some address away, or swallowed what was sent to it? */
static DsGrade
grade_party (const DsReading *reading, DsWho who, const DsEnding **best)
{
  DsGrade grade = DS_GRADE_NONE;

  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if ((ds_ending_is_refused (ending) || ds_ending_is_silent (ending)) &&
          ds_ending_get_grade (ending, who) > grade)
        {
          grade = ds_ending_get_grade (ending, who);
          *best = ending;
        }
    }
  return grade;
}

DsGrade
ds_cause_router_blocks (const DsReading *reading, DsCauseNote *note)
{
  const DsEnding *best = NULL;
  DsGrade grade = grade_party (reading, DS_WHO_ROUTER, &best);

  if (best != NULL && ds_ending_is_silent (best))
    note->words = &lost_at_router;
  else if (best != NULL && ds_ending_is_no_way (best))
    note->words = &router_knows_no_way;
  note->aside = reading->open;
  return grade;
}

DsGrade
ds_cause_provider_blocks (const DsReading *reading, DsCauseNote *note)
{
  const DsEnding *best = NULL;
  DsGrade grade = grade_party (reading, DS_WHO_PROVIDER, &best);

  if (best != NULL && ds_ending_is_silent (best))
    note->words = &lost_at_provider;
  note->aside = reading->open;
  return grade;
}

/* --- Is it the port, whatever the website? --- */

static gboolean
is_reference_with_port (const DsReading *reading, const char *host, guint port)
{
  g_autofree char *plain = g_strdup_printf ("%s:%u", host, port);
  g_autofree char *bracketed = g_strdup_printf ("[%s]:%u", host, port);
  char **references = reading->evidence->references;

  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    if (g_ascii_strcasecmp (references[i], plain) == 0 ||
        g_ascii_strcasecmp (references[i], bracketed) == 0)
      return TRUE;
  return FALSE;
}

/* A reference site tells something about a port only if it is known to listen there, and about
 * IPv4 only by IPv4. */
static gboolean
is_port_control (const DsReading *reading, const DsAttempt *attempt)
{
  if (attempt->way != DS_WAY_REFERENCE || attempt->port != reading->target->port ||
      attempt->outcome == DS_OUTCOME_NO_ROUTE || !ds_reading_has_family (reading, attempt->family))
    return FALSE;
  return attempt->port == 80 || attempt->port == 443 ||
         is_reference_with_port (reading, attempt->host, attempt->port);
}

/* Silence, or the word of somebody on the way. A refusal by the reference itself shows that the
 * port got through to it. */
static gboolean
is_stopped_on_the_way (const DsAttempt *attempt)
{
  return attempt->outcome == DS_OUTCOME_TIMED_OUT ||
         (attempt->icmp != NULL && ds_attempt_failed (attempt) &&
          g_strcmp0 (attempt->icmp->from, attempt->address) != 0);
}

/* How many reference sites could not be reached at the target's port; 0 as soon as one could. Once
 * resets are traced to the way, a reset for a site that is known to listen counts as one of them.
 */
static guint
count_stopped_controls (const DsReading *reading, gboolean resets_traced)
{
  g_autoptr (GHashTable) hosts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->host == NULL || !is_port_control (reading, attempt))
        continue;
      if (!is_stopped_on_the_way (attempt) &&
          !(resets_traced && attempt->outcome == DS_OUTCOME_REFUSED && attempt->icmp == NULL))
        return 0;
      g_hash_table_add (hosts, attempt->host);
    }
  return g_hash_table_size (hosts);
}

static gboolean
is_other_port_open (const DsReading *reading)
{
  if (ds_reading_sibling_open (reading, NULL, 0))
    return TRUE;
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE && !ds_attempt_failed (attempt) &&
          attempt->port != reading->target->port)
        return TRUE;
    }
  return FALSE;
}

/* A filter on this computer or the router stops a port for all websites just as well, and a reset
 * that was not traced to the way may be the website's own. */
static gboolean
is_stopped_on_line (const DsReading *reading, const DsEnding *ending)
{
  gboolean traced = ds_ending_get_grade (ending, DS_WHO_PROVIDER) >= DS_GRADE_LIKELY;

  /* What a VPN stops says nothing about the line under it. */
  if (ds_vpn_use_find_carrier (reading->evidence, ending->attempt->address) != NULL ||
      ds_ending_get_grade (ending, DS_WHO_THIS_COMPUTER) >= DS_GRADE_LIKELY ||
      ds_ending_get_grade (ending, DS_WHO_ROUTER) >= DS_GRADE_LIKELY)
    return FALSE;
  return traced || is_stopped_on_the_way (ending->attempt);
}

static gboolean
is_past_router (const DsEnding *ending)
{
  return ending->location != NULL && ending->location->hop_min >= 2;
}

DsGrade
ds_cause_port_filtered (const DsReading *reading, DsCauseNote *note)
{
  gboolean past_router = FALSE;
  gboolean resets_traced = TRUE;
  guint controls;

  if (!ds_reading_failed (reading))
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (!is_stopped_on_line (reading, ending))
        return DS_GRADE_NONE;
      past_router |= is_past_router (ending);
      resets_traced &= ds_ending_get_grade (ending, DS_WHO_PROVIDER) == DS_GRADE_PROVEN;
    }
  controls = count_stopped_controls (reading, resets_traced);
  if (controls == 0 || !is_other_port_open (reading))
    return DS_GRADE_NONE;
  return controls >= 2 && past_router ? DS_GRADE_PROVEN : DS_GRADE_LIKELY;
}

/* --- Is it all of IPv6? --- */

typedef struct
{
  guint open[2]; /* by family */
  guint failed[2];
} Count;

static Count
count_references (const DsReading *reading)
{
  Count count = { 0 };

  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way != DS_WAY_REFERENCE)
        continue;
      if (ds_attempt_failed (attempt))
        count.failed[attempt->family]++;
      else
        count.open[attempt->family]++;
    }
  return count;
}

/* What one IPv6 address alone says against IPv6 as a whole. */
static DsGrade
grade_ipv6_ending (const DsReading *reading, const DsEnding *ending)
{
  DsWho who = ds_ending_get_who (ending);

  if (!ds_attempt_failed (ending->attempt) || ending->attempt->outcome == DS_OUTCOME_ERROR ||
      ds_reading_is_own (reading, ending->attempt->address) ||
      ds_vpn_use_find_carrier (reading->evidence, ending->attempt->address) != NULL ||
      ds_reading_is_on_link (reading, ending->attempt->address))
    return DS_GRADE_NONE;
  if (who == DS_WHO_THIS_COMPUTER || (who == DS_WHO_WEBSITE && ds_ending_is_refused (ending)))
    return DS_GRADE_NONE;
  /* Silence at the website's own end, and a refusal that was not traced, may be its own. */
  if (who == DS_WHO_WEBSITE ||
      (ending->attempt->outcome == DS_OUTCOME_REFUSED && who == DS_WHO_UNKNOWN))
    return DS_GRADE_POSSIBLE;
  return DS_GRADE_LIKELY;
}

DsGrade
ds_cause_ipv6_broken (const DsReading *reading, DsCauseNote *note)
{
  DsGrade grade = DS_GRADE_LIKELY;
  Count references = count_references (reading);

  if (!reading->open || !ds_reading_has_family (reading, DS_FAMILY_IPV6) ||
      !ds_links_have_default_route (reading->evidence->links, DS_FAMILY_IPV6))
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ending->attempt->family == DS_FAMILY_IPV6)
        grade = MIN (grade, grade_ipv6_ending (reading, ending));
    }
  if (grade == DS_GRADE_NONE || references.open[DS_FAMILY_IPV6] > 0)
    return DS_GRADE_NONE;
  if (references.failed[DS_FAMILY_IPV6] > 0 && references.open[DS_FAMILY_IPV4] > 0)
    return DS_GRADE_PROVEN;
  return grade;
}
