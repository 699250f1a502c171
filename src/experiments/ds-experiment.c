/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-experiment.h"

typedef struct
{
  DsContext *context;         /* (owned) */
  DsEvidence *evidence;       /* (unowned): the plan's, which outlives its experiments */
  DsExperimentRecord *record; /* (unowned): in the evidence */
  GCancellable *cancellable;  /* (owned): the run's */
  GCancellable *own;          /* (owned): ends what is under way here */
  gulong cancelled_id;
  gint64 started_us;
  guint in_flight;
  guint begun;
} DsExperimentPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DsExperiment, ds_experiment, G_TYPE_OBJECT)

enum
{
  SIGNAL_GREW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ds_experiment_dispose (GObject *object)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (DS_EXPERIMENT (object));

  if (priv->cancellable != NULL)
    g_cancellable_disconnect (priv->cancellable, priv->cancelled_id);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->own);
  g_clear_object (&priv->context);
  G_OBJECT_CLASS (ds_experiment_parent_class)->dispose (object);
}

static void
ds_experiment_class_init (DsExperimentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_experiment_dispose;

  /**
   * DsExperiment::grew:
   * @self: the experiment
   *
   * The evidence grew, or a piece of work ended.
   */
  signals[SIGNAL_GREW] = g_signal_new ("grew", DS_TYPE_EXPERIMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
ds_experiment_init (DsExperiment *self)
{
}

static void
cancelled_cb (GCancellable *cancellable, GCancellable *own)
{
  g_cancellable_cancel (own);
}

/**
 * ds_experiment_set_up:
 * @self: an experiment
 * @id: its id
 * @context: the outside world
 * @evidence: (transfer none): what to read and to add to; must outlive @self
 * @started_us: when the run began, on the monotonic clock
 * @cancellable: ends the run
 */
void
ds_experiment_set_up (DsExperiment *self,
                      const char *id,
                      DsContext *context,
                      DsEvidence *evidence,
                      gint64 started_us,
                      GCancellable *cancellable)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  priv->context = g_object_ref (context);
  priv->evidence = evidence;
  priv->started_us = started_us;
  priv->cancellable = g_object_ref (cancellable);
  priv->own = g_cancellable_new ();
  priv->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                              g_object_ref (priv->own), g_object_unref);
  priv->record = ds_experiment_record_new ();
  priv->record->id = g_strdup (id);
  priv->record->state = DS_RUN_WAITING;
  g_ptr_array_add (evidence->experiments, priv->record);
}

/**
 * ds_experiment_consider:
 * @self: an experiment
 *
 * Lets @self look at the evidence and start what it now allows.
 */
void
ds_experiment_consider (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  if (!g_cancellable_is_cancelled (priv->own))
    DS_EXPERIMENT_GET_CLASS (self)->consider (self);
}

/**
 * ds_experiment_begin:
 * @self: an experiment
 *
 * Announces one piece of work.
 */
void
ds_experiment_begin (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  if (priv->begun == 0)
    priv->record->started_ms = ds_experiment_get_elapsed_ms (self);
  priv->record->state = DS_RUN_RUNNING;
  priv->begun++;
  priv->in_flight++;
}

/**
 * ds_experiment_end:
 * @self: an experiment
 * @error: (nullable): why that piece could not run
 *
 * Closes one piece of work, and tells the plan.
 */
void
ds_experiment_end (DsExperiment *self, const GError *error)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  g_return_if_fail (priv->in_flight > 0);
  priv->in_flight--;
  priv->record->ended_ms = ds_experiment_get_elapsed_ms (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      priv->record->error == NULL)
    priv->record->error = g_strdup (error->message);
  ds_experiment_grew (self);
}

/**
 * ds_experiment_grew:
 * @self: an experiment
 *
 * Tells the plan that the evidence grew.
 */
void
ds_experiment_grew (DsExperiment *self)
{
  g_signal_emit (self, signals[SIGNAL_GREW], 0);
}

/**
 * ds_experiment_drop:
 * @self: an experiment
 *
 * Ends what is under way: the evidence made it needless.
 */
void
ds_experiment_drop (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  g_cancellable_cancel (priv->own);
}

/**
 * ds_experiment_get_context:
 * @self: an experiment
 *
 * Returns: (transfer none): the outside world
 */
DsContext *
ds_experiment_get_context (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  return priv->context;
}

/**
 * ds_experiment_get_evidence:
 * @self: an experiment
 *
 * Returns: (transfer none): the evidence of the run
 */
DsEvidence *
ds_experiment_get_evidence (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  return priv->evidence;
}

/**
 * ds_experiment_get_cancellable:
 * @self: an experiment
 *
 * Returns: (transfer none): ends the work of this experiment
 */
GCancellable *
ds_experiment_get_cancellable (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  return priv->own;
}

/**
 * ds_experiment_get_record:
 * @self: an experiment
 *
 * Returns: (transfer none): what the evidence says of it
 */
DsExperimentRecord *
ds_experiment_get_record (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  return priv->record;
}

/**
 * ds_experiment_get_elapsed_ms:
 * @self: an experiment
 *
 * Returns: time since the run began, in ms
 */
double
ds_experiment_get_elapsed_ms (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  return (double) (g_get_monotonic_time () - priv->started_us) / 1000;
}

/**
 * ds_experiment_get_in_flight:
 * @self: an experiment
 *
 * Returns: how many pieces of work are under way
 */
guint
ds_experiment_get_in_flight (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  return priv->in_flight;
}

/**
 * ds_experiment_get_begun:
 * @self: an experiment
 *
 * Returns: how many pieces of work were ever begun
 */
guint
ds_experiment_get_begun (DsExperiment *self)
{
  DsExperimentPrivate *priv = ds_experiment_get_instance_private (self);

  return priv->begun;
}
