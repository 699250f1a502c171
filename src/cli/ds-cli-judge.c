/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "ds-cli-print.h"
#include "ds-cli.h"
#include "ds-report.h"

/**
 * ds_cli_judge:
 * @argc: how many words
 * @argv: the words, the command first
 *
 * Judges the evidence of a saved report as if it had been measured now.
 *
 * Returns: the exit status
 */
int
ds_cli_judge (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the report as JSON"), NULL }, { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (N_("FILE"));
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCase) self = NULL;
  g_autofree char *text = NULL;
  g_autofree char *printed = NULL;
  gsize length;
  DsEvidence *evidence;
  int status;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  status = ds_cli_parse (context, &argc, &argv);
  if (status >= 0)
    return status;
  if (argc != 2)
    return ds_cli_wrong_usage (_("“judge” takes the name of one saved report."));
  if (!g_file_get_contents (argv[1], &text, &length, &error))
    return ds_cli_wrong_usage (error->message);
  evidence = ds_report_read (text, (gssize) length, &error);
  if (evidence == NULL)
    return ds_cli_wrong_usage (error->message);
  self = ds_case_new_from_evidence (evidence);
  printed = json ? ds_cli_print_json (self) : ds_cli_print_text (self);
  printf (json ? "%s\n" : "%s", printed);
  return ds_cli_exit_status (self);
}
