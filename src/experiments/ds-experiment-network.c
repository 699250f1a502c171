/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the connections of this computer. What the kernel shows is there at once; NetworkManager's
 * names, and the VPNs that are set up and not in use, take its place as soon as it answers. */

#include "ds-experiment-network.h"

#include "ds-host-network.h"

/* It answers within a few milliseconds, or it has other troubles. */
#define TIMEOUT_MS 1500

struct _DsExperimentNetwork
{
  DsExperiment parent_instance;

  gboolean started;
  gboolean shown;  /* what the kernel shows is in the evidence */
  DsNetwork *said; /* (owned) (nullable): what NetworkManager said, until that is in the evidence */
};

G_DEFINE_FINAL_TYPE (DsExperimentNetwork, ds_experiment_network, DS_TYPE_EXPERIMENT)

static gboolean
are_links_read (const DsEvidence *evidence)
{
  return evidence->links != NULL || ds_evidence_find_experiment (evidence, "links")->error != NULL;
}

static void
show (DsExperimentNetwork *self)
{
  DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));
  DsNetwork *network = g_steal_pointer (&self->said);

  if (network == NULL)
    {
      network = ds_network_new ();
      network->manager = DS_MANAGER_SILENT;
    }
  ds_network_add_devices (network, evidence->links);
  g_clear_pointer (&evidence->network, ds_network_free);
  evidence->network = network;
  self->shown = TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  DsExperimentNetwork *self = DS_EXPERIMENT_NETWORK (experiment);
  g_autoptr (GError) error = NULL;

  self->said = ds_host_network_read_finish (result, &error);
  /* Nothing else was left to wait for: the run ends without its answer. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           "NetworkManager did not answer");
    }
  if (self->said != NULL && are_links_read (ds_experiment_get_evidence (experiment)))
    show (self);
  ds_experiment_end (experiment, error);
}

static void
ds_experiment_network_consider (DsExperiment *experiment)
{
  DsExperimentNetwork *self = DS_EXPERIMENT_NETWORK (experiment);

  if (!self->started)
    {
      self->started = TRUE;
      ds_experiment_begin (experiment);
      ds_host_network_read_async (ds_experiment_get_context (experiment), TIMEOUT_MS,
                                  ds_experiment_get_cancellable (experiment), read_cb,
                                  g_object_ref (experiment));
    }
  if (are_links_read (ds_experiment_get_evidence (experiment)) &&
      (!self->shown || self->said != NULL))
    {
      show (self);
      ds_experiment_grew (experiment);
    }
}

static void
ds_experiment_network_finalize (GObject *object)
{
  DsExperimentNetwork *self = DS_EXPERIMENT_NETWORK (object);

  g_clear_pointer (&self->said, ds_network_free);
  G_OBJECT_CLASS (ds_experiment_network_parent_class)->finalize (object);
}

static void
ds_experiment_network_class_init (DsExperimentNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_network_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_network_consider;
}

static void
ds_experiment_network_init (DsExperimentNetwork *self)
{
}
