/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes one change, tries the website again with it, and puts it back when it did not help. */

#include <stdio.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "ds-case-types.h"
#include "ds-cli-context.h"
#include "ds-cli-print.h"
#include "ds-cli.h"
#include "ds-offers.h"

typedef struct
{
  /* Input. */
  gboolean json;
  gboolean keep;
  char *change; /* (owned) */
  /* In progress. */
  DsCliWait *wait;  /* (owned) */
  DsCase *case_run; /* (owned) */
  /* Output. */
  int tried;      /* a DsCaseTried; -1 when it was not tried out */
  char *sentence; /* (owned) (nullable): how it ended */
} Apply;

static void
apply_clear (Apply *apply)
{
  g_clear_pointer (&apply->wait, ds_cli_wait_free);
  g_clear_object (&apply->case_run);
  g_free (apply->change);
  g_free (apply->sentence);
}

static void
told_cb (DsChanges *changes, const char *sentence, gpointer user_data)
{
  fprintf (stderr, "doorstep-cli: %s\n", sentence);
}

static void
print_json (Apply *apply)
{
  g_autofree char *text = ds_cli_print_json (apply->case_run);
  g_autoptr (JsonNode) report = json_from_string (text, NULL);
  JsonObject *tried = json_object_new ();
  g_autofree char *printed = NULL;

  json_object_set_string_member (tried, "change", apply->change);
  json_object_set_string_member (tried, "result",
                                 apply->tried >= 0
                                     ? ds_enum_to_nick (ds_case_tried_get_type (), apply->tried)
                                     : "not-made");
  json_object_set_string_member (tried, "sentence", apply->sentence);
  json_object_set_object_member (json_node_get_object (report), "tried", tried);
  printed = json_to_string (report, FALSE);
  printf ("%s\n", printed);
}

static void
print (Apply *apply)
{
  g_autofree char *report = NULL;

  if (apply->json)
    {
      print_json (apply);
      return;
    }
  report = ds_cli_print_text (apply->case_run);
  printf ("%s\n\n%s", apply->sentence, report);
}

static gboolean
check (Apply *apply)
{
  ds_case_run_async (apply->case_run, ds_cli_wait_get_cancellable (apply->wait), ds_cli_wait_cb,
                     apply->wait);
  return ds_case_run_finish (apply->case_run, ds_cli_wait_for (apply->wait), NULL);
}

static int
make_change (Apply *apply)
{
  g_autoptr (GError) error = NULL;

  ds_case_apply_async (apply->case_run, apply->change, apply->keep,
                       ds_cli_wait_get_cancellable (apply->wait), ds_cli_wait_cb, apply->wait);
  apply->tried = ds_case_apply_finish (apply->case_run, ds_cli_wait_for (apply->wait),
                                       &apply->sentence, &error);
  if (apply->tried >= 0)
    {
      print (apply);
      return ds_cli_exit_status (apply->case_run) == DS_EXIT_WORKS ? DS_EXIT_WORKS
                                                                   : DS_EXIT_PROBLEM;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return DS_EXIT_INTERRUPTED;
  fprintf (stderr, "doorstep-cli: %s\n", error->message);
  apply->sentence = g_strdup (error->message);
  if (apply->json)
    print_json (apply);
  return DS_EXIT_NOT_CHECKED;
}

/* Which one is meant where only its kind was typed: the one a check offers now. */
static char *
find_offer (Apply *apply)
{
  GListModel *findings = ds_case_get_findings (apply->case_run);
  g_autofree char *start = g_strconcat (apply->change, ":", NULL);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (DsFindingItem) item = g_list_model_get_item (findings, i);
      GPtrArray *offers = ds_finding_item_get_finding (item)->changes;

      for (guint k = 0; k < offers->len; k++)
        {
          const DsOffer *offer = g_ptr_array_index (offers, k);

          if (g_str_has_prefix (offer->id, start) && !offer->in_force)
            return g_strdup (offer->id);
        }
    }
  return NULL;
}

/* Returns whether it is known which change is meant. */
static gboolean
complete_change (Apply *apply)
{
  char *offer;

  if (ds_changes_is_known (apply->change))
    return TRUE;
  offer = find_offer (apply);
  if (offer == NULL)
    {
      apply->sentence = g_strdup (_("No step offers this change for this website, so nothing was "
                                    "changed."));
      fprintf (stderr, "doorstep-cli: %s\n", apply->sentence);
      if (apply->json)
        print_json (apply);
      return FALSE;
    }
  g_free (apply->change);
  apply->change = offer;
  return TRUE;
}

static int
run (Apply *apply)
{
  int status;

  apply->tried = -1;
  if (!check (apply))
    return DS_EXIT_INTERRUPTED;
  if (ds_cli_exit_status (apply->case_run) == DS_EXIT_WORKS)
    {
      apply->sentence = g_strdup (_("The website answers already, so nothing was changed."));
      print (apply);
      return DS_EXIT_WORKS;
    }
  if (!complete_change (apply))
    return DS_EXIT_NOT_CHECKED;
  status = make_change (apply);
  return ds_cli_wait_was_interrupted (apply->wait) ? DS_EXIT_INTERRUPTED : status;
}

static gboolean
is_kind (const char *change)
{
  return strchr (change, ':') == NULL && ds_offer_is_known (change);
}

static int
set_up (Apply *apply, int argc, char **argv, char **references)
{
  g_autoptr (DsContext) context = NULL;
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    return ds_cli_wrong_usage (_("Say which change and which website, for example: doorstep-cli "
                                 "apply proxy-off www.example.com"));
  if (!ds_changes_is_known (argv[1]) && !is_kind (argv[1]))
    {
      /* Translators: %s is what the person typed. */
      fprintf (stderr, _("doorstep-cli: There is no change called “%s”.\n"), argv[1]);
      return DS_EXIT_USAGE;
    }
  target = ds_target_parse (argv[2], (gssize) strlen (argv[2]), &error);
  if (target == NULL)
    return ds_cli_wrong_usage (error->message);
  apply->change = g_strdup (argv[1]);
  apply->wait = ds_cli_wait_new (_("Putting it back…"));
  context = ds_cli_context_new (references);
  apply->case_run = ds_case_new (context, target);
  g_signal_connect (ds_case_get_changes (apply->case_run), "told", G_CALLBACK (told_cb), NULL);
  return -1;
}

/**
 * ds_cli_apply:
 * @argc: how many words
 * @argv: the words, the command first
 *
 * Returns: the exit status
 */
int
ds_cli_apply (int argc, char **argv)
{
  Apply apply = { 0 };
  g_auto (GStrv) references = NULL;
  /* clang-format off */
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_NONE, &apply.keep,
      N_("Leave it changed, though it did not help"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &apply.json,
      N_("Print the report as JSON"), NULL },
    { "reference", 0, 0, G_OPTION_ARG_STRING_ARRAY, &references,
      N_("A website to compare with, in place of the usual ones"), N_("HOST[:PORT]") },
    { NULL },
  };
  /* clang-format on */
  g_autoptr (GOptionContext) context = g_option_context_new (N_("CHANGE ADDRESS"));
  int status;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  status = ds_cli_parse (context, &argc, &argv);
  if (status < 0)
    status = set_up (&apply, argc, argv, references);
  if (status < 0)
    status = run (&apply);
  apply_clear (&apply);
  return status;
}
