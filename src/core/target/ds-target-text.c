/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-target-text.h"

#include <string.h>

/* What comes from a keyboard or a clipboard, made into one line of clean text. */

#define SHOWN_MAX 512

static gboolean
is_line_space (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/**
 * ds_text_is_space:
 * @c: a character
 *
 * Returns: whether @c is a space of any width, a tab or the end of a line
 */
gboolean
ds_text_is_space (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR || is_line_space (c);
}

/* What takes no room: control characters, direction and byte order marks, joiners. */
static gboolean
is_invisible (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_CONTROL || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/**
 * ds_text_has_space:
 * @text: text
 *
 * Returns: whether there is a space of any kind in @text
 */
gboolean
ds_text_has_space (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (ds_text_is_space (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/**
 * ds_text_tidy:
 * @bytes: (array length=length): anything
 * @length: how many
 *
 * Returns: (transfer full): @bytes as UTF-8, without spaces and invisible characters around it;
 *   what is no UTF-8, and each NUL, is U+FFFD
 */
char *
ds_text_tidy (const char *bytes, gsize length)
{
  g_autofree char *utf8 = NULL;
  const char *start, *end;

  while (length > 0 && (guchar) *bytes <= ' ')
    {
      bytes++;
      length--;
    }
  while (length > 0 && (guchar) bytes[length - 1] <= ' ')
    length--;

  utf8 = g_utf8_make_valid (bytes, (gssize) length);
  start = utf8;
  end = utf8 + strlen (utf8);
  while (start < end &&
         (ds_text_is_space (g_utf8_get_char (start)) || is_invisible (g_utf8_get_char (start))))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!ds_text_is_space (g_utf8_get_char (last)) && !is_invisible (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (start, (gsize) (end - start));
}

/**
 * ds_text_for_showing:
 * @text: tidy text
 *
 * Returns: (transfer full): @text on one line, without invisible characters, cut where it gets
 *   longer than anybody reads
 */
char *
ds_text_for_showing (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize count = 0;

  for (; *text != '\0' && count < SHOWN_MAX; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (ds_text_is_space (c))
        c = ' ';
      else if (is_invisible (c))
        continue;
      if (c == ' ' && out->len > 0 && out->str[out->len - 1] == ' ')
        continue;
      g_string_append_unichar (out, c);
      count++;
    }
  if (*text != '\0')
    g_string_append (out, "…");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * ds_text_starts_address:
 * @text: text
 *
 * Returns: whether @text begins the way an address does and no other word
 */
gboolean
ds_text_starts_address (const char *text)
{
  return g_ascii_strncasecmp (text, "www.", 4) == 0 ||
         g_ascii_strncasecmp (text, "http:", 5) == 0 ||
         g_ascii_strncasecmp (text, "https:", 6) == 0;
}

/* Lines are one address that was broken by a mail program, unless there are spaces too, or a later
 * line starts an address of its own: then they are a text. */
static gboolean
is_one_address (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (ds_text_is_space (c) && !is_line_space (c))
        return FALSE;
      if (is_line_space (c) && ds_text_starts_address (g_utf8_next_char (p)))
        return FALSE;
    }
  return TRUE;
}

/**
 * ds_text_join_lines:
 * @text: tidy text
 *
 * Returns: (transfer full): @text on one line
 */
char *
ds_text_join_lines (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean drop = is_one_address (text);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!is_line_space (c))
        g_string_append_unichar (out, c);
      else if (!drop)
        g_string_append_c (out, ' ');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * ds_text_narrow:
 * @text: text
 *
 * East Asian keyboards write wide letters, colons and slashes. Dots and letters of the name are
 * left to UTS #46, which knows them all, and the path is left as it is.
 *
 * Returns: (transfer full): @text with the scheme and the separators in ASCII
 */
char *
ds_text_narrow (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean in_scheme = TRUE, in_path = FALSE;
  gunichar before = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      gunichar narrow = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;

      in_scheme = in_scheme && narrow < 0x80 && g_ascii_isalpha ((char) narrow);
      if (!in_path && (in_scheme || narrow == ':' || narrow == '/'))
        c = narrow;
      g_string_append_unichar (out, c);
      in_path = in_path || c == '?' || (c == '/' && before != 0 && before != ':' && before != '/');
      before = c;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
