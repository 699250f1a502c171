/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "ds-record.h"
#include "ds-words-types.h"
#include "ds-words.h"

/* A record with a field of every kind. */

typedef struct
{
  char *name;
} Inner;

typedef struct
{
  char *text;
  gboolean flag;
  guint count;
  double time_ms;
  DsOutcome outcome;
  char **words;
  Inner *inner;
  GPtrArray *list; /* of Inner */
} Outer;

static const DsField inner_fields[] = {
  DS_FIELD (Inner, name, STRING),
  { NULL },
};

static const DsRecordType inner_type = { "inner", sizeof (Inner), inner_fields };

static const DsField outer_fields[] = {
  DS_FIELD (Outer, text, STRING),
  DS_FIELD (Outer, flag, BOOL),
  DS_FIELD (Outer, count, UINT),
  DS_FIELD (Outer, time_ms, DOUBLE),
  DS_FIELD_OF_ENUM (Outer, outcome, ds_outcome_get_type),
  DS_FIELD (Outer, words, STRV),
  DS_FIELD_OF_RECORD (Outer, inner, inner_type),
  DS_FIELD_OF_LIST (Outer, list, inner_type),
  { NULL },
};

static const DsRecordType outer_type = { "outer", sizeof (Outer), outer_fields };

static void
outer_free (Outer *outer)
{
  ds_record_free (&outer_type, outer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outer, outer_free)

#define FULL                                                                                       \
  "{\"text\":\"a \\\"b\\\" ü\",\"flag\":true,\"count\":7,\"time_ms\":12.375,"                     \
  "\"outcome\":\"timed-out\",\"words\":[\"one\",\"two\"],\"inner\":{\"name\":\"in\"},"             \
  "\"list\":[{\"name\":\"first\"},{\"name\":null}]}"

#define FRESH                                                                                      \
  "{\"text\":null,\"flag\":false,\"count\":0,\"time_ms\":null,\"outcome\":\"open\",\"words\":[],"  \
  "\"inner\":null,\"list\":[]}"

static Outer *
read_text (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return ds_record_from_json (&outer_type, node, error);
}

static char *
write_text (const Outer *outer)
{
  g_autoptr (JsonNode) node = ds_record_to_json (&outer_type, outer);

  return json_to_string (node, FALSE);
}

static Inner *
make_inner (const char *name)
{
  Inner *inner = ds_record_new (&inner_type);

  inner->name = g_strdup (name);
  return inner;
}

static Outer *
make_full (void)
{
  Outer *outer = ds_record_new (&outer_type);

  outer->text = g_strdup ("a \"b\" ü");
  outer->flag = TRUE;
  outer->count = 7;
  outer->time_ms = 12.3752;
  outer->outcome = DS_OUTCOME_TIMED_OUT;
  outer->words = g_strsplit ("one two", " ", -1);
  outer->inner = make_inner ("in");
  g_ptr_array_add (outer->list, make_inner ("first"));
  g_ptr_array_add (outer->list, make_inner (NULL));
  return outer;
}

static void
test_fresh (void)
{
  g_autoptr (Outer) outer = ds_record_new (&outer_type);
  g_autofree char *text = write_text (outer);

  g_assert_cmpfloat (outer->time_ms, <, 0);
  g_assert_nonnull (outer->list);
  g_assert_cmpuint (outer->list->len, ==, 0);
  g_assert_cmpstr (text, ==, FRESH);
}

static void
test_write (void)
{
  g_autoptr (Outer) outer = make_full ();
  g_autofree char *text = write_text (outer);
  g_autofree char *nothing = write_text (NULL);

  g_assert_cmpstr (text, ==, FULL);
  g_assert_cmpstr (nothing, ==, "null");
}

/* What is read is what was written, field by field. */
static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Outer) outer = read_text (FULL, &error);
  const Inner *first, *second;

  g_assert_no_error (error);
  g_assert_cmpstr (outer->text, ==, "a \"b\" ü");
  g_assert_true (outer->flag);
  g_assert_cmpuint (outer->count, ==, 7);
  g_assert_cmpfloat (outer->time_ms, ==, 12.375);
  g_assert_cmpint (outer->outcome, ==, DS_OUTCOME_TIMED_OUT);
  g_assert_cmpuint (g_strv_length (outer->words), ==, 2);
  g_assert_cmpstr (outer->words[1], ==, "two");
  g_assert_cmpstr (outer->inner->name, ==, "in");
  g_assert_cmpuint (outer->list->len, ==, 2);
  first = g_ptr_array_index (outer->list, 0);
  second = g_ptr_array_index (outer->list, 1);
  g_assert_cmpstr (first->name, ==, "first");
  g_assert_null (second->name);
}

static void
test_round_trip (void)
{
  static const char *const texts[] = { FULL, FRESH };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (Outer) outer = read_text (texts[i], NULL);
      g_autofree char *again = write_text (outer);

      g_assert_cmpstr (again, ==, texts[i]);
    }
}

/* A copy shares nothing with the original. */
static void
test_copy (void)
{
  g_autoptr (Outer) outer = make_full ();
  g_autoptr (Outer) copy = ds_record_copy (&outer_type, outer);
  g_autofree char *text = NULL;

  g_assert_true (copy->text != outer->text);
  g_assert_true (copy->words != outer->words);
  g_assert_true (copy->inner != outer->inner);
  g_assert_true (copy->list != outer->list);
  g_assert_true (g_ptr_array_index (copy->list, 0) != g_ptr_array_index (outer->list, 0));
  g_clear_pointer (&outer, outer_free);
  text = write_text (copy);
  g_assert_cmpstr (text, ==, FULL);

  g_assert_null (ds_record_copy (&outer_type, NULL));
  ds_record_free (&outer_type, NULL);
}

