/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ledger: nothing in it is ever lost, whatever the file looks like and whoever writes it at the
 * same time. */

#include "ds-ledger.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "ds-change-error.h"
#include "ds-test-wait.h"

typedef struct
{
  char *state_home;
  char *folder;
  char *path;
  DsContext *context;
  DsLedger *ledger;
  char *told;
} Fixture;

static void
kept_aside_cb (DsLedger *ledger, const char *sentence, Fixture *fixture)
{
  g_assert_null (fixture->told);
  fixture->told = g_strdup (sentence);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *variable = NULL;

  fixture->state_home = ds_test_make_folder ();
  fixture->folder = g_build_filename (fixture->state_home, "doorstep", NULL);
  fixture->path = g_build_filename (fixture->folder, "ledger.json", NULL);
  fixture->context = ds_context_new ();
  variable = g_strconcat ("XDG_STATE_HOME=", fixture->state_home, NULL);
  ds_context_set_environment (fixture->context, (const char *const[]){ variable, NULL });
  fixture->ledger = ds_ledger_new (fixture->context);
  g_signal_connect (fixture->ledger, "kept-aside", G_CALLBACK (kept_aside_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->ledger);
  g_object_unref (fixture->context);
  g_free (fixture->told);
  g_free (fixture->path);
  g_free (fixture->folder);
  ds_test_remove_folder (fixture->state_home);
}

static GPtrArray *
load (DsLedger *ledger, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ds_ledger_load_async (ledger, NULL, ds_test_done_cb, &result);
  return ds_ledger_load_finish (ledger, ds_test_wait (&result), error);
}

static GPtrArray *
load_good (DsLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = load (ledger, &error);

  g_assert_no_error (error);
  return entries;
}

static DsLedgerEntry *
make_entry (const char *change)
{
  DsLedgerEntry *entry = ds_ledger_entry_new ();
  DsLedgerValue *value = ds_ledger_value_new ();

  entry->change = g_strdup (change);
  entry->subject = g_strdup ("Büro");
  value->key = g_strdup ("mode");
  value->value = g_strdup ("auto");
  g_ptr_array_add (entry->before, value);
  return entry;
}

static char *
add (DsLedger *ledger, const char *change, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DsLedgerEntry) entry = make_entry (change);
  g_autoptr (DsLedgerEntry) added = NULL;

  ds_ledger_add_async (ledger, entry, NULL, ds_test_done_cb, &result);
  added = ds_ledger_edit_finish (ledger, ds_test_wait (&result), error);
  return added != NULL ? g_strdup (added->id) : NULL;
}

static char *
add_good (DsLedger *ledger, const char *change)
{
  g_autoptr (GError) error = NULL;
  char *id = add (ledger, change, &error);

  g_assert_no_error (error);
  return id;
}

static gboolean
claim (DsLedger *ledger, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DsLedgerEntry) entry = NULL;

  ds_ledger_claim_async (ledger, id, NULL, ds_test_done_cb, &result);
  entry = ds_ledger_edit_finish (ledger, ds_test_wait (&result), error);
  g_assert_true (entry == NULL || entry->state == DS_LEDGER_PUTTING_BACK);
  return entry != NULL;
}

static void
set_state (DsLedger *ledger, const char *id, DsLedgerState state)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsLedgerEntry) entry = NULL;

  ds_ledger_set_state_async (ledger, id, state, NULL, ds_test_done_cb, &result);
  entry = ds_ledger_edit_finish (ledger, ds_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (entry->state, ==, state);
}

static guint
count_files (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_prefix (name, prefix);
  return count;
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = load_good (fixture->ledger);

  g_assert_cmpuint (entries->len, ==, 0);
  /* Looking makes nothing. */
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_good (fixture->ledger, "proxy-off");
  g_autoptr (DsLedger) other = ds_ledger_new (fixture->context);
  g_autoptr (GPtrArray) entries = load_good (other);
  const DsLedgerEntry *entry = g_ptr_array_index (entries, 0);
  const DsLedgerValue *value = g_ptr_array_index (entry->before, 0);
  g_autoptr (GDateTime) made_at = g_date_time_new_from_iso8601 (entry->made_at, NULL);

  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (entry->id, ==, id);
  g_assert_cmpstr (entry->change, ==, "proxy-off");
  g_assert_cmpstr (entry->subject, ==, "Büro");
  g_assert_cmpint (entry->state, ==, DS_LEDGER_INTENDED);
  g_assert_false (entry->is_left_over);
  g_assert_cmpstr (value->key, ==, "mode");
  g_assert_cmpstr (value->value, ==, "auto");
  g_assert_nonnull (made_at);
  g_assert_cmpint (g_date_time_to_unix (made_at), >=, g_get_real_time () / G_USEC_PER_SEC - 60);
}

