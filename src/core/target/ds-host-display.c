/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-host-display.h"

#include <string.h>

#include "ds-idna-map.h"
#include "ds-idna.h"

/* How a name is shown: in its own letters where nobody can be misled by them, else in the `xn--`
 * form. The line is drawn as browsers draw it: "highly restrictive" of UTS #39 section 5.2, and
 * no label made only of letters that pass for Latin ones. */

#define PREFIX "xn--"

/* Which scripts may stand together in one label. */
static const GUnicodeScript together[][5] = {
  { G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HIRAGANA,
    G_UNICODE_SCRIPT_KATAKANA, G_UNICODE_SCRIPT_INVALID_CODE },
  { G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_BOPOMOFO,
    G_UNICODE_SCRIPT_INVALID_CODE },
  { G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HANGUL,
    G_UNICODE_SCRIPT_INVALID_CODE },
};

/* Small Cyrillic, Greek and Armenian letters that look like Latin ones in common fonts. */
static const char passes_for_latin[] = "аеорсухіјһӏԁԛԝѕґѵѡпг"
                                       "αικνορτυχωγη"
                                       "օոսհքցգ";

static gboolean
contains_script (const GUnicodeScript *set, GUnicodeScript script)
{
  for (; *set != G_UNICODE_SCRIPT_INVALID_CODE; set++)
    if (*set == script)
      return TRUE;
  return FALSE;
}

static gboolean
is_neutral (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED;
}

static gboolean
is_of_one_script (const gunichar *label, gsize length)
{
  GUnicodeScript first = G_UNICODE_SCRIPT_COMMON;

  for (gsize i = 0; i < length; i++)
    {
      GUnicodeScript script = g_unichar_get_script (label[i]);

      if (is_neutral (script))
        continue;
      if (!is_neutral (first) && script != first)
        return FALSE;
      first = script;
    }
  return TRUE;
}

static gboolean
is_within (const gunichar *label, gsize length, const GUnicodeScript *set)
{
  for (gsize i = 0; i < length; i++)
    {
      GUnicodeScript script = g_unichar_get_script (label[i]);

      if (!is_neutral (script) && !contains_script (set, script))
        return FALSE;
    }
  return TRUE;
}

static gboolean
scripts_agree (const gunichar *label, gsize length)
{
  if (is_of_one_script (label, length))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (together); i++)
    if (is_within (label, length, together[i]))
      return TRUE;
  return FALSE;
}

/* Letters, marks, digits and the hyphen: symbols and emoji are too easily taken for each other.
 * A mark on a letter of Europe that is not one character with it is likely to hide. */
static gboolean
is_readable (const gunichar *label, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      GUnicodeScript before = i > 0 ? g_unichar_get_script (label[i - 1]) : G_UNICODE_SCRIPT_COMMON;

      if (label[i] == '-' || g_unichar_isalnum (label[i]))
        continue;
      if (!ds_idna_is_mark (label[i]) || before == G_UNICODE_SCRIPT_LATIN ||
          before == G_UNICODE_SCRIPT_CYRILLIC || before == G_UNICODE_SCRIPT_GREEK)
        return FALSE;
    }
  return TRUE;
}

static gboolean
passes_for_latin_only (const gunichar *label, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (label[i] >= 0x80 && g_utf8_strchr (passes_for_latin, -1, label[i]) == NULL)
      return FALSE;
  return TRUE;
}

static char *
display_label (const char *label, gboolean latin_ending, gboolean *doubtful)
{
  g_autofree gunichar *letters = NULL;
  gsize length;

  if (!g_str_has_prefix (label, PREFIX))
    return g_strdup (label);
  letters = ds_idna_read_label (label, &length);
  if (letters == NULL)
    return g_strdup (label);
  if (!scripts_agree (letters, length) || !is_readable (letters, length) ||
      (latin_ending && passes_for_latin_only (letters, length)))
    {
      *doubtful = TRUE;
      return g_strdup (label);
    }
  return g_ucs4_to_utf8 (letters, (glong) length, NULL, NULL, NULL);
}

/**
 * ds_host_display:
 * @name: a name in ASCII, not an IP address
 * @doubtful: (out): whether a part of it stands for letters that pass for others, and is shown in
 *   its `xn--` form for that reason
 *
 * Returns: (transfer full): the name as people read it
 */
char *
ds_host_display (const char *name, gboolean *doubtful)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);
  guint count = g_strv_length (labels);
  gboolean latin_ending = count < 2 || !g_str_has_prefix (labels[count - 1], PREFIX);

  *doubtful = FALSE;
  for (guint i = 0; i < count; i++)
    {
      char *shown = display_label (labels[i], latin_ending, doubtful);

      g_free (labels[i]);
      labels[i] = shown;
    }
  return g_strjoinv (".", labels);
}
