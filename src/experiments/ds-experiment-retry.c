/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tries a refused address again: a refusal may last only a moment. Two more tries go out while its
 * place is being looked for; after that, ever longer gaps for as long as the context says. */

#include "ds-experiment-retry.h"

#include "ds-timer.h"
#include "ds-try.h"

#define ADDRESSES_MAX  2
#define TRIES_AT_ONCE  3
#define GAP_AT_ONCE_MS 20
#define GAP_FIRST_MS   250
/* Whoever refused once refuses as fast again; a router that answers errors only once a second must
 * not hold up the run. */
#define PATIENCE_MIN_MS 400
#define PATIENCE_MAX_MS 1500
/* A neighbour looked for in vain takes seconds; trying again would take as long. */
#define SLOW_MS 900

struct _DsExperimentRetry
{
  DsExperiment parent_instance;

  GPtrArray *series; /* (owned) (element-type Series) */
};

G_DEFINE_FINAL_TYPE (DsExperimentRetry, ds_experiment_retry, DS_TYPE_EXPERIMENT)

/* The tries of one address. */
typedef struct
{
  DsExperiment *experiment; /* (unowned): owns the series, and is kept by the timer */
  char *address;            /* (owned) */
  guint port;
  guint number;
  guint gap_ms;
  guint patience_ms;
} Series;

static void
series_free (gpointer data)
{
  Series *series = data;

  g_free (series->address);
  g_free (series);
}

static gboolean
has_opened (Series *series)
{
  DsEvidence *evidence = ds_experiment_get_evidence (series->experiment);

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->port == series->port &&
          !ds_attempt_failed (attempt) && g_str_equal (attempt->address, series->address))
        return TRUE;
    }
  return FALSE;
}

static void
try_now (Series *series)
{
  DsTry order = {
    .host = ds_experiment_get_evidence (series->experiment)->target->host,
    .address = series->address,
    .port = series->port,
    .way = DS_WAY_DIRECT,
    .number = ++series->number,
    .timeout_ms = series->patience_ms,
  };

  ds_try_start (series->experiment, &order);
}

static gboolean try_again_cb (gpointer user_data);

/* The gap is work too: the run is not over while it lasts. Cancelling ends it at once. */
static void
wait_for_next (Series *series)
{
  DsExperiment *experiment = series->experiment;
  guint retry_for_ms = ds_context_get_retry_for_ms (ds_experiment_get_context (experiment));
  g_autoptr (GSource) timer = NULL;

  if (series->number < TRIES_AT_ONCE)
    series->gap_ms = GAP_AT_ONCE_MS;
  else
    series->gap_ms = series->number == TRIES_AT_ONCE ? GAP_FIRST_MS : series->gap_ms * 2;
  if (series->number >= TRIES_AT_ONCE &&
      ds_experiment_get_elapsed_ms (experiment) + series->gap_ms > retry_for_ms)
    return;
  ds_experiment_begin (experiment);
  timer = ds_timer_start (series->gap_ms, ds_experiment_get_cancellable (experiment), try_again_cb,
                          series);
}

static gboolean
try_again_cb (gpointer user_data)
{
  Series *series = user_data;
  g_autoptr (DsExperiment) experiment = g_object_ref (series->experiment);

  if (!g_cancellable_is_cancelled (ds_experiment_get_cancellable (experiment)) &&
      !has_opened (series))
    {
      try_now (series);
      wait_for_next (series);
    }
  ds_experiment_end (experiment, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
is_known (DsExperimentRetry *self, const char *address)
{
  for (guint i = 0; i < self->series->len; i++)
    if (g_str_equal (((Series *) g_ptr_array_index (self->series, i))->address, address))
      return TRUE;
  return FALSE;
}

static void
start_series (DsExperimentRetry *self, const DsAttempt *attempt)
{
  Series *series;

  if (self->series->len >= ADDRESSES_MAX || is_known (self, attempt->address))
    return;
  series = g_new0 (Series, 1);
  series->experiment = DS_EXPERIMENT (self);
  series->address = g_strdup (attempt->address);
  series->port = attempt->port;
  series->number = 1;
  series->patience_ms =
      (guint) CLAMP (4 * attempt->time_ms + 200, PATIENCE_MIN_MS, PATIENCE_MAX_MS);
  g_ptr_array_add (self->series, series);
  try_now (series);
  wait_for_next (series);
}

static void
ds_experiment_retry_consider (DsExperiment *experiment)
{
  DsExperimentRetry *self = DS_EXPERIMENT_RETRY (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->number == 1 &&
          attempt->outcome == DS_OUTCOME_REFUSED && attempt->time_ms < SLOW_MS)
        start_series (self, attempt);
    }
}

static void
ds_experiment_retry_finalize (GObject *object)
{
  DsExperimentRetry *self = DS_EXPERIMENT_RETRY (object);

  g_clear_pointer (&self->series, g_ptr_array_unref);
  G_OBJECT_CLASS (ds_experiment_retry_parent_class)->finalize (object);
}

static void
ds_experiment_retry_class_init (DsExperimentRetryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_retry_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_retry_consider;
}

static void
ds_experiment_retry_init (DsExperimentRetry *self)
{
  self->series = g_ptr_array_new_with_free_func (series_free);
}
