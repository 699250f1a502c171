/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads how this computer is connected: its own addresses and its routes. */

#include "ds-experiment-links.h"

#include "ds-host-links.h"

struct _DsExperimentLinks
{
  DsExperiment parent_instance;

  gboolean started;
};

G_DEFINE_FINAL_TYPE (DsExperimentLinks, ds_experiment_links, DS_TYPE_EXPERIMENT)

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  g_autoptr (GError) error = NULL;

  ds_experiment_get_evidence (experiment)->links = ds_host_links_read_finish (result, &error);
  ds_experiment_end (experiment, error);
}

static void
ds_experiment_links_consider (DsExperiment *experiment)
{
  DsExperimentLinks *self = DS_EXPERIMENT_LINKS (experiment);
  GFile *root = ds_context_get_root (ds_experiment_get_context (experiment));

  if (self->started)
    return;
  self->started = TRUE;
  ds_experiment_begin (experiment);
  ds_host_links_read_async (root, ds_experiment_get_cancellable (experiment), read_cb,
                            g_object_ref (experiment));
}

static void
ds_experiment_links_class_init (DsExperimentLinksClass *klass)
{
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_links_consider;
}

static void
ds_experiment_links_init (DsExperimentLinks *self)
{
}
