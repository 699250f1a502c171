/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-target-mend.h"

#include <string.h>

#include "ds-target-text.h"

/* What is tried, one after the other, when a text is no address as it stands. Each mend gives
 * another text to try, or %NULL where it finds nothing to mend. */

#define BEFORE_PATH "/\\?#"

/* Quotes, brackets and the marks that end a sentence. Of ASCII only those that mean nothing at the
 * ends of an address. */
static gboolean
is_mark (gunichar c)
{
  if (ds_text_is_space (c))
    return TRUE;
  if (c < 0x80)
    return c != 0 && strchr ("\"'`<>()[]{}.,;!?|", (int) c) != NULL;
  return g_unichar_ispunct (c);
}

/* A bracket that closes one inside the address belongs to it. */
static gboolean
closes_inside (gunichar c, const char *start, const char *end)
{
  static const char *const pairs[] = { "()", "[]", "{}" };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (c == (gunichar) pairs[i][1])
      return memchr (start, pairs[i][0], (gsize) (end - start)) != NULL;
  return FALSE;
}

static gboolean
is_quote (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c >= 0x80 &&
         (type == G_UNICODE_INITIAL_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION ||
          type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_CLOSE_PUNCTUATION);
}

/**
 * ds_mend_is_quoted:
 * @text: text, not empty
 *
 * Returns: whether @text begins or ends with a quote or bracket that UTS #46 lets into a name and
 *   that no name has
 */
gboolean
ds_mend_is_quoted (const char *text)
{
  const char *last = g_utf8_prev_char (text + strlen (text));

  return is_quote (g_utf8_get_char (text)) || is_quote (g_utf8_get_char (last));
}

/**
 * ds_mend_marks:
 * @text: text
 *
 * Returns: (transfer full) (nullable): @text without the quotes, brackets and full stops around it
 */
