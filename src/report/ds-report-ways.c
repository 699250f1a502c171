/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done about it from a terminal: changes Doorstep can make, and commands for an
 * administrator. What is to be copied stays on one line. */

#include "ds-report-ways.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ds-finding.h"
#include "ds-terminal-text.h"

#define INDENT 2

static void
append_whole (GString *page, const char *command)
{
  g_autofree char *clean = ds_terminal_clean (command);

  g_string_append_printf (page, "%*s%s\n", 2 * INDENT, "", clean);
}

static GPtrArray *
list_offers (GPtrArray *findings)
{
  GPtrArray *offers = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const DsFinding *finding = g_ptr_array_index (findings, i);

      for (guint k = 0; k < finding->changes->len; k++)
        {
          DsOffer *offer = g_ptr_array_index (finding->changes, k);

          if (!offer->in_force)
            g_ptr_array_add (offers, offer);
        }
    }
  return offers;
}

/* Its kind alone is enough where no other change of that kind is offered. */
static char *
name_change (GPtrArray *offers, const DsOffer *offer)
{
  gsize length = strcspn (offer->id, ":");
  guint alike = 0;

  for (guint i = 0; i < offers->len; i++)
    {
      const DsOffer *other = g_ptr_array_index (offers, i);

      alike += strcspn (other->id, ":") == length && strncmp (other->id, offer->id, length) == 0;
    }
  return alike > 1 ? g_shell_quote (offer->id) : g_strndup (offer->id, length);
}

static void
append_offers (GString *page, const DsEvidence *evidence, GPtrArray *findings)
{
  g_autoptr (GPtrArray) offers = list_offers (findings);
  const DsTarget *target = evidence->target;
  g_autofree char *address = g_shell_quote (target->url != NULL ? target->url : target->host);

  if (offers->len == 0)
    return;
  g_string_append_printf (page, "\n%s\n", _("What can be changed for a try:"));
  for (guint i = 0; i < offers->len; i++)
    {
      const DsOffer *offer = g_ptr_array_index (offers, i);
      g_autofree char *change = name_change (offers, offer);
      g_autofree char *command = g_strdup_printf ("doorstep-cli apply %s %s", change, address);

      ds_terminal_append (page, offer->title, INDENT);
      append_whole (page, command);
    }
}

static void
append_commands (GString *page, const DsFinding *finding)
{
  for (guint i = 0; i < finding->commands->len; i++)
    {
      const DsCommand *command = g_ptr_array_index (finding->commands, i);

      ds_terminal_append (page, command->meaning, INDENT);
      append_whole (page, command->command);
      if (command->undo == NULL)
        continue;
      ds_terminal_append (page, _("To take it back:"), INDENT);
      append_whole (page, command->undo);
    }
}

/**
 * ds_report_append_ways:
 * @page: what to add to
 * @evidence: what was measured, with a target in it
 * @findings: (element-type DsFinding): what the checks say about it
 *
 * Adds what can be changed, and what an administrator can type. Nothing from outside can control
 * the terminal.
 */
void
ds_report_append_ways (GString *page, const DsEvidence *evidence, GPtrArray *findings)
{
  gboolean any = FALSE;

  append_offers (page, evidence, findings);
  for (guint i = 0; i < findings->len; i++)
    any |= ((const DsFinding *) g_ptr_array_index (findings, i))->commands->len > 0;
  if (!any)
    return;
  g_string_append_printf (page, "\n%s\n", _("What an administrator can type:"));
  for (guint i = 0; i < findings->len; i++)
    append_commands (page, g_ptr_array_index (findings, i));
}
