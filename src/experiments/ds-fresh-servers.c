/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom to ask past whatever keeps answers, and what their answers are good for so far. Pure. */

#include "ds-fresh-servers.h"

#include "ds-address.h"

#define SERVERS_MAX    8
#define MADE_UP_LENGTH 24

static void
server_free (DsFreshServer *server)
{
  g_free (server->address);
  g_free (server);
}

static void
add (GPtrArray *list, const char *address, DsFreshWhen when)
{
  DsFreshServer *server;

  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((DsFreshServer *) g_ptr_array_index (list, i))->address, address))
      return;
  if (list->len >= SERVERS_MAX)
    return;
  server = g_new0 (DsFreshServer, 1);
  server->address = g_strdup (address);
  server->when = when;
  g_ptr_array_add (list, server);
}

static void
add_all (GPtrArray *list, char **addresses, DsFreshWhen when)
{
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    add (list, addresses[i], when);
}

/**
 * ds_fresh_servers_list:
 * @evidence: what was measured
 * @listed: the name servers programs are told to ask
 *
 * systemd-resolved answers at an address of its own what it has kept; those it asks in turn are
 * asked in its place, which leaves what it has kept as it is. It is asked itself only where they
 * do not answer, as where it speaks to them in a way of its own.
 *
 * Returns: (transfer full) (element-type DsFreshServer): whom to ask, in this order
 */
GPtrArray *
ds_fresh_servers_list (const DsEvidence *evidence, char **listed)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) server_free);
  const DsCache *resolved = ds_cache_find (evidence->caches, DS_CACHE_RESOLVED);

  for (guint i = 0; listed[i] != NULL; i++)
    if (resolved == NULL || g_strcmp0 (listed[i], resolved->address) != 0)
      add (list, listed[i], DS_FRESH_ALWAYS);
  for (guint i = 0; i < evidence->caches->len; i++)
    add_all (list, ((DsCache *) g_ptr_array_index (evidence->caches, i))->servers, DS_FRESH_ALWAYS);
  if (resolved != NULL)
    add (list, DS_NAME_SOURCE_RESOLVED, DS_FRESH_UNANSWERED);
  for (guint i = 0; evidence->network != NULL && i < evidence->network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (evidence->network->connections, i);

      if (connection->kind != DS_CONNECTION_PHYSICAL || connection->state != DS_CONNECTION_ACTIVE)
        continue;
      add_all (list, connection->name_servers, DS_FRESH_DOUBTED);
      add_all (list, connection->dhcp_name_servers, DS_FRESH_DOUBTED);
    }
  return list;
}

/* --- What is known so far --- */

/* An answer about the target that nobody on this computer had kept. */
static gboolean
is_fresh (const DsEvidence *evidence, const DsNameAnswer *answer)
{
  const char *server = ds_name_answer_get_server (answer);

  if (ds_name_answer_is_usual (answer) || answer->remembered || answer->made_up ||
      answer->device != NULL || g_strcmp0 (answer->name, evidence->target->host) != 0)
    return FALSE;
  return server == NULL || !ds_links_own_address (evidence->links, server);
}

/**
 * ds_fresh_may_be_kept:
 * @evidence: what was measured
 *
 * That there is no such name is kept, too, and the name may be there by now.
 *
 * Returns: whether answers are kept on this computer, and it is known whom to ask past that
 */
gboolean
ds_fresh_may_be_kept (const DsEvidence *evidence)
{
  for (guint i = 0; i < evidence->caches->len; i++)
    {
      const DsCache *cache = g_ptr_array_index (evidence->caches, i);

      if (cache->servers != NULL && cache->servers[0] != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_fresh_count_answers:
 * @evidence: what was measured
 *
 * Returns: how many fresh answers name addresses of the target
 */
guint
ds_fresh_count_answers (const DsEvidence *evidence)
{
  guint count = 0;

  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      count += is_fresh (evidence, answer) && answer->addresses != NULL;
    }
  return count;
}

static gboolean
is_known (const DsNameAnswer *known, const char *address)
{
  return known != NULL && known->addresses != NULL &&
         g_strv_contains ((const char *const *) known->addresses, address);
}

/**
 * ds_fresh_differs:
 * @evidence: what was measured
 *
 * Returns: whether a fresh answer has an address that this computer did not go by
 */
gboolean
ds_fresh_differs (const DsEvidence *evidence)
{
  const DsNameAnswer *known = ds_evidence_find_name (evidence, evidence->target->host);

  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (!is_fresh (evidence, answer) || answer->addresses == NULL)
        continue;
      for (guint k = 0; answer->addresses[k] != NULL; k++)
        if (!is_known (known, answer->addresses[k]))
          return TRUE;
    }
  return FALSE;
}

/* Names that nobody has are given this address, too. */
static gboolean
is_made_up (const DsEvidence *evidence, const char *address)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (answer->made_up && is_known (answer, address))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_fresh_is_doubted:
 * @evidence: what was measured
 *
 * Returns: whether every address that was tried failed, and none looks like that of a website
 */
gboolean
ds_fresh_is_doubted (const DsEvidence *evidence)
{
  gboolean any = FALSE;

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way != DS_WAY_DIRECT || attempt->outcome == DS_OUTCOME_NO_ROUTE)
        continue;
      if (!ds_attempt_failed (attempt) ||
          (!ds_address_is_inside (attempt->address) && !is_made_up (evidence, attempt->address)))
        return FALSE;
      any = TRUE;
    }
  return any;
}

/**
 * ds_fresh_is_tried:
 * @evidence: what was measured
 * @answer: an answer
 *
 * Returns: whether one of its addresses was tried, and failed
 */
gboolean
ds_fresh_is_tried (const DsEvidence *evidence, const DsNameAnswer *answer)
{
  for (guint i = 0; answer->addresses != NULL && i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && ds_attempt_failed (attempt) &&
          is_known (answer, attempt->address))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_fresh_make_up_name:
 *
 * A name server that gives an address to this one does so for every name that nobody has. Below
 * `.invalid` or another reserved name many answer without looking (RFC 6761 section 6.4), below the
 * name of the website there may really be one for all, and its people would see the question. The
 * registry of `.com` gives names that nobody has no address, and the letters say nothing about the
 * person or the website.
 *
 * Returns: (transfer full): a name that nobody has
 */
char *
ds_fresh_make_up_name (void)
{
  char label[MADE_UP_LENGTH + 1] = { 0 };

  for (guint i = 0; i < MADE_UP_LENGTH; i++)
    label[i] = (char) g_random_int_range ('a', 'z' + 1);
  return g_strconcat (label, ".com", NULL);
}
