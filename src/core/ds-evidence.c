/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-evidence.h"

#include "ds-words-types.h"

static const DsField experiment_record_fields[] = {
  DS_FIELD (DsExperimentRecord, id, STRING),
  DS_FIELD_OF_ENUM (DsExperimentRecord, state, ds_run_state_get_type),
  DS_FIELD (DsExperimentRecord, started_ms, DOUBLE),
  DS_FIELD (DsExperimentRecord, ended_ms, DOUBLE),
  DS_FIELD (DsExperimentRecord, error, STRING),
  { 0 },
};

const DsRecordType ds_experiment_record_type = { "experiment", sizeof (DsExperimentRecord),
                                                 experiment_record_fields };

DsExperimentRecord *
ds_experiment_record_new (void)
{
  return ds_record_new (&ds_experiment_record_type);
}

void
ds_experiment_record_free (DsExperimentRecord *experiment_record)
{
  ds_record_free (&ds_experiment_record_type, experiment_record);
}

static const DsField evidence_fields[] = {
  DS_FIELD_OF_RECORD (DsEvidence, target, ds_target_type),
  DS_FIELD (DsEvidence, started_at, STRING),
  DS_FIELD (DsEvidence, duration_ms, DOUBLE),
  DS_FIELD_OF_RECORD (DsEvidence, links, ds_links_type),
  DS_FIELD_OF_RECORD (DsEvidence, network, ds_network_type),
  DS_FIELD_OF_RECORD (DsEvidence, hosts, ds_hosts_file_type),
  DS_FIELD_OF_RECORD (DsEvidence, firewall, ds_firewall_type),
  DS_FIELD (DsEvidence, references, STRV),
  DS_FIELD_OF_LIST (DsEvidence, proxies, ds_proxy_type),
  DS_FIELD_OF_RECORD (DsEvidence, proxy_settings, ds_proxy_settings_type),
  DS_FIELD_OF_LIST (DsEvidence, caches, ds_cache_type),
  DS_FIELD_OF_LIST (DsEvidence, names, ds_name_answer_type),
  DS_FIELD_OF_LIST (DsEvidence, attempts, ds_attempt_type),
  DS_FIELD_OF_LIST (DsEvidence, sweeps, ds_sweep_type),
  DS_FIELD_OF_LIST (DsEvidence, exchanges, ds_exchange_type),
  DS_FIELD_OF_LIST (DsEvidence, changes, ds_change_record_type),
  DS_FIELD_OF_LIST (DsEvidence, experiments, ds_experiment_record_type),
  { 0 },
};

const DsRecordType ds_evidence_type = { "evidence", sizeof (DsEvidence), evidence_fields };

DsEvidence *
ds_evidence_new (void)
{
  return ds_record_new (&ds_evidence_type);
}

void
ds_evidence_free (DsEvidence *evidence)
{
  ds_record_free (&ds_evidence_type, evidence);
}

/**
 * ds_evidence_from_json:
 * @node: the `evidence` member of a report
 * @error: return location for a %G_IO_ERROR_INVALID_DATA that names the member at fault
 *
 * Returns: (transfer full) (nullable): the evidence, with a target in it; %NULL with @error set
 */
DsEvidence *
ds_evidence_from_json (JsonNode *node, GError **error)
{
  g_autoptr (DsEvidence) evidence = ds_record_from_json (&ds_evidence_type, node, error);

  if (evidence == NULL)
    return NULL;
  if (evidence->target == NULL || evidence->target->host == NULL ||
      evidence->target->scheme == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "evidence.target does not say which website");
      return NULL;
    }
  return g_steal_pointer (&evidence);
}

/**
 * ds_evidence_find_name:
 * @evidence: the evidence
 * @name: a name
 *
 * Returns: (nullable) (transfer none): what the system's own resolver answered for @name
 */
const DsNameAnswer *
ds_evidence_find_name (const DsEvidence *evidence, const char *name)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (g_strcmp0 (answer->name, name) == 0 && ds_name_answer_is_usual (answer))
        return answer;
    }
  return NULL;
}

/**
 * ds_evidence_find_sweep:
 * @evidence: the evidence
 * @attempt: an attempt
 *
 * Returns: (nullable) (transfer none): the sweep to the attempt's address and port
 */
const DsSweep *
ds_evidence_find_sweep (const DsEvidence *evidence, const DsAttempt *attempt)
{
  for (guint i = 0; i < evidence->sweeps->len; i++)
    {
      const DsSweep *sweep = g_ptr_array_index (evidence->sweeps, i);

      if (sweep->port == attempt->port && g_strcmp0 (sweep->address, attempt->address) == 0)
        return sweep;
    }
  return NULL;
}

/**
 * ds_evidence_find_experiment:
 * @evidence: the evidence
 * @id: an experiment's id
 *
 * Returns: (nullable) (transfer none): what became of that experiment
 */
const DsExperimentRecord *
ds_evidence_find_experiment (const DsEvidence *evidence, const char *id)
{
  for (guint i = 0; i < evidence->experiments->len; i++)
    {
      const DsExperimentRecord *record = g_ptr_array_index (evidence->experiments, i);

      if (g_strcmp0 (record->id, id) == 0)
        return record;
    }
  return NULL;
}

/**
 * ds_evidence_find_attempt:
 * @evidence: the evidence
 * @way: by which way
 * @address: the address
 * @port: the port
 *
 * Returns: (nullable) (transfer none): the first such attempt
 */
const DsAttempt *
ds_evidence_find_attempt (const DsEvidence *evidence, DsWay way, const char *address, guint port)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == way && attempt->port == port &&
          g_strcmp0 (attempt->address, address) == 0)
        return attempt;
    }
  return NULL;
}
