/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-cli-lines.h"

#include <string.h>

#define CHUNK 4096
/* What is longer is no address; the rest of the line is read over, so that the next one is whole.
 */
#define LINE_MAX_BYTES (64 * 1024)

struct _DsCliLines
{
  GInputStream *stream; /* (owned) */
  guint8 chunk[CHUNK];
  gsize chunk_length;
  gsize chunk_used;
  GByteArray *line; /* (owned): what is there of the next line */
  gboolean begun;   /* whether there is a next line at all */
  gboolean ended;
};

/**
 * ds_cli_lines_new:
 * @stream: where the lines come from
 *
 * Returns: (transfer full): a reader
 */
DsCliLines *
ds_cli_lines_new (GInputStream *stream)
{
  DsCliLines *self = g_new0 (DsCliLines, 1);

  self->stream = g_object_ref (stream);
  self->line = g_byte_array_new ();
  return self;
}

/**
 * ds_cli_lines_free:
 * @self: (transfer full): a reader
 */
void
ds_cli_lines_free (DsCliLines *self)
{
  g_object_unref (self->stream);
  g_byte_array_unref (self->line);
  g_free (self);
}

/* Moves bytes of the chunk into the line, up to its end. Returns whether the line is whole. */
static gboolean
take_line (DsCliLines *self)
{
  const guint8 *start = self->chunk + self->chunk_used;
  gsize left = self->chunk_length - self->chunk_used;
  const guint8 *end = left > 0 ? memchr (start, '\n', left) : NULL;
  gsize length = end != NULL ? (gsize) (end - start) : left;
  gsize room = LINE_MAX_BYTES + 1 - self->line->len;

  g_byte_array_append (self->line, start, (guint) MIN (length, room));
  self->begun |= left > 0;
  self->chunk_used += end != NULL ? length + 1 : length;
  return end != NULL;
}

static void
return_line (DsCliLines *self, GTask *task)
{
  GBytes *line = g_bytes_new (self->line->data, self->line->len);

  g_byte_array_set_size (self->line, 0);
  self->begun = FALSE;
  g_task_return_pointer (task, line, (GDestroyNotify) g_bytes_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsCliLines *self = g_task_get_task_data (task);
  GError *error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (length < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  self->chunk_length = (gsize) length;
  self->chunk_used = 0;
  self->ended = length == 0;
  if (take_line (self) || (self->ended && self->begun))
    return_line (self, task);
  else if (self->ended)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_input_stream_read_async (self->stream, self->chunk, CHUNK, G_PRIORITY_DEFAULT,
                               g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

/**
 * ds_cli_lines_read_async:
 * @self: a reader, which must live until @callback
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is a line, or no more
 * @user_data: data for @callback
 */
void
ds_cli_lines_read_async (DsCliLines *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_cli_lines_read_async);
  g_task_set_task_data (task, self, NULL);
  if (take_line (self))
    return_line (self, task);
  else if (self->ended)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_input_stream_read_async (self->stream, self->chunk, CHUNK, G_PRIORITY_DEFAULT, cancellable,
                               read_cb, g_object_ref (task));
}

/**
 * ds_cli_lines_read_finish:
 * @self: a reader
 * @result: the result given to the callback
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the line without its end, cut off where it is longer than
 *   any address; %NULL at the end of the input, or with @error set
 */
GBytes *
ds_cli_lines_read_finish (DsCliLines *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
