/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-plan.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ds-experiment.h"
#include "ds-experiment-caches.h"
#include "ds-experiment-connect.h"
#include "ds-experiment-fetch.h"
#include "ds-experiment-firewall.h"
#include "ds-experiment-fresh-dns.h"
#include "ds-experiment-hosts.h"
#include "ds-experiment-links.h"
#include "ds-experiment-localise.h"
#include "ds-experiment-network.h"
#include "ds-experiment-past-vpn.h"
#include "ds-experiment-proxy.h"
#include "ds-experiment-proxy-script.h"
#include "ds-experiment-references.h"
#include "ds-experiment-resolve.h"
#include "ds-experiment-retry.h"
#include "ds-experiment-routes.h"
#include "ds-experiment-siblings.h"

/* A service of this computer that answers later than this is in trouble, even where much else is
 * going on; the verdict of a run that needs nothing else does not wait for it. */
#define PATIENCE_MS 500

static const char *const nothing[] = { NULL };
static const char *const for_network[] = { "links", NULL };
static const char *const for_connect[] = { "resolve", "hosts", NULL };
static const char *const after_connect[] = { "connect", NULL };
static const char *const after_proxy[] = { "proxy", NULL };
static const char *const for_fetch[] = { "connect", "retry", NULL };
static const char *const for_fresh_dns[] = { "network", "resolve", "hosts",
                                             "caches",  "connect", NULL };
static const char *const for_routes[] = { "links", "resolve", "proxy", "connect", NULL };
static const char *const for_past_vpn[] = { "links",   "network", "resolve", "references",
                                            "connect", "fetch",   NULL };
static const char *const for_firewall[] = { "links", "connect", "localise", NULL };
static const char *const for_localise[] = { "links", "connect", "fetch", NULL };

/* clang-format off */
/* The table of experiments; each one comes after those it needs. */
static const DsExperimentKind kinds[] = {
  { "links", N_("Looking at this computer’s connections"), nothing, "links",
    ds_experiment_links_get_type },
  { "network", N_("Asking for the VPN and the line in use"), for_network, "network",
    ds_experiment_network_get_type, PATIENCE_MS },
  { "hosts", N_("Reading the hosts file"), nothing, "hosts",
    ds_experiment_hosts_get_type },
  { "caches", N_("Looking what keeps addresses"), nothing, "caches",
    ds_experiment_caches_get_type },
  { "resolve", N_("Looking up the name"), nothing, "names",
    ds_experiment_resolve_get_type },
  { "proxy", N_("Trying the proxy"), nothing, "proxies",
    ds_experiment_proxy_get_type },
  { "proxy-script", N_("Looking for the script that names the proxy"), after_proxy,
    "proxy_settings", ds_experiment_proxy_script_get_type },
  { "references", N_("Trying other websites"), nothing, "attempts",
    ds_experiment_references_get_type },
  { "connect", N_("Trying to connect"), for_connect, "attempts",
    ds_experiment_connect_get_type },
  { "routes", N_("Looking at the way to the website"), for_routes, "links",
    ds_experiment_routes_get_type },
  { "retry", N_("Trying again"), after_connect, "attempts",
    ds_experiment_retry_get_type },
  { "siblings", N_("Trying other ports"), after_connect, "attempts",
    ds_experiment_siblings_get_type },
  { "fetch", N_("Asking for the page"), for_fetch, "exchanges",
    ds_experiment_fetch_get_type },
  { "localise", N_("Finding out who turned it away"), for_localise, "sweeps",
    ds_experiment_localise_get_type },
  { "firewall", N_("Looking for firewalls"), for_firewall, "firewall",
    ds_experiment_firewall_get_type },
  { "fresh-dns", N_("Asking the name servers"), for_fresh_dns, "names",
    ds_experiment_fresh_dns_get_type },
  { "past-vpn", N_("Trying past the VPN"), for_past_vpn, "attempts",
    ds_experiment_past_vpn_get_type },
};
/* clang-format on */

struct _DsPlan
{
  GObject parent_instance;

  DsContext *context;                              /* (owned) */
  DsEvidence *evidence;                            /* (owned) */
  DsExperiment *experiments[G_N_ELEMENTS (kinds)]; /* (owned) (nullable) */
  gboolean complete[G_N_ELEMENTS (kinds)];
  GTask *task;               /* (owned) (nullable): the run under way */
  GCancellable *cancellable; /* (owned): ends the run: the caller, or the deadline */
  gulong cancelled_id;
  guint deadline_source;
  guint patience_source;
  gint64 started_us;
  double progress;
  gboolean considering;
  gboolean grew;
};

