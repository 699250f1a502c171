/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-reading.h"

/* A computer or router asks a neighbour for about three seconds before it gives up and reports
 * "host unreachable" (RFC 4861 section 7.2.2; Linux does the same for ARP). A filter that sends
 * the same message sends it at once. */
#define NEIGHBOUR_WAIT_US G_GINT64_CONSTANT (900000)

static void
ending_free (DsEnding *ending)
{
  ds_location_free (ending->location);
  g_free (ending);
}

/* Of several tries of one address, the furthest one counts. */
static guint
weight (const DsAttempt *attempt)
{
  if (!ds_attempt_failed (attempt))
    return 3;
  if (ds_attempt_was_refused (attempt))
    return 2;
  return attempt->outcome == DS_OUTCOME_NO_ROUTE ? 0 : 1;
}

static DsEnding *
find_ending (const DsReading *reading, const DsAttempt *attempt)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ending->attempt->port == attempt->port &&
          g_strcmp0 (ending->attempt->address, attempt->address) == 0)
        return ending;
    }
  return NULL;
}

static void
add_attempt (DsReading *reading, const DsAttempt *attempt)
{
  DsEnding *ending = find_ending (reading, attempt);

  if (ending == NULL)
    {
      ending = g_new0 (DsEnding, 1);
      ending->attempt = attempt;
      g_ptr_array_add (reading->endings, ending);
    }
  else if (weight (attempt) > weight (ending->attempt))
    {
      ending->attempt = attempt;
    }
}

/* A computer without IPv6 has no route to the IPv6 addresses of any website. That tells something
 * only when there was no other address to try. */
static void
drop_without_route (DsReading *reading)
{
  guint most = 0;

  for (guint i = 0; i < reading->endings->len; i++)
    most = MAX (most, weight (((DsEnding *) g_ptr_array_index (reading->endings, i))->attempt));
  for (guint i = reading->endings->len; most > 0 && i > 0; i--)
    {
      DsEnding *ending = g_ptr_array_index (reading->endings, i - 1);

      if (weight (ending->attempt) == 0)
        g_ptr_array_remove_index (reading->endings, i - 1);
    }
}

/* An answer nobody vouches for may come from anybody. */
static const DsExchange *
find_direct_answer (const DsEvidence *evidence)
{
  for (guint i = 0; i < evidence->exchanges->len; i++)
    {
      const DsExchange *exchange = g_ptr_array_index (evidence->exchanges, i);

      if (exchange->proxy == NULL && exchange->stage == DS_STAGE_ANSWERED &&
          exchange->certificate_faults == NULL)
        return exchange;
    }
  return NULL;
}

/* A proxy that could not get to the website says nothing about why; what stops the direct way then
 * stops it, too. In every other case the way without the proxy is not the one the person goes. */
static gboolean
find_is_direct (const DsReading *reading)
{
  switch (reading->proxy.state)
    {
    case DS_PROXY_NOT_USED:
      return TRUE;
    case DS_PROXY_FAILS:
    case DS_PROXY_SILENT:
      return reading->direct_answer == NULL;
    case DS_PROXY_DOUBTFUL:
      return reading->direct_answer == NULL && reading->proxy.exchange->status >= 500;
    case DS_PROXY_NOT_KNOWN:
    case DS_PROXY_UNREACHABLE:
    case DS_PROXY_REFUSES:
    case DS_PROXY_PASSES:
    default:
      return FALSE;
    }
}

/**
 * ds_reading_new:
 * @evidence: what was measured
 *
 * Returns: (transfer full): a view of @evidence, which must outlive it
 */
DsReading *
ds_reading_new (const DsEvidence *evidence)
{
  DsReading *reading = g_new0 (DsReading, 1);

  reading->evidence = evidence;
  reading->target = evidence->target;
  reading->endings = g_ptr_array_new_with_free_func ((GDestroyNotify) ending_free);
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->address != NULL)
        add_attempt (reading, attempt);
    }
  drop_without_route (reading);
  for (guint i = 0; i < reading->endings->len; i++)
    {
      DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ending->attempt->outcome != DS_OUTCOME_OPEN)
        ending->location = ds_location_read (evidence, ending->attempt);
      reading->open |= !ds_attempt_failed (ending->attempt);
    }
  reading->proxy = ds_proxy_use_read (evidence);
  reading->vpn = ds_vpn_use_read (evidence);
  reading->direct_answer = find_direct_answer (evidence);
  reading->is_direct = find_is_direct (reading);
  return reading;
}

/**
 * ds_reading_free:
 * @reading: (transfer full): a reading
 */
void
ds_reading_free (DsReading *reading)
{
  g_ptr_array_unref (reading->endings);
  g_free (reading);
}

/**
 * ds_reading_failed:
 * @reading: a reading
 *
 * Returns: whether the target was tried and no address of it took the connection
 */
gboolean
ds_reading_failed (const DsReading *reading)
{
  return reading->endings->len > 0 && !reading->open;
}

/**
 * ds_reading_all:
 * @reading: a reading
 * @outcome: an outcome
 *
 * Returns: whether the target was tried and it ended so at every address
 */
gboolean
ds_reading_all (const DsReading *reading, DsOutcome outcome)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ending->attempt->outcome != outcome)
        return FALSE;
    }
  return reading->endings->len > 0;
}

/**
 * ds_reading_is_own:
 * @reading: a reading
 * @address: (nullable): an address
 *
 * Returns: whether @address is one of this computer's own
 */
