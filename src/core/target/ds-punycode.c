/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-punycode.h"

#include <string.h>

/* Punycode, RFC 3492. libidn2 keeps its own to itself and GLib's applies the rules of 2003. */

#define BASE         36
#define T_MIN        1
#define T_MAX        26
#define SKEW         38
#define DAMP         700
#define INITIAL_BIAS 72
#define INITIAL_N    0x80

static guint
adapt (guint delta, guint points, gboolean first)
{
  guint k = 0;

  delta = first ? delta / DAMP : delta / 2;
  delta += delta / points;
  for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
    delta /= BASE - T_MIN;
  return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static guint
threshold (guint k, guint bias)
{
  if (k <= bias)
    return T_MIN;
  return MIN (k - bias, T_MAX);
}

static char
digit_to_char (guint digit)
{
  return digit < 26 ? (char) ('a' + digit) : (char) ('0' + digit - 26);
}

static guint
char_to_digit (char c)
{
  if (g_ascii_isdigit (c))
    return (guint) (c - '0') + 26;
  if (g_ascii_isalpha (c))
    return (guint) (g_ascii_tolower (c) - 'a');
  return BASE;
}

static void
append_delta (GString *out, guint delta, guint bias)
{
  for (guint k = BASE;; k += BASE)
    {
      guint t = threshold (k, bias);

      if (delta < t)
        break;
      g_string_append_c (out, digit_to_char (t + (delta - t) % (BASE - t)));
      delta = (delta - t) / (BASE - t);
    }
  g_string_append_c (out, digit_to_char (delta));
}

static gunichar
next_code_point (const gunichar *label, gsize length, gunichar n)
{
  gunichar next = G_MAXUINT32;

  for (gsize i = 0; i < length; i++)
    if (label[i] >= n && label[i] < next)
      next = label[i];
  return next;
}

/**
 * ds_punycode_encode:
 * @label: (array length=length): code points
 * @length: how many
 *
 * Returns: (transfer full) (nullable): @label in Punycode, without the `xn--`; %NULL when it is too
 *   long to be counted
 */
char *
ds_punycode_encode (const gunichar *label, gsize length)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = INITIAL_N, delta = 0, bias = INITIAL_BIAS;
  gsize basic, handled;

  for (gsize i = 0; i < length; i++)
    if (label[i] < 0x80)
      g_string_append_c (out, (char) label[i]);
  basic = handled = out->len;
  if (basic > 0)
    g_string_append_c (out, '-');

  while (handled < length)
    {
      gunichar next = next_code_point (label, length, n);

      if (next - n > (G_MAXINT - delta) / (handled + 1))
        return NULL;
      delta += (next - n) * (guint) (handled + 1);
      n = next;
      for (gsize i = 0; i < length; i++)
        {
          if (label[i] < n)
            delta++;
          if (label[i] != n)
            continue;
          append_delta (out, delta, bias);
          bias = adapt (delta, (guint) handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      delta++;
      n++;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Reads one number; FALSE when the text ends too early or the number is too large. */
static gboolean
read_delta (const char **text, guint bias, guint *i)
{
  guint weight = 1;

  for (guint k = BASE;; k += BASE)
    {
      guint digit = char_to_digit (**text);
      guint t = threshold (k, bias);

      if (digit >= BASE || digit > (G_MAXINT - *i) / weight)
        return FALSE;
      (*text)++;
      *i += digit * weight;
      if (digit < t)
        return TRUE;
      if (weight > G_MAXINT / (BASE - t))
        return FALSE;
      weight *= BASE - t;
    }
}

/**
 * ds_punycode_decode:
 * @text: Punycode in ASCII, without the `xn--`
 * @length: (out): how many code points came out
 *
 * Returns: (transfer full) (nullable) (array length=length): the code points, or %NULL when @text
 *   is not Punycode or stands for nothing
 */
gunichar *
ds_punycode_decode (const char *text, gsize *length)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (gunichar));
  const char *delimiter = strrchr (text, '-');
  guint n = INITIAL_N, i = 0, bias = INITIAL_BIAS;

  if (delimiter == text)
    return NULL;
  for (; delimiter != NULL && text < delimiter; text++)
    {
      gunichar c = (guchar) *text;

      if (c >= 0x80)
        return NULL;
      g_array_append_val (out, c);
    }
  if (delimiter != NULL)
    text++;

  while (*text != '\0')
    {
      guint before = i, points = out->len + 1;

      if (!read_delta (&text, bias, &i))
        return NULL;
      bias = adapt (i - before, points, before == 0);
      if (i / points > 0x10FFFF - n)
        return NULL;
      n += i / points;
      i %= points;
      if (!g_unichar_validate (n))
        return NULL;
      g_array_insert_val (out, i, n);
      i++;
    }
  return g_array_steal (out, length);
}
