/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-json-bounds.h"

/**
 * ds_json_is_bounded:
 * @text: a text that may be JSON (RFC 8259)
 * @length: how many bytes it has
 * @depth_max: how many levels it may have
 * @values_max: how many values it may have
 *
 * Counts brackets and commas outside of texts. The parser calls itself for each level and takes
 * memory for each value, so this comes before it for everything that comes from outside.
 *
 * Returns: whether @text keeps to both
 */
gboolean
ds_json_is_bounded (const char *text, gsize length, guint depth_max, guint values_max)
{
  guint depth = 0;
  guint values = 0;
  gboolean in_text = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_text && c == '\\')
        i++;
      else if (c == '"')
        in_text = !in_text;
      else if (in_text)
        continue;
      else if (c == '[' || c == '{')
        depth++;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
      else if (c == ',')
        values++;
      if (depth > depth_max || values > values_max)
        return FALSE;
    }
  return TRUE;
}
