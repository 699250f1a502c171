/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks which firewalls this computer has, once a try has failed; and, where this computer itself
 * seems to have stopped it, what their logs say. It takes milliseconds. A service that does not
 * answer is not waited for unless it matters. */

#include "ds-experiment-firewall.h"

#include "ds-host-firewall-log.h"
#include "ds-host-firewall.h"
#include "ds-location.h"
#include "ds-timer.h"

/* Far more than it takes: whoever has not answered by then hangs. */
#define PATIENCE_MS 100

struct _DsExperimentFirewall
{
  DsExperiment parent_instance;

  gboolean started;
  gboolean log_started;
  gboolean has_waited;
  GSource *patience; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DsExperimentFirewall, ds_experiment_firewall, DS_TYPE_EXPERIMENT)

/* --- When --- */

static gboolean
is_under_way (const DsEvidence *evidence, const char *id)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, id);

  return record != NULL && (record->state == DS_RUN_WAITING || record->state == DS_RUN_RUNNING);
}

static gboolean
is_stopped_here (const DsEvidence *evidence, const DsAttempt *attempt)
{
  g_autoptr (DsLocation) location = NULL;

  if (attempt->outcome == DS_OUTCOME_PROHIBITED && attempt->icmp == NULL)
    return TRUE;
  if (attempt->icmp != NULL)
    return ds_links_own_address (evidence->links, attempt->icmp->from);
  location = ds_location_read (evidence, attempt);
  return location != NULL && location->who == DS_WHO_THIS_COMPUTER;
}

static gboolean
is_failure (const DsAttempt *attempt)
{
  return attempt->way == DS_WAY_DIRECT && attempt->outcome != DS_OUTCOME_OPEN &&
         attempt->outcome != DS_OUTCOME_NO_ROUTE;
}

/* An address was tried in vain, or there is none to be tried. */
static gboolean
has_failed (const DsEvidence *evidence)
{
  const DsNameAnswer *name = ds_evidence_find_name (evidence, evidence->target->host);

  if (name != NULL && name->status != DS_NAME_ANSWERED && name->status != DS_NAME_NO_SUCH_NAME)
    return TRUE;
  for (guint i = 0; i < evidence->attempts->len; i++)
    if (is_failure (g_ptr_array_index (evidence->attempts, i)))
      return TRUE;
  return FALSE;
}

static gboolean
is_suspect (const DsEvidence *evidence)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (is_failure (attempt) && is_stopped_here (evidence, attempt))
        return TRUE;
    }
  return FALSE;
}

/* --- What --- */

static void
log_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;

  ds_host_firewall_log_read_finish (result, NULL);
  ds_experiment_end (experiment, NULL);
}

static void
read_log (DsExperiment *experiment)
{
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  g_autoptr (GDateTime) since = g_date_time_new_from_iso8601 (evidence->started_at, NULL);
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  DsFirewallLogQuery query = { .port = evidence->target->port, .since = since };

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (is_failure (attempt))
        g_strv_builder_add (addresses, attempt->address);
    }
  list = g_strv_builder_end (addresses);
  query.addresses = (const char *const *) list;
  ds_experiment_begin (experiment);
  ds_host_firewall_log_read_async (ds_context_get_root (ds_experiment_get_context (experiment)),
                                   &query, evidence->firewall,
                                   ds_experiment_get_cancellable (experiment), log_cb,
                                   g_object_ref (experiment));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;

  ds_experiment_get_evidence (experiment)->firewall = ds_host_firewall_read_finish (result, NULL);
  ds_experiment_end (experiment, NULL);
}

static gboolean
patience_cb (gpointer user_data)
{
  DsExperimentFirewall *self = user_data;

  self->has_waited = TRUE;
  ds_experiment_grew (DS_EXPERIMENT (self));
  return G_SOURCE_REMOVE;
}

static void
start (DsExperimentFirewall *self)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);

  self->started = TRUE;
  self->patience = ds_timer_start (PATIENCE_MS, NULL, patience_cb, self);
  ds_experiment_begin (experiment);
  ds_host_firewall_read_async (ds_experiment_get_context (experiment),
                               ds_experiment_get_cancellable (experiment), read_cb,
                               g_object_ref (experiment));
}

static void
ds_experiment_firewall_consider (DsExperiment *experiment)
{
  DsExperimentFirewall *self = DS_EXPERIMENT_FIREWALL (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);

  if (!self->started && has_failed (evidence))
    start (self);
  if (self->started && !self->log_started && evidence->firewall != NULL && is_suspect (evidence))
    {
      self->log_started = TRUE;
      read_log (experiment);
    }
  /* Somebody else said no: whatever does not answer here changes nothing about it. */
  if (self->has_waited && evidence->firewall == NULL && !is_under_way (evidence, "connect") &&
      !is_under_way (evidence, "localise") && !is_suspect (evidence))
    ds_experiment_drop (experiment);
}

static void
ds_experiment_firewall_dispose (GObject *object)
{
  DsExperimentFirewall *self = DS_EXPERIMENT_FIREWALL (object);

  if (self->patience != NULL)
    g_source_destroy (self->patience);
  g_clear_pointer (&self->patience, g_source_unref);
  G_OBJECT_CLASS (ds_experiment_firewall_parent_class)->dispose (object);
}

static void
ds_experiment_firewall_class_init (DsExperimentFirewallClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_experiment_firewall_dispose;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_firewall_consider;
}

static void
ds_experiment_firewall_init (DsExperimentFirewall *self)
{
}
