/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the system for the addresses of the name, the way every other program does. Where
 * systemd-resolved runs, it is asked just before what it has kept about the name: afterwards it
 * would have kept the answer to this very question. */

#include "ds-experiment-resolve.h"

#include "ds-ask-name.h"
#include "ds-deadline.h"
#include "ds-host-bus.h"
#include "ds-host-resolved.h"

struct _DsExperimentResolve
{
  DsExperiment parent_instance;

  gboolean started;
  DsDeadline *patience; /* (owned) (nullable): for what was kept */
};

G_DEFINE_FINAL_TYPE (DsExperimentResolve, ds_experiment_resolve, DS_TYPE_EXPERIMENT)

#define LOOKUP_TIMEOUT_MS 6000
/* It takes two milliseconds, more on a busy computer, and nobody should have to wait for a bus that
 * does not answer. */
#define KEPT_TIMEOUT_MS 400

static void
look_up (DsExperimentResolve *self)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);

  g_clear_pointer (&self->patience, ds_deadline_free);
  ds_ask_name_start (experiment, ds_experiment_get_evidence (experiment)->target->host,
                     LOOKUP_TIMEOUT_MS);
  ds_experiment_end (experiment, NULL);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentResolve) self = user_data;
  DsNameAnswer *answer = ds_host_resolved_ask_finish (result, NULL);

  if (answer != NULL && answer->remembered)
    g_ptr_array_add (ds_experiment_get_evidence (DS_EXPERIMENT (self))->names, answer);
  else
    g_clear_pointer (&answer, ds_name_answer_free);
  look_up (self);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentResolve) self = user_data;
  g_autoptr (GDBusConnection) bus = ds_host_bus_get_finish (result, NULL);
  const DsTarget *target = ds_experiment_get_evidence (DS_EXPERIMENT (self))->target;

  if (bus == NULL)
    {
      look_up (self);
      return;
    }
  ds_host_resolved_ask_async (bus, target->host, DS_RESOLVED_KEPT, KEPT_TIMEOUT_MS,
                              ds_deadline_get_cancellable (self->patience), kept_cb,
                              g_object_ref (self));
}

static void
ds_experiment_resolve_consider (DsExperiment *experiment)
{
  DsExperimentResolve *self = DS_EXPERIMENT_RESOLVE (experiment);
  const DsTarget *target = ds_experiment_get_evidence (experiment)->target;

  /* An address needs nobody to look it up. */
  if (self->started || target->is_literal)
    return;
  self->started = TRUE;
  ds_experiment_begin (experiment);
  if (!ds_name_is_for_servers (target->host))
    {
      look_up (self);
      return;
    }
  self->patience = ds_deadline_new (KEPT_TIMEOUT_MS, ds_experiment_get_cancellable (experiment));
  ds_host_bus_get_async (ds_experiment_get_context (experiment),
                         ds_deadline_get_cancellable (self->patience), bus_cb, g_object_ref (self));
}

static void
ds_experiment_resolve_dispose (GObject *object)
{
  g_clear_pointer (&DS_EXPERIMENT_RESOLVE (object)->patience, ds_deadline_free);
  G_OBJECT_CLASS (ds_experiment_resolve_parent_class)->dispose (object);
}

static void
ds_experiment_resolve_class_init (DsExperimentResolveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_experiment_resolve_dispose;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_resolve_consider;
}

static void
ds_experiment_resolve_init (DsExperimentResolve *self)
{
}
