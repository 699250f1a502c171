/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-record.h"

#include <math.h>

/* A report comes from outside: no list in it is longer than this. */
#define LIST_MAX 4096
/* And no number larger; a time in milliseconds this long would be 30 years. */
#define NUMBER_MAX 1e12

#define FIELD_AT(record, field, ctype) (*(ctype *) ((char *) (record) + (field)->offset))

/**
 * ds_enum_to_nick:
 * @type: an enumeration's #GType
 * @value: one of its values
 *
 * Returns: (not nullable): the word for @value, as the JSON contract spells it
 */
const char *
ds_enum_to_nick (GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value (klass, value);

  g_return_val_if_fail (found != NULL, "unknown");
  return found->value_nick;
}

/**
 * ds_enum_from_nick:
 * @type: an enumeration's #GType
 * @nick: (nullable): a word
 * @value: (out): the value the word stands for; untouched when there is none
 *
 * Returns: whether @nick is a word of @type
 */
gboolean
ds_enum_from_nick (GType type, const char *nick, int *value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *found = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

  if (found == NULL)
    return FALSE;
  *value = found->value;
  return TRUE;
}

/* GPtrArray's free function takes no user data, so a list frees its records by hand. */
static void
list_free (const DsRecordType *type, GPtrArray *list)
{
  if (list == NULL)
    return;
  for (guint i = 0; i < list->len; i++)
    ds_record_free (type, g_ptr_array_index (list, i));
  g_ptr_array_unref (list);
}

/**
 * ds_record_new:
 * @type: what to make
 *
 * Returns: (transfer full): a record with every field 0, %NULL or an empty list; measured times
 *   are "not measured"
 */
gpointer
ds_record_new (const DsRecordType *type)
{
  gpointer record = g_malloc0 (type->size);

  for (const DsField *field = type->fields; field->name != NULL; field++)
    {
      if (field->kind == DS_FIELD_LIST)
        FIELD_AT (record, field, GPtrArray *) = g_ptr_array_new ();
      else if (field->kind == DS_FIELD_DOUBLE)
        FIELD_AT (record, field, double) = -1;
    }
  return record;
}

/**
 * ds_record_free:
 * @type: the record's type
 * @record: (transfer full) (nullable): the record
 */
void
ds_record_free (const DsRecordType *type, gpointer record)
{
  if (record == NULL)
    return;
  for (const DsField *field = type->fields; field->name != NULL; field++)
    {
      if (field->kind == DS_FIELD_STRING)
        g_free (FIELD_AT (record, field, char *));
      else if (field->kind == DS_FIELD_STRV)
        g_strfreev (FIELD_AT (record, field, char **));
      else if (field->kind == DS_FIELD_RECORD)
        ds_record_free (field->record_type, FIELD_AT (record, field, gpointer));
      else if (field->kind == DS_FIELD_LIST)
        list_free (field->record_type, FIELD_AT (record, field, GPtrArray *));
    }
  g_free (record);
}

static GPtrArray *
list_copy (const DsRecordType *type, GPtrArray *list)
{
  GPtrArray *copy = g_ptr_array_sized_new (list->len);

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (copy, ds_record_copy (type, g_ptr_array_index (list, i)));
  return copy;
}

/**
 * ds_record_copy:
 * @type: the record's type
 * @record: (nullable): the record
 *
 * Returns: (transfer full) (nullable): a deep copy
 */
gpointer
ds_record_copy (const DsRecordType *type, gconstpointer record)
{
  gpointer copy;

  if (record == NULL)
    return NULL;
  copy = g_memdup2 (record, type->size);
  for (const DsField *field = type->fields; field->name != NULL; field++)
    {
      if (field->kind == DS_FIELD_STRING)
        FIELD_AT (copy, field, char *) = g_strdup (FIELD_AT (record, field, char *));
      else if (field->kind == DS_FIELD_STRV)
        FIELD_AT (copy, field, char **) = g_strdupv (FIELD_AT (record, field, char **));
      else if (field->kind == DS_FIELD_RECORD)
        FIELD_AT (copy, field, gpointer) =
            ds_record_copy (field->record_type, FIELD_AT (record, field, gpointer));
      else if (field->kind == DS_FIELD_LIST)
        FIELD_AT (copy, field, GPtrArray *) =
            list_copy (field->record_type, FIELD_AT (record, field, GPtrArray *));
    }
  return copy;
}

