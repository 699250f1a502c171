/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the firewall wrote down of tries to reach the target, where this account may read it: the
 * kernel's lines about packets, in the log files of the system. Most accounts may not, and nothing
 * rests on it. The journal is not looked at: it has a format of its own that takes a library, and
 * where an account may read it, rsyslog's files mostly say the same.
 *
 * Of a line, only what the rule calls itself and what is known anyway is kept: no other address, no
 * user, no hardware address. */

#include "ds-host-firewall-log.h"

#include <string.h>

#include "ds-host-load.h"

/* The latest lines are at the end of the file. */
#define LENGTH_MAX (64 * 1024)
#define LINES_MAX  3
#define PREFIX_MAX 60
#define DEVICE_MAX 16

static const char *const files[] = { "var/log/ufw.log", "var/log/kern.log", "var/log/messages" };

typedef struct
{
  DsFirewall *firewall; /* (unowned): the caller's, who waits */
  GFile *root;          /* (owned) */
  DsFirewallLogQuery query;
  char **addresses;       /* (owned): those of the query */
  GStrvBuilder *readable; /* (owned) */
  GPtrArray *lines;       /* (owned) (element-type utf8) */
  guint next;
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->root);
  g_clear_pointer (&state->query.since, g_date_time_unref);
  g_strfreev (state->addresses);
  g_strv_builder_unref (state->readable);
  g_ptr_array_unref (state->lines);
  g_free (state);
}

/* --- One line --- */

/* RFC 3339, or the old way without a year: `Nov 23 09:46:13`, in local time either way. */
static GDateTime *
read_time (const char *line)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  g_autofree char *word = g_strndup (line, strcspn (line, " "));
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (word, here);
  g_autoptr (GDateTime) now = NULL;
  const char *month = strlen (word) == 3 ? strstr (months, word) : NULL;
  int numbers[4] = { 0 };
  char *place = (char *) line + strlen (word);

  if (time != NULL || month == NULL || (month - months) % 3 != 0)
    return g_steal_pointer (&time);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      numbers[i] = (int) g_ascii_strtoull (place, &place, 10);
      place += *place == ':';
    }
  now = g_date_time_new_now (here);
  return g_date_time_new (here, g_date_time_get_year (now), (int) (month - months) / 3 + 1,
                          numbers[0], numbers[1], numbers[2], numbers[3]);
}

/* The value of `KEY=value` among the words of a line. */
static char *
find_value (const char *line, const char *key)
{
  g_autofree char *start = g_strdup_printf (" %s=", key);
  const char *found = strstr (line, start);

  if (found == NULL)
    return NULL;
  found += strlen (start);
  return g_strndup (found, strcspn (found, " \r\n"));
}

static gboolean
is_one_of (const char *text, const char *const *addresses)
{
  /* The kernel writes IPv6 addresses in full. */
  g_autoptr (GInetAddress) address = text != NULL ? g_inet_address_new_from_string (text) : NULL;
  g_autofree char *spelled = address != NULL ? g_inet_address_to_string (address) : NULL;

  return spelled != NULL && g_strv_contains (addresses, spelled);
}

static char *
read_prefix (const char *line)
{
  const char *end = strstr (line, "IN=");
  const char *start = end;
  g_autofree char *text = NULL;
  g_autofree char *readable = NULL;

  /* Before it stands `kernel: [12345.678901] `, with or without the time since the start. */
  for (const char *mark = strstr (line, "kernel: "); mark != NULL && mark < end;
       mark = strstr (mark + 1, "kernel: "))
    start = mark + strlen ("kernel: ");
  if (end == NULL || start == end)
    return g_strdup ("");
  text = g_strndup (start, (gsize) (end - start));
  if (text[0] == '[' && (text[1] == ' ' || g_ascii_isdigit (text[1])) && strchr (text, ']') != NULL)
    memmove (text, strchr (text, ']') + 1, strlen (strchr (text, ']') + 1) + 1);
  readable = g_utf8_make_valid (g_strstrip (text), -1);
  return g_utf8_substring (readable, 0, MIN (g_utf8_strlen (readable, -1), PREFIX_MAX));
}

