/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists what is changed, and puts it back. */

#include <stdio.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "ds-changes-types.h"
#include "ds-changes.h"
#include "ds-cli-context.h"
#include "ds-cli.h"
#include "ds-offers.h"

static int
complain (const GError *error)
{
  fprintf (stderr, "doorstep-cli: %s\n", error->message);
  return DS_EXIT_NOT_CHECKED;
}

/* Returns %NULL after a complaint. */
static DsChanges *
load (DsCliWait *wait)
{
  g_autoptr (DsContext) context = ds_context_new ();
  g_autoptr (DsChanges) changes = ds_changes_new (context);
  g_autoptr (GError) error = NULL;

  ds_changes_load_async (changes, ds_cli_wait_get_cancellable (wait), ds_cli_wait_cb, wait);
  if (ds_changes_load_finish (changes, ds_cli_wait_for (wait), &error))
    return g_steal_pointer (&changes);
  complain (error);
  return NULL;
}

static char *
make_title (const DsLedgerEntry *entry)
{
  g_autoptr (DsOffer) offer = ds_offer_describe (entry->change, entry->subject, TRUE);

  return g_strdup (offer != NULL ? offer->title : entry->change);
}

static char *
format_time (const DsLedgerEntry *entry)
{
  g_autoptr (GDateTime) made_at = g_date_time_new_from_iso8601 (entry->made_at, NULL);
  g_autoptr (GDateTime) local = made_at != NULL ? g_date_time_to_local (made_at) : NULL;

  return local != NULL ? g_date_time_format (local, "%x %H:%M") : g_strdup ("");
}

static const char *
get_remark (DsChangeItem *item)
{
  const DsLedgerEntry *entry = ds_change_item_get_entry (item);

  if (!ds_change_item_is_in_force (item))
    return _("not in force any more");
  if (entry->state == DS_LEDGER_INTENDED)
    return ds_change_item_is_left_over (item) ? _("perhaps, it was interrupted")
                                              : _("just being changed");
  if (entry->state == DS_LEDGER_PUTTING_BACK)
    return ds_change_item_is_left_over (item) ? _("putting it back was interrupted")
                                              : _("just being put back");
  if (entry->kept)
    return _("kept, though it did not help");
  return ds_change_item_is_left_over (item) ? _("left from an earlier run") : _("in use");
}

static void
print_item (DsChangeItem *item)
{
  const DsLedgerEntry *entry = ds_change_item_get_entry (item);
  g_autofree char *title = make_title (entry);
  g_autofree char *time = format_time (entry);

  printf ("%s  %s\n      %s, %s\n", entry->id, title, time, get_remark (item));
}

static void
add_item (JsonArray *array, DsChangeItem *item)
{
  const DsLedgerEntry *entry = ds_change_item_get_entry (item);
  g_autofree char *title = make_title (entry);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", entry->id);
  json_object_set_string_member (object, "change", entry->change);
  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "made_at", entry->made_at);
  json_object_set_string_member (object, "state",
                                 ds_enum_to_nick (ds_ledger_state_get_type (), (int) entry->state));
  json_object_set_boolean_member (object, "kept", entry->kept);
  json_object_set_boolean_member (object, "left_over", ds_change_item_is_left_over (item));
  json_object_set_boolean_member (object, "in_force", ds_change_item_is_in_force (item));
  json_array_add_object_element (array, object);
}

static void
print_json (GListModel *items)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (items, i);

      add_item (array, item);
    }
  json_object_set_string_member (object, "schema", "doorstep-changes/1");
  json_object_set_array_member (object, "changes", array);
  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  printf ("%s\n", text);
}

static void
print_list (GListModel *items)
{
  guint n_items = g_list_model_get_n_items (items);

  if (n_items == 0)
    printf ("%s\n", _("Doorstep has changed nothing that is not put back."));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (items, i);

      print_item (item);
    }
  if (n_items > 0)
    printf ("\n%s\n", _("“doorstep-cli undo --all” puts everything back."));
}

static int
list (gboolean json)
{
  g_autoptr (DsCliWait) wait = ds_cli_wait_new (NULL);
  g_autoptr (DsChanges) changes = load (wait);

  if (changes == NULL)
    return DS_EXIT_NOT_CHECKED;
  if (json)
    print_json (ds_changes_get_items (changes));
  else
    print_list (ds_changes_get_items (changes));
  return 0;
}