static JsonNode *
strv_to_json (char **strv)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; strv != NULL && strv[i] != NULL; i++)
    json_array_add_string_element (array, strv[i]);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
list_to_json (const DsRecordType *type, GPtrArray *list)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    json_array_add_element (array, ds_record_to_json (type, g_ptr_array_index (list, i)));
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
double_to_json (double value)
{
  JsonNode *node;

  if (value < 0)
    return json_node_new (JSON_NODE_NULL);
  /* Three decimals are microseconds where the unit is milliseconds: more would be noise. */
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_double (node, (double) (gint64) (value * 1000 + 0.5) / 1000);
  return node;
}

/* JSON is UTF-8 (RFC 8259); what the system says may be in another encoding. */
static JsonNode *
string_to_json (const char *string)
{
  g_autofree char *clean = string != NULL ? g_utf8_make_valid (string, -1) : NULL;
  JsonNode *node;

  if (clean == NULL)
    return json_node_new (JSON_NODE_NULL);
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, clean);
  return node;
}

static JsonNode *
field_to_json (const DsField *field, gconstpointer record)
{
  JsonNode *node;

  switch (field->kind)
    {
    case DS_FIELD_STRING:
      return string_to_json (FIELD_AT (record, field, char *));
    case DS_FIELD_BOOL:
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_boolean (node, FIELD_AT (record, field, gboolean));
      return node;
    case DS_FIELD_UINT:
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_int (node, FIELD_AT (record, field, guint));
      return node;
    case DS_FIELD_DOUBLE:
      return double_to_json (FIELD_AT (record, field, double));
    case DS_FIELD_ENUM:
      return string_to_json (ds_enum_to_nick (field->enum_type (), FIELD_AT (record, field, int)));
    case DS_FIELD_STRV:
      return strv_to_json (FIELD_AT (record, field, char **));
    case DS_FIELD_RECORD:
      return ds_record_to_json (field->record_type, FIELD_AT (record, field, gpointer));
    case DS_FIELD_LIST:
      return list_to_json (field->record_type, FIELD_AT (record, field, GPtrArray *));
    default:
      g_assert_not_reached ();
    }
}

/**
 * ds_record_to_json:
 * @type: the record's type
 * @record: (nullable): the record
 *
 * Returns: (transfer full): an object with one member a field, in the order of the table, or a
 *   JSON null for %NULL
 */
JsonNode *
ds_record_to_json (const DsRecordType *type, gconstpointer record)
{
  JsonNode *node;
  JsonObject *object;

  if (record == NULL)
    return json_node_new (JSON_NODE_NULL);
  object = json_object_new ();
  for (const DsField *field = type->fields; field->name != NULL; field++)
    json_object_set_member (object, field->name, field_to_json (field, record));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static gboolean
wrong (const DsRecordType *type, const DsField *field, const char *wanted, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s.%s is not %s", type->name,
               field->name, wanted);
  return FALSE;
}

static gboolean
strv_from_json (
    const DsRecordType *type, const DsField *field, JsonNode *node, gpointer record, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > LIST_MAX)
    return wrong (type, field, "a list of texts", error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return wrong (type, field, "a list of texts", error);
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  if (json_array_get_length (array) > 0)
    FIELD_AT (record, field, char **) = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
list_from_json (
    const DsRecordType *type, const DsField *field, JsonNode *node, gpointer record, GError **error)
{
  GPtrArray *list = FIELD_AT (record, field, GPtrArray *);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > LIST_MAX)
    return wrong (type, field, "a list", error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gpointer element =
          ds_record_from_json (field->record_type, json_array_get_element (array, i), error);

      if (element == NULL)
        return FALSE;
      g_ptr_array_add (list, element);
    }
  return TRUE;
}

