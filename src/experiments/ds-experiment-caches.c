/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks which programs on this computer keep answers about names. */

#include "ds-experiment-caches.h"

#include "ds-dns-program.h"
#include "ds-host-caches.h"

#define DNS_PORT         53
#define LOOK_TIMEOUT_MS  400
#define NAMED_TIMEOUT_MS 200

struct _DsExperimentCaches
{
  DsExperiment parent_instance;

  gboolean started;
  DsHostCaches *seen; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DsExperimentCaches, ds_experiment_caches, DS_TYPE_EXPERIMENT)

static void
add_caches (DsExperimentCaches *self, const char *program)
{
  DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));

  g_autoptr (GPtrArray) caches = ds_host_caches_list (self->seen, program);

  for (guint i = 0; i < caches->len; i++)
    g_ptr_array_add (evidence->caches,
                     ds_record_copy (&ds_cache_type, g_ptr_array_index (caches, i)));
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentCaches) self = user_data;
  g_autofree char *program = ds_dns_program_finish (result, NULL);

  add_caches (self, program);
  ds_experiment_end (DS_EXPERIMENT (self), NULL);
}

static void
seen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentCaches) self = user_data;
  DsExperiment *experiment = DS_EXPERIMENT (self);
  g_autoptr (GError) error = NULL;
  const char *local;

  self->seen = ds_host_caches_read_finish (result, &error);
  local = self->seen != NULL ? ds_host_caches_find_local (self->seen) : NULL;
  if (local != NULL)
    {
      ds_dns_program_async (local, DNS_PORT, NAMED_TIMEOUT_MS,
                            ds_experiment_get_cancellable (experiment), named_cb,
                            g_steal_pointer (&self));
      return;
    }
  if (self->seen != NULL)
    add_caches (self, NULL);
  ds_experiment_end (experiment, error);
}

static void
ds_experiment_caches_consider (DsExperiment *experiment)
{
  DsExperimentCaches *self = DS_EXPERIMENT_CACHES (experiment);
  const DsTarget *target = ds_experiment_get_evidence (experiment)->target;

  /* Nobody keeps anything about an address. */
  if (self->started || target->is_literal)
    return;
  self->started = TRUE;
  ds_experiment_begin (experiment);
  ds_host_caches_read_async (ds_experiment_get_context (experiment), target->host, LOOK_TIMEOUT_MS,
                             ds_experiment_get_cancellable (experiment), seen_cb,
                             g_object_ref (self));
}

static void
ds_experiment_caches_finalize (GObject *object)
{
  g_clear_pointer (&DS_EXPERIMENT_CACHES (object)->seen, ds_host_caches_free);
  G_OBJECT_CLASS (ds_experiment_caches_parent_class)->finalize (object);
}

static void
ds_experiment_caches_class_init (DsExperimentCachesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_caches_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_caches_consider;
}

static void
ds_experiment_caches_init (DsExperimentCaches *self)
{
}
