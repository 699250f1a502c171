/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The report for other programs. */

#include "ds-config.h"
#include "ds-location.h"
#include "ds-offers.h"
#include "ds-path.h"
#include "ds-report.h"

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* Members that stand in the evidence too are copied from there, so that they are the same. */
static void
copy_members (JsonObject *to, JsonObject *from, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    json_object_set_member (to, names[i], json_object_dup_member (from, names[i]));
}

static JsonNode *
target_to_json (JsonObject *evidence)
{
  static const char *const names[] = {
    "typed", "url", "scheme", "host", "port", "suggestions", NULL
  };
  JsonObject *target = json_object_new ();

  copy_members (target, json_object_get_object_member (evidence, "target"), names);
  return take_object (target);
}

/* A cause that belongs to no check has none in the report, not a check 0. */
static JsonNode *
cause_to_json (const DsCause *cause)
{
  JsonNode *node = ds_record_to_json (&ds_cause_type, cause);

  if (cause != NULL && cause->check == 0)
    json_object_set_null_member (json_node_get_object (node), "check");
  return node;
}

/* The far end of an interval that has none is not hop 0. */
static JsonNode *
location_to_json (const DsLocation *location)
{
  JsonNode *node = ds_record_to_json (&ds_location_type, location);

  if (location != NULL && location->hop_max < location->hop_min)
    json_object_set_null_member (json_node_get_object (node), "hop_max");
  return node;
}

static JsonNode *
verdict_to_json (const DsDiagnosis *diagnosis)
{
  return cause_to_json (ds_diagnosis_get_verdict (diagnosis));
}

static JsonArray *
also_to_json (const DsDiagnosis *diagnosis)
{
  JsonArray *also = json_array_new ();

  for (guint i = 1; i < diagnosis->causes->len; i++)
    json_array_add_element (also, cause_to_json (g_ptr_array_index (diagnosis->causes, i)));
  return also;
}

static JsonArray *
missing_to_json (const DsDiagnosis *diagnosis)
{
  JsonArray *missing = json_array_new ();

  for (guint i = 0; diagnosis->missing != NULL && diagnosis->missing[i] != NULL; i++)
    json_array_add_string_element (missing, diagnosis->missing[i]);
  return missing;
}

static JsonArray *
attempts_to_json (const DsEvidence *evidence)
{
  JsonArray *attempts = json_array_new ();

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);
      g_autoptr (DsLocation) location = ds_location_read (evidence, attempt);
      JsonNode *node = ds_record_to_json (&ds_attempt_type, attempt);

      json_object_set_member (json_node_get_object (node), "refused_by",
                              location_to_json (location));
      json_array_add_element (attempts, node);
    }
  return attempts;
}

static JsonArray *
path_to_json (const DsEvidence *evidence)
{
  g_autoptr (GPtrArray) hops = ds_path_read_hops (evidence);
  JsonArray *path = json_array_new ();

  for (guint i = 0; i < hops->len; i++)
    json_array_add_element (path, ds_record_to_json (&ds_hop_type, g_ptr_array_index (hops, i)));
  return path;
}

static JsonArray *
checks_to_json (GPtrArray *findings)
{
  JsonArray *checks = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    json_array_add_element (checks,
                            ds_record_to_json (&ds_finding_type, g_ptr_array_index (findings, i)));
  return checks;
}

/* What Doorstep had changed during the run. */
static JsonArray *
changes_to_json (const DsEvidence *evidence)
{
  JsonArray *changes = json_array_new ();

  for (guint i = 0; i < evidence->changes->len; i++)
    {
      const DsChangeRecord *record = g_ptr_array_index (evidence->changes, i);
      g_autoptr (DsOffer) offer =
          record->change != NULL ? ds_offer_describe (record->change, record->subject, TRUE) : NULL;

      if (offer != NULL)
        json_array_add_element (changes, ds_record_to_json (&ds_offer_type, offer));
    }
  return changes;
}

/**
 * ds_report_to_json:
 * @evidence: what was measured, with a target in it
 * @diagnosis: what ds_diagnose() says about it
 * @findings: (element-type DsFinding): what the checks say about it
 *
 * Writes the report of schema %DS_REPORT_SCHEMA. The whole evidence is in it, so whoever reads it
 * can judge it again and comes to the same report.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *
ds_report_to_json (const DsEvidence *evidence, const DsDiagnosis *diagnosis, GPtrArray *findings)
{
  static const char *const run_members[] = { "started_at", "duration_ms", NULL };
  JsonNode *evidence_node = ds_record_to_json (&ds_evidence_type, evidence);
  JsonObject *evidence_object = json_node_get_object (evidence_node);
  JsonObject *report = json_object_new ();

  json_object_set_string_member (report, "schema", DS_REPORT_SCHEMA);
  json_object_set_string_member (report, "version", DS_VERSION);
  copy_members (report, evidence_object, run_members);
  json_object_set_member (report, "target", target_to_json (evidence_object));
  json_object_set_member (report, "verdict", verdict_to_json (diagnosis));
  json_object_set_array_member (report, "also", also_to_json (diagnosis));
  json_object_set_array_member (report, "missing", missing_to_json (diagnosis));
  json_object_set_array_member (report, "attempts", attempts_to_json (evidence));
  json_object_set_array_member (report, "path", path_to_json (evidence));
  json_object_set_array_member (report, "checks", checks_to_json (findings));
  json_object_set_array_member (report, "changes", changes_to_json (evidence));
  json_object_set_member (report, "evidence", evidence_node);
  return take_object (report);
}
