/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what the hosts file of this computer says about the target. */

#include "ds-experiment-hosts.h"

#include "ds-host-hosts.h"

struct _DsExperimentHosts
{
  DsExperiment parent_instance;

  gboolean started;
};

G_DEFINE_FINAL_TYPE (DsExperimentHosts, ds_experiment_hosts, DS_TYPE_EXPERIMENT)

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  g_autoptr (GError) error = NULL;

  ds_experiment_get_evidence (experiment)->hosts = ds_host_hosts_read_finish (result, &error);
  ds_experiment_end (experiment, error);
}

static void
ds_experiment_hosts_consider (DsExperiment *experiment)
{
  DsExperimentHosts *self = DS_EXPERIMENT_HOSTS (experiment);
  const DsTarget *target = ds_experiment_get_evidence (experiment)->target;

  /* An address needs nobody to look it up. */
  if (self->started || target->is_literal)
    return;
  self->started = TRUE;
  ds_experiment_begin (experiment);
  ds_host_hosts_read_async (ds_context_get_root (ds_experiment_get_context (experiment)),
                            target->host, ds_experiment_get_cancellable (experiment), read_cb,
                            g_object_ref (experiment));
}

static void
ds_experiment_hosts_class_init (DsExperimentHostsClass *klass)
{
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_hosts_consider;
}

static void
ds_experiment_hosts_init (DsExperimentHosts *self)
{
}
