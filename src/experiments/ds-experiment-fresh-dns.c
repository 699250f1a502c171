/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the name servers this computer is set to use, past everything that keeps answers, and tries
 * the addresses that are new. One server after the other, so that the silent one is named; by
 * datagrams, and over a connection where those bring no answer. */

#include "ds-experiment-fresh-dns.h"

#include "ds-dns-question.h"
#include "ds-host-dns.h"
#include "ds-timer.h"
#include "ds-try.h"

#define DNS_PORT 53
/* A name server that is well answers in a few milliseconds. Where the name is known all the same,
 * nobody should have to wait long for one that is not; where nothing else goes on, it gets time. */
#define PATIENCE_MS      750
#define PATIENCE_LONG_MS 1500
/* The system's resolver that has no answer after this long is in trouble. */
#define RESOLVER_SLOW_MS   1000
#define CONNECT_TIMEOUT_MS 1500
#define ADDRESSES_MAX      4

struct _DsExperimentFreshDns
{
  DsExperiment parent_instance;

  gboolean started;
  gboolean answered;
  char **servers;          /* (owned) (nullable) */
  guint next;              /* the server to ask next */
  GHashTable *tried;       /* (owned) (element-type utf8 utf8): addresses */
  GCancellable *questions; /* (owned): ends the asking, not the tries */
  gulong cancelled_id;
  GSource *slow_source; /* (owned) (nullable) */
  gboolean slow;
};

G_DEFINE_FINAL_TYPE (DsExperimentFreshDns, ds_experiment_fresh_dns, DS_TYPE_EXPERIMENT)

static gboolean
is_running (const DsEvidence *evidence, const char *id)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, id);

  return record != NULL && (record->state == DS_RUN_WAITING || record->state == DS_RUN_RUNNING);
}

static gboolean
has_failed (const DsEvidence *evidence)
{
  gboolean failed = FALSE;

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way != DS_WAY_DIRECT)
        continue;
      if (!ds_attempt_failed (attempt))
        return FALSE;
      failed |= attempt->outcome != DS_OUTCOME_NO_ROUTE;
    }
  return failed;
}

/* Only where it can tell something. */
static gboolean
is_wanted (DsExperimentFreshDns *self, const DsEvidence *evidence)
{
  const DsNameAnswer *answer = ds_evidence_find_name (evidence, evidence->target->host);

  if (answer == NULL)
    return self->slow;
  if (answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT)
    return TRUE;
  if (answer->status != DS_NAME_ANSWERED)
    return FALSE;
  return (evidence->hosts != NULL && evidence->hosts->lines->len > 0) || has_failed (evidence);
}

/* --- The addresses that are new --- */

static void
try_new (DsExperimentFreshDns *self, const DsNameAnswer *answer)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  const DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  const DsTarget *target = evidence->target;
  const DsNameAnswer *known = ds_evidence_find_name (evidence, target->host);

  for (guint i = 0; answer->addresses != NULL && answer->addresses[i] != NULL; i++)
    {
      const char *address = answer->addresses[i];
      DsTry order = {
        .host = target->host,
        .address = address,
        .port = target->port,
        .way = DS_WAY_FRESH_DNS,
        .source = answer->source,
        .number = 1,
        .timeout_ms = CONNECT_TIMEOUT_MS,
      };

      if (known != NULL && known->addresses != NULL &&
          g_strv_contains ((const char *const *) known->addresses, address))
        continue;
      if (g_hash_table_size (self->tried) < ADDRESSES_MAX &&
          g_hash_table_add (self->tried, g_strdup (address)))
        ds_try_start (experiment, &order);
    }
}

/* --- The questions --- */

static void ask (DsExperimentFreshDns *self, const char *server, gboolean tcp);

static void
ask_next (DsExperimentFreshDns *self)
{
  if (self->servers[self->next] != NULL && !g_cancellable_is_cancelled (self->questions))
    ask (self, self->servers[self->next++], FALSE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentFreshDns) self = user_data;
  DsExperiment *experiment = DS_EXPERIMENT (self);
  g_autoptr (GError) error = NULL;
  DsNameAnswer *answer = ds_dns_question_finish (result, &error);

  if (answer != NULL)
    {
      gboolean useful =
          answer->status == DS_NAME_ANSWERED || answer->status == DS_NAME_NO_SUCH_NAME;

      g_ptr_array_add (ds_experiment_get_evidence (experiment)->names, answer);
      self->answered |= useful;
      try_new (self, answer);
      if (!useful && g_strcmp0 (answer->transport, "udp") == 0 &&
          !g_cancellable_is_cancelled (self->questions))
        ask (self, ds_name_answer_get_server (answer), TRUE);
      else
        ask_next (self);
    }
  ds_experiment_end (experiment, error);
}