static gboolean
number_from_json (
    const DsRecordType *type, const DsField *field, JsonNode *node, gpointer record, GError **error)
{
  GType value_type = json_node_get_value_type (node);
  double value;

  if (value_type != G_TYPE_INT64 && value_type != G_TYPE_DOUBLE)
    return wrong (type, field, "a number", error);
  value = json_node_get_double (node);
  if (!(fabs (value) <= NUMBER_MAX))
    return wrong (type, field, "a number in range", error);
  if (field->kind == DS_FIELD_DOUBLE)
    {
      FIELD_AT (record, field, double) = value;
      return TRUE;
    }
  if (value_type != G_TYPE_INT64 || value < 0 || value > G_MAXINT)
    return wrong (type, field, "a whole number in range", error);
  FIELD_AT (record, field, guint) = (guint) value;
  return TRUE;
}

static gboolean
value_from_json (
    const DsRecordType *type, const DsField *field, JsonNode *node, gpointer record, GError **error)
{
  GType value_type;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return wrong (type, field, "a single value", error);
  value_type = json_node_get_value_type (node);
  switch (field->kind)
    {
    case DS_FIELD_STRING:
      if (value_type != G_TYPE_STRING)
        return wrong (type, field, "a text", error);
      FIELD_AT (record, field, char *) = json_node_dup_string (node);
      return TRUE;
    case DS_FIELD_BOOL:
      if (value_type != G_TYPE_BOOLEAN)
        return wrong (type, field, "true or false", error);
      FIELD_AT (record, field, gboolean) = json_node_get_boolean (node);
      return TRUE;
    case DS_FIELD_ENUM:
      if (value_type != G_TYPE_STRING ||
          !ds_enum_from_nick (field->enum_type (), json_node_get_string (node),
                              &FIELD_AT (record, field, int)))
        return wrong (type, field, "a known word", error);
      return TRUE;
    case DS_FIELD_UINT:
    case DS_FIELD_DOUBLE:
      return number_from_json (type, field, node, record, error);
    case DS_FIELD_STRV:
    case DS_FIELD_RECORD:
    case DS_FIELD_LIST:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
field_from_json (
    const DsRecordType *type, const DsField *field, JsonNode *node, gpointer record, GError **error)
{
  if (field->kind == DS_FIELD_STRV)
    return strv_from_json (type, field, node, record, error);
  if (field->kind == DS_FIELD_LIST)
    return list_from_json (type, field, node, record, error);
  if (JSON_NODE_HOLDS_NULL (node))
    {
      gboolean nullable = field->kind == DS_FIELD_STRING || field->kind == DS_FIELD_RECORD ||
                          field->kind == DS_FIELD_DOUBLE;

      return nullable ? TRUE : wrong (type, field, "given", error);
    }
  if (field->kind == DS_FIELD_RECORD)
    {
      gpointer inner = ds_record_from_json (field->record_type, node, error);

      FIELD_AT (record, field, gpointer) = inner;
      return inner != NULL;
    }
  return value_from_json (type, field, node, record, error);
}

/**
 * ds_record_from_json:
 * @type: what to read
 * @node: a JSON object
 * @error: return location for a %G_IO_ERROR_INVALID_DATA that names the member at fault
 *
 * Members the table does not know are passed over, and missing ones keep their default, so an
 * older and a newer version can read each other's reports.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set
 */
gpointer
ds_record_from_json (const DsRecordType *type, JsonNode *node, GError **error)
{
  gpointer record;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not an object", type->name);
      return NULL;
    }
  object = json_node_get_object (node);
  record = ds_record_new (type);
  for (const DsField *field = type->fields; field->name != NULL; field++)
    {
      JsonNode *member = json_object_get_member (object, field->name);

      if (member != NULL && !field_from_json (type, field, member, record, error))
        {
          ds_record_free (type, record);
          return NULL;
        }
    }
  return record;
}
