/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "ds-host.h"
#include "ds-target.h"

/* The public vectors of web-platform-tests (url/resources/): the standard's own examples of how an
 * address is read. They are not part of this project; DS_CORPORA names the folder they are in.
 *
 * Where an address bar rightly differs from the bare parser of the standard, the row stands in a
 * table below with the reason, or falls under a rule with a reason. A row that is listed and does
 * not differ any more fails the test, as does one that differs and is not listed. */

/* GLib's JSON strings end at the first NUL, so the file's NULs are read as this character. */
#define NUL_MARK 0xF8FF

#define FAILURE "failure"

#define NO_PAGE      "relative to a page; an address bar has none to start from"
#define PORT_0       "nothing can be reached at port 0"
#define EMPTY_LABEL  "no name has an empty part, so there is nothing to look up"
#define ODD_SIGNS    "no name that is looked up has such signs"
#define GAP          "a space beside a separator is a slip while typing"
#define TEXT_AROUND  "an address with words behind it is a pasted sentence"
#define NO_BRACKETS  "an IPv6 address without its brackets can be nothing else"
#define ENDING       "marks behind the address belong to the text it comes from"
#define SLIP         "one letter beside http is a slip, not a scheme that nobody uses"
#define USER         "what leads up to an @ sign is a user name and a password"
#define NUL_REPLACED "a NUL in a path is unreadable text, as any wrong UTF-8 is"

typedef struct
{
  const char *input;
  const char *base;
  const char *reason;
} Listed;

#define BASE "http://example.org/foo/bar"

static const Listed listed_urls[] = {
  { "http:foo.com", BASE, NO_PAGE },
  { "http::@c:29", BASE, NO_PAGE },
  { "http:[61:27]/:foo", BASE, NO_PAGE },
  { "http:/example.com/", BASE, NO_PAGE },
  { "http:/", "http://example.com/", NO_PAGE },
  { "http:example.com/", BASE, NO_PAGE },
  { "http:", BASE, NO_PAGE },
  { "http://f:0/c", BASE, PORT_0 },
  { "http://f:00000000000000/c", BASE, PORT_0 },
  { "http://./", NULL, EMPTY_LABEL },
  { "http://../", NULL, EMPTY_LABEL },
  { "http://foo.09..", NULL, EMPTY_LABEL },
  { "http://!\"$&'()*+,-.;=_`{}~/", NULL, ODD_SIGNS },
  { "http://f: /c", BASE, GAP },
  { "http://f:21/ b ? d # e ", BASE, TEXT_AROUND },
  { "http://192.168.0.1 hello", "http://other.com/", TEXT_AROUND },
  { "http://2001::1", BASE, NO_BRACKETS },
  { "http://2001::1]", BASE, NO_BRACKETS },
  { "https://x/\uf8ffy", NULL, NUL_REPLACED },
  { "https://x/?\uf8ffy", NULL, NUL_REPLACED },
};

static const Listed listed_others[] = {
  { "httpa://foo:80/", NULL, SLIP },
  { "sc::a@example.net", NULL, USER },
};

static const Listed listed_hosts[] = {
  { "www\u00a0.lookout.net", NULL, GAP },
  { "\u1680lookout.net", NULL, GAP },
};

static const Listed listed_lengths[] = {
  { "http://example.com.br..", NULL, ENDING },
  { "http://example.com.br....", NULL, ENDING },
};

static gboolean
is_escape (const char *text, char first, const char *second)
{
  return text[0] == '\\' && text[1] == 'u' && g_ascii_tolower (text[2]) == first &&
         strchr (second, g_ascii_tolower (text[3])) != NULL && g_ascii_isxdigit (text[4]) &&
         g_ascii_isxdigit (text[5]);
}

/* Half a pair of surrogates is no character, and newer parsers refuse it: U+FFFD stands for it. */
static void
mend_surrogates (char *text)
{
  for (; *text != '\0'; text++)
    {
      if (text[0] == '\\' && text[1] == '\\')
        text++;
      else if (is_escape (text, 'd', "89ab") && is_escape (text + 6, 'd', "cdef"))
        text += 11;
      else if (is_escape (text, 'd', "89abcdef"))
        memcpy (text + 2, "fffd", 4);
    }
}

static JsonArray *
load (const char *name, JsonParser *parser)
{
  g_autofree char *path = g_build_filename (g_getenv ("DS_CORPORA"), "wpt", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) marked = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  mend_surrogates (text);
  marked = g_string_new (text);
  g_string_replace (marked, "\\u0000", "\\uf8ff", 0);
  json_parser_load_from_data (parser, marked->str, (gssize) marked->len, &error);
  g_assert_no_error (error);
  return json_node_get_array (json_parser_get_root (parser));
}

