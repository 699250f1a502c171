/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "ds-target.h"
#include "target-vectors.h"

static gboolean
has_note (const DsTarget *target, const char *part)
{
  for (guint i = 0; target->notes != NULL && target->notes[i] != NULL; i++)
    if (strstr (target->notes[i], part) != NULL)
      return TRUE;
  return FALSE;
}

/* What is shown to a person carries nothing that could move or hide a part of it. */
static void
assert_can_be_shown (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (text));

      g_assert_cmpint (type, !=, G_UNICODE_CONTROL);
      g_assert_cmpint (type, !=, G_UNICODE_FORMAT);
    }
}

/* Every sentence shows what a right address looks like. */
static void
assert_is_sentence (const GError *error)
{
  static const char *const examples[] = { "www.bakery.example", "[2001:db8::7]", "192.0.2.7" };
  gboolean found = FALSE;

  g_assert_cmpint (error->domain, ==, DS_TARGET_ERROR);
  assert_can_be_shown (error->message);
  g_assert_true (g_str_has_suffix (error->message, "."));
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    found = found || strstr (error->message, examples[i]) != NULL;
  g_assert_true (found);
}

static void
assert_is_whole (const DsTarget *target)
{
  assert_can_be_shown (target->typed);
  assert_can_be_shown (target->url);
  assert_can_be_shown (target->display_host);
  for (guint i = 0; target->notes != NULL && target->notes[i] != NULL; i++)
    assert_can_be_shown (target->notes[i]);
  g_assert_true (g_str_is_ascii (target->url));
  g_assert_true (strcmp (target->scheme, "http") == 0 || strcmp (target->scheme, "https") == 0);
  g_assert_cmpuint (strlen (target->host), >, 0);
  g_assert_cmpuint (strlen (target->host), <=, 253);
  g_assert_cmpuint (target->port, >=, 1);
  g_assert_cmpuint (target->port, <=, 65535);
  g_assert_cmpint (*target->path, ==, '/');
  g_assert_cmpint (g_hostname_is_ip_address (target->host), ==, target->is_literal);
}

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (read_as); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsTarget) target = ds_target_parse (read_as[i].typed, -1, &error);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_no_error (error);
      assert_is_whole (target);
      g_assert_cmpstr (target->url, ==, read_as[i].url);
      if (read_as[i].note == NULL)
        g_assert_null (target->notes);
      else
        g_assert_true (has_note (target, read_as[i].note));
    }
}

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsTarget) target = ds_target_parse (refused[i].typed, -1, &error);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_null (target);
      g_assert_error (error, DS_TARGET_ERROR, (int) refused[i].code);
      assert_is_sentence (error);
      g_assert_nonnull (strstr (error->message, refused[i].sentence));
    }
}

static void
test_shown (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shown_as); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsTarget) target = ds_target_parse (shown_as[i].typed, -1, &error);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_no_error (error);
      g_assert_cmpstr (target->display_host, ==, shown_as[i].shown);
      g_assert_cmpint (has_note (target, "easily taken for others"), ==, shown_as[i].doubtful);
    }
}

static void
test_fields (void)
{
  g_autoptr (DsTarget) given = ds_target_parse ("https://[2001:db8::7]:8443/a?b#c", -1, NULL);
  g_autoptr (DsTarget) left_out = ds_target_parse ("bakery.example:443", -1, NULL);

  g_assert_cmpstr (given->scheme, ==, "https");
  g_assert_cmpstr (given->host, ==, "2001:db8::7");
  g_assert_cmpstr (given->display_host, ==, "2001:db8::7");
  g_assert_cmpstr (given->path, ==, "/a?b");
  g_assert_cmpuint (given->port, ==, 8443);
  g_assert_true (given->port_given);
  g_assert_true (given->scheme_given);
  g_assert_true (given->is_literal);

  g_assert_cmpstr (left_out->typed, ==, "bakery.example:443");
  g_assert_cmpstr (left_out->host, ==, "bakery.example");
  g_assert_cmpuint (left_out->port, ==, 443);
  g_assert_false (left_out->port_given);
  g_assert_false (left_out->scheme_given);
  g_assert_false (left_out->is_literal);
  g_assert_null (left_out->suggestions);
}

/* The text as it was typed goes into reports, so a password must not be in it. */
static void
test_typed (void)
{
  g_autoptr (DsTarget) user = ds_target_parse ("https://ann:secret@bakery.example/a", -1, NULL);
  g_autoptr (DsTarget) broken = ds_target_parse ("https://ann:sec\nret@bakery.example/a", -1, NULL);
  g_autoptr (DsTarget) dirty = ds_target_parse ("bakery.example/a\x01\xe2\x80\xae  b", -1, NULL);
  g_autoptr (DsTarget) cut = NULL;
  g_autofree char *tail = g_strnfill (5000, 'a');
  g_autofree char *text = g_strconcat ("bakery.example/", tail, NULL);

  g_assert_cmpstr (user->typed, ==, "https://…@bakery.example/a");
  g_assert_null (strstr (user->url, "secret"));
  g_assert_cmpstr (broken->typed, ==, "https://bakery.example/a");
  g_assert_cmpstr (dirty->typed, ==, "bakery.example/a b");

  cut = ds_target_parse (text, -1, NULL);
  g_assert_cmpint (g_utf8_strlen (cut->typed, -1), ==, 513);
  g_assert_true (g_str_has_suffix (cut->typed, "…"));
  g_assert_cmpuint (strlen (cut->path), ==, 5001);
}

