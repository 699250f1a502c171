/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "ds-cli.h"
#include "ds-config.h"

typedef struct
{
  const char *name;
  const char *summary;
  int (*run) (int argc, char **argv);
} Command;

/* clang-format off */
static const Command commands[] = {
  { "check", N_("find out who turned a connection away"), ds_cli_check },
  { "apply", N_("change one thing, and try again; put back when it did not help"), ds_cli_apply },
  { "changes", N_("list what is changed and not put back"), ds_cli_changes },
  { "undo", N_("put changes back"), ds_cli_undo },
  { "judge", N_("judge the evidence of a saved report again"), ds_cli_judge },
  { "status", N_("tell what this computer is set to"), ds_cli_status },
  { "steps", N_("list the ten numbered checks"), ds_cli_steps },
};
/* clang-format on */

static void
print_help (FILE *stream)
{
  fprintf (stream, "%s\n\n", _("Usage: doorstep-cli COMMAND [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-8s %s\n", commands[i].name, _ (commands[i].summary));
  fprintf (stream, "\n%s\n", _("doorstep-cli COMMAND --help tells more."));
}

/**
 * ds_cli_wrong_usage:
 * @message: what is wrong, a sentence
 *
 * Returns: the exit status for wrong usage
 */
int
ds_cli_wrong_usage (const char *message)
{
  fprintf (stderr, "doorstep-cli: %s\n", message);
  return DS_EXIT_USAGE;
}

/**
 * ds_cli_parse:
 * @context: the options of one command
 * @argc: (inout): how many words
 * @argv: (inout): the words; what is left are no options
 *
 * Returns: -1 to go on, else the exit status
 */
int
ds_cli_parse (GOptionContext *context, int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return -1;
  return ds_cli_wrong_usage (error->message);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, DS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("doorstep-cli");

  if (argc < 2)
    {
      print_help (stderr);
      return DS_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_help (stdout);
      return 0;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("doorstep-cli %s\n", DS_VERSION);
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (argc - 1, argv + 1);
  print_help (stderr);
  return DS_EXIT_USAGE;
}