static void
test_is_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_good (fixture->ledger, "proxy-off");
  struct stat status;

  g_assert_cmpint (stat (fixture->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_leaves_the_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_good (fixture->ledger, "proxy-off");
  g_autofree char *other = add_good (fixture->ledger, "firewall-allow");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (DsLedgerEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  g_assert_cmpstr (id, !=, other);
  ds_ledger_remove_async (fixture->ledger, id, NULL, ds_test_done_cb, &result);
  entry = ds_ledger_edit_finish (fixture->ledger, ds_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (entry->change, ==, "proxy-off");
  entries = load_good (fixture->ledger);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_nonnull (ds_ledger_find (entries, other));
  ds_ledger_remove_async (fixture->ledger, id, NULL, ds_test_done_cb, &again);
  g_assert_null (ds_ledger_edit_finish (fixture->ledger, ds_test_wait (&again), &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_UNKNOWN);
}

static void
test_not_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_good (fixture->ledger, "proxy-off");
  g_autoptr (GError) error = NULL;

  g_assert_null (add (fixture->ledger, "proxy-off", &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_BUSY);
}

/* Whoever made a change is gone: it is left over, and anybody may put it back. */
static void
test_left_over (Fixture *fixture, gconstpointer data)
{
  DsLedger *maker = ds_ledger_new (fixture->context);
  g_autofree char *id = add_good (maker, "proxy-off");
  g_autoptr (GPtrArray) before = load_good (fixture->ledger);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ds_ledger_find (before, id)->is_left_over);
  g_object_unref (maker);
  after = load_good (fixture->ledger);
  g_assert_true (ds_ledger_find (after, id)->is_left_over);
  g_assert_true (claim (fixture->ledger, id, &error));
  g_assert_no_error (error);
}

static void
test_claimed_once (Fixture *fixture, gconstpointer data)
{
  DsLedger *other = ds_ledger_new (fixture->context);
  g_autofree char *id = add_good (other, "proxy-off");
  g_autoptr (GError) error = NULL;

  /* It is just being made. */
  g_assert_false (claim (fixture->ledger, id, &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_BUSY);
  g_clear_error (&error);
  /* It is made: the person may put it back from anywhere. */
  set_state (other, id, DS_LEDGER_IN_FORCE);
  g_assert_true (claim (fixture->ledger, id, &error));
  g_assert_no_error (error);
  /* It is being put back. */
  g_assert_false (claim (other, id, &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_BUSY);
  g_object_unref (other);
}

#define HEAD "{\"schema\":\"doorstep-ledger/1\",\"entries\":["
#define GOOD                                                                                       \
  "{\"id\":\"a\",\"change\":\"proxy-off\",\"made_at\":\"2026-01-01T00:00:00Z\","                   \
  "\"state\":\"in-force\",\"kept\":false,\"owner\":7,\"before\":[]}"

static const struct
{
  const char *name;
  const char *text;
} strange[] = {
  { "empty", "" },
  { "no-json", "doorstep" },
  { "cut-short", HEAD GOOD },
  { "list", "[]" },
  { "no-schema", "{\"entries\":[]}" },
  { "schema-is-no-text", "{\"schema\":1,\"entries\":[]}" },
  { "newer", "{\"schema\":\"doorstep-ledger/2\",\"entries\":[]}" },
  { "something-else", "{\"schema\":\"doorstep-report/1\",\"entries\":[]}" },
  { "unknown-state",
    HEAD "{\"id\":\"a\",\"change\":\"b\",\"made_at\":\"c\",\"state\":\"asleep\"}]}" },
  { "no-id", HEAD "{\"change\":\"b\",\"made_at\":\"c\"}]}" },
  { "no-change", HEAD "{\"id\":\"a\",\"made_at\":\"c\"}]}" },
  { "twice-the-same", HEAD GOOD "," GOOD "]}" },
  { "value-without-key",
    HEAD "{\"id\":\"a\",\"change\":\"b\",\"made_at\":\"c\",\"before\":[{\"value\":\"d\"}]}]}" },
  { "no-utf8", HEAD "{\"id\":\"\xff\",\"change\":\"b\",\"made_at\":\"c\"}]}" },
  { "too-deep", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[" },
};

/* What is there and no ledger is told and left where it is; before something is added, it gets
 * another name. Not a byte of it is lost. */
static void
test_strange (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) entries = NULL;
      g_autofree char *text = NULL;
      g_autofree char *id = NULL;
      g_autofree char *kept = NULL;

      g_test_message ("%s", strange[i].name);
      g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
      g_assert_true (g_file_set_contents (fixture->path, strange[i].text, -1, NULL));
      g_assert_null (load (fixture->ledger, &error));
      g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER_STRANGE);
      g_assert_nonnull (strstr (error->message, fixture->path));
      g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, strange[i].text);

      id = add_good (fixture->ledger, "proxy-off");
      entries = load_good (fixture->ledger);
      g_assert_cmpuint (entries->len, ==, 1);
      g_assert_nonnull (fixture->told);
      /* The sentence ends with the file and a full stop. */
      kept = g_strdup (strstr (fixture->told, fixture->path));
      kept[strlen (kept) - 1] = '\0';
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, strange[i].text);
      g_assert_cmpuint (count_files (fixture->folder, "ledger.json.kept-"), ==, i + 1);
      g_clear_pointer (&fixture->told, g_free);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

static void
test_too_long (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (300 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  memcpy (text, HEAD "]}", strlen (HEAD "]}"));
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_null (load (fixture->ledger, &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER_STRANGE);
}

static void
check_no_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_null (load (fixture->ledger, &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER_STRANGE);
  id = add_good (fixture->ledger, "proxy-off");
  g_assert_cmpuint (count_files (fixture->folder, "ledger.json.kept-"), ==, 1);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (fixture->state_home, "elsewhere", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (elsewhere, "mine", -1, NULL));
  g_assert_cmpint (symlink (elsewhere, fixture->path), ==, 0);
  check_no_file (fixture);
  g_assert_true (g_file_get_contents (elsewhere, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
}

/* A pipe that nobody writes to would be waited for until the end of days. */
static void
test_pipe (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  check_no_file (fixture);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->folder, "a file", -1, NULL));
  g_assert_null (add (fixture->ledger, "proxy-off", &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

/* One that was being written when somebody pulled the plug. */
static void
test_unfinished (Fixture *fixture, gconstpointer data)
{
  g_autofree char *unfinished = g_strconcat (fixture->path, ".new", NULL);
  g_autofree char *id = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (unfinished, "{\"schema\":", -1, NULL));
  id = add_good (fixture->ledger, "proxy-off");
  g_assert_false (g_file_test (unfinished, G_FILE_TEST_EXISTS));
}

#define CROWD 12

/* All at once, each by a ledger of its own: the locks are between open files, so this is what
 * several processes do. */
static void
test_crowd (Fixture *fixture, gconstpointer data)
{
  DsLedger *ledgers[CROWD];
  GAsyncResult *results[CROWD] = { NULL };
  g_autoptr (GPtrArray) entries = NULL;

  for (guint i = 0; i < CROWD; i++)
    {
      g_autofree char *change = g_strdup_printf ("vpn-off:%u", i);
      g_autoptr (DsLedgerEntry) entry = make_entry (change);

      ledgers[i] = ds_ledger_new (fixture->context);
      ds_ledger_add_async (ledgers[i], entry, NULL, ds_test_done_cb, &results[i]);
    }
  for (guint i = 0; i < CROWD; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsLedgerEntry) entry =
          ds_ledger_edit_finish (ledgers[i], ds_test_wait (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_nonnull (entry);
      g_object_unref (results[i]);
    }
  entries = load_good (fixture->ledger);
  g_assert_cmpuint (entries->len, ==, CROWD);
  for (guint i = 0; i < CROWD; i++)
    g_object_unref (ledgers[i]);
}

static void
changed_cb (DsLedger *ledger, guint *count)
{
  (*count)++;
}

static void
test_watch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DsLedger) other = ds_ledger_new (fixture->context);
  g_autofree char *first = add_good (other, "proxy-off");
  g_autofree char *second = NULL;
  gint64 end_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint count = 0;

  g_signal_connect (fixture->ledger, "changed", G_CALLBACK (changed_cb), &count);
  ds_ledger_watch (fixture->ledger);
  second = add_good (other, "firewall-allow");
  while (count == 0 && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count, >, 0);
}

static void
test_folder (void)
{
  static const struct
  {
    const char *const environment[3];
    const char *folder;
  } rows[] = {
    { { "XDG_STATE_HOME=/s", "HOME=/h", NULL }, "/s/doorstep" },
    { { "HOME=/h", NULL }, "/h/.local/state/doorstep" },
    { { "XDG_STATE_HOME=s", "HOME=/h", NULL }, "/h/.local/state/doorstep" },
    { { "XDG_STATE_HOME=", "HOME=/h", NULL }, "/h/.local/state/doorstep" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsContext) context = ds_context_new ();
      g_autoptr (DsLedger) ledger = NULL;

      ds_context_set_environment (context, rows[i].environment);
      ledger = ds_ledger_new (context);
      g_assert_cmpstr (ds_ledger_get_folder (ledger), ==, rows[i].folder);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ledger/nothing", test_nothing },
    { "/ledger/comes-back", test_comes_back },
    { "/ledger/is-private", test_is_private },
    { "/ledger/leaves-the-list", test_leaves_the_list },
    { "/ledger/not-twice", test_not_twice },
    { "/ledger/left-over", test_left_over },
    { "/ledger/claimed-once", test_claimed_once },
    { "/ledger/strange", test_strange },
    { "/ledger/too-long", test_too_long },
    { "/ledger/link", test_link },
    { "/ledger/pipe", test_pipe },
    { "/ledger/no-folder", test_no_folder },
    { "/ledger/unfinished", test_unfinished },
    { "/ledger/crowd", test_crowd },
    { "/ledger/watch", test_watch },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/folder", test_folder);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
