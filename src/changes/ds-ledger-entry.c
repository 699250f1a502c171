/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-ledger-entry.h"

#include <glib/gi18n-lib.h>

#include "ds-change-error.h"
#include "ds-changes-types.h"
#include "ds-json-bounds.h"

/* A ledger is five levels deep, and nobody has this many changes in force. */
#define DEPTH_MAX  16
#define VALUES_MAX 20000

static const DsField value_fields[] = {
  DS_FIELD (DsLedgerValue, key, STRING),
  DS_FIELD (DsLedgerValue, value, STRING),
  { 0 },
};

const DsRecordType ds_ledger_value_type = { "value", sizeof (DsLedgerValue), value_fields };

DsLedgerValue *
ds_ledger_value_new (void)
{
  return ds_record_new (&ds_ledger_value_type);
}

void
ds_ledger_value_free (DsLedgerValue *value)
{
  ds_record_free (&ds_ledger_value_type, value);
}

static const DsField entry_fields[] = {
  DS_FIELD (DsLedgerEntry, id, STRING),
  DS_FIELD (DsLedgerEntry, change, STRING),
  DS_FIELD (DsLedgerEntry, subject, STRING),
  DS_FIELD (DsLedgerEntry, made_at, STRING),
  DS_FIELD_OF_ENUM (DsLedgerEntry, state, ds_ledger_state_get_type),
  DS_FIELD (DsLedgerEntry, kept, BOOL),
  DS_FIELD (DsLedgerEntry, owner, UINT),
  DS_FIELD_OF_LIST (DsLedgerEntry, before, ds_ledger_value_type),
  { 0 },
};

const DsRecordType ds_ledger_entry_type = { "entry", sizeof (DsLedgerEntry), entry_fields };

DsLedgerEntry *
ds_ledger_entry_new (void)
{
  return ds_record_new (&ds_ledger_entry_type);
}

DsLedgerEntry *
ds_ledger_entry_copy (const DsLedgerEntry *entry)
{
  return ds_record_copy (&ds_ledger_entry_type, entry);
}

void
ds_ledger_entry_free (DsLedgerEntry *entry)
{
  ds_record_free (&ds_ledger_entry_type, entry);
}

/**
 * ds_ledger_find:
 * @entries: (element-type DsLedgerEntry): the entries of a ledger
 * @id: what an entry is called
 *
 * Returns: (transfer none) (nullable): that entry
 */
DsLedgerEntry *
ds_ledger_find (GPtrArray *entries, const char *id)
{
  for (guint i = 0; i < entries->len; i++)
    {
      DsLedgerEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (entry->id, id) == 0)
        return entry;
    }
  return NULL;
}

/* The whole file, as a record like any other. */
typedef struct
{
  char *schema;
  GPtrArray *entries;
} Ledger;

static const DsField ledger_fields[] = {
  DS_FIELD (Ledger, schema, STRING),
  DS_FIELD_OF_LIST (Ledger, entries, ds_ledger_entry_type),
  { 0 },
};

static const DsRecordType ledger_type = { "ledger", sizeof (Ledger), ledger_fields };

/**
 * ds_ledger_to_text:
 * @entries: (element-type DsLedgerEntry): the entries
 *
 * Returns: (transfer full): what to write into the file
 */
char *
ds_ledger_to_text (GPtrArray *entries)
{
  Ledger ledger = { (char *) DS_LEDGER_SCHEMA, entries };
  g_autoptr (JsonNode) node = ds_record_to_json (&ledger_type, &ledger);
  g_autofree char *text = json_to_string (node, TRUE);

  return g_strconcat (text, "\n", NULL);
}

static GPtrArray *
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER_STRANGE, reason);
  return NULL;
}

static GPtrArray *
refuse_damaged (GError **error)
{
  return refuse (error, _("it is damaged"));
}

static gboolean
check_schema (JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *member = object != NULL ? json_object_get_member (object, "schema") : NULL;
  const char *schema = member != NULL && JSON_NODE_HOLDS_VALUE (member) &&
                               json_node_get_value_type (member) == G_TYPE_STRING
                           ? json_node_get_string (member)
                           : NULL;

  if (g_strcmp0 (schema, DS_LEDGER_SCHEMA) == 0)
    return TRUE;
  if (schema != NULL && g_str_has_prefix (schema, "doorstep-ledger/"))
    refuse (error, _("it was written by another version of Doorstep"));
  else
    refuse_damaged (error);
  return FALSE;
}

/* What was written by this program names and dates every entry, and no two alike. */
static gboolean
is_whole (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const DsLedgerEntry *entry = g_ptr_array_index (entries, i);

      if (entry->id == NULL || entry->id[0] == '\0' || entry->change == NULL ||
          entry->made_at == NULL || ds_ledger_find (entries, entry->id) != entry)
        return FALSE;
      for (guint v = 0; v < entry->before->len; v++)
        if (((const DsLedgerValue *) g_ptr_array_index (entry->before, v))->key == NULL)
          return FALSE;
    }
  return TRUE;
}

/**
 * ds_ledger_from_text:
 * @text: what the file says
 * @length: how many bytes that are
 * @error: return location for %DS_CHANGE_ERROR_LEDGER_STRANGE, with the end of a sentence
 *
 * Returns: (transfer full) (nullable) (element-type DsLedgerEntry): the entries
 */
GPtrArray *
ds_ledger_from_text (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  Ledger *ledger;

  if (!g_utf8_validate_len (text, length, NULL) ||
      !ds_json_is_bounded (text, length, DEPTH_MAX, VALUES_MAX))
    return refuse_damaged (error);
  node = json_from_string (text, NULL);
  if (node == NULL)
    return refuse_damaged (error);
  if (!check_schema (node, error))
    return NULL;
  ledger = ds_record_from_json (&ledger_type, node, NULL);
  if (ledger == NULL)
    return refuse_damaged (error);
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_ledger_entry_free);
  while (ledger->entries->len > 0)
    g_ptr_array_add (entries, g_ptr_array_steal_index (ledger->entries, 0));
  ds_record_free (&ledger_type, ledger);
  return is_whole (entries) ? g_steal_pointer (&entries) : refuse_damaged (error);
}
