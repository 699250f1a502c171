/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-attempt.h"
#include "ds-cache.h"
#include "ds-change-record.h"
#include "ds-exchange.h"
#include "ds-firewall.h"
#include "ds-hosts-file.h"
#include "ds-links.h"
#include "ds-name-answer.h"
#include "ds-network.h"
#include "ds-proxy.h"
#include "ds-proxy-settings.h"
#include "ds-sweep.h"
#include "ds-target.h"

G_BEGIN_DECLS

/**
 * DsExperimentRecord:
 * @id: which experiment
 * @state: what became of it
 * @started_ms: when its first measurement began, in ms since the run began
 * @ended_ms: when its last one ended
 * @error: (nullable): why it could not run
 *
 * What became of one experiment of a run.
 */
typedef struct
{
  char *id;
  DsRunState state;
  double started_ms;
  double ended_ms;
  char *error;
} DsExperimentRecord;

extern const DsRecordType ds_experiment_record_type;

DsExperimentRecord *ds_experiment_record_new (void);
void ds_experiment_record_free (DsExperimentRecord *experiment_record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsExperimentRecord, ds_experiment_record_free)

/**
 * DsEvidence:
 * @target: (nullable): what was typed
 * @started_at: (nullable): when the run began, RFC 3339 in UTC
 * @duration_ms: how long the run took, in ms
 * @links: (nullable): how this computer is connected
 * @network: (nullable): what NetworkManager says about its connections
 * @hosts: (nullable): what its hosts file says about the target
 * @firewall: (nullable): what on this computer may stop connections
 * @references: (nullable): the reference sites in force, `HOST` (80 and 443) or `HOST:PORT`
 * @proxies: (element-type DsProxy): the proxies in force for the target, the first choice first,
 *   then those that were only seen
 * @proxy_settings: (nullable): what the desktop's settings say about proxies
 * @caches: (element-type DsCache): what keeps answers about names on this computer, the first to be
 *   asked first
 * @names: (element-type DsNameAnswer): what was asked of name servers
 * @attempts: (element-type DsAttempt): every try to connect
 * @sweeps: (element-type DsSweep): where attempts were turned away
 * @exchanges: (element-type DsExchange): what was said over open connections
 * @changes: (element-type DsChangeRecord): the changes that were in force meanwhile
 * @experiments: (element-type DsExperimentRecord): what was run, and what became of it
 *
 * Everything measured in one run. Only experiments add to it; everything else reads it.
 */
typedef struct
{
  DsTarget *target;
  char *started_at;
  double duration_ms;
  DsLinks *links;
  DsNetwork *network;
  DsHostsFile *hosts;
  DsFirewall *firewall;
  char **references;
  GPtrArray *proxies;
  DsProxySettings *proxy_settings;
  GPtrArray *caches;
  GPtrArray *names;
  GPtrArray *attempts;
  GPtrArray *sweeps;
  GPtrArray *exchanges;
  GPtrArray *changes;
  GPtrArray *experiments;
} DsEvidence;

extern const DsRecordType ds_evidence_type;

DsEvidence *ds_evidence_new (void);
void ds_evidence_free (DsEvidence *evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsEvidence, ds_evidence_free)

DsEvidence *ds_evidence_from_json (JsonNode *node, GError **error);
const DsNameAnswer *ds_evidence_find_name (const DsEvidence *evidence, const char *name);
const DsSweep *ds_evidence_find_sweep (const DsEvidence *evidence, const DsAttempt *attempt);
const DsExperimentRecord *ds_evidence_find_experiment (const DsEvidence *evidence, const char *id);
const DsAttempt *
ds_evidence_find_attempt (const DsEvidence *evidence, DsWay way, const char *address, guint port);

G_END_DECLS
