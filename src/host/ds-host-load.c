/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file of this computer, read up to a bound: its owner may have made it as long as they like. */

#include "ds-host-load.h"

#define CHUNK 65536

typedef struct
{
  GByteArray *bytes; /* (owned) */
  gsize length_max;
  gboolean from_end;
} State;

static void
state_free (State *state)
{
  g_byte_array_unref (state->bytes);
  g_free (state);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size;
  const guint8 *data;

  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  data = g_bytes_get_data (chunk, &size);
  size = MIN (size, state->length_max - state->bytes->len);
  if (size > 0)
    g_byte_array_append (state->bytes, data, (guint) size);
  if (size > 0 && state->bytes->len < state->length_max)
    g_input_stream_read_bytes_async (G_INPUT_STREAM (source), CHUNK, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (task), read_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_byte_array_ref (state->bytes)),
                           (GDestroyNotify) g_bytes_unref);
}

/* Moves to where the last part of the file begins. A shorter one is read whole. */
static void
seek (GFileInputStream *stream, gsize length)
{
  if (!g_seekable_seek (G_SEEKABLE (stream), -(goffset) length, G_SEEK_END, NULL, NULL))
    g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, NULL, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (state->from_end)
    seek (stream, state->length_max);
  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
load (GTask *task, gsize length_max, gboolean from_end)
{
  State *state = g_new0 (State, 1);

  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->bytes = g_byte_array_new ();
  state->length_max = length_max;
  state->from_end = from_end;
  g_file_read_async (g_task_get_source_object (task), G_PRIORITY_DEFAULT,
                     g_task_get_cancellable (task), opened_cb, task);
}

/**
 * ds_host_load_async:
 * @file: what to read
 * @length_max: how much of it at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: data for @callback
 *
 * Reads the beginning of a file.
 */
void
ds_host_load_async (GFile *file,
                    gsize length_max,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_load_async);
  load (task, length_max, FALSE);
}

/**
 * ds_host_load_end_async:
 * @file: what to read
 * @length_max: how much of it at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read; see ds_host_load_finish()
 * @user_data: data for @callback
 *
 * Reads the last part of a file.
 */
void
ds_host_load_end_async (GFile *file,
                        gsize length_max,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_load_end_async);
  load (task, length_max, TRUE);
}

/**
 * ds_host_load_finish:
 * @result: the result given to the callback
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): what the file says
 */
GBytes *
ds_host_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
