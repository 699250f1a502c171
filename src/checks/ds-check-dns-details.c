/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The details of check 7. */

#include <glib/gi18n-lib.h>

#include "ds-check-dns-parts.h"
#include "ds-check-say.h"

static void
add_hosts (const DsHostsFile *hosts, DsFinding *finding)
{
  for (guint i = 0; i < hosts->lines->len; i++)
    {
      const DsHostsLine *line = g_ptr_array_index (hosts->lines, i);
      /* Translators: a file, and the number of a line in it. */
      g_autofree char *label = g_strdup_printf (_("%s, line %u"), line->file, line->line);

      ds_finding_add_detail (finding, label, line->text);
    }
  if (hosts->blocked > 0)
    {
      g_autofree char *blocked = g_strdup_printf ("%u", hosts->blocked);

      ds_finding_add_detail (finding, _("Names the hosts file blocks"), blocked);
    }
}

static char *
describe_answer (const DsNameAnswer *answer)
{
  g_autofree char *time = ds_check_format_ms (answer->time_ms);
  g_autofree char *addresses =
      answer->addresses != NULL ? g_strjoinv (", ", answer->addresses) : NULL;
  const char *what = C_("what a name server said", "no answer");

  if (addresses != NULL)
    what = addresses;
  else if (answer->status == DS_NAME_NO_SUCH_NAME)
    what = C_("what a name server said", "no such name");
  else if (answer->error != NULL)
    what = answer->error;
  /* Translators: what a name server said, and after which time. */
  return g_strdup_printf (_("%s after %s"), what, time);
}

/* Who said it; %NULL for an answer that is no business of this check. */
static char *
make_label (const DsEvidence *evidence, const DsNameAnswer *answer)
{
  const char *server = ds_name_answer_get_server (answer);

  if (answer->device != NULL || ds_name_answer_is_usual (answer))
    return NULL;
  if (answer->made_up)
    /* Translators: the address of a name server. */
    return g_strdup_printf (_("Name server %s, asked for a name that nobody has"), server);
  if (g_strcmp0 (answer->name, evidence->target->host) != 0)
    return NULL;
  if (server == NULL)
    return g_strdup (answer->remembered ? _("Kept by systemd-resolved")
                                        : _("systemd-resolved, asked anew"));
  /* Translators: the address of a name server, and how it was asked: udp or tcp. */
  return g_strdup_printf (_("Name server %s (%s)"), server,
                             answer->transport != NULL ? answer->transport : "udp");
}

static void
add_servers (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);
      g_autofree char *label = NULL;
      g_autofree char *value = NULL;

      label = make_label (evidence, answer);
      if (label == NULL)
        continue;
      value = describe_answer (answer);
      ds_finding_add_detail (finding, label, value);
    }
}

/* --- Programs that keep answers --- */

/**
 * ds_check_name_cache:
 * @kind: a program that keeps addresses
 *
 * Returns: its name
 */
const char *
ds_check_name_cache (DsCacheKind kind)
{
  switch (kind)
    {
    case DS_CACHE_RESOLVED:
      return "systemd-resolved";
    case DS_CACHE_NM_DNSMASQ:
      return "dnsmasq (NetworkManager)";
    case DS_CACHE_DNSMASQ:
      return "dnsmasq";
    case DS_CACHE_NSCD:
      return "nscd";
    case DS_CACHE_UNBOUND:
      return "Unbound";
    case DS_CACHE_OTHER:
    default:
      return C_("a program that keeps addresses", "a name server of its own");
    }
}

static void
add_caches (const DsEvidence *evidence, DsFinding *finding)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "caches");

  if (record == NULL || record->state != DS_RUN_DONE)
    return;
  if (evidence->caches->len == 0)
    ds_finding_add_detail (finding,
                           _("Keeps addresses here"),
                              C_("programs that keep addresses", "nothing that Doorstep can see"));
  for (guint i = 0; i < evidence->caches->len; i++)
    {
      const DsCache *cache = g_ptr_array_index (evidence->caches, i);

      ds_finding_add_detail (finding, _("Keeps addresses here"),
                                         ds_check_name_cache (cache->kind));
    }
}

/**
 * ds_check_dns_add_details:
 * @evidence: what was measured
 * @finding: what check 7 found
 *
 * Adds the details.
 */
void
ds_check_dns_add_details (const DsEvidence *evidence, DsFinding *finding)
{
  if (evidence->hosts != NULL)
    add_hosts (evidence->hosts, finding);
  add_caches (evidence, finding);
  add_servers (evidence, finding);
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_FRESH_DNS)
        ds_check_add_attempt (finding, attempt);
    }
}
