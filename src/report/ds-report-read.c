/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a report that came from outside: everything about it is bounded before it is believed. */

#include "ds-report.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "ds-json-bounds.h"

#define SIZE_MAX_BYTES (4 * 1024 * 1024)
/* A report is eight levels deep and has some ten thousand values. */
#define DEPTH_MAX  32
#define VALUES_MAX 250000
/* IPv6 */
#define PREFIX_MAX 128
#define TTL_MAX    255

static gboolean
refuse (GError **error, const char *reason)
{
  /* Translators: %s says what is wrong with the file, for somebody who knows JSON. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This is not a report: %s."), reason);
  return FALSE;
}

static gboolean
check_text (const char *text, gsize length, GError **error)
{
  if (length > SIZE_MAX_BYTES)
    return refuse (error, _("it is larger than 4 MiB"));
  if (!g_utf8_validate_len (text, length, NULL))
    return refuse (error, _("it is not UTF-8 text"));
  if (!ds_json_is_bounded (text, length, DEPTH_MAX, VALUES_MAX))
    return refuse (error, _("it has more parts than a report can have"));
  return TRUE;
}

static gboolean
lacks (GError **error, const char *list, guint index, const char *member)
{
  g_autofree char *reason = g_strdup_printf ("evidence.%s[%u] has no %s", list, index, member);

  return refuse (error, reason);
}

/* Hop limits are one byte in every packet, and whoever counts up to one relies on that. */
static gboolean
check_sweeps (const DsEvidence *evidence, GError **error)
{
  for (guint i = 0; i < evidence->sweeps->len; i++)
    {
      const DsSweep *sweep = g_ptr_array_index (evidence->sweeps, i);

      if (sweep->address == NULL)
        return lacks (error, "sweeps", i, "address");
      for (guint p = 0; p < sweep->probes->len; p++)
        {
          const DsProbe *probe = g_ptr_array_index (sweep->probes, p);

          if (probe->ttl > TTL_MAX || probe->min_ttl > TTL_MAX || probe->answer_ttl > TTL_MAX)
            return lacks (error, "sweeps", i, "hop limits that can be some");
        }
    }
  return TRUE;
}

static gboolean
check_attempts (const DsEvidence *evidence, GError **error)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->address == NULL)
        return lacks (error, "attempts", i, "address");
      if (attempt->icmp != NULL && attempt->icmp->from == NULL)
        return lacks (error, "attempts", i, "icmp.from");
    }
  for (guint i = 0; i < evidence->exchanges->len; i++)
    if (((const DsExchange *) g_ptr_array_index (evidence->exchanges, i))->address == NULL)
      return lacks (error, "exchanges", i, "address");
  return TRUE;
}

static gboolean
check_links (const DsLinks *links, GError **error)
{
  for (guint i = 0; links != NULL && i < links->routes->len; i++)
    {
      const DsRoute *route = g_ptr_array_index (links->routes, i);

      if (route->destination == NULL)
        return lacks (error, "links.routes", i, "destination");
      if (route->prefix > PREFIX_MAX)
        return lacks (error, "links.routes", i, "prefix that can be one");
    }
  return TRUE;
}

/* What every experiment writes, the judges count on. */
static gboolean
check_hosts (const DsHostsFile *hosts, GError **error)
{
  for (guint i = 0; hosts != NULL && i < hosts->lines->len; i++)
    {
      const DsHostsLine *line = g_ptr_array_index (hosts->lines, i);

      if (line->file == NULL)
        return lacks (error, "hosts.lines", i, "file");
      if (line->address == NULL)
        return lacks (error, "hosts.lines", i, "address");
      if (line->text == NULL)
        return lacks (error, "hosts.lines", i, "text");
    }
  return TRUE;
}

static gboolean
check_evidence (const DsEvidence *evidence, GError **error)
{
  for (guint i = 0; i < evidence->names->len; i++)
    if (((const DsNameAnswer *) g_ptr_array_index (evidence->names, i))->name == NULL)
      return lacks (error, "names", i, "name");
  for (guint i = 0; i < evidence->proxies->len; i++)
    if (((const DsProxy *) g_ptr_array_index (evidence->proxies, i))->uri == NULL)
      return lacks (error, "proxies", i, "uri");
  for (guint i = 0; i < evidence->experiments->len; i++)
    if (((const DsExperimentRecord *) g_ptr_array_index (evidence->experiments, i))->id == NULL)
      return lacks (error, "experiments", i, "id");
  return check_links (evidence->links, error) && check_hosts (evidence->hosts, error) &&
         check_attempts (evidence, error) && check_sweeps (evidence, error);
}

/* The evidence of a report, or the evidence alone. */
static JsonNode *
find_evidence (JsonNode *root, GError **error)
{
  JsonObject *object;
  JsonNode *schema;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (error, _("it is not a JSON object"));
      return NULL;
    }
  object = json_node_get_object (root);
  schema = json_object_get_member (object, "schema");
  if (schema != NULL && (json_node_get_value_type (schema) != G_TYPE_STRING ||
                         g_strcmp0 (json_node_get_string (schema), DS_REPORT_SCHEMA) != 0))
    {
      refuse (error, _("it was written by another version"));
      return NULL;
    }
  if (json_object_has_member (object, "evidence"))
    return json_object_get_member (object, "evidence");
  if (json_object_has_member (object, "target") && schema == NULL)
    return root;
  refuse (error, _("it has no evidence in it"));
  return NULL;
}

/**
 * ds_report_read:
 * @text: a report, or its `evidence` alone
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for a %G_IO_ERROR_INVALID_DATA; its message is a sentence that says what
 *   is wrong
 *
 * Reads what was measured back from a report. @text may come from anybody: its size, its depth and
 * the number of its parts are bounded.
 *
 * Returns: (transfer full) (nullable): the evidence, with a target in it; %NULL with @error set
 */
DsEvidence *
ds_report_read (const char *text, gssize length, GError **error)
{
  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (DsEvidence) evidence = NULL;
  g_autoptr (GError) local_error = NULL;
  JsonNode *node;

  if (!check_text (text, n_bytes, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) n_bytes, &local_error))
    {
      refuse (error, local_error->message);
      return NULL;
    }
  node = find_evidence (json_parser_get_root (parser), error);
  if (node == NULL)
    return NULL;
  evidence = ds_evidence_from_json (node, &local_error);
  if (evidence == NULL)
    {
      refuse (error, local_error->message);
      return NULL;
    }
  return check_evidence (evidence, error) ? g_steal_pointer (&evidence) : NULL;
}
