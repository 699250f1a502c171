/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was said about the name of the target when it was asked for past whatever keeps answers, and
 * what was kept. */

#include "ds-reading-names.h"

/**
 * ds_names_has:
 * @answer: an answer
 * @address: (nullable): an address
 *
 * Returns: whether @address is one of those in @answer
 */
gboolean
ds_names_has (const DsNameAnswer *answer, const char *address)
{
  return answer->addresses != NULL && address != NULL &&
         g_strv_contains ((const char *const *) answer->addresses, address);
}

/**
 * ds_names_is_direct:
 * @reading: a reading
 * @answer: an answer in it
 *
 * Returns: whether a name server was asked for the target itself
 */
gboolean
ds_names_is_direct (const DsReading *reading, const DsNameAnswer *answer)
{
  return ds_name_answer_get_server (answer) != NULL && answer->device == NULL && !answer->made_up &&
         g_strcmp0 (answer->name, reading->target->host) == 0;
}

/* The target was asked for past whatever keeps answers. */
static gboolean
is_fresh (const DsReading *reading, const DsNameAnswer *answer)
{
  if (ds_names_is_direct (reading, answer))
    return TRUE;
  return !ds_name_answer_is_usual (answer) && ds_name_answer_get_server (answer) == NULL &&
         !answer->remembered && g_strcmp0 (answer->name, reading->target->host) == 0;
}

/**
 * ds_names_is_elsewhere:
 * @reading: a reading
 * @answer: an answer in it
 *
 * Returns: whether it is about the target and comes from beyond this computer, now
 */
gboolean
ds_names_is_elsewhere (const DsReading *reading, const DsNameAnswer *answer)
{
  return is_fresh (reading, answer) &&
         !ds_reading_is_own (reading, ds_name_answer_get_server (answer));
}

/**
 * ds_names_is_given:
 * @reading: a reading
 * @address: (nullable): an address
 *
 * Returns: whether a name server gives it for the target
 */
gboolean
ds_names_is_given (const DsReading *reading, const char *address)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (is_fresh (reading, answer) && ds_names_has (answer, address))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_names_is_given_elsewhere:
 * @reading: a reading
 * @address: (nullable): an address
 *
 * Returns: whether a name server beyond this computer gives it for the target, so that no copy on
 *   this computer is to blame for it
 */
gboolean
ds_names_is_given_elsewhere (const DsReading *reading, const char *address)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (ds_names_is_elsewhere (reading, answer) && ds_names_has (answer, address))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_names_held_back:
 * @reading: a reading
 *
 * Returns: whether this computer itself kept every question about the target from going out
 */
gboolean
ds_names_held_back (const DsReading *reading)
{
  gboolean held_back = FALSE;

  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (g_strcmp0 (answer->name, reading->target->host) != 0)
        continue;
      if (answer->addresses != NULL || answer->code != 0)
        return FALSE;
      held_back |= answer->held_back;
    }
  return held_back && reading->endings->len == 0;
}

/**
 * ds_names_has_status:
 * @reading: a reading
 * @status: how a question ended
 *
 * Returns: whether one past whatever keeps answers ended so
 */
gboolean
ds_names_has_status (const DsReading *reading, DsNameStatus status)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (is_fresh (reading, answer) && answer->status == status)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_names_find_fresh_open:
 * @reading: a reading
 *
 * Returns: (nullable) (transfer none): a try that took the connection, at an address that only the
 *   name servers gave
 */
const DsAttempt *
ds_names_find_fresh_open (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (reading->evidence->attempts, i);

      if (attempt->way == DS_WAY_FRESH_DNS && attempt->port == reading->target->port &&
          !ds_attempt_failed (attempt) && ds_names_is_given (reading, attempt->address))
        return attempt;
    }
  return NULL;
}

/**
 * ds_names_find_kept:
 * @reading: a reading
 *
 * Returns: (nullable) (transfer none): what this computer had kept about the target before the run
 */
const DsNameAnswer *
ds_names_find_kept (const DsReading *reading)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (answer->remembered && g_strcmp0 (answer->name, reading->target->host) == 0)
        return answer;
    }
  return NULL;
}

/**
 * ds_names_is_made_up:
 * @reading: a reading
 * @address: (nullable): an address
 *
 * Returns: whether a name server gives it for a name that nobody has
 */
gboolean
ds_names_is_made_up (const DsReading *reading, const char *address)
{
  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (answer->made_up && ds_names_has (answer, address))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_within (const DsNameAnswer *one, const DsNameAnswer *other)
{
  for (guint i = 0; one->addresses[i] != NULL; i++)
    if (!ds_names_has (other, one->addresses[i]))
      return FALSE;
  return TRUE;
}

/**
 * ds_names_agree_elsewhere:
 * @reading: a reading
 *
 * A website with many addresses is given others each time it is asked for.
 *
 * Returns: whether it was asked for more than once beyond this computer, and the answers are alike
 */
gboolean
ds_names_agree_elsewhere (const DsReading *reading)
{
  const DsNameAnswer *first = NULL;
  guint count = 0;

  for (guint i = 0; i < reading->evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (reading->evidence->names, i);

      if (!ds_names_is_elsewhere (reading, answer) || answer->status == DS_NAME_FAILED ||
          answer->status == DS_NAME_TIMED_OUT)
        continue;
      if (answer->addresses == NULL)
        return FALSE;
      if (first == NULL)
        first = answer;
      else if (!is_within (first, answer) || !is_within (answer, first))
        return FALSE;
      count++;
    }
  return count >= 2;
}
