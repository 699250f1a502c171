/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the kernel which way it sends packets to each address of the target, and to each that was
 * tried. The main table of routes does not tell where policy routes come first, as with some
 * VPNs. */

#include "ds-experiment-routes.h"

#include "ds-host-route.h"

#define ADDRESSES_MAX 64

struct _DsExperimentRoutes
{
  DsExperiment parent_instance;

  GHashTable *asked; /* (owned) (element-type utf8): the addresses that were asked about */
};

G_DEFINE_FINAL_TYPE (DsExperimentRoutes, ds_experiment_routes, DS_TYPE_EXPERIMENT)

/* That no way leads there is an answer; it shows where the connection fails. */
static gboolean
is_answer (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
ask (DsExperimentRoutes *self, const char *address)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  g_autoptr (GError) error = NULL;
  DsRoute *route;

  if (address == NULL || g_hash_table_size (self->asked) >= ADDRESSES_MAX ||
      !g_hash_table_add (self->asked, g_strdup (address)))
    return;
  ds_experiment_begin (experiment);
  route = ds_host_route_pick (address, &error);
  if (route != NULL)
    g_ptr_array_add (ds_experiment_get_evidence (experiment)->links->picked, route);
  ds_experiment_end (experiment, is_answer (error) ? NULL : error);
}

static void
ds_experiment_routes_consider (DsExperiment *experiment)
{
  DsExperimentRoutes *self = DS_EXPERIMENT_ROUTES (experiment);
  const DsEvidence *evidence = ds_experiment_get_evidence (experiment);

  if (evidence->links == NULL)
    return;
  if (evidence->target->is_literal)
    ask (self, evidence->target->host);
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      for (guint j = 0; answer->addresses != NULL && answer->addresses[j] != NULL; j++)
        if (g_strcmp0 (answer->name, evidence->target->host) == 0)
          ask (self, answer->addresses[j]);
    }
  for (guint i = 0; i < evidence->attempts->len; i++)
    ask (self, ((DsAttempt *) g_ptr_array_index (evidence->attempts, i))->address);
}

static void
ds_experiment_routes_finalize (GObject *object)
{
  DsExperimentRoutes *self = DS_EXPERIMENT_ROUTES (object);

  g_clear_pointer (&self->asked, g_hash_table_unref);
  G_OBJECT_CLASS (ds_experiment_routes_parent_class)->finalize (object);
}

static void
ds_experiment_routes_class_init (DsExperimentRoutesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_routes_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_routes_consider;
}

static void
ds_experiment_routes_init (DsExperimentRoutes *self)
{
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
