/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hosts file, read the way the C library does (hosts(5)): an address and its names on a line,
 * in any case, up to a number sign. Inside a Flatpak the computer's own file is under /run/host;
 * programs there see a copy, which may be older. */

#include "ds-host-hosts.h"

#include <string.h>

#include "ds-host-load.h"

#define LENGTH_MAX (1024 * 1024)
#define LINES_MAX  16
#define TEXT_MAX   200

typedef struct
{
  DsHostsFile *hosts; /* (owned) (nullable) */
  char *name;         /* (owned) */
  GFile *root;        /* (owned) */
  guint next;
} State;

/* What programs see here, and then the computer's own. To the person both are the same file. */
static const char *const files[] = { "etc/hosts", "run/host/etc/hosts" };

#define SHOWN_AS "/etc/hosts"

static void
state_free (State *state)
{
  g_clear_pointer (&state->hosts, ds_hosts_file_free);
  g_clear_object (&state->root);
  g_free (state->name);
  g_free (state);
}

/* Names of this computer itself belong to its own addresses. */
static gboolean
is_own_name (const char *name)
{
  static const char *const own[] = {
    "localhost",    "localhost.localdomain",   "localhost4",
    "localhost6",   "ip6-localhost",           "ip6-loopback",
    "loopback",     "localhost4.localdomain4", "localhost6.localdomain6",
    "broadcasthost"
  };
  const char *host = g_get_host_name ();
  gsize length = strlen (host);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_ascii_strcasecmp (name, own[i]) == 0)
      return TRUE;
  return g_str_has_suffix (name, ".localhost") ||
         (length > 0 && g_ascii_strncasecmp (name, host, length) == 0 &&
          (name[length] == '\0' || name[length] == '.'));
}

/* As the C library compares it: what it looks up carries no dot at its end, so a name that is
 * written with one never matches. */
static gboolean
is_asked_for (const char *written, const char *name)
{
  return g_ascii_strcasecmp (written, name) == 0;
}

static DsHostsLine *
make_line (const char *file, guint number, const char *address, const char *text)
{
  DsHostsLine *line = ds_hosts_line_new ();
  g_autofree char *readable = g_utf8_make_valid (text, -1);

  line->file = g_strdup (file);
  line->line = number;
  line->address = g_strdup (address);
  line->text = g_utf8_substring (readable, 0, MIN (g_utf8_strlen (readable, -1), TEXT_MAX));
  g_strstrip (line->text);
  return line;
}

static void
parse_line (char *text, const char *file, guint number, const char *name, DsHostsFile *hosts)
{
  g_autofree char *written = g_strdup (text);
  char *rest = NULL;
  char *word;
  g_autoptr (GInetAddress) inet = NULL;
  g_autofree char *address = NULL;
  gboolean named = FALSE;

  text[strcspn (text, "#")] = '\0';
  word = strtok_r (text, " \t\r\f\v", &rest);
  inet = word != NULL ? g_inet_address_new_from_string (word) : NULL;
  if (inet == NULL)
    return;
  address = g_inet_address_to_string (inet);
  while ((word = strtok_r (NULL, " \t\r\f\v", &rest)) != NULL)
    {
      hosts->names++;
      /* That this computer's own name leads to itself is as it should be. */
      if (g_inet_address_get_is_loopback (inet) && is_own_name (word))
        continue;
      if (ds_hosts_address_blocks (address))
        hosts->blocked++;
      named |= is_asked_for (word, name);
    }
  if (named && hosts->lines->len < LINES_MAX)
    g_ptr_array_add (hosts->lines, make_line (file, number, address, written));
}

/**
 * ds_host_hosts_parse:
 * @text: what the file says
 * @length: its length
 * @file: its name, for the person
 * @name: the name of the target
 * @hosts: what to add to
 *
 * Reads one hosts file. A line that is no such line is passed over, as the C library does.
 */
void
ds_host_hosts_parse (
    const char *text, gsize length, const char *file, const char *name, DsHostsFile *hosts)
{
  const char *end = text + length;

  for (guint number = 1; text < end; number++)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize line_length = (gsize) ((stop != NULL ? stop : end) - text);
      g_autofree char *line = g_strndup (text, line_length);

      parse_line (line, file, number, name, hosts);
      text += line_length + 1;
    }
}

static gboolean
has_line (const DsHostsFile *hosts, const DsHostsLine *line)
{
  for (guint i = 0; i < hosts->lines->len; i++)
    {
      const DsHostsLine *other = g_ptr_array_index (hosts->lines, i);

      if (other->line == line->line && g_strcmp0 (other->text, line->text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A copy of a file adds nothing to it. */
static void
merge (DsHostsFile *hosts, const DsHostsFile *more)
{
  hosts->names = MAX (hosts->names, more->names);
  hosts->blocked = MAX (hosts->blocked, more->blocked);
  for (guint i = 0; i < more->lines->len; i++)
    {
      const DsHostsLine *line = g_ptr_array_index (more->lines, i);

      if (!has_line (hosts, line))
        g_ptr_array_add (hosts->lines, ds_record_copy (&ds_hosts_line_type, line));
    }
}

static void read_next (GTask *task);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, &error);

  if (bytes != NULL)
    {
      g_autoptr (DsHostsFile) more = ds_hosts_file_new ();
      gsize length;
      const char *text = g_bytes_get_data (bytes, &length);

      ds_host_hosts_parse (text, length, SHOWN_AS, state->name, more);
      merge (state->hosts, more);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  state->next++;
  read_next (task);
}

static void
read_next (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;

  if (state->next == G_N_ELEMENTS (files))
    {
      g_task_return_pointer (task, g_steal_pointer (&state->hosts),
                             (GDestroyNotify) ds_hosts_file_free);
      return;
    }
  file = g_file_resolve_relative_path (state->root, files[state->next]);
  ds_host_load_async (file, LENGTH_MAX, g_task_get_cancellable (task), loaded_cb,
                      g_object_ref (task));
}

/**
 * ds_host_hosts_read_async:
 * @root: the root of the file system
 * @name: the name of the target
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are read
 * @user_data: data for @callback
 *
 * Reads the hosts files of this computer. A computer without one has none: that is no error.
 */
void
ds_host_hosts_read_async (GFile *root,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_hosts_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->hosts = ds_hosts_file_new ();
  state->name = g_strdup (name);
  state->root = g_object_ref (root);
  read_next (task);
}

/**
 * ds_host_hosts_read_finish:
 * @result: the result given to the callback
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): what the hosts files say about the target
 */
DsHostsFile *
ds_host_hosts_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
