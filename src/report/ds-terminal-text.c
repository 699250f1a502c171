/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-terminal-text.h"

/* Marks that turn the direction of text round and can make it read as something else. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * ds_terminal_clean:
 * @text: text that may come from anywhere
 *
 * Control characters can move the cursor or talk to the terminal: none of them gets through.
 *
 * Returns: (transfer full): one line of UTF-8 that only shows
 */
char *
ds_terminal_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        g_string_append_c (clean, ' ');
      else if (g_unichar_iscntrl (c))
        g_string_append_unichar (clean, 0xFFFD);
      else if (!turns_direction (c))
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

/**
 * ds_terminal_width:
 * @text: one line of UTF-8
 *
 * Returns: how many columns it takes
 */
guint
ds_terminal_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/**
 * ds_terminal_append:
 * @page: what to add to
 * @text: text that may come from anywhere
 * @indent: how many columns to leave free on the left
 *
 * Adds @text, cleaned and broken into lines.
 */
void
ds_terminal_append (GString *page, const char *text, guint indent)
{
  g_autofree char *clean = ds_terminal_clean (text);
  g_auto (GStrv) words = g_strsplit (clean, " ", -1);
  guint column = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint width = ds_terminal_width (words[i]);

      if (width == 0)
        continue;
      if (column > 0 && column + 1 + width > DS_TERMINAL_COLUMNS)
        {
          g_string_append_c (page, '\n');
          column = 0;
        }
      if (column == 0)
        g_string_append_printf (page, "%*s", (int) indent, "");
      else
        g_string_append_c (page, ' ');
      g_string_append (page, words[i]);
      column = (column == 0 ? indent : column + 1) + width;
    }
  g_string_append_c (page, '\n');
}
