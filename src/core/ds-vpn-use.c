/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads how a VPN in use does: what came of the tries through it, and what of those past it. */

#include "ds-vpn-use.h"

static const DsConnection *
as_vpn (const DsConnection *connection)
{
  return connection != NULL && connection->kind == DS_CONNECTION_VPN ? connection : NULL;
}

/**
 * ds_vpn_use_find_carrier:
 * @evidence: the evidence
 * @address: (nullable): an address; %NULL for whatever is far away
 *
 * Returns: (nullable) (transfer none): the VPN in use that packets to there take; %NULL where they
 *   take none, and for this computer itself
 */
const DsConnection *
ds_vpn_use_find_carrier (const DsEvidence *evidence, const char *address)
{
  const DsConnection *carrier;

  if (evidence->network == NULL)
    return NULL;
  if (address != NULL)
    return ds_links_own_address (evidence->links, address)
               ? NULL
               : as_vpn (ds_network_find_way (evidence->network, evidence->links, address));
  carrier = as_vpn (ds_network_find_way (evidence->network, evidence->links, "0.0.0.0"));
  return carrier != NULL ? carrier
                         : as_vpn (ds_network_find_way (evidence->network, evidence->links, "::"));
}

static gboolean
is_about_target (const DsEvidence *evidence, const DsAttempt *attempt)
{
  return attempt->port == evidence->target->port &&
         g_strcmp0 (attempt->host, evidence->target->host) == 0;
}

/* A no tells more than silence, and an open door more than a no. */
static guint
weight (const DsAttempt *attempt)
{
  if (attempt->outcome == DS_OUTCOME_OPEN)
    return 4;
  if (attempt->outcome == DS_OUTCOME_RESET)
    return 3;
  if (ds_attempt_was_refused (attempt))
    return 2;
  return attempt->outcome == DS_OUTCOME_TIMED_OUT ? 1 : 0;
}

static void
note_best (const DsAttempt **best, const DsAttempt *attempt)
{
  if (*best == NULL || weight (attempt) > weight (*best))
    *best = attempt;
}

static gboolean
is_from_here (const DsEvidence *evidence, const DsAttempt *attempt)
{
  return attempt->icmp != NULL && ds_links_own_address (evidence->links, attempt->icmp->from);
}

/* An address that opens through the VPN as well does not speak against it. */
static gboolean
opens_anyway (const DsEvidence *evidence, const DsAttempt *past)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->device == NULL && attempt->port == past->port &&
          attempt->outcome == DS_OUTCOME_OPEN && g_strcmp0 (attempt->address, past->address) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
note_past (const DsEvidence *evidence, const DsAttempt *attempt, DsVpnUse *use)
{
  use->line_open |= !ds_attempt_failed (attempt);
  if (is_about_target (evidence, attempt) && !opens_anyway (evidence, attempt))
    note_best (&use->past, attempt);
}

static void
note_through (const DsEvidence *evidence, const DsAttempt *attempt, DsVpnUse *use)
{
  gboolean open = !ds_attempt_failed (attempt);

  if (ds_vpn_use_find_carrier (evidence, attempt->address) != use->vpn)
    return;
  use->carries |= open || (ds_attempt_was_refused (attempt) && !is_from_here (evidence, attempt));
  use->others_fail |= attempt->way == DS_WAY_REFERENCE && !open;
  if (attempt->way == DS_WAY_DIRECT)
    note_best (&use->through, attempt);
}

static gboolean
is_vain (const DsNameAnswer *answer)
{
  return answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT;
}

static void
read_names (const DsEvidence *evidence, DsVpnUse *use)
{
  const DsNameAnswer *known = ds_evidence_find_name (evidence, evidence->target->host);

  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);
      gboolean about_target = g_strcmp0 (answer->name, evidence->target->host) == 0;

      if (answer->device == NULL && !about_target)
        use->others_fail |= is_vain (answer);
      else if (answer->device != NULL && about_target && answer->status == DS_NAME_ANSWERED &&
               (known == NULL || is_vain (known)))
        use->name_past = answer;
    }
}

/* Whether the website took a connection and nobody cut it off, by the VPN or by an address that
 * does not need it.
 */
static gboolean
is_reached (const DsEvidence *evidence)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->outcome == DS_OUTCOME_OPEN)
        return TRUE;
    }
  return FALSE;
}

/* A filter on this computer may drop what comes back past the VPN (strict rp_filter), so silence
 * there tells something only where something else opened past it. */
static DsVpnState
find_state (const DsEvidence *evidence, const DsVpnUse *use)
{
  if (is_reached (evidence))
    return DS_VPN_PASSES;
  if (use->past == NULL)
    return DS_VPN_NOT_KNOWN;
  if (use->past->outcome == DS_OUTCOME_OPEN)
    return DS_VPN_OPENS_PAST;
  if (use->past->outcome == DS_OUTCOME_RESET || ds_attempt_was_refused (use->past) ||
      (use->past->outcome == DS_OUTCOME_TIMED_OUT && use->line_open))
    return DS_VPN_FAILS_PAST_TOO;
  return DS_VPN_NOT_KNOWN;
}

/* The VPN on the way to the addresses that were tried; where there is none to try, on the way to
 * whatever is far away. */
static const DsConnection *
find_vpn (const DsEvidence *evidence)
{
  gboolean tried = FALSE;

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);
      const DsConnection *vpn;

      if (attempt->way != DS_WAY_DIRECT)
        continue;
      tried = TRUE;
      vpn = ds_vpn_use_find_carrier (evidence, attempt->address);
      if (vpn != NULL)
        return vpn;
    }
  return tried ? NULL : ds_vpn_use_find_carrier (evidence, NULL);
}

/**
 * ds_vpn_use_read:
 * @evidence: the evidence
 *
 * Returns: how the VPN in use does; what it points to lives as long as @evidence
 */
DsVpnUse
ds_vpn_use_read (const DsEvidence *evidence)
{
  DsVpnUse use = { .state = DS_VPN_NOT_IN_THE_WAY, .vpn = find_vpn (evidence) };

  if (use.vpn == NULL)
    return use;
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_PAST_VPN)
        note_past (evidence, attempt, &use);
      else if (attempt->device == NULL && attempt->address != NULL)
        note_through (evidence, attempt, &use);
    }
  read_names (evidence, &use);
  use.state = find_state (evidence, &use);
  return use;
}
