/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "ds-checks.h"
#include "ds-cli.h"

/**
 * ds_cli_steps:
 * @argc: how many words
 * @argv: the words, the command first
 *
 * Returns: the exit status
 */
int
ds_cli_steps (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  int status = ds_cli_parse (context, &argc, &argv);

  if (status >= 0)
    return status;
  if (argc > 1)
    return ds_cli_wrong_usage (_("“steps” takes nothing after it."));
  for (guint number = 1; number <= DS_N_CHECKS; number++)
    {
      const DsCheck *check = ds_check_get (number);

      printf ("%2u  %-12s %s\n", check->number, check->id, _ (check->title));
    }
  return 0;
}
