/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-device-counters.h"

/* Columns of /proc/net/dev after the colon. */
#define COLUMN_PACKETS_IN  1
#define COLUMN_PACKETS_OUT 9
#define N_COLUMNS          16

static gboolean
read_columns (const char *line, guint64 columns[N_COLUMNS])
{
  g_auto (GStrv) words = g_strsplit_set (line, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL && n < N_COLUMNS; i++)
    if (*words[i] != '\0' &&
        !g_ascii_string_to_unsigned (words[i], 10, 0, G_MAXUINT64, &columns[n++], NULL))
      return FALSE;
  return n == N_COLUMNS;
}

/**
 * ds_device_counters_parse:
 * @text: what `/proc/net/dev` says
 * @device: the device packets to the target leave by
 * @counters: (out): the counters
 *
 * Returns: whether both devices were found
 */
gboolean
ds_device_counters_parse (const char *text, const char *device, DsDeviceCounters *counters)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean have_loopback = FALSE;
  gboolean have_device = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strrchr (lines[i], ':');
      guint64 columns[N_COLUMNS];

      if (colon == NULL || !read_columns (colon + 1, columns))
        continue;
      *colon = '\0';
      g_strstrip (lines[i]);
      if (g_str_equal (lines[i], "lo"))
        {
          counters->loopback_in = columns[COLUMN_PACKETS_IN];
          have_loopback = TRUE;
        }
      if (g_strcmp0 (lines[i], device) == 0)
        {
          counters->device_out = columns[COLUMN_PACKETS_OUT];
          have_device = TRUE;
        }
    }
  return have_loopback && have_device;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *text = NULL;
  g_autofree DsDeviceCounters *counters = g_new0 (DsDeviceCounters, 1);
  GError *error = NULL;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, &error))
    g_task_return_error (task, error);
  else if (!ds_device_counters_parse (text, g_task_get_task_data (task), counters))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such device: %s",
                             (const char *) g_task_get_task_data (task));
  else
    g_task_return_pointer (task, g_steal_pointer (&counters), g_free);
}

/**
 * ds_device_counters_read_async:
 * @root: the root of the file system
 * @device: the device packets to the target leave by
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are read
 * @user_data: data for @callback
 */
void
ds_device_counters_read_async (GFile *root,
                               const char *device,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GFile) file = g_file_resolve_relative_path (root, "proc/net/dev");

  g_task_set_source_tag (task, ds_device_counters_read_async);
  g_task_set_task_data (task, g_strdup (device), g_free);
  g_file_load_contents_async (file, cancellable, loaded_cb, task);
}

/**
 * ds_device_counters_read_finish:
 * @result: the result given to the callback
 * @counters: (out): the counters
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether they could be read
 */
gboolean
ds_device_counters_read_finish (GAsyncResult *result, DsDeviceCounters *counters, GError **error)
{
  g_autofree DsDeviceCounters *read = g_task_propagate_pointer (G_TASK (result), error);

  if (read == NULL)
    return FALSE;
  *counters = *read;
  return TRUE;
}
