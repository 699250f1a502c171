/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-idna-map.h"

/* What UTS #46 makes of one character. Its table is derived from the Unicode properties (section 6
 * of the standard), and GLib carries those, so the rules are applied here instead of a copy of the
 * table: it stays as new as GLib is. libidn2 does not serve for this step, as it also refuses what
 * only IDNA2008 refuses (☕.example is an address every browser opens), and its table is older than
 * the mapping of capital sharp s and others. */

typedef struct
{
  gunichar first;
  gunichar last;
} Range;

/* Default_Ignorable_Code_Point, without the ones that change how a text is read or shown
 * (direction marks, joiners, tags), which the standard refuses or judges by context. */
static const Range ignored[] = {
  { 0x00AD, 0x00AD },   { 0x034F, 0x034F },   { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 },
  { 0x180B, 0x180F },   { 0x200B, 0x200B },   { 0x2060, 0x2064 },   { 0x206A, 0x206F },
  { 0x3164, 0x3164 },   { 0xFE00, 0xFE0F },   { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },
  { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0100, 0xE01EF },
};

static gboolean
is_ignored (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ignored); i++)
    if (c >= ignored[i].first && c <= ignored[i].last)
      return TRUE;
  return FALSE;
}

/* Sharp s, final sigma and the two joiners: what the older, transitional rules changed. */
static gboolean
is_deviation (gunichar c)
{
  return c == 0x00DF || c == 0x03C2 || c == 0x200C || c == 0x200D;
}

/* Besides: ideographic description characters, and the two that stand for something missing. */
static gboolean
is_base_valid (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return FALSE;
    default:
      return !(c >= 0x2FF0 && c <= 0x2FFF) && c != 0xFFFC && c != 0xFFFD;
    }
}

/* The standard folds the small Cherokee letters to the capital ones; GLib goes the other way. */
static gunichar
fold_cherokee (gunichar c)
{
  if (c >= 0x13F8 && c <= 0x13FD)
    return c - 8;
  if (c >= 0xAB70 && c <= 0xABBF)
    return c - 0xAB70 + 0x13A0;
  return c >= 0x13A0 && c <= 0x13F5 ? c : 0;
}

static char *
fold_once (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (composed, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
}

/* NFKC_Casefold. Two rounds reach the end for every character there is. */
static gboolean
map_by_properties (gunichar c, GString *out)
{
  char utf8[7] = "";
  g_autofree char *once = NULL, *twice = NULL;

  g_unichar_to_utf8 (c, utf8);
  once = fold_once (utf8);
  twice = fold_once (once);
  for (const char *p = twice; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar mapped = g_utf8_get_char (p);

      if (is_ignored (mapped))
        continue;
      /* A dot that is part of another character (⒈, …) would cut the name unseen. */
      if (mapped == '.' || mapped == 0x3002 || (mapped >= 0x80 && !is_base_valid (mapped)))
        return FALSE;
      g_string_append_unichar (out, mapped);
    }
  return TRUE;
}

/**
 * ds_idna_map:
 * @c: a character, not NUL
 * @out: where what it becomes is added: nothing, one or several characters
 *
 * Maps as UTS #46 does, without transitional rules and without the STD3 rules for ASCII.
 *
 * Returns: whether the standard allows @c
 */
gboolean
ds_idna_map (gunichar c, GString *out)
{
  gunichar cherokee = fold_cherokee (c);

  if (c < 0x80)
    g_string_append_c (out, g_ascii_tolower ((char) c));
  else if (c == 0x3002 || c == 0xFF0E || c == 0xFF61)
    g_string_append_c (out, '.');
  else if (c == 0x1E9E)
    g_string_append_unichar (out, 0x00DF);
  else if (is_deviation (c))
    g_string_append_unichar (out, c);
  else if (cherokee != 0)
    g_string_append_unichar (out, cherokee);
  else if (!is_ignored (c))
    return g_unichar_isdefined (c) && map_by_properties (c, out);
  return TRUE;
}

/**
 * ds_idna_is_mark:
 * @c: a character
 *
 * Returns: whether @c is written onto the letter before it
 */
gboolean
ds_idna_is_mark (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK ||
         type == G_UNICODE_ENCLOSING_MARK;
}

/**
 * ds_idna_is_plain:
 * @c: a character
 *
 * Returns: whether @c may stand in a name as it is, that is, UTS #46 maps it to itself
 */
gboolean
ds_idna_is_plain (gunichar c)
{
  g_autoptr (GString) mapped = g_string_new (NULL);

  return ds_idna_map (c, mapped) && mapped->len > 0 && g_utf8_get_char (mapped->str) == c &&
         *g_utf8_next_char (mapped->str) == '\0';
}