G_DEFINE_FINAL_TYPE (DsPlan, ds_plan, G_TYPE_OBJECT)

enum
{
  SIGNAL_GREW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * ds_experiment_kinds:
 * @n_kinds: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_kinds): the table of experiments
 */
const DsExperimentKind *
ds_experiment_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

static void
ds_plan_dispose (GObject *object)
{
  DsPlan *self = DS_PLAN (object);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_handle_id (&self->patience_source, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_clear_object (&self->experiments[i]);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ds_plan_parent_class)->dispose (object);
}

static void
ds_plan_finalize (GObject *object)
{
  DsPlan *self = DS_PLAN (object);

  g_clear_pointer (&self->evidence, ds_evidence_free);
  G_OBJECT_CLASS (ds_plan_parent_class)->finalize (object);
}

static void
ds_plan_class_init (DsPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ds_plan_dispose;
  object_class->finalize = ds_plan_finalize;

  /**
   * DsPlan::grew:
   * @self: the plan
   *
   * The evidence grew, or an experiment ended.
   */
  signals[SIGNAL_GREW] =
      g_signal_new ("grew", DS_TYPE_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ds_plan_init (DsPlan *self)
{
  self->evidence = ds_evidence_new ();
}

static guint
index_of (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].id, id))
      return i;
  g_assert_not_reached ();
}

static gboolean
needs_are_complete (const gboolean *complete, guint index)
{
  for (guint i = 0; kinds[index].needs[i] != NULL; i++)
    if (!complete[index_of (kinds[index].needs[i])])
      return FALSE;
  return TRUE;
}

/* An experiment is complete when nothing of it is under way and nothing it reads can still come.
 * Returns whether one became so: others may have waited for that. */
static gboolean
note_completion (DsPlan *self)
{
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);
  gboolean before[G_N_ELEMENTS (kinds)];
  gboolean any = FALSE;

  /* Whoever needs one that completes just now must first get a look at what it left. */
  memcpy (before, self->complete, sizeof before);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      DsExperimentRecord *record = ds_experiment_get_record (self->experiments[i]);

      if (self->complete[i] || ds_experiment_get_in_flight (self->experiments[i]) > 0 ||
          (!cancelled && !needs_are_complete (before, i)))
        continue;
      self->complete[i] = TRUE;
      any = TRUE;
      if (cancelled)
        record->state = DS_RUN_CUT_SHORT;
      else if (record->error != NULL)
        record->state = DS_RUN_FAILED;
      else if (ds_experiment_get_begun (self->experiments[i]) > 0)
        record->state = DS_RUN_DONE;
      else
        record->state = DS_RUN_NOT_NEEDED;
    }
  return any;
}

static void
note_progress (DsPlan *self)
{
  double done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      double begun = ds_experiment_get_begun (self->experiments[i]);
      double ended = begun - ds_experiment_get_in_flight (self->experiments[i]);

      done += self->complete[i] ? 1 : ended / (begun + 1);
    }
  /* A bar that runs backwards helps nobody. */
  self->progress = MAX (self->progress, done / G_N_ELEMENTS (kinds));
}

static gboolean
is_over (DsPlan *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!self->complete[i])
      return FALSE;
  return TRUE;
}

