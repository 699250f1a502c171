/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-idna.h"

#include <idn2.h>
#include <string.h>

#include "ds-idna-map.h"
#include "ds-punycode.h"

/* A name in anybody's letters made into the one that is looked up: UTS #46 with the settings of
 * the URL standard for browsers (not transitional, CheckHyphens and VerifyDnsLength false,
 * CheckBidi and CheckJoiners true). Mapping and the status of each character: ds-idna-map.c. The
 * rules for joiners (RFC 5892 appendix A) and for right-to-left letters (RFC 5893) are libidn2's.
 */

#define PREFIX "xn--"

/* Letters that join nothing and that IDNA2008 permits: one without a direction, and alef. */
#define STAND_IN               0x02B9
#define STAND_IN_RIGHT_TO_LEFT 0x05D0

static gboolean
is_joiner (gunichar c)
{
  return c == 0x200C || c == 0x200D;
}

/* The ranges Unicode keeps for scripts written from right to left. */
static gboolean
may_be_right_to_left (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFEFF) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Whether libidn2 refuses @c wherever it stands: because only IDNA2008 does, or because its
 * Unicode is older than GLib's. The letter before it keeps a mark from being the first. */
static gboolean
is_unknown_to_libidn2 (gunichar c)
{
  g_autoptr (GString) text = g_string_new ("a");
  uint8_t *ascii = NULL;
  int code;

  g_string_append_unichar (text, c);
  code = idn2_lookup_u8 ((const uint8_t *) text->str, &ascii, IDN2_NFC_INPUT | IDN2_NO_TR46);
  if (code == IDN2_OK)
    idn2_free (ascii);
  return code == IDN2_DISALLOWED || code == IDN2_UNASSIGNED || code == IDN2_CONTEXTO ||
         code == IDN2_CONTEXTO_NO_RULE;
}

/* The label as libidn2 is asked about it: what it would refuse for a reason browsers do not share
 * gives way to the stand-in, so that its answer is about joiners and direction alone. */
static char *
make_question (const gunichar *label, gsize length)
{
  g_autoptr (GString) question = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      gunichar c = label[i];

      if (c < 0x80 ? g_ascii_isalnum ((char) c) : is_joiner (c) || !is_unknown_to_libidn2 (c))
        g_string_append_unichar (question, c);
      else if (!ds_idna_is_mark (c))
        g_string_append_unichar (question,
                                 may_be_right_to_left (c) ? STAND_IN_RIGHT_TO_LEFT : STAND_IN);
    }
  return g_string_free (g_steal_pointer (&question), FALSE);
}

static gboolean
joiners_and_direction_are_right (const gunichar *label, gsize length)
{
  g_autofree char *question = NULL;
  uint8_t *ascii = NULL;
  gboolean asks = FALSE;
  int code;

  for (gsize i = 0; i < length; i++)
    asks = asks || is_joiner (label[i]) || may_be_right_to_left (label[i]);
  if (!asks)
    return TRUE;

  question = make_question (label, length);
  code = idn2_lookup_u8 ((const uint8_t *) question, &ascii, IDN2_NFC_INPUT | IDN2_NO_TR46);
  if (code == IDN2_OK)
    idn2_free (ascii);
  return code == IDN2_OK;
}

/* The validity criteria of UTS #46 section 4.1 for a label with its letters. */
static gboolean
is_right_label (const gunichar *label, gsize length, gunichar *culprit)
{
  if (length > 0 && ds_idna_is_mark (label[0]))
    {
      *culprit = label[0];
      return FALSE;
    }
  return joiners_and_direction_are_right (label, length);
}

/**
 * ds_idna_read_label:
 * @label: a label that begins with `xn--`, in lower case
 * @length: (out): how many letters it stands for
 *
 * Returns: (transfer full) (nullable) (array length=length): the letters, or %NULL when it stands
 *   for none, or for some that a name can't have
 */
gunichar *
ds_idna_read_label (const char *label, gsize *length)
{
  g_autofree gunichar *letters = NULL;
  g_autofree char *utf8 = NULL, *composed = NULL;
  gboolean all_ascii = TRUE;
  gunichar culprit;

  letters = ds_punycode_decode (label + strlen (PREFIX), length);
  if (letters == NULL)
    return NULL;
  for (gsize i = 0; i < *length; i++)
    {
      all_ascii = all_ascii && letters[i] < 0x80;
      if (letters[i] == '.' || letters[i] == 0 || !ds_idna_is_plain (letters[i]))
        return NULL;
    }
  if (all_ascii || !is_right_label (letters, *length, &culprit))
    return NULL;

  utf8 = g_ucs4_to_utf8 (letters, (glong) *length, NULL, NULL, NULL);
  composed = g_utf8_normalize (utf8, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  if (strcmp (utf8, composed) != 0 || g_str_has_prefix (utf8, PREFIX))
    return NULL;
  return g_steal_pointer (&letters);
}

static gboolean
append_encoded (GString *out, const gunichar *letters, gsize length)
{
  g_autofree char *encoded = ds_punycode_encode (letters, length);

  if (encoded == NULL)
    return FALSE;
  g_string_append (out, PREFIX);
  g_string_append (out, encoded);
  return TRUE;
}

static gboolean
label_to_ascii (const char *label, GString *out, gunichar *culprit)
{
  g_autofree gunichar *letters = NULL;
  gsize length;
  glong read;

  if (g_str_has_prefix (label, PREFIX))
    {
      letters = g_str_is_ascii (label) ? ds_idna_read_label (label, &length) : NULL;
      return letters != NULL && append_encoded (out, letters, length);
    }
  if (g_str_is_ascii (label))
    {
      g_string_append (out, label);
      return TRUE;
    }
  letters = g_utf8_to_ucs4_fast (label, -1, &read);
  return is_right_label (letters, (gsize) read, culprit) &&
         append_encoded (out, letters, (gsize) read);
}

static char *
map_domain (const char *domain, gunichar *culprit)
{
  g_autoptr (GString) mapped = g_string_new (NULL);

  for (const char *p = domain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (ds_idna_map (c, mapped))
        continue;
      *culprit = c;
      return NULL;
    }
  return g_utf8_normalize (mapped->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/**
 * ds_idna_to_ascii:
 * @domain: a name in UTF-8
 * @culprit: (out): the character that can't be in a name, or 0 when it is not a single one
 *
 * "Domain to ASCII" of the URL standard. A name all in ASCII is only put into lower case, even
 * where its `xn--` labels stand for nothing: that is what browsers do.
 *
 * Returns: (transfer full) (nullable): the name in ASCII, maybe empty, or %NULL
 */
char *
ds_idna_to_ascii (const char *domain, gunichar *culprit)
{
  g_autofree char *mapped = NULL;
  g_auto (GStrv) labels = NULL;
  g_autoptr (GString) out = NULL;

  *culprit = 0;
  if (g_str_is_ascii (domain))
    return g_ascii_strdown (domain, -1);

  mapped = map_domain (domain, culprit);
  if (mapped == NULL)
    return NULL;
  labels = g_strsplit (mapped, ".", -1);
  out = g_string_new (NULL);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '.');
      if (!label_to_ascii (labels[i], out, culprit))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