static JsonObject *
get_row (JsonArray *rows, guint i)
{
  JsonNode *node = json_array_get_element (rows, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_string (JsonObject *row, const char *member)
{
  return json_object_get_string_member_with_default (row, member, NULL);
}

static DsTarget *
parse (const char *input)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  DsTarget *target;

  for (const char *p = input; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) == NUL_MARK)
      g_string_append_c (bytes, '\0');
    else
      g_string_append_unichar (bytes, g_utf8_get_char (p));
  target = ds_target_parse (bytes->str, (gssize) bytes->len, &error);
  g_assert_true ((target == NULL) == (error != NULL));
  return target;
}

/* Whether the standard finds the scheme of the web at the start of @input. */
static gboolean
is_of_the_web (const char *input)
{
  g_autoptr (GString) start = g_string_new (NULL);

  for (const char *p = input; *p != '\0' && start->len < 6; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c > ' ' && c != NUL_MARK)
        g_string_append_unichar (start, c);
    }
  return g_ascii_strncasecmp (start->str, "http:", 5) == 0 ||
         g_ascii_strncasecmp (start->str, "https:", 6) == 0;
}

/* What the standard makes of the row, written as Doorstep writes an address: no user, no fragment.
 */
static char *
get_expected (JsonObject *row)
{
  g_autoptr (GString) url = NULL;
  const char *path = get_string (row, "pathname"), *search = get_string (row, "search");
  const char *query;

  if (json_object_get_boolean_member_with_default (row, "failure", FALSE))
    return g_strdup (FAILURE);
  url = g_string_new (get_string (row, "protocol"));
  g_string_append_printf (url, "//%s%s%s", get_string (row, "host"), path, search);
  query = strpbrk (get_string (row, "href"), "?#");
  if (*search == '\0' && query != NULL && *query == '?')
    g_string_append_c (url, '?');
  return g_string_free (g_steal_pointer (&url), FALSE);
}

static char *
get_ours (const char *input)
{
  g_autoptr (DsTarget) target = parse (input);

  return g_strdup (target != NULL ? target->url : FAILURE);
}

static const Listed *
find_listed (const Listed *rows, gsize count, const char *input, const char *base)
{
  for (gsize i = 0; i < count; i++)
    if (strcmp (rows[i].input, input) == 0 && g_strcmp0 (rows[i].base, base) == 0)
      return &rows[i];
  return NULL;
}

/* What came of a file: every row is one of these. */
typedef struct
{
  guint rows;
  guint matching;
  guint listed;
  guint wrong;
} Count;

/* Counts a row. Differing and being listed have to go together. */
static void
count_row (Count *count, guint i, const char *expected, const char *ours, const Listed *row)
{
  gboolean matches = strcmp (expected, ours) == 0;

  count->rows++;
  if (matches && row == NULL)
    count->matching++;
  else if (!matches && row != NULL)
    count->listed++;
  else
    {
      count->wrong++;
      g_test_message ("row %u: %s; the standard says '%s', Doorstep '%s'", i,
                      row != NULL ? "listed, and differs no more" : "differs, and is not listed",
                      expected, ours);
    }
}

static void
finish (const char *what, const Count *count, guint listed)
{
  g_test_message ("%s: %u rows, %u match, %u differ as listed", what, count->rows, count->matching,
                  count->listed);
  g_assert_cmpuint (count->rows, >, 0);
  g_assert_cmpuint (count->wrong, ==, 0);
  g_assert_cmpuint (count->listed, ==, listed);
}

static void
test_url (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows = load ("urltestdata.json", parser);
  Count count = { 0 };

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);
      const char *input = row != NULL ? get_string (row, "input") : NULL;
      g_autofree char *expected = NULL, *ours = NULL;

      if (input == NULL || !is_of_the_web (input))
        continue;
      expected = get_expected (row);
      ours = get_ours (input);
      count_row (&count, i, expected, ours,
                 find_listed (listed_urls, G_N_ELEMENTS (listed_urls), input,
                              get_string (row, "base")));
    }
  finish ("urltestdata.json, http and https", &count, G_N_ELEMENTS (listed_urls));
}

