/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ufw, by its two files everybody may read: whether it is on, and what it does with what is sent
 * out. Its rules are for administrators only. Inside a Flatpak the files are under /run/host. */

#include "ds-host-ufw.h"

#include <string.h>

#include "ds-host-load.h"

#define ID         "ufw"
#define LENGTH_MAX 65536
#define VALUE_MAX  32

/* Each file as it is on the computer, and as a sandbox shows it. */
static const char *const main_files[] = { "etc/ufw/ufw.conf", "run/host/etc/ufw/ufw.conf" };
static const char *const default_files[] = { "etc/default/ufw", "run/host/etc/default/ufw" };

typedef struct
{
  DsFirewall *firewall; /* (unowned): the caller's, who waits */
  GFile *root;          /* (owned) */
  guint place;          /* the computer's own files, or those a sandbox shows */
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->root);
  g_free (state);
}

/**
 * ds_host_ufw_get_setting:
 * @text: what the file says, as a shell would read it
 * @length: its length
 * @key: the name of a setting
 *
 * Returns: (transfer full) (nullable): what it is set to, in lower case; the last one counts
 */
char *
ds_host_ufw_get_setting (const char *text, gsize length, const char *key)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  gsize key_length = strlen (key);
  char *found = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *value = line + key_length + 1;
      gsize stop;

      if (!g_str_has_prefix (line, key) || line[key_length] != '=')
        continue;
      if (*value == '"' || *value == '\'')
        value++;
      stop = strspn (value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
      if (stop == 0 || stop > VALUE_MAX)
        continue;
      g_free (found);
      found = g_ascii_strdown (value, (gssize) stop);
    }
  return found;
}

static void
load (GTask *task, const char *name, GAsyncReadyCallback callback)
{
  State *state = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_resolve_relative_path (state->root, name);

  ds_host_load_async (file, LENGTH_MAX, g_task_get_cancellable (task), callback,
                      g_object_ref (task));
}

static void
defaults_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, NULL);
  DsGuard *guard = (DsGuard *) ds_firewall_find (state->firewall, ID);

  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    {
      gsize length;
      const char *text = g_bytes_get_data (bytes, &length);
      g_autofree char *policy = ds_host_ufw_get_setting (text, length, "DEFAULT_OUTPUT_POLICY");

      if (g_strcmp0 (policy, "accept") == 0 || g_strcmp0 (policy, "drop") == 0 ||
          g_strcmp0 (policy, "reject") == 0)
        guard->outgoing = g_steal_pointer (&policy);
    }
  g_task_return_boolean (task, TRUE);
}

static void
main_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, &error);
  g_autofree char *enabled = NULL;
  DsGuardState seen = DS_GUARD_UNSEEN;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) &&
      ++state->place < G_N_ELEMENTS (main_files))
    {
      load (task, main_files[state->place], main_cb);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    {
      gsize length;
      const char *text = g_bytes_get_data (bytes, &length);

      enabled = ds_host_ufw_get_setting (text, length, "ENABLED");
    }
  if (enabled != NULL)
    seen = g_str_equal (enabled, "yes") ? DS_GUARD_ACTIVE : DS_GUARD_OFF;
  ds_guard_add_trace (ds_firewall_add (state->firewall, ID, DS_GUARD_FIREWALL, seen),
                      "/etc/ufw/ufw.conf");
  load (task, default_files[state->place], defaults_cb);
}

/**
 * ds_host_ufw_read_async:
 * @root: the root of the file system
 * @firewall: what to add to; must stay until @callback is called
 * @cancellable: (nullable): to give up
 * @callback: called when they are read
 * @user_data: data for @callback
 *
 * Reads the files of ufw. A computer without them has no ufw; those that can't be read, or say
 * nothing that can be understood, are noted as unseen.
 */
void
ds_host_ufw_read_async (GFile *root,
                        DsFirewall *firewall,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_ufw_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  g_task_set_check_cancellable (task, FALSE);
  state->firewall = firewall;
  state->root = g_object_ref (root);
  load (task, main_files[0], main_cb);
}

/**
 * ds_host_ufw_read_finish:
 * @result: the result given to the callback
 * @error: unused
 *
 * Returns: %TRUE: what could not be read is noted
 */
gboolean
ds_host_ufw_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
