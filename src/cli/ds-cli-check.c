/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks one address, or a list of them: several at once, answered in the order they were given. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "ds-cli-context.h"
#include "ds-cli-lines.h"
#include "ds-cli-print.h"
#include "ds-cli.h"
#include "ds-config.h"
#include "ds-report.h"

/* How many addresses are under way at once. Each may hold some twenty sockets, and a process may
 * usually have 1,024. */
#define WINDOW 16

typedef struct
{
  /* Input. */
  gboolean json;
  char *report_path;  /* (owned) (nullable) */
  DsContext *context; /* (owned) */
  DsChanges *changes; /* (owned) */
  GQueue addresses;   /* (element-type GBytes): the ones not begun yet */
  DsCliLines *input;  /* (owned) (nullable): more of them */
  /* In progress. */
  GMainLoop *loop;           /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean reading;
  GQueue entries; /* (element-type Entry): begun and not printed yet, in the order given */
  guint running;
  guint progress_source;
  /* Output. */
  int status;
} Check;

/* One address. */
typedef struct
{
  Check *check;     /* (unowned) */
  DsCase *case_run; /* (owned) (nullable): none for a text that is no address */
  char *line;       /* (owned) (nullable): what to print, once it is over */
  gboolean over;
} Entry;

static void pump (Check *check);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->case_run);
  g_free (entry->line);
  g_free (entry);
}

static void
clear_progress (Check *check)
{
  g_clear_handle_id (&check->progress_source, g_source_remove);
  if (isatty (STDERR_FILENO) && !check->json)
    fputs ("\r\033[K", stderr);
}

static gboolean
progress_cb (gpointer user_data)
{
  Check *check = user_data;
  Entry *entry = g_queue_peek_head (&check->entries);

  if (entry != NULL && entry->case_run != NULL)
    fprintf (stderr, "\r\033[K%s… %d %%", ds_case_get_target (entry->case_run)->display_host,
             (int) (ds_case_get_progress (entry->case_run) * 100));
  return G_SOURCE_CONTINUE;
}

/* The worst one decides how the program ends: not checked, then a problem, then nothing. */
static void
note_status (Check *check, int status)
{
  check->status = MAX (check->status, status);
}

static void
save_report (Check *check, const char *line)
{
  g_autoptr (GError) error = NULL;

  if (check->report_path == NULL)
    return;
  if (!g_file_set_contents (check->report_path, line, -1, &error))
    {
      fprintf (stderr, "doorstep-cli: %s\n", error->message);
      note_status (check, DS_EXIT_NOT_CHECKED);
    }
}

static void
print_in_order (Check *check)
{
  Entry *entry = g_queue_peek_head (&check->entries);

  while (entry != NULL && entry->over)
    {
      if (entry->line != NULL)
        fputs (entry->line, stdout);
      entry_free (g_queue_pop_head (&check->entries));
      entry = g_queue_peek_head (&check->entries);
    }
  fflush (stdout);
}

static void
finish_entry (Entry *entry)
{
  Check *check = entry->check;
  g_autofree char *json = ds_cli_print_json (entry->case_run);

  clear_progress (check);
  save_report (check, json);
  entry->line = check->json ? g_strconcat (json, "\n", NULL) : ds_cli_print_text (entry->case_run);
  note_status (check, ds_cli_exit_status (entry->case_run));
  g_clear_object (&entry->case_run);
  entry->over = TRUE;
  print_in_order (check);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Entry *entry = user_data;
  Check *check = entry->check;
  g_autoptr (GError) error = NULL;

  check->running--;
  if (ds_case_run_finish (DS_CASE (source), result, &error))
    finish_entry (entry);
  else
    entry->over = TRUE;
  pump (check);
}

/* A text that is no address still gets its line, so that input and output can be put side by side.
 */
static char *
refusal_line (Check *check, const char *typed, const GError *error)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  if (!check->json)
    return NULL;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "schema");
  json_builder_add_string_value (builder, DS_REPORT_SCHEMA);
  json_builder_set_member_name (builder, "version");
  json_builder_add_string_value (builder, DS_VERSION);
  json_builder_set_member_name (builder, "typed");
  json_builder_add_string_value (builder, typed);
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, error->message);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  json = json_to_string (node, FALSE);
  return g_strconcat (json, "\n", NULL);
}

static void
refuse (Entry *entry, GBytes *typed, const GError *error)
{
  gsize length;
  const char *text = g_bytes_get_data (typed, &length);
  g_autofree char *clean = g_utf8_make_valid (length > 0 ? text : "", (gssize) MIN (length, 256));

  fprintf (stderr, "doorstep-cli: %s\n", error->message);
  entry->line = refusal_line (entry->check, clean, error);
  entry->over = TRUE;
  note_status (entry->check, DS_EXIT_USAGE);
}

static void
begin (Check *check, GBytes *typed)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (typed, &length);
  g_autoptr (DsTarget) target = ds_target_parse (length > 0 ? text : "", (gssize) length, &error);

  entry->check = check;
  g_queue_push_tail (&check->entries, entry);
  if (target == NULL)
    {
      refuse (entry, typed, error);
      return;
    }
  entry->case_run = ds_case_new (check->context, target);
  ds_case_set_changes (entry->case_run, check->changes);
  check->running++;
  ds_case_run_async (entry->case_run, check->cancellable, run_cb, entry);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Check *check = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *line = ds_cli_lines_read_finish (check->input, result, &error);

  check->reading = FALSE;
  if (line != NULL)
    g_queue_push_tail (&check->addresses, line);
  else
    g_clear_pointer (&check->input, ds_cli_lines_free);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fprintf (stderr, "doorstep-cli: %s\n", error->message);
      note_status (check, DS_EXIT_NOT_CHECKED);
    }
  pump (check);
}

