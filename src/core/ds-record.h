/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A record is a plain C struct whose fields are described once, in a table. From that one table it
 * is written to JSON, read back, copied and freed, so no field can be forgotten in one of the four
 * places, and what is read back is what was written. */

typedef struct _DsRecordType DsRecordType;

/**
 * DsFieldKind:
 * @DS_FIELD_STRING: `char *`, (owned) (nullable); JSON string or null
 * @DS_FIELD_BOOL: `gboolean`
 * @DS_FIELD_UINT: `guint`
 * @DS_FIELD_DOUBLE: `double`; a negative value means "not measured" and is written as null
 * @DS_FIELD_ENUM: an enumeration, written as its nick
 * @DS_FIELD_STRV: `char **`, (owned) (nullable); written as an array, empty when %NULL
 * @DS_FIELD_RECORD: a pointer to another record, (owned) (nullable)
 * @DS_FIELD_LIST: a #GPtrArray of records, (owned), never %NULL
 */
typedef enum
{
  DS_FIELD_STRING,
  DS_FIELD_BOOL,
  DS_FIELD_UINT,
  DS_FIELD_DOUBLE,
  DS_FIELD_ENUM,
  DS_FIELD_STRV,
  DS_FIELD_RECORD,
  DS_FIELD_LIST,
} DsFieldKind;

typedef struct
{
  const char *name;
  DsFieldKind kind;
  gsize offset;
  GType (*enum_type) (void);
  const DsRecordType *record_type;
} DsField;

struct _DsRecordType
{
  const char *name;
  gsize size;
  const DsField *fields; /* ends with a field without name */
};

#define DS_FIELD(type, field, what)                                                                \
  {                                                                                                \
    .name = #field, .kind = DS_FIELD_##what, .offset = G_STRUCT_OFFSET (type, field)               \
  }
#define DS_FIELD_OF_ENUM(type, field, gtype)                                                       \
  {                                                                                                \
    .name = #field, .kind = DS_FIELD_ENUM, .offset = G_STRUCT_OFFSET (type, field),                \
    .enum_type = (gtype)                                                                           \
  }
#define DS_FIELD_OF_RECORD(type, field, record)                                                    \
  {                                                                                                \
    .name = #field, .kind = DS_FIELD_RECORD, .offset = G_STRUCT_OFFSET (type, field),              \
    .record_type = &(record)                                                                       \
  }
#define DS_FIELD_OF_LIST(type, field, record)                                                      \
  {                                                                                                \
    .name = #field, .kind = DS_FIELD_LIST, .offset = G_STRUCT_OFFSET (type, field),                \
    .record_type = &(record)                                                                       \
  }

gpointer ds_record_new (const DsRecordType *type);
gpointer ds_record_copy (const DsRecordType *type, gconstpointer record);
void ds_record_free (const DsRecordType *type, gpointer record);
JsonNode *ds_record_to_json (const DsRecordType *type, gconstpointer record);
gpointer ds_record_from_json (const DsRecordType *type, JsonNode *node, GError **error);

const char *ds_enum_to_nick (GType type, int value);
gboolean ds_enum_from_nick (GType type, const char *nick, int *value);

G_END_DECLS
