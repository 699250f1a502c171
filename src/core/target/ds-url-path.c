/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-url-path.h"

#include <string.h>

/* What follows host and port, written the way the URL standard writes it for the web. */

#define QUERY_SET " \"#<>'"
#define PATH_SET  " \"#<>?^`{}"

static void
append_encoded (GString *out, const char *text, gsize length, const char *set)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c < 0x20 || c > 0x7E || strchr (set, c) != NULL)
        g_string_append_printf (out, "%%%02X", c);
      else
        g_string_append_c (out, (char) c);
    }
}

/* How many dots a segment of only dots has, each written as it is or as %2e; 0 for any other. */
static guint
count_dots (const char *segment, gsize length)
{
  guint dots = 0;

  for (gsize i = 0; i < length; dots++)
    {
      if (segment[i] == '.')
        i++;
      else if (length - i >= 3 && g_ascii_strncasecmp (segment + i, "%2e", 3) == 0)
        i += 3;
      else
        return 0;
    }
  return dots;
}

static void
remove_last_segment (GString *out)
{
  const char *slash = strrchr (out->str, '/');

  g_string_truncate (out, slash != NULL ? (gsize) (slash - out->str) : 0);
}

/* A dot segment leaves nothing behind, except the slash after it when it is the last one. */
static void
append_path (GString *out, const char *path, gsize length)
{
  const char *end = path + length;

  while (path < end)
    {
      gsize segment = 0;
      guint dots;

      path++;
      while (path + segment < end && path[segment] != '/' && path[segment] != '\\')
        segment++;
      dots = count_dots (path, segment);
      if (dots == 2)
        remove_last_segment (out);
      if (dots != 1 && dots != 2)
        {
          g_string_append_c (out, '/');
          append_encoded (out, path, segment, PATH_SET);
        }
      else if (path + segment == end)
        g_string_append_c (out, '/');
      path += segment;
    }
}

/**
 * ds_url_path_parse:
 * @text: what follows host and port: empty, or starting with a slash of either kind, `?` or `#`
 *
 * Returns: (transfer full): path and query, starting with `/`; the fragment is left out, as it is
 *   never sent
 */
char *
ds_url_path_parse (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize length = strcspn (text, "#");
  gsize path = strcspn (text, "?#");

  append_path (out, text, path);
  if (out->len == 0)
    g_string_append_c (out, '/');
  if (path < length)
    {
      g_string_append_c (out, '?');
      append_encoded (out, text + path + 1, length - path - 1, QUERY_SET);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
