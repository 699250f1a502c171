/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes in what name servers said: addresses that were kept too long, and wrong ones. */

#include <glib/gi18n-lib.h>

#include "ds-address.h"
#include "ds-causes.h"
#include "ds-reading-names.h"

/* clang-format off */
#define TITLE_LIKELY                                                                               \
  N_("It looks as if this computer goes to an old address of {website}: a fresh one opens.")
#define TITLE_PROVEN                                                                               \
  N_("This computer has kept an old address of {website}. At the new one, the website opens.")
/* clang-format on */

/* clang-format off */
static const DsCauseWords can_forget = {
  .titles = { [DS_GRADE_LIKELY] = TITLE_LIKELY, [DS_GRADE_PROVEN] = TITLE_PROVEN },
  .advice = N_("Let this computer forget the addresses it has kept: step 7 does it. Then try the "
               "website again."),
};

static const DsCauseWords administrator_can_forget = {
  .titles = { [DS_GRADE_LIKELY] = TITLE_LIKELY, [DS_GRADE_PROVEN] = TITLE_PROVEN },
  .advice = N_("An administrator can let this computer forget the addresses it has kept: step 7 "
               "has the command. Restarting the computer does it, too."),
};

static const DsCauseWords mended = {
  .titles = { [DS_GRADE_LIKELY] = TITLE_LIKELY, [DS_GRADE_PROVEN] = TITLE_PROVEN },
  .advice = N_("Asking anew has replaced the old address already. Load the page again in your "
               "browser."),
};

static const DsCauseWords one_for_all = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if this network leads every name to the same place."),
  },
  .advice = N_("In a hotel, a train or a café, open any page that starts with http:// and see if "
               "you have to log in first. Else ask the person who runs the network."),
};
/* clang-format on */

/* --- Old addresses --- */

static gboolean
is_kept_too_long (const DsReading *reading)
{
  const DsNameAnswer *kept = ds_names_find_kept (reading);

  if (kept == NULL || !ds_names_agree_elsewhere (reading))
    return FALSE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (!ds_names_has (kept, ending->attempt->address))
        return FALSE;
    }
  return reading->endings->len > 0 || kept->status == DS_NAME_NO_SUCH_NAME;
}

/* That there is no such name may be kept, too. */
static gboolean
is_no_name_kept (const DsReading *reading)
{
  const DsNameAnswer *known = ds_evidence_find_name (reading->evidence, reading->target->host);

  return reading->endings->len == 0 && known != NULL && known->status == DS_NAME_NO_SUCH_NAME &&
         reading->evidence->caches->len > 0;
}

static gboolean
is_any_mended (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (g_strcmp0 (answer->source, DS_NAME_SOURCE_RESOLVED) == 0 && !answer->remembered &&
          answer->addresses != NULL)
        return TRUE;
    }
  return FALSE;
}

static const DsCauseWords *
choose_words (const DsReading *reading)
{
  GPtrArray *caches = reading->evidence->caches;

  if (is_any_mended (reading))
    return &mended;
  if (ds_cache_find (caches, DS_CACHE_RESOLVED) != NULL ||
      ds_cache_find (caches, DS_CACHE_NM_DNSMASQ) != NULL)
    return &can_forget;
  return caches->len > 0 ? &administrator_can_forget : NULL;
}

/* A large website gives everybody who asks other addresses, so that a difference alone proves
 * nothing. It is proven where the address was seen among those kept before anybody was asked, and
 * all who are asked now agree on others. */
DsGrade
ds_cause_dns_stale (const DsReading *reading, DsCauseNote *note)
{
  const DsAttempt *fresh = ds_names_find_fresh_open (reading);
  gboolean same_family = is_no_name_kept (reading);

  if (fresh == NULL || (!ds_reading_failed (reading) && !same_family) ||
      !ds_names_is_given_elsewhere (reading, fresh->address))
    return DS_GRADE_NONE;
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);
      const char *address = ending->attempt->address;

      if (ds_hosts_file_find (reading->evidence->hosts, address) != NULL ||
          ds_names_is_given_elsewhere (reading, address))
        return DS_GRADE_NONE;
      same_family |= ending->attempt->family == fresh->family;
    }
  note->words = choose_words (reading);
  if (is_kept_too_long (reading))
    return DS_GRADE_PROVEN;
  return same_family ? DS_GRADE_LIKELY : DS_GRADE_NONE;
}