static void
assert_refused (const char *typed, gssize length, DsTargetError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsTarget) target = ds_target_parse (typed, length, &error);

  g_assert_null (target);
  g_assert_error (error, DS_TARGET_ERROR, (int) code);
  assert_is_sentence (error);
  g_assert_cmpuint (strlen (error->message), <, 300);
}

static void
test_size (void)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'a');
  g_autofree char *spaces = g_strnfill (32 * 1024, ' ');
  g_autofree char *part = g_strnfill (64, 'b');
  g_autofree char *label = g_strdup_printf ("%s.example", part);
  g_autofree char *host = g_strnfill (300, 'c');
  g_autofree char *authority = g_strnfill (20000, 'd');
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (DsTarget) longest = NULL;

  assert_refused (megabyte, -1, DS_TARGET_ERROR_TOO_LONG);
  assert_refused (spaces, -1, DS_TARGET_ERROR_EMPTY);
  assert_refused (label, -1, DS_TARGET_ERROR_HOST);
  assert_refused (host, -1, DS_TARGET_ERROR_HOST);
  assert_refused (authority, -1, DS_TARGET_ERROR_HOST);

  while (name->len < 250)
    g_string_append (name, "e.");
  g_string_append (name, "com");
  longest = ds_target_parse (name->str, -1, NULL);
  g_assert_cmpuint (strlen (longest->host), ==, 253);
  g_string_prepend_c (name, 'e');
  assert_refused (name->str, -1, DS_TARGET_ERROR_HOST);
}

static void
test_nul (void)
{
  g_autoptr (DsTarget) around = ds_target_parse ("\0bakery.example\0", 16, NULL);
  g_autoptr (DsTarget) in_path = ds_target_parse ("bakery.example/a\0b", 18, NULL);
  g_autoptr (DsTarget) cut = ds_target_parse ("bakery.example/and-more", 14, NULL);

  g_assert_cmpstr (around->url, ==, "https://bakery.example/");
  g_assert_cmpstr (in_path->url, ==, "https://bakery.example/a%EF%BF%BDb");
  g_assert_cmpstr (cut->url, ==, "https://bakery.example/");
  assert_refused ("bak\0ery.example", 15, DS_TARGET_ERROR_HOST);
  assert_refused ("\0\0\0", 3, DS_TARGET_ERROR_EMPTY);
}

static void
test_copy (void)
{
  g_autoptr (DsTarget) target = ds_target_parse ("https://ann@bücher.example:81/a", -1, NULL);
  g_autoptr (DsTarget) copy = ds_target_copy (target);
  g_autoptr (JsonNode) json = ds_record_to_json (&ds_target_type, target);
  g_autoptr (DsTarget) read_back = ds_record_from_json (&ds_target_type, json, NULL);
  g_autofree char *one = json_to_string (json, FALSE);
  g_autoptr (JsonNode) again = ds_record_to_json (&ds_target_type, read_back);
  g_autoptr (JsonNode) of_copy = ds_record_to_json (&ds_target_type, copy);
  g_autofree char *two = json_to_string (again, FALSE);
  g_autofree char *three = json_to_string (of_copy, FALSE);

  g_assert_true (copy->notes != target->notes);
  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (one, ==, three);
  g_assert_null (ds_target_copy (NULL));
  ds_target_free (NULL);
}

static void
mutate (GString *text)
{
  static const char *const pieces[] = {
    "http://",
    "//",
    ":",
    "@",
    "[",
    "]",
    "%",
    "xn--",
    ".",
    "\\",
    "\n",
    " ",
    "ß",
    "א",
    "\xe2\x80\x8d",
    "\xe2\x80\xae",
    "。",
    "0x",
    "\xff",
  };

  for (int changes = g_test_rand_int_range (1, 8); changes > 0; changes--)
    {
      gssize at = g_test_rand_int_range (0, (gint32) text->len + 1);

      if (g_test_rand_bit ())
        g_string_insert (text, at, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      else if (g_test_rand_bit () && at < (gssize) text->len)
        g_string_erase (text, at, 1);
      else
        g_string_insert_c (text, at, (char) g_test_rand_int_range (0, 256));
    }
}

/* Whatever comes in, what comes out is whole, and reading the address again changes nothing. */
static void
test_any_bytes (void)
{
  for (int round = 0; round < 20000; round++)
    {
      const char *seed = round % 2 == 0
                             ? read_as[g_test_rand_int_range (0, G_N_ELEMENTS (read_as))].typed
                             : refused[g_test_rand_int_range (0, G_N_ELEMENTS (refused))].typed;
      g_autoptr (GString) text = g_string_new (seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (DsTarget) target = NULL, again = NULL;

      mutate (text);
      target = ds_target_parse (text->str, (gssize) text->len, &error);
      g_assert_true ((target == NULL) == (error != NULL));
      if (target == NULL)
        {
          assert_is_sentence (error);
          continue;
        }
      assert_is_whole (target);
      /* `http://http//` is one slip, and a computer called http with an odd path another. */
      if (g_str_has_prefix (target->host, "http"))
        continue;
      again = ds_target_parse (target->url, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again->url, ==, target->url);
      g_assert_cmpstr (again->display_host, ==, target->display_host);
      g_assert_cmpuint (again->port, ==, target->port);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/target/read", test_read);
  g_test_add_func ("/target/refused", test_refused);
  g_test_add_func ("/target/shown", test_shown);
  g_test_add_func ("/target/fields", test_fields);
  g_test_add_func ("/target/typed", test_typed);
  g_test_add_func ("/target/size", test_size);
  g_test_add_func ("/target/nul", test_nul);
  g_test_add_func ("/target/copy", test_copy);
  g_test_add_func ("/target/any-bytes", test_any_bytes);
  return g_test_run ();
}
