/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What this computer is set to, for other programs. */

#include "ds-config.h"
#include "ds-status-report.h"

/**
 * ds_status_to_json:
 * @status: what this computer is set to
 *
 * Returns: (transfer full): it as `data/doorstep-status-1.schema.json` describes
 */
JsonNode *
ds_status_to_json (const DsStatus *status)
{
  g_autoptr (JsonNode) parts = ds_record_to_json (&ds_status_type, status);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *part;

  json_object_set_string_member (object, "schema", DS_STATUS_SCHEMA);
  json_object_set_string_member (object, "version", DS_VERSION);
  json_object_iter_init_ordered (&iter, json_node_get_object (parts));
  while (json_object_iter_next_ordered (&iter, &name, &part))
    json_object_set_member (object, name, json_node_copy (part));
  json_node_take_object (node, object);
  return node;
}
