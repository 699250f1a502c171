/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes: which there are, what others' errors mean, and the desktop's proxy setting with the
 * settings in a file. The real services are tried in tests/lab. */

#include "ds-changes.h"

#include <string.h>

#include "ds-change-kinds.h"
#include "ds-test-wait.h"

#define SCHEMA "org.gnome.system.proxy"
#define KEY    "mode"
#define UUID   "22222222-2222-4222-8222-222222222222"

/* --- Which there are --- */

static void
test_kinds (void)
{
  static const struct
  {
    const char *id;
    gboolean known;
  } rows[] = {
    { "proxy-off", TRUE },
    { "vpn-off:" UUID, TRUE },
    { "proxy-off:", FALSE },
    { "proxy-off:x", FALSE },
    { "proxy-offs", FALSE },
    { "proxy", FALSE },
    { "", FALSE },
    { ":", FALSE },
    { "vpn-off", FALSE },
    { "vpn-off:", FALSE },
    { "vpn-off:Work", FALSE },
    { "vpn-off:" UUID ":", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].id);
      g_assert_cmpint (ds_changes_is_known (rows[i].id), ==, rows[i].known);
    }
}

/* --- What others' errors mean --- */

#define NO_CODE 0

static const struct
{
  const char *name; /* of the bus; %NULL for one of GIO */
  GIOErrorEnum io;
  DsChangeError code;
} error_rows[] = {
  { "org.freedesktop.NetworkManager.PermissionDenied", NO_CODE, DS_CHANGE_ERROR_DENIED },
  { "org.freedesktop.PolicyKit1.Error.NotAuthorized", NO_CODE, DS_CHANGE_ERROR_DENIED },
  { "org.freedesktop.PolicyKit1.Error.Cancelled", NO_CODE, DS_CHANGE_ERROR_DISMISSED },
  { "org.freedesktop.DBus.Error.AccessDenied", NO_CODE, DS_CHANGE_ERROR_DENIED },
  { "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", NO_CODE,
    DS_CHANGE_ERROR_DENIED },
  { "org.freedesktop.DBus.Error.ServiceUnknown", NO_CODE, DS_CHANGE_ERROR_UNAVAILABLE },
  { "org.freedesktop.DBus.Error.NameHasNoOwner", NO_CODE, DS_CHANGE_ERROR_UNAVAILABLE },
  /* A service that dies while it is at it. */
  { "org.freedesktop.DBus.Error.NoReply", NO_CODE, DS_CHANGE_ERROR_UNAVAILABLE },
  { "org.freedesktop.DBus.Error.Timeout", NO_CODE, DS_CHANGE_ERROR_TIMED_OUT },
  { "org.freedesktop.NetworkManager.UnknownConnection", NO_CODE, DS_CHANGE_ERROR_FAILED },
  { NULL, G_IO_ERROR_CLOSED, DS_CHANGE_ERROR_UNAVAILABLE },
  { NULL, G_IO_ERROR_NOT_FOUND, DS_CHANGE_ERROR_UNAVAILABLE },
  { NULL, G_IO_ERROR_TIMED_OUT, DS_CHANGE_ERROR_TIMED_OUT },
  { NULL, G_IO_ERROR_PERMISSION_DENIED, DS_CHANGE_ERROR_DENIED },
  { NULL, G_IO_ERROR_FAILED, DS_CHANGE_ERROR_FAILED },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      const char *name = error_rows[i].name;
      g_autoptr (GError) foreign =
          name != NULL ? g_dbus_error_new_for_dbus_error (name, "Zut")
                       : g_error_new_literal (G_IO_ERROR, (int) error_rows[i].io, "Zut");
      g_autoptr (GError) error = ds_change_error_translate (foreign, "The service");

      g_test_message ("%s %d", name, (int) error_rows[i].io);
      g_assert_error (error, DS_CHANGE_ERROR, (int) error_rows[i].code);
      g_assert_null (strstr (error->message, "GDBus"));
      g_assert_true (g_str_has_suffix (error->message, ".") || strstr (error->message, "Zut"));
    }
}

/* Who ends something knows that; it is nobody's fault. */
static void
test_cancelled (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (GError) error = ds_change_error_translate (foreign, "The service");

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- The proxy --- */

typedef struct
{
  char *folder;
  DsContext *context;
  DsChanges *changes;
  GSettings *settings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *variable = NULL;
  g_autoptr (GFile) root = NULL;

  fixture->folder = ds_test_make_folder ();
  fixture->context = ds_context_new ();
  variable = g_strconcat ("XDG_STATE_HOME=", fixture->folder, NULL);
  ds_context_set_environment (fixture->context, (const char *const[]){ variable, NULL });
  root = g_file_new_for_path (fixture->folder);
  ds_context_set_root (fixture->context, root);
  fixture->changes = ds_changes_new (fixture->context);
  fixture->settings = g_settings_new (SCHEMA);
  g_settings_set_string (fixture->settings, KEY, "manual");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->settings);
  g_object_unref (fixture->changes);
  g_object_unref (fixture->context);
  ds_test_remove_folder (fixture->folder);
}

