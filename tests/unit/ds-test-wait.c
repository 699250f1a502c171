/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-test-wait.h"

#include <ftw.h>
#include <stdio.h>

/* Longer than anything here takes on a busy computer. */
#define TIMEOUT_S 20

/**
 * ds_test_done_cb:
 * @source: whoever is done
 * @result: how it ended
 * @user_data: a `GAsyncResult *`, to be given to ds_test_wait()
 */
void
ds_test_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

static gboolean
late_cb (gpointer user_data)
{
  g_error ("no end within %d s", TIMEOUT_S);
  return G_SOURCE_REMOVE;
}

/**
 * ds_test_wait:
 * @result: what was given to ds_test_done_cb()
 *
 * Returns: (transfer none): how it ended
 */
GAsyncResult *
ds_test_wait (GAsyncResult **result)
{
  guint late = g_timeout_add_seconds (TIMEOUT_S, late_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  return *result;
}

/**
 * ds_test_make_folder:
 *
 * Returns: (transfer full): a new folder for this test alone
 */
char *
ds_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("doorstep-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static int
remove_cb (const char *path, const struct stat *status, int flag, struct FTW *place)
{
  g_assert_cmpint (remove (path), ==, 0);
  return 0;
}

/**
 * ds_test_remove_folder:
 * @folder: (transfer full): the folder, with what is in it
 */
void
ds_test_remove_folder (char *folder)
{
  nftw (folder, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_free (folder);
}