static void
ask (DsExperimentFreshDns *self, const char *server, gboolean tcp)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  const DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  const DsNameAnswer *known = ds_evidence_find_name (evidence, evidence->target->host);
  DsDnsQuestion question = {
    .name = evidence->target->host,
    .server = server,
    .port = DNS_PORT,
    .tcp = tcp,
    .timeout_ms = known != NULL && known->addresses != NULL ? PATIENCE_MS : PATIENCE_LONG_MS,
  };

  ds_experiment_begin (experiment);
  ds_dns_question_async (&question, self->questions, answered_cb, g_object_ref (self));
}

static void
servers_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentFreshDns) self = user_data;
  g_autoptr (GError) error = NULL;

  self->servers = ds_host_dns_read_finish (result, &error);
  if (self->servers != NULL)
    ask_next (self);
  ds_experiment_end (DS_EXPERIMENT (self), error);
}

static void
cancelled_cb (GCancellable *cancellable, GCancellable *questions)
{
  g_cancellable_cancel (questions);
}

static void
start (DsExperimentFreshDns *self)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  GCancellable *cancellable = ds_experiment_get_cancellable (experiment);

  self->started = TRUE;
  self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                              g_object_ref (self->questions), g_object_unref);
  ds_experiment_begin (experiment);
  ds_host_dns_read_async (ds_context_get_root (ds_experiment_get_context (experiment)),
                          self->questions, servers_read_cb, g_object_ref (self));
}

/* --- When --- */

static gboolean
slow_cb (gpointer user_data)
{
  DsExperimentFreshDns *self = user_data;

  self->slow = TRUE;
  ds_experiment_grew (DS_EXPERIMENT (self));
  return G_SOURCE_REMOVE;
}

static void
watch_resolver (DsExperimentFreshDns *self)
{
  if (self->slow_source != NULL)
    return;
  self->slow_source = ds_timer_start (RESOLVER_SLOW_MS, NULL, slow_cb, self);
}

static void
ds_experiment_fresh_dns_consider (DsExperiment *experiment)
{
  DsExperimentFreshDns *self = DS_EXPERIMENT_FRESH_DNS (experiment);
  const DsEvidence *evidence = ds_experiment_get_evidence (experiment);

  if (!ds_name_is_for_servers (evidence->target->host))
    return;
  watch_resolver (self);
  if (!self->started && is_wanted (self, evidence))
    start (self);
  /* One answer is enough for somebody who waits for nothing else. */
  if (self->answered && !is_running (evidence, "localise") && !is_running (evidence, "siblings"))
    g_cancellable_cancel (self->questions);
}

static void
ds_experiment_fresh_dns_dispose (GObject *object)
{
  DsExperimentFreshDns *self = DS_EXPERIMENT_FRESH_DNS (object);

  if (self->slow_source != NULL)
    g_source_destroy (self->slow_source);
  g_clear_pointer (&self->slow_source, g_source_unref);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (ds_experiment_get_cancellable (DS_EXPERIMENT (self)),
                              self->cancelled_id);
  self->cancelled_id = 0;
  G_OBJECT_CLASS (ds_experiment_fresh_dns_parent_class)->dispose (object);
}

static void
ds_experiment_fresh_dns_finalize (GObject *object)
{
  DsExperimentFreshDns *self = DS_EXPERIMENT_FRESH_DNS (object);

  g_clear_pointer (&self->servers, g_strfreev);
  g_clear_pointer (&self->tried, g_hash_table_unref);
  g_clear_object (&self->questions);
  G_OBJECT_CLASS (ds_experiment_fresh_dns_parent_class)->finalize (object);
}

static void
ds_experiment_fresh_dns_class_init (DsExperimentFreshDnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_experiment_fresh_dns_dispose;
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_fresh_dns_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_fresh_dns_consider;
}

static void
ds_experiment_fresh_dns_init (DsExperimentFreshDns *self)
{
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->questions = g_cancellable_new ();
}
