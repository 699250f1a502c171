/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells what this computer is set to; no website is needed, and nothing is sent. */

#include <stdio.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "ds-cli-print.h"
#include "ds-cli.h"
#include "ds-status-read.h"
#include "ds-status-report.h"

typedef struct
{
  GMainLoop *loop;  /* (owned) */
  DsStatus *status; /* (owned) (nullable) */
} Reading;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;

  reading->status = ds_status_read_finish (result, NULL);
  g_main_loop_quit (reading->loop);
}

static int
print (const DsStatus *status, gboolean json)
{
  g_autofree char *text = NULL;

  if (json)
    {
      g_autoptr (JsonNode) node = ds_status_to_json (status);

      text = json_to_string (node, FALSE);
      printf ("%s\n", text);
    }
  else
    {
      text = ds_status_to_text (status, ds_cli_has_colour ());
      fputs (text, stdout);
    }
  return ds_status_is_empty (status) ? DS_EXIT_NOT_CHECKED : DS_EXIT_WORKS;
}

/**
 * ds_cli_status:
 * @argc: how many words
 * @argv: the words, the command first
 *
 * Returns: the exit status
 */
int
ds_cli_status (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print it as JSON"), NULL }, { NULL },
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  g_autoptr (DsContext) context = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  Reading reading = { NULL };
  int status;

  g_option_context_add_main_entries (options, entries, GETTEXT_PACKAGE);
  status = ds_cli_parse (options, &argc, &argv);
  if (status >= 0)
    return status;
  if (argc > 1)
    return ds_cli_wrong_usage (_("“status” takes nothing after it."));
  context = ds_context_new ();
  loop = g_main_loop_new (NULL, FALSE);
  reading.loop = loop;
  ds_status_read_async (context, NULL, read_cb, &reading);
  g_main_loop_run (loop);
  status = print (reading.status, json);
  ds_status_free (reading.status);
  return status;
}
