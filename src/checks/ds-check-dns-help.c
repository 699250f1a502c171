/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What helps in check 7: letting programs forget the addresses they have kept. */

#include <glib/gi18n-lib.h>

#include "ds-check-dns-parts.h"
#include "ds-check-say.h"
#include "ds-offers.h"

typedef struct
{
  DsCacheKind kind;
  const char *command; /* with %s for the name, if it takes one */
  const char *meaning;
} ForgetWords;

/* What only an administrator may do. */
/* clang-format off */
static const ForgetWords forget_words[] = {
  {
    .kind = DS_CACHE_NM_DNSMASQ,
    .command = "sudo nmcli general reload dns-full",
    .meaning = N_("NetworkManager starts its list of addresses anew. The network stays on."),
  },
  {
    .kind = DS_CACHE_NSCD,
    .command = "sudo nscd -i hosts",
    .meaning = N_("The program nscd forgets the addresses of all websites."),
  },
  {
    .kind = DS_CACHE_UNBOUND,
    .command = "sudo unbound-control flush_zone %s",
    .meaning = N_("The program Unbound forgets the addresses of this website."),
  },
  {
    .kind = DS_CACHE_DNSMASQ,
    .command = "sudo pkill -HUP -x dnsmasq",
    .meaning = N_("The program dnsmasq forgets the addresses of all websites."),
  },
};
/* clang-format on */

/* What stands there is to be copied into a terminal, and the name came from outside. */
static gboolean
is_plain (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '.' && *c != '-' && *c != '_')
      return FALSE;
  return name[0] != '-';
}

static void
add_command (const ForgetWords *words, const char *name, DsFinding *finding)
{
  DsCommand *command;
  g_auto (GStrv) parts = g_strsplit (words->command, "%s", 2);

  if (parts[1] != NULL && !is_plain (name))
    return;
  command = ds_command_new ();
  command->command = g_strjoinv (name, parts);
  command->meaning = g_strdup (_(words->meaning));
  g_ptr_array_add (finding->commands, command);
}

/* NetworkManager's dnsmasq forgets without a password only when the connection starts anew. */
static void
tell_cost (DsFinding *finding)
{
  DsOffer *offer = g_ptr_array_index (finding->changes, finding->changes->len - 1);

  g_free (offer->what);
  g_free (offer->costs);
  offer->what = g_strdup (_("The network connection of this computer is started anew. Then the "
                            "addresses it has looked up are forgotten, and asked for again."));
  offer->costs =
      g_strdup (_("The network is off for a few seconds: a download or a call under way "
                             "may break off."));
}

/* systemd-resolved was asked anew, and keeps the new answer since. */
static gboolean
is_mended (const DsEvidence *evidence)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (g_strcmp0 (answer->source, DS_NAME_SOURCE_RESOLVED) == 0 && !answer->remembered &&
          answer->addresses != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
offer_to_forget (const DsEvidence *evidence, DsFinding *finding)
{
  gboolean by_manager = ds_cache_find (evidence->caches, DS_CACHE_NM_DNSMASQ) != NULL;

  if (by_manager || ds_cache_find (evidence->caches, DS_CACHE_RESOLVED) != NULL)
    ds_check_offer (evidence, "dns-forget", NULL, finding);
  if (by_manager)
    tell_cost (finding);
  for (guint i = 0; i < G_N_ELEMENTS (forget_words); i++)
    if (ds_cache_find (evidence->caches, forget_words[i].kind) != NULL)
      add_command (&forget_words[i], evidence->target->host, finding);
}

static void
append (char **text, const char *more)
{
  char *both = *text != NULL ? g_strjoin (" ", *text, more, NULL) : g_strdup (more);

  g_free (*text);
  *text = both;
}

/* A line that sends the name nowhere is often one of many. */
static void
tell_block_list (const DsEvidence *evidence, DsFinding *finding)
{
  const DsHostsFile *hosts = evidence->hosts;
  g_autofree char *text = NULL;

  if (hosts == NULL || hosts->lines->len == 0 || hosts->blocked < 2 ||
      !ds_hosts_address_blocks (((DsHostsLine *) g_ptr_array_index (hosts->lines, 0))->address))
    return;
  text = g_strdup_printf (ngettext ("The file keeps %u name from opening, as block lists do.",
                                    "The file keeps %u names from opening, as block lists do.",
                                    hosts->blocked),
                          hosts->blocked);
  append (&finding->meaning, text);
}

/**
 * ds_check_dns_help:
 * @evidence: what was measured
 * @diagnosis: the causes that hold
 * @finding: what check 7 found, in words
 *
 * Adds what helps: the change, commands for an administrator, and what to do in a browser.
 */
void
ds_check_dns_help (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  gboolean stale = ds_check_has_cause (diagnosis, "dns-stale");

  if (ds_check_has_cause (diagnosis, "hosts-override"))
    tell_block_list (evidence, finding);
  if (stale && !is_mended (evidence))
    offer_to_forget (evidence, finding);
  if (stale || ds_check_has_cause (diagnosis, "works"))
    append (&finding->advice,
            _("Browsers keep addresses of their own. In Firefox, open about:networking#dns and "
              "press “Clear DNS Cache”. In Chrome, Chromium or Edge, open "
              "chrome://net-internals/#dns and press “Clear host cache”. Close and open any other "
              "browser."));
}