/* What the standard takes for an address of another kind leads to no website. */
static void
test_other_schemes (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows = load ("urltestdata.json", parser);
  Count count = { 0 };

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);
      const char *input = row != NULL ? get_string (row, "input") : NULL;
      g_autofree char *ours = NULL;

      if (input == NULL || is_of_the_web (input) || get_string (row, "base") != NULL ||
          json_object_has_member (row, "failure"))
        continue;
      ours = get_ours (input);
      count_row (&count, i, FAILURE, ours,
                 find_listed (listed_others, G_N_ELEMENTS (listed_others), input, NULL));
    }
  finish ("urltestdata.json, other schemes", &count, G_N_ELEMENTS (listed_others));
}

/* Every failing row has to fail, as the name can't be looked up. */
static void
test_lengths (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows = load ("verifydnslength_tests.json", parser);
  Count count = { 0 };

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);
      const char *input = row != NULL ? get_string (row, "input") : NULL;
      g_autofree char *ours = NULL;
      gboolean fails;

      if (input == NULL)
        continue;
      ours = get_ours (input);
      fails = json_object_get_boolean_member_with_default (row, "failure", FALSE);
      count_row (&count, i, fails ? FAILURE : "an address",
                 strcmp (ours, FAILURE) == 0 ? FAILURE : "an address",
                 find_listed (listed_lengths, G_N_ELEMENTS (listed_lengths), input, NULL));
    }
  finish ("verifydnslength_tests.json", &count, G_N_ELEMENTS (listed_lengths));
}

/* GLib knows the characters of one version of Unicode. A later one may only be refused. */
static gboolean
is_newer_than_glib (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isdefined (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* The host parser alone: what the standard calls "domain to ASCII", all of it. */
static void
check_host (Count *count, guint i, const char *input, const char *expected, guint *newer)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ours = NULL;
  gboolean is_literal;

  ours = ds_host_parse (input, &is_literal, &error);
  g_assert_true ((ours == NULL) == (error != NULL));
  g_assert_false (is_literal);
  if (ours == NULL && strcmp (expected, FAILURE) != 0 && is_newer_than_glib (input))
    {
      count->rows++;
      *newer += 1;
      return;
    }
  count_row (count, i, expected, ours != NULL ? ours : FAILURE, NULL);
}

/* The same host in an address. The standard goes on with a name of any length and with any signs
 * of ASCII; a name that the name service can't be asked about (RFC 1035 section 2.3.4) is no
 * target. The dot of the root is left out. */
static void
check_target (Count *count, guint i, const char *input, const char *expected, const Listed *row)
{
  g_autofree char *url = g_strdup_printf ("https://%s/", input);
  g_autofree char *wanted = g_strdup (expected);
  g_autoptr (DsTarget) ours = parse (url);

  if (g_str_has_suffix (wanted, "."))
    wanted[strlen (wanted) - 1] = '\0';
  if (strlen (wanted) > 253 ||
      !g_regex_match_simple ("^[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*$", wanted, 0, 0))
    {
      g_free (wanted);
      wanted = g_strdup (FAILURE);
    }
  if (strcmp (wanted, FAILURE) != 0 && ours == NULL && is_newer_than_glib (input))
    count->rows++;
  else
    count_row (count, i, wanted, ours != NULL ? ours->host : FAILURE, row);
}

static void
test_hosts (gconstpointer data)
{
  const char *name = data;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows = load (name, parser);
  Count hosts = { 0 }, targets = { 0 };
  guint newer = 0, listed = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);
      const char *input = row != NULL ? get_string (row, "input") : NULL;
      const char *output = row != NULL ? get_string (row, "output") : NULL;
      /* A host without a character is the host parser's failure, not that of UTS #46. */
      const char *expected = output != NULL && *output != '\0' ? output : FAILURE;
      const Listed *listed_row;

      if (input == NULL)
        continue;
      listed_row = find_listed (listed_hosts, G_N_ELEMENTS (listed_hosts), input, NULL);
      listed += listed_row != NULL ? 1 : 0;
      check_host (&hosts, i, input, expected, &newer);
      check_target (&targets, i, input, expected, listed_row);
    }
  g_test_message ("%s: %u rows with characters newer than GLib's Unicode", name, newer);
  g_assert_cmpuint (newer, <=, 3);
  finish (name, &hosts, 0);
  finish ("the same in an address", &targets, listed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpora/url/web", test_url);
  g_test_add_func ("/corpora/url/other-schemes", test_other_schemes);
  g_test_add_func ("/corpora/lengths", test_lengths);
  g_test_add_data_func ("/corpora/hosts/toascii", "toascii.json", test_hosts);
  g_test_add_data_func ("/corpora/hosts/idna", "IdnaTestV2.json", test_hosts);
  return g_test_run ();
}
