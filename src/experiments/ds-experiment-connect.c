/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tries to connect to every address of the target at once. */

#include "ds-experiment-connect.h"

#include "ds-try.h"

struct _DsExperimentConnect
{
  DsExperiment parent_instance;

  gboolean started;
};

G_DEFINE_FINAL_TYPE (DsExperimentConnect, ds_experiment_connect, DS_TYPE_EXPERIMENT)

#define ADDRESSES_MAX 16
/* Long enough for a SYN that was lost to be sent again (after a second, RFC 6298) and answered. */
#define CONNECT_TIMEOUT_MS 2500

static void
try_address (DsExperiment *experiment, const char *address, const char *source)
{
  const DsTarget *target = ds_experiment_get_evidence (experiment)->target;
  DsTry order = {
    .host = target->host,
    .address = address,
    .port = target->port,
    .way = DS_WAY_DIRECT,
    .source = source,
    .number = 1,
    .timeout_ms = CONNECT_TIMEOUT_MS,
  };

  ds_try_start (experiment, &order);
}

/* The system's resolver named it; a line of the hosts file may be behind that. */
static void
try_resolved (DsExperiment *experiment, const DsNameAnswer *answer, const char *address)
{
  const DsHostsFile *hosts = ds_experiment_get_evidence (experiment)->hosts;
  g_autofree char *both = g_strconcat (answer->source, "\n", "hosts", NULL);

  try_address (experiment, address,
               ds_hosts_file_find (hosts, address) != NULL ? both : answer->source);
}

/* Reading it takes a millisecond, mostly while the name is looked up. */
static gboolean
is_hosts_file_read (const DsEvidence *evidence)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "hosts");

  return record->state != DS_RUN_WAITING && record->state != DS_RUN_RUNNING;
}

static void
ds_experiment_connect_consider (DsExperiment *experiment)
{
  DsExperimentConnect *self = DS_EXPERIMENT_CONNECT (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  const DsTarget *target = evidence->target;
  const DsNameAnswer *answer = ds_evidence_find_name (evidence, target->host);

  if (self->started)
    return;
  if (target->is_literal)
    {
      self->started = TRUE;
      try_address (experiment, target->host, "typed");
    }
  else if (answer != NULL && is_hosts_file_read (evidence))
    {
      self->started = TRUE;
      for (guint i = 0; answer->addresses != NULL && answer->addresses[i] != NULL; i++)
        if (i < ADDRESSES_MAX)
          try_resolved (experiment, answer, answer->addresses[i]);
    }
}

static void
ds_experiment_connect_class_init (DsExperimentConnectClass *klass)
{
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_connect_consider;
}

static void
ds_experiment_connect_init (DsExperimentConnect *self)
{
}