static char *
apply (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *entry = NULL;
  gboolean done;

  ds_changes_apply_async (fixture->changes, "proxy-off", NULL, ds_test_done_cb, &result);
  done = ds_changes_apply_finish (fixture->changes, ds_test_wait (&result), &entry, error);
  g_assert_cmpint (done, ==, entry != NULL);
  return entry;
}

static char *
apply_good (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *entry = apply (fixture, &error);

  g_assert_no_error (error);
  return entry;
}

static int
undo (Fixture *fixture, const char *entry, char **note, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ds_changes_undo_async (fixture->changes, entry, NULL, ds_test_done_cb, &result);
  return ds_changes_undo_finish (fixture->changes, ds_test_wait (&result), note, error);
}

static void
check_mode (Fixture *fixture, const char *mode)
{
  g_autoptr (GVariant) value = g_settings_get_user_value (fixture->settings, KEY);

  g_assert_cmpstr (value != NULL ? g_variant_get_string (value, NULL) : NULL, ==, mode);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (ds_changes_get_items (fixture->changes));
}

static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *entry = apply_good (fixture);
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = ds_changes_get_records (fixture->changes);
  const DsChangeRecord *record = g_ptr_array_index (records, 0);
  DsChangeItem *item = ds_changes_find (fixture->changes, "proxy-off");

  check_mode (fixture, "none");
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (record->change, ==, "proxy-off");
  g_assert_cmpstr (record->entry, ==, entry);
  g_assert_cmpint (ds_change_item_get_entry (item)->state, ==, DS_LEDGER_IN_FORCE);
  g_assert_false (ds_change_item_is_left_over (item));
  g_assert_cmpint (undo (fixture, entry, &note, &error), ==, DS_UNDONE_PUT_BACK);
  g_assert_no_error (error);
  g_assert_null (note);
  check_mode (fixture, "manual");
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* Nothing was set: nothing is set afterwards, whatever the default is. */
static void
test_was_not_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_settings_reset (fixture->settings, KEY);
  g_assert_null (apply (fixture, &error));
  /* The default here is "none" already. */
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_NOT_POSSIBLE);
  check_mode (fixture, NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_set_by_hand (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *mode;
    DsUndone undone;
  } rows[] = { { "auto", DS_UNDONE_LEFT }, { "manual", DS_UNDONE_ALREADY } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *entry = NULL;
      g_autofree char *note = NULL;
      g_autoptr (GError) error = NULL;

      g_settings_set_string (fixture->settings, KEY, "manual");
      entry = apply_good (fixture);
      g_settings_set_string (fixture->settings, KEY, rows[i].mode);
      g_assert_cmpint (undo (fixture, entry, &note, &error), ==, rows[i].undone);
      g_assert_no_error (error);
      g_assert_cmpint (note != NULL, ==, rows[i].undone == DS_UNDONE_LEFT);
      check_mode (fixture, rows[i].mode);
      g_assert_cmpuint (count (fixture), ==, 0);
    }
}

static void
test_not_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *entry = apply_good (fixture);
  g_autoptr (GError) error = NULL;

  /* Somebody has set it meanwhile, so it could be made again: but what was before is known once. */
  g_settings_set_string (fixture->settings, KEY, "auto");
  g_assert_null (apply (fixture, &error));
  g_assert_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_BUSY);
  check_mode (fixture, "auto");
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
check_untouched (Fixture *fixture, DsChangeError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (apply (fixture, &error));
  g_assert_error (error, DS_CHANGE_ERROR, (int) code);
  check_mode (fixture, "manual");
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* What a sandbox writes into a file of its own never gets to the desktop. */
static void
test_sandbox (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, ".flatpak-info", NULL);

  g_assert_true (g_file_set_contents (path, "[Application]\n", -1, NULL));
  check_untouched (fixture, DS_CHANGE_ERROR_NOT_POSSIBLE);
}

static void
test_memory (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      check_untouched (fixture, DS_CHANGE_ERROR_NOT_POSSIBLE);
      return;
    }
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_test_trap_assert_passed ();
}

static void
test_no_ledger (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "doorstep", NULL);

  g_assert_true (g_file_set_contents (path, "in the way", -1, NULL));
  check_untouched (fixture, DS_CHANGE_ERROR_LEDGER);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  ds_changes_apply_async (fixture->changes, "proxy-off", cancellable, ds_test_done_cb, &result);
  g_assert_false (ds_changes_apply_finish (fixture->changes, ds_test_wait (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_mode (fixture, "manual");
  g_assert_cmpuint (count (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/changes/proxy/there-and-back", test_there_and_back },
    { "/changes/proxy/was-not-set", test_was_not_set },
    { "/changes/proxy/set-by-hand", test_set_by_hand },
    { "/changes/proxy/not-twice", test_not_twice },
    { "/changes/proxy/sandbox", test_sandbox },
    { "/changes/proxy/memory", test_memory },
    { "/changes/proxy/no-ledger", test_no_ledger },
    { "/changes/proxy/cancelled-before", test_cancelled_before },
  };
  char *config = ds_test_make_folder ();
  int status;

  /* Nobody's own settings are touched: those of this test are in a file of its own. */
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", FALSE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changes/kinds", test_kinds);
  g_test_add_func ("/changes/errors", test_errors);
  g_test_add_func ("/changes/cancelled", test_cancelled);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  status = g_test_run ();
  ds_test_remove_folder (config);
  return status;
}