/* --- Wrong addresses --- */

/* Every address that was tried is one where no website is for everybody, or one that is given for
 * names that nobody has. */
static gboolean
is_every_address_odd (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);
      const char *address = ending->attempt->address;

      if (ds_hosts_file_find (reading->evidence->hosts, address) != NULL ||
          !ds_names_is_given_elsewhere (reading, address) ||
          (!ds_address_is_inside (address) && !ds_names_is_made_up (reading, address)))
        return FALSE;
    }
  return ds_reading_failed (reading) && ds_name_is_for_servers (reading->target->host);
}

static gboolean
is_every_address_made_up (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    if (!ds_names_is_made_up (
            reading, ((DsEnding *) g_ptr_array_index (reading->endings, i))->attempt->address))
      return FALSE;
  return reading->endings->len > 0;
}

static gboolean
is_reference_made_up (const DsReading *reading, const char *host)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE && g_strcmp0 (attempt->host, host) == 0 &&
          ds_names_is_made_up (reading, attempt->address))
        return TRUE;
    }
  return FALSE;
}

/* All other websites are led to the same place, perhaps by one kind of addresses only. */
static gboolean
is_made_up_for_others (const DsReading *reading)
{
  gboolean any = FALSE;

  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way != DS_WAY_REFERENCE || attempt->host == NULL ||
          g_hostname_is_ip_address (attempt->host))
        continue;
      if (!is_reference_made_up (reading, attempt->host))
        return FALSE;
      any = TRUE;
    }
  return any;
}

/* No address at all is what filters give in place of one; no website has it. */
static gboolean
is_every_address_nothing (const DsReading *reading)
{
  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      if (g_strcmp0 (ending->attempt->address, "0.0.0.0") != 0 &&
          g_strcmp0 (ending->attempt->address, "::") != 0)
        return FALSE;
    }
  return reading->endings->len > 0;
}

/* A name server beyond this computer that gives an address that was tried. */
static const char *
find_giver (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (!ds_names_is_elsewhere (reading, answer))
        continue;
      for (guint k = 0; k < reading->endings->len; k++)
        if (ds_names_has (answer,
                          ((DsEnding *) g_ptr_array_index (reading->endings, k))->attempt->address))
          return ds_name_answer_get_server (answer);
    }
  return NULL;
}

/* Another name server than the giver has the address that opens. */
static gboolean
is_known_better (const DsReading *reading, const char *giver, const DsAttempt *fresh)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (ds_names_is_elsewhere (reading, answer) && ds_names_has (answer, fresh->address) &&
          g_strcmp0 (ds_name_answer_get_server (answer), giver) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Never by a mere difference: large websites have different addresses for everybody. */
DsGrade
ds_cause_dns_tampered (const DsReading *reading, DsCauseNote *note)
{
  const DsAttempt *fresh = ds_names_find_fresh_open (reading);
  const char *giver = find_giver (reading);

  if (giver == NULL || !is_every_address_odd (reading))
    return DS_GRADE_NONE;
  note->other = g_strdup (giver);
  if (fresh != NULL && is_known_better (reading, giver, fresh))
    return DS_GRADE_PROVEN;
  if (is_made_up_for_others (reading))
    {
      note->words = &one_for_all;
      return DS_GRADE_LIKELY;
    }
  return is_every_address_nothing (reading) ? DS_GRADE_LIKELY : DS_GRADE_POSSIBLE;
}

/**
 * ds_cause_is_name_made_up:
 * @reading: the evidence, read
 *
 * Returns: whether every address that was tried is the one a name server gives for names that
 *   nobody has, and for them alone, so that the target looks like one of them
 */
gboolean
ds_cause_is_name_made_up (const DsReading *reading)
{
  return ds_reading_failed (reading) && is_every_address_made_up (reading) &&
         !is_made_up_for_others (reading) && ds_names_find_fresh_open (reading) == NULL;
}