/* Keeps the window full: begun and not yet printed counts, so that memory stays flat. */
static void
pump (Check *check)
{
  gboolean cancelled = g_cancellable_is_cancelled (check->cancellable);

  print_in_order (check);
  while (!cancelled && check->entries.length < WINDOW && check->addresses.length > 0)
    {
      g_autoptr (GBytes) typed = g_queue_pop_head (&check->addresses);

      begin (check, typed);
      print_in_order (check);
    }
  if (!cancelled && check->input != NULL && !check->reading && check->entries.length < WINDOW)
    {
      check->reading = TRUE;
      ds_cli_lines_read_async (check->input, check->cancellable, read_cb, check);
    }
  if (check->running == 0 && !check->reading)
    g_main_loop_quit (check->loop);
}

static gboolean
interrupt_cb (gpointer user_data)
{
  Check *check = user_data;

  clear_progress (check);
  check->status = DS_EXIT_INTERRUPTED;
  g_cancellable_cancel (check->cancellable);
  g_main_loop_quit (check->loop);
  return G_SOURCE_REMOVE;
}

static void
open_input (Check *check)
{
  g_autoptr (GInputStream) raw = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  check->input = ds_cli_lines_new (raw);
}

static void
check_clear (Check *check)
{
  g_queue_clear_full (&check->addresses, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&check->entries, entry_free);
  g_clear_pointer (&check->input, ds_cli_lines_free);
  g_clear_object (&check->changes);
  g_clear_object (&check->context);
  g_clear_object (&check->cancellable);
  g_clear_pointer (&check->loop, g_main_loop_unref);
  g_clear_pointer (&check->report_path, g_free);
}

/* Somebody who looks for the culprit has to know that this computer is not as it usually is. */
static void
tell_changes (Check *check)
{
  g_autoptr (GPtrArray) records = ds_changes_get_records (check->changes);

  if (records->len > 0)
    fprintf (stderr, "doorstep-cli: %s\n",
             _("Doorstep has changed something that is not put back yet. “doorstep-cli changes” "
               "lists it."));
}

static int
run (Check *check)
{
  guint interrupt;

  check->loop = g_main_loop_new (NULL, FALSE);
  check->cancellable = g_cancellable_new ();
  interrupt = g_unix_signal_add (SIGINT, interrupt_cb, check);
  if (isatty (STDERR_FILENO) && !check->json)
    check->progress_source = g_timeout_add (100, progress_cb, check);
  pump (check);
  if (check->running > 0 || check->reading)
    g_main_loop_run (check->loop);
  clear_progress (check);
  tell_changes (check);
  if (check->status != DS_EXIT_INTERRUPTED)
    g_source_remove (interrupt);
  return check->status;
}

static int
set_up (Check *check, int argc, char **argv, char **references, double timeout, double retry_for)
{
  if (argc < 2)
    return ds_cli_wrong_usage (_("Say which website, for example www.example.com."));
  if (timeout < 0 || timeout > 3600 || retry_for < 0 || retry_for > 3600)
    return ds_cli_wrong_usage (_("A time is a number of seconds from 0 to 3600."));
  if (check->report_path != NULL && argc > 2)
    return ds_cli_wrong_usage (_("A report file holds one website; name one only."));
  check->context = ds_cli_context_new (references);
  check->changes = ds_changes_new (check->context);
  if (timeout > 0)
    ds_context_set_timeout_ms (check->context, (guint) (timeout * 1000));
  ds_context_set_retry_for_ms (check->context, (guint) (retry_for * 1000));
  /* Several answers are told apart by a program, not by a person: a line of JSON each. */
  check->json |= argc > 2 || g_str_equal (argv[1], "-");
  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "-") && check->input == NULL)
        open_input (check);
      else
        g_queue_push_tail (&check->addresses, g_bytes_new (argv[i], strlen (argv[i])));
    }
  return -1;
}

/**
 * ds_cli_check:
 * @argc: how many words
 * @argv: the words, the command first
 *
 * Returns: the exit status
 */
int
ds_cli_check (int argc, char **argv)
{
  Check check = { .addresses = G_QUEUE_INIT, .entries = G_QUEUE_INIT };
  g_auto (GStrv) references = NULL;
  double timeout = 0;
  double retry_for = 0;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &check.json,
      N_("Print reports as JSON, one a line"), NULL },
      { "report", 0, 0, G_OPTION_ARG_FILENAME, &check.report_path,
        N_("Save the report as JSON"), N_("FILE") },
        { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &timeout,
          N_("End each check after this long"), N_("SECONDS") },
          { "retry-for", 0, 0, G_OPTION_ARG_DOUBLE, &retry_for,
            N_("Try a refused connection again for this long"), N_("SECONDS") },
            { "reference", 0, 0, G_OPTION_ARG_STRING_ARRAY, &references,
              N_("A website to compare with, in place of the usual ones"), N_("HOST[:PORT]") },
              { NULL },
            };
  g_autoptr (GOptionContext) context = g_option_context_new (N_("ADDRESS…"));
  int status;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  status = ds_cli_parse (context, &argc, &argv);
  if (status < 0)
    status = set_up (&check, argc, argv, references, timeout, retry_for);
  if (status < 0)
    status = run (&check);
  check_clear (&check);
  return status;
}