/* An older and a newer version read each other's reports. */
static void
test_other_versions (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Outer) less = read_text ("{\"count\":3}", &error);
  g_autoptr (Outer) more = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (less->count, ==, 3);
  g_assert_cmpfloat (less->time_ms, <, 0);
  g_assert_cmpuint (less->list->len, ==, 0);

  more = read_text ("{\"count\":4,\"new\":{\"deep\":[1,[2]]},\"newer\":null}", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (more->count, ==, 4);
}

typedef struct
{
  const char *json;
  const char *named; /* what the error names */
} Wrong;

static const Wrong wrong[] = {
  { "[]", "outer" },
  { "null", "outer" },
  { "\"text\"", "outer" },
  { "{\"text\":1}", "outer.text" },
  { "{\"text\":[\"a\"]}", "outer.text" },
  { "{\"text\":{}}", "outer.text" },
  { "{\"flag\":1}", "outer.flag" },
  { "{\"flag\":\"true\"}", "outer.flag" },
  { "{\"flag\":null}", "outer.flag" },
  { "{\"count\":\"7\"}", "outer.count" },
  { "{\"count\":-1}", "outer.count" },
  { "{\"count\":1.5}", "outer.count" },
  { "{\"count\":2147483648}", "outer.count" },
  { "{\"count\":9223372036854775807}", "outer.count" },
  { "{\"count\":true}", "outer.count" },
  { "{\"count\":null}", "outer.count" },
  { "{\"time_ms\":\"12\"}", "outer.time_ms" },
  { "{\"time_ms\":[12]}", "outer.time_ms" },
  { "{\"outcome\":\"no such word\"}", "outer.outcome" },
  { "{\"outcome\":\"\"}", "outer.outcome" },
  { "{\"outcome\":2}", "outer.outcome" },
  { "{\"outcome\":null}", "outer.outcome" },
  { "{\"words\":\"one\"}", "outer.words" },
  { "{\"words\":null}", "outer.words" },
  { "{\"words\":[\"one\",2]}", "outer.words" },
  { "{\"words\":[null]}", "outer.words" },
  { "{\"words\":[[\"one\"]]}", "outer.words" },
  { "{\"inner\":[]}", "inner" },
  { "{\"inner\":\"in\"}", "inner" },
  { "{\"inner\":{\"name\":1}}", "inner.name" },
  { "{\"list\":{}}", "outer.list" },
  { "{\"list\":null}", "outer.list" },
  { "{\"list\":[null]}", "inner" },
  { "{\"list\":[{\"name\":\"a\"},{\"name\":[]}]}", "inner.name" },
};

static void
test_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Outer) outer = read_text (wrong[i].json, &error);

      g_test_message ("%s", wrong[i].json);
      g_assert_null (outer);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_str_has_prefix (error->message, wrong[i].named));
    }
}

/* A list of any length would let a report fill the memory. */
static void
test_bounds (void)
{
  g_autoptr (GString) words = g_string_new ("{\"words\":[\"a\"");
  g_autoptr (GString) list = g_string_new ("{\"list\":[{}");
  g_autoptr (GError) words_error = NULL, list_error = NULL;
  g_autoptr (Outer) many_words = NULL, long_list = NULL;

  for (int i = 0; i < 4096; i++)
    {
      g_string_append (words, ",\"a\"");
      g_string_append (list, ",{}");
    }
  g_string_append (words, "]}");
  g_string_append (list, "]}");
  many_words = read_text (words->str, &words_error);
  g_assert_error (words_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  long_list = read_text (list->str, &list_error);
  g_assert_error (list_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Every word is written as its nick and found again by it. */
static void
test_words (void)
{
  const GType types[] = {
    ds_family_get_type (), ds_way_get_type (),   ds_outcome_get_type (),
    ds_who_get_type (),    ds_grade_get_type (), ds_finding_kind_get_type ()
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GTypeClass) type_class = g_type_class_ref (types[i]);
      GEnumClass *klass = G_ENUM_CLASS (type_class);

      for (guint j = 0; j < klass->n_values; j++)
        {
          int value = -1;

          g_assert_true (ds_enum_from_nick (types[i], klass->values[j].value_nick, &value));
          g_assert_cmpint (value, ==, klass->values[j].value);
          g_assert_cmpstr (ds_enum_to_nick (types[i], value), ==, klass->values[j].value_nick);
        }
      g_assert_false (ds_enum_from_nick (types[i], "no such word", NULL));
      g_assert_false (ds_enum_from_nick (types[i], NULL, NULL));
    }
  g_assert_cmpstr (ds_enum_to_nick (ds_who_get_type (), DS_WHO_THIS_COMPUTER), ==, "this-computer");
  g_assert_cmpstr (ds_enum_to_nick (ds_outcome_get_type (), DS_OUTCOME_NO_ROUTE), ==, "no-route");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/fresh", test_fresh);
  g_test_add_func ("/record/write", test_write);
  g_test_add_func ("/record/read", test_read);
  g_test_add_func ("/record/round-trip", test_round_trip);
  g_test_add_func ("/record/copy", test_copy);
  g_test_add_func ("/record/other-versions", test_other_versions);
  g_test_add_func ("/record/wrong", test_wrong);
  g_test_add_func ("/record/bounds", test_bounds);
  g_test_add_func ("/record/words", test_words);
  return g_test_run ();
}