/**
 * ds_host_firewall_log_parse:
 * @line: a line of a log
 * @query: what to look for
 *
 * Returns: (transfer full) (nullable): what it says of a packet sent to the target, and nothing
 *   else; %NULL when it says nothing of one
 */
char *
ds_host_firewall_log_parse (const char *line, const DsFirewallLogQuery *query)
{
  g_autofree char *to = find_value (line, "DST");
  g_autofree char *port = find_value (line, "DPT");
  g_autofree char *device = find_value (line, "OUT");
  g_autofree char *protocol = find_value (line, "PROTO");
  g_autofree char *prefix = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (device == NULL || *device == '\0' || strlen (device) > DEVICE_MAX ||
      g_strcmp0 (protocol, "TCP") != 0 || port == NULL ||
      g_ascii_strtoull (port, NULL, 10) != query->port || !is_one_of (to, query->addresses))
    return NULL;
  if (query->since != NULL)
    {
      time = read_time (line);
      if (time == NULL || g_date_time_compare (time, query->since) < 0)
        return NULL;
    }
  prefix = read_prefix (line);
  return g_strdup_printf ("%s%sOUT=%s DST=%s DPT=%u", prefix, *prefix != '\0' ? " " : "", device,
                          to, query->port);
}

/* --- The files --- */

static void
look_through (State *state, GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *copy = text != NULL ? g_strndup (text, length) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);

  for (guint i = 0; lines[i] != NULL && state->lines->len < LINES_MAX; i++)
    {
      g_autofree char *found = ds_host_firewall_log_parse (lines[i], &state->query);

      if (found != NULL &&
          !g_ptr_array_find_with_equal_func (state->lines, found, g_str_equal, NULL))
        g_ptr_array_add (state->lines, g_steal_pointer (&found));
    }
}

static void read_next (GTask *task);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, NULL);

  if (bytes != NULL)
    {
      g_autofree char *name = g_strdup_printf ("/%s", files[state->next]);

      g_strv_builder_add (state->readable, name);
      look_through (state, bytes);
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
      g_ptr_array_add (state->lines, NULL);
      g_strfreev (state->firewall->logs);
      g_strfreev (state->firewall->log_lines);
      state->firewall->logs = g_strv_builder_end (state->readable);
      state->firewall->log_lines = g_strdupv ((char **) state->lines->pdata);
      g_task_return_boolean (task, TRUE);
      return;
    }
  file = g_file_resolve_relative_path (state->root, files[state->next]);
  ds_host_load_end_async (file, LENGTH_MAX, g_task_get_cancellable (task), loaded_cb,
                          g_object_ref (task));
}

/**
 * ds_host_firewall_log_read_async:
 * @root: the root of the file system
 * @query: what to look for; copied
 * @firewall: what to add to; must stay until @callback is called
 * @cancellable: (nullable): to give up
 * @callback: called when all was read that may be read
 * @user_data: data for @callback
 *
 * Reads what the firewall wrote down of tries to reach the target.
 */
void
ds_host_firewall_log_read_async (GFile *root,
                                 const DsFirewallLogQuery *query,
                                 DsFirewall *firewall,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_firewall_log_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  g_task_set_check_cancellable (task, FALSE);
  state->firewall = firewall;
  state->root = g_object_ref (root);
  state->addresses = g_strdupv ((char **) query->addresses);
  state->query.addresses = (const char *const *) state->addresses;
  state->query.port = query->port;
  state->query.since = query->since != NULL ? g_date_time_ref (query->since) : NULL;
  state->readable = g_strv_builder_new ();
  state->lines = g_ptr_array_new_with_free_func (g_free);
  read_next (task);
}

/**
 * ds_host_firewall_log_read_finish:
 * @result: the result given to the callback
 * @error: unused
 *
 * Returns: %TRUE: what may not be read is not looked at
 */
gboolean
ds_host_firewall_log_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