gboolean
ds_reading_is_own (const DsReading *reading, const char *address)
{
  return ds_links_own_address (reading->evidence->links, address);
}

/**
 * ds_reading_is_on_link:
 * @reading: a reading
 * @address: an address
 *
 * Returns: whether @address is known to be reached without a router
 */
gboolean
ds_reading_is_on_link (const DsReading *reading, const char *address)
{
  const DsRoute *route = ds_links_find_route (reading->evidence->links, address);

  return route != NULL && route->gateway == NULL && route->prefix > 0 &&
         ds_vpn_use_find_carrier (reading->evidence, address) == NULL;
}

/**
 * ds_reading_has_family:
 * @reading: a reading
 * @family: IPv4 or IPv6
 *
 * Returns: whether an address of that family was tried
 */
gboolean
ds_reading_has_family (const DsReading *reading, DsFamily family)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (ending->attempt->family == family)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_reading_sibling_open:
 * @reading: a reading
 * @address: (nullable): an address of the target, or %NULL for any
 * @port: a port, or 0 for any
 *
 * Returns: whether another port of the same address took a connection
 */
gboolean
ds_reading_sibling_open (const DsReading *reading, const char *address, guint port)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_SIBLING_PORT && !ds_attempt_failed (attempt) &&
          (port == 0 || attempt->port == port) &&
          (address == NULL || g_strcmp0 (attempt->address, address) == 0))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_reading_reference_open:
 * @reading: a reading
 *
 * Returns: whether at least one reference site took a connection
 */
gboolean
ds_reading_reference_open (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE && !ds_attempt_failed (attempt))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_reading_counts:
 * @reading: a reading
 * @exchange: an exchange of it
 *
 * Returns: whether @exchange shows what the person meets: the one through the proxy where it got to
 *   the website, else the direct ones
 */
gboolean
ds_reading_counts (const DsReading *reading, const DsExchange *exchange)
{
  gboolean doubtful_no = reading->proxy.state == DS_PROXY_DOUBTFUL &&
                         reading->direct_answer != NULL && reading->direct_answer->status >= 400;

  if (reading->proxy.state == DS_PROXY_PASSES || doubtful_no)
    return exchange == reading->proxy.exchange;
  return exchange->proxy == NULL;
}

/**
 * ds_ending_is_silent:
 * @ending: an ending
 *
 * Returns: whether nothing at all came back
 */
gboolean
ds_ending_is_silent (const DsEnding *ending)
{
  return ending->attempt->outcome == DS_OUTCOME_TIMED_OUT;
}

static gboolean
has_icmp (const DsEnding *ending, guint code_v4, guint code_v6)
{
  const DsIcmp *icmp = ending->attempt->icmp;

  if (icmp == NULL)
    return FALSE;
  return ending->attempt->family == DS_FAMILY_IPV4 ? icmp->type == 3 && icmp->code == code_v4
                                                   : icmp->type == 1 && icmp->code == code_v6;
}

/**
 * ds_ending_is_late:
 * @ending: an ending
 *
 * The time is compared as it is written to a report, so that a report read back is judged alike.
 *
 * Returns: whether somebody on the path reported, after asking in vain for a while, that the next
 *   one does not answer: nobody said no
 */
gboolean
ds_ending_is_late (const DsEnding *ending)
{
  double time_ms = ending->attempt->time_ms;

  return ending->attempt->outcome == DS_OUTCOME_UNREACHABLE && has_icmp (ending, 1, 3) &&
         time_ms >= 0 && time_ms * 1000 + 0.5 >= NEIGHBOUR_WAIT_US;
}

/**
 * ds_ending_is_refused:
 * @ending: an ending
 *
 * Returns: whether somebody said no
 */
gboolean
ds_ending_is_refused (const DsEnding *ending)
{
  return ds_attempt_was_refused (ending->attempt) && !ds_ending_is_late (ending);
}

/**
 * ds_ending_icmp_from_here:
 * @reading: a reading
 * @ending: an ending of it
 *
 * Returns: whether an ICMP error of this computer itself ended it
 */
gboolean
ds_ending_icmp_from_here (const DsReading *reading, const DsEnding *ending)
{
  return ending->attempt->icmp != NULL && ds_reading_is_own (reading, ending->attempt->icmp->from);
}

/**
 * ds_ending_is_no_way:
 * @ending: an ending
 *
 * Returns: whether a router said that it knows no route to there
 */
gboolean
ds_ending_is_no_way (const DsEnding *ending)
{
  return ending->attempt->outcome == DS_OUTCOME_UNREACHABLE && has_icmp (ending, 0, 0);
}

/**
 * ds_ending_get_who:
 * @ending: an ending
 *
 * Returns: who turned it away, %DS_WHO_UNKNOWN where that was not measured
 */
DsWho
ds_ending_get_who (const DsEnding *ending)
{
  return ending->location != NULL && ending->location->grade != DS_GRADE_NONE
             ? ending->location->who
             : DS_WHO_UNKNOWN;
}

/**
 * ds_ending_get_grade:
 * @ending: an ending
 * @who: a party
 *
 * Returns: how sure it is that @who turned it away
 */
DsGrade
ds_ending_get_grade (const DsEnding *ending, DsWho who)
{
  return ds_ending_get_who (ending) == who ? ending->location->grade : DS_GRADE_NONE;
}