char *
ds_mend_marks (const char *text)
{
  const char *start = text, *end = text + strlen (text);
  gsize whole = (gsize) (end - start);

  while (start < end && is_mark (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (last);

      if (!is_mark (c) || closes_inside (c, start, last))
        break;
      end = last;
    }
  return (gsize) (end - start) < whole ? g_strndup (start, (gsize) (end - start)) : NULL;
}

/* Whether the space between @before and @after is a slip: it stands at a dot, a colon or the
 * slashes of the scheme, and @after does not start an address of its own behind a full stop. */
static gboolean
is_gap (const GString *before, const char *after)
{
  char left = before->len > 0 ? before->str[before->len - 1] : ' ';
  char left_of_it = before->len > 1 ? before->str[before->len - 2] : ' ';

  if (strchr (".:/", *after) != NULL)
    return TRUE;
  if (left == '/')
    return left_of_it == '/' || left_of_it == ':';
  return strchr (".:", left) != NULL && !ds_text_starts_address (after);
}

/**
 * ds_mend_gaps:
 * @text: tidy text
 *
 * Returns: (transfer full) (nullable): @text without the spaces beside its dots and colons and in
 *   its scheme, as in `https: //www. bakery.example`
 */
char *
ds_mend_gaps (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean found = FALSE;

  while (*text != '\0')
    {
      const char *word = text;
      gboolean gap;

      while (ds_text_is_space (g_utf8_get_char (word)))
        word = g_utf8_next_char (word);
      if (*word == '\0')
        break;
      gap = word > text && is_gap (out, word);
      found = found || gap;
      if (word > text && !gap)
        g_string_append_c (out, ' ');
      text = g_utf8_next_char (word);
      g_string_append_len (out, word, text - word);
    }
  return found ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/**
 * ds_mend_dots:
 * @text: tidy text
 *
 * Returns: (transfer full) (nullable): @text with dots where there is a near key or a dot in
 *   brackets, as in `www,bakery,example` and `bakery[.]example`
 */
char *
ds_mend_dots (const char *text)
{
  static const char *const disarmed[] = { "[.]", "(.)", "{.}", "[:]" };
  g_autoptr (GString) out = g_string_new (text);
  const char *slashes = strstr (text, "//");
  gsize start = slashes != NULL ? (gsize) (slashes - text) + 2 : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (disarmed); i++)
    {
      char dot[] = { disarmed[i][1], '\0' };

      g_string_replace (out, disarmed[i], dot, 0);
    }
  for (gsize i = start; i < out->len && strchr (BEFORE_PATH, out->str[i]) == NULL; i++)
    if (i > 0 && out->str[i] == ',' && g_ascii_isalnum (out->str[i - 1]) &&
        g_ascii_isalnum (out->str[i + 1]))
      out->str[i] = '.';
  return strcmp (out->str, text) != 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static gboolean
has_web_scheme (const char *word)
{
  return g_ascii_strncasecmp (word, "http://", 7) == 0 ||
         g_ascii_strncasecmp (word, "https://", 8) == 0;
}

static gboolean
is_word_in_name (const char *label)
{
  if (*label == '\0')
    return FALSE;
  for (; *label != '\0'; label = g_utf8_next_char (label))
    {
      gunichar c = g_utf8_get_char (label);

      if (c != '-' && c != '_' && !g_unichar_isalnum (c) && !g_unichar_ismark (c))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_top_level (const char *label)
{
  if (g_utf8_strlen (label, -1) < 2)
    return FALSE;
  if (g_ascii_strncasecmp (label, "xn--", 4) == 0)
    return TRUE;
  for (; *label != '\0'; label = g_utf8_next_char (label))
    if (!g_unichar_isalpha (g_utf8_get_char (label)) && !g_unichar_ismark (g_utf8_get_char (label)))
      return FALSE;
  return TRUE;
}

static gboolean
is_dotted_name (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint count = g_strv_length (labels);

  for (guint i = 0; i < count; i++)
    if (!is_word_in_name (labels[i]))
      return FALSE;
  return count >= 2 && (is_top_level (labels[count - 1]) || g_hostname_is_ip_address (host));
}

/* Whether @word, without the marks around it, can hardly be anything but an address. A name without
 * a dot is one only between a scheme and a port. */
static gboolean
is_address_in_text (const char *word)
{
  const char *rest = has_web_scheme (word) ? strstr (word, "//") + 2 : word;
  g_autofree char *host = g_strndup (rest, strcspn (rest, BEFORE_PATH ":"));
  const char *after = rest + strlen (host);

  if (*rest == '[')
    return strstr (rest, "::") != NULL && strchr (rest, ']') != NULL;
  if (strchr (host, '@') != NULL || (*after == ':' && strchr (after, '@') != NULL))
    return rest != word;
  return g_ascii_strcasecmp (host, "localhost") == 0 || is_dotted_name (host) ||
         (rest != word && *host != '\0' && *after == ':' && g_ascii_isdigit (after[1]));
}

/* Something that is no word of a sentence either: then the text is not an address in a sentence,
 * but an address with something wrong in it. */
static gboolean
is_no_word (const char *word)
{
  const char *colon = strchr (word, ':');

  return g_str_has_suffix (word, "/") || strstr (word, "://") != NULL ||
         (colon != NULL && g_ascii_isdigit (colon[1]) && !g_ascii_isdigit (*word));
}

static char **
split_words (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);

  for (;; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c != 0 && !ds_text_is_space (c) && strchr ("<>\"", c < 0x80 ? (int) c : ' ') == NULL)
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        g_strv_builder_add (builder, word->str);
      g_string_truncate (word, 0);
      if (c == 0)
        return g_strv_builder_end (builder);
    }
}

/* `bakery.example’s server` */
static char *
without_genitive (const char *word)
{
  gsize length = strlen (word);

  if (g_str_has_suffix (word, "’s"))
    length -= strlen ("’s");
  else if (g_str_has_suffix (word, "'s"))
    length -= strlen ("'s");
  return g_strndup (word, length);
}

/* `Failed to connect to bakery.example port 8443` */
static char *
with_port (const char *address, char **following)
{
  gboolean bare = strpbrk (address, BEFORE_PATH ":") == NULL;
  g_autofree char *port = NULL;

  if (bare && following[0] != NULL && following[1] != NULL &&
      g_ascii_strcasecmp (following[0], "port") == 0)
    port = g_strndup (following[1], strspn (following[1], "0123456789"));
  return port != NULL && *port != '\0' ? g_strdup_printf ("%s:%s", address, port)
                                       : g_strdup (address);
}

/**
 * ds_mend_find_addresses:
 * @text: tidy text
 *
 * Returns: (transfer full): what in @text, a sentence, looks like the address of a website
 */
char **
ds_mend_find_addresses (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = split_words (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *inner = ds_mend_marks (words[i]);
      g_autofree char *word =
          without_genitive (inner != NULL && words[i][0] != '[' ? inner : words[i]);

      if (is_address_in_text (word))
        {
          g_autofree char *address = with_port (word, words + i + 1);

          g_strv_builder_add (builder, address);
        }
      else if (is_no_word (word))
        return g_new0 (char *, 1);
    }
  return g_strv_builder_end (builder);
}
