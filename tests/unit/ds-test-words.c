/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said to a person: plain, calm, and in whole sentences. */

#include "ds-test-words.h"

#include <string.h>

/* Of fewer words the measure tells nothing. */
#define WORDS_MIN 15

static const char *const banned[] = {
  "please", "sorry", "oops",           "valid",         "invalid", "forbidden", "illegal",
  "fatal",  "abort", "error occurred", "unfortunately", "simply",  "whoops",
};

static gboolean
is_word_at (const char *text, const char *at, gsize length)
{
  return (at == text || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[length]);
}

/**
 * ds_test_words_check:
 * @sentences: what is said
 */
void
ds_test_words_check (const char *sentences)
{
  g_autofree char *lower = g_ascii_strdown (sentences, -1);

  g_assert_cmpstr (sentences, !=, "");
  g_assert_true (g_utf8_validate (sentences, -1, NULL));
  if (!g_str_has_suffix (sentences, "."))
    g_test_fail_printf ("no full stop: %s", sentences);
  if (strpbrk (sentences, "!{}\n\t") != NULL || strstr (sentences, "  ") != NULL)
    g_test_fail_printf ("an odd character: %s", sentences);
  if (!g_unichar_isupper (g_utf8_get_char (sentences)) && strchr (sentences, ' ') != NULL &&
      memchr (sentences, '.', (gsize) (strchr (sentences, ' ') - sentences)) == NULL)
    g_test_fail_printf ("no capital: %s", sentences);
  for (guint i = 0; i < G_N_ELEMENTS (banned); i++)
    for (const char *at = strstr (lower, banned[i]); at != NULL; at = strstr (at + 1, banned[i]))
      if (is_word_at (lower, at, strlen (banned[i])))
        g_test_fail_printf ("“%s” in: %s", banned[i], sentences);
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

/* Groups of vowels, without a silent e at the end. */
static guint
count_syllables (const char *word, gsize length)
{
  guint count = 0;

  for (gsize i = 0; i < length; i++)
    if (is_vowel (g_ascii_tolower (word[i])) &&
        (i == 0 || !is_vowel (g_ascii_tolower (word[i - 1]))))
      count++;
  if (length > 2 && g_ascii_tolower (word[length - 1]) == 'e' &&
      !is_vowel (g_ascii_tolower (word[length - 2])) && word[length - 2] != 'l')
    count--;
  return MAX (count, 1);
}

/**
 * ds_test_words_grade:
 * @sentences: what is said
 *
 * Returns: the school year it takes to read it (Flesch and Kincaid). Names of websites and numbers
 *   are passed over: they are the person's own words. 0 where there are too few words to tell.
 */
double
ds_test_words_grade (const char *sentences)
{
  g_auto (GStrv) words = g_strsplit (sentences, " ", -1);
  guint n_words = 0;
  guint n_syllables = 0;
  guint n_sentences = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);
      gboolean ends = length > 0 && strchr (".:;?", words[i][length - 1]) != NULL;

      n_sentences += ends ? 1 : 0;
      while (length > 0 && g_ascii_ispunct (words[i][length - 1]))
        length--;
      if (length == 0 || strcspn (words[i], ".:/0123456789") < length)
        continue;
      n_words++;
      n_syllables += count_syllables (words[i], length);
    }
  if (n_words < WORDS_MIN)
    return 0;
  return 0.39 * n_words / MAX (n_sentences, 1) + 11.8 * n_syllables / n_words - 15.59;
}