static void
end_run (DsPlan *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_handle_id (&self->patience_source, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  self->evidence->duration_ms = (double) (g_get_monotonic_time () - self->started_us) / 1000;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_signal_handlers_disconnect_by_data (self->experiments[i], self);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void consider_all (DsPlan *self);

static gboolean
patience_cb (gpointer user_data)
{
  DsPlan *self = user_data;

  self->patience_source = 0;
  consider_all (self);
  return G_SOURCE_REMOVE;
}

/* Where all that is under way are experiments a run waits for only so long, those that have had
 * their time are dropped. What waits for them goes on without. */
static void
note_patience (DsPlan *self)
{
  guint elapsed_ms = (guint) ((g_get_monotonic_time () - self->started_us) / 1000);
  guint wait_ms = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (ds_experiment_get_in_flight (self->experiments[i]) == 0)
        continue;
      if (kinds[i].patience_ms == 0)
        return;
      if (kinds[i].patience_ms > elapsed_ms)
        wait_ms = MAX (wait_ms, kinds[i].patience_ms - elapsed_ms);
    }
  g_clear_handle_id (&self->patience_source, g_source_remove);
  if (wait_ms > 0)
    {
      self->patience_source = g_timeout_add (wait_ms, patience_cb, self);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (ds_experiment_get_in_flight (self->experiments[i]) > 0)
      ds_experiment_drop (self->experiments[i]);
}

/* Lets everybody look at the evidence until nobody finds anything new in it. */
static void
consider_all (DsPlan *self)
{
  g_autoptr (DsPlan) keep = g_object_ref (self);

  self->grew = TRUE;
  if (self->considering)
    return;
  self->considering = TRUE;
  while (self->grew)
    {
      self->grew = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (!self->complete[i])
          ds_experiment_consider (self->experiments[i]);
      self->grew |= note_completion (self);
    }
  self->considering = FALSE;
  note_progress (self);
  if (is_over (self) && self->task != NULL)
    end_run (self);
  else if (self->task != NULL)
    note_patience (self);
  g_signal_emit (self, signals[SIGNAL_GREW], 0);
}

static void
grew_cb (DsExperiment *experiment, DsPlan *self)
{
  consider_all (self);
}

static gboolean
deadline_cb (gpointer user_data)
{
  DsPlan *self = user_data;

  self->deadline_source = 0;
  g_cancellable_cancel (self->cancellable);
  consider_all (self);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, DsPlan *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * ds_plan_new:
 * @context: the outside world
 * @target: what to find out about; copied
 *
 * Returns: (transfer full): a plan with nothing measured yet
 */
DsPlan *
ds_plan_new (DsContext *context, const DsTarget *target)
{
  DsPlan *self = g_object_new (DS_TYPE_PLAN, NULL);

  self->context = g_object_ref (context);
  self->evidence->target = ds_target_copy (target);
  return self;
}

/**
 * ds_plan_set_changes:
 * @self: a plan
 * @changes: (element-type DsChangeRecord): the changes in force while it runs; copied
 */
void
ds_plan_set_changes (DsPlan *self, GPtrArray *changes)
{
  GPtrArray *kept = self->evidence->changes;

  for (guint i = 0; i < kept->len; i++)
    ds_change_record_free (g_ptr_array_index (kept, i));
  g_ptr_array_set_size (kept, 0);
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (kept, ds_record_copy (&ds_change_record_type, g_ptr_array_index (changes, i)));
}

/**
 * ds_plan_run_async:
 * @self: a plan that has not run yet
 * @cancellable: (nullable): ends the run; what was measured by then is kept
 * @callback: called when the run is over
 * @user_data: data for @callback
 *
 * Runs every experiment the evidence asks for. The context's deadline ends it too: that is no
 * error, the experiments it cut short say so.
 */
void
ds_plan_run_async (DsPlan *self,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  g_return_if_fail (self->cancellable == NULL);
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, ds_plan_run_async);
  self->cancellable = g_cancellable_new ();
  self->started_us = g_get_monotonic_time ();
  self->evidence->started_at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      self->experiments[i] = g_object_new (kinds[i].get_type (), NULL);
      ds_experiment_set_up (self->experiments[i], kinds[i].id, self->context, self->evidence,
                            self->started_us, self->cancellable);
      g_signal_connect (self->experiments[i], "grew", G_CALLBACK (grew_cb), self);
    }
  self->deadline_source =
      g_timeout_add (ds_context_get_timeout_ms (self->context), deadline_cb, self);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  consider_all (self);
}

/**
 * ds_plan_run_finish:
 * @self: a plan
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error
 *
 * Returns: whether the run was not cancelled
 */
gboolean
ds_plan_run_finish (DsPlan *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ds_plan_get_evidence:
 * @self: a plan
 *
 * Returns: (transfer none): everything measured so far
 */
const DsEvidence *
ds_plan_get_evidence (DsPlan *self)
{
  return self->evidence;
}

/**
 * ds_plan_get_progress:
 * @self: a plan
 *
 * Returns: how far the run is, 0 to 1; never falls
 */
double
ds_plan_get_progress (DsPlan *self)
{
  return self->progress;
}