/**
 * ds_cli_changes:
 * @argc: how many words
 * @argv: the words, the command first
 *
 * Returns: the exit status
 */
int
ds_cli_changes (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the list as JSON"), NULL }, { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  int status;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  status = ds_cli_parse (context, &argc, &argv);
  if (status >= 0)
    return status;
  if (argc > 1)
    return ds_cli_wrong_usage (_("“changes” takes nothing after it."));
  return list (json);
}

/* --- Putting back --- */

/* Returns %NULL after a complaint. */
static GPtrArray *
choose (DsChanges *changes, int n_names, char **names, gboolean all)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items = ds_changes_get_items (changes);
  guint n_items = g_list_model_get_n_items (items);

  for (int i = 0; i < n_names; i++)
    {
      DsChangeItem *item = ds_changes_find (changes, names[i]);

      if (item == NULL)
        {
          /* Translators: %s is what the person typed. */
          fprintf (stderr, _("doorstep-cli: “%s” is not in the list of changes.\n"), names[i]);
          return NULL;
        }
      if (!g_ptr_array_find (chosen, item, NULL))
        g_ptr_array_add (chosen, g_object_ref (item));
    }
  if (n_names == 0 && n_items > 1 && !all)
    {
      ds_cli_wrong_usage (_("Say which one, or --all. “doorstep-cli changes” lists them."));
      return NULL;
    }
  for (guint i = 0; n_names == 0 && i < n_items; i++)
    g_ptr_array_add (chosen, g_list_model_get_item (items, i));
  return g_steal_pointer (&chosen);
}

static int
put_back (DsCliWait *wait, DsChanges *changes, DsChangeItem *item)
{
  g_autofree char *entry = g_strdup (ds_change_item_get_entry (item)->id);
  g_autofree char *title = make_title (ds_change_item_get_entry (item));
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  int undone;

  printf ("%s  %s\n", entry, title);
  fflush (stdout);
  ds_changes_undo_async (changes, entry, ds_cli_wait_get_cancellable (wait), ds_cli_wait_cb, wait);
  undone = ds_changes_undo_finish (changes, ds_cli_wait_for (wait), &note, &error);
  if (undone < 0 && ds_changes_find (changes, entry) == NULL)
    {
      /* Somebody else was faster. */
      printf ("      %s\n", _("It was as before already."));
      return 0;
    }
  if (undone < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return complain (error);
  if (undone < 0)
    return DS_EXIT_NOT_CHECKED;
  if (note != NULL)
    printf ("      %s\n", note);
  else
    printf ("      %s\n",
            undone == DS_UNDONE_ALREADY ? _("It was as before already.") : _("It is put back."));
  return 0;
}

static int
undo (int n_names, char **names, gboolean all)
{
  g_autoptr (DsCliWait) wait = ds_cli_wait_new (NULL);
  g_autoptr (DsChanges) changes = load (wait);
  g_autoptr (GPtrArray) chosen = NULL;
  int status = 0;

  if (changes == NULL)
    return DS_EXIT_NOT_CHECKED;
  chosen = choose (changes, n_names, names, all);
  if (chosen == NULL)
    return DS_EXIT_USAGE;
  if (chosen->len == 0)
    printf ("%s\n", _("There is nothing to put back."));
  for (guint i = 0; i < chosen->len && !ds_cli_wait_was_interrupted (wait); i++)
    {
      int one = put_back (wait, changes, g_ptr_array_index (chosen, i));

      status = MAX (status, one);
    }
  return ds_cli_wait_was_interrupted (wait) ? DS_EXIT_INTERRUPTED : status;
}

/**
 * ds_cli_undo:
 * @argc: how many words
 * @argv: the words, the command first
 *
 * Returns: the exit status
 */
int
ds_cli_undo (int argc, char **argv)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("Put everything back"), NULL }, { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (N_("[ID…]"));
  int status;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  status = ds_cli_parse (context, &argc, &argv);
  if (status >= 0)
    return status;
  if (all && argc > 1)
    return ds_cli_wrong_usage (_("Name changes, or say --all, not both."));
  return undo (argc - 1, argv + 1, all);
}
