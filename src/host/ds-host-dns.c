/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The name servers this computer is set to ask (resolv.conf(5)). */

#include "ds-host-dns.h"

#include "ds-host-load.h"

#define LENGTH_MAX 65536
/* The C library asks no more than these (MAXNS). */
#define SERVERS_MAX 3

/**
 * ds_host_dns_parse:
 * @text: what `resolv.conf` says
 * @length: its length
 *
 * Returns: (transfer full): the addresses of the name servers in their order; where none is named,
 *   the one the C library asks then
 */
char **
ds_host_dns_parse (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;
      g_autoptr (GSocketAddress) address = NULL;

      /* The word stands at the very start of its line, as the C library has it. */
      if (!g_str_has_prefix (lines[i], "nameserver") || !g_ascii_isspace (lines[i][10]))
        continue;
      words = g_strsplit_set (g_strchug (lines[i] + 10), " \t\r", 2);
      address = words[0] != NULL ? g_inet_socket_address_new_from_string (words[0], 53) : NULL;
      if (address != NULL && servers->len < SERVERS_MAX &&
          !g_ptr_array_find_with_equal_func (servers, words[0], g_str_equal, NULL))
        g_ptr_array_add (servers, g_strdup (words[0]));
    }
  if (servers->len == 0)
    g_ptr_array_add (servers, g_strdup ("127.0.0.1"));
  g_ptr_array_add (servers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&servers), FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, &error);
  const char *text = "";
  gsize length = 0;

  if (bytes == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    text = g_bytes_get_data (bytes, &length);
  g_task_return_pointer (task, ds_host_dns_parse (text, length), (GDestroyNotify) g_strfreev);
}

/**
 * ds_host_dns_read_async:
 * @root: the root of the file system
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are read
 * @user_data: data for @callback
 *
 * Reads which name servers this computer is set to ask.
 */
void
ds_host_dns_read_async (GFile *root,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GFile) file = g_file_resolve_relative_path (root, "etc/resolv.conf");

  g_task_set_source_tag (task, ds_host_dns_read_async);
  ds_host_load_async (file, LENGTH_MAX, cancellable, loaded_cb, task);
}

/**
 * ds_host_dns_read_finish:
 * @result: the result given to the callback
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the addresses of the name servers, at least one
 */
char **
ds_host_dns_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
