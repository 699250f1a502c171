/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the name servers this computer is set to use, past everything that keeps answers, and tries
 * the addresses that are new. One server after the other, so that the silent one is named; by
 * datagrams, and over a connection where those bring no answer. */

#include "ds-experiment-fresh-dns.h"

#include "ds-fresh-ask.h"
#include "ds-fresh-servers.h"
#include "ds-host-dns.h"
#include "ds-timer.h"
#include "ds-try.h"

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
  GPtrArray *servers;      /* (owned) (nullable) (element-type DsFreshServer) */
  gboolean asking;         /* a question is under way */
  gboolean again;          /* one was asked a second time */
  gboolean made_up;        /* one was asked for a name that nobody has */
  gboolean making_up;      /* that question is under way */
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

  /* Whom to ask is known only then. */
  if (is_running (evidence, "caches"))
    return FALSE;
  if (answer == NULL)
    return self->slow;
  if (answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT)
    return TRUE;
  if (answer->status != DS_NAME_ANSWERED)
    return ds_fresh_may_be_kept (evidence);
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

static void ask_next (DsExperimentFreshDns *self);

static gboolean
is_due (DsExperimentFreshDns *self, const DsFreshServer *server)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));

  if (server->asked)
    return FALSE;
  switch (server->when)
    {
    case DS_FRESH_UNANSWERED:
      return !self->answered;
    case DS_FRESH_DOUBTED:
      return ds_fresh_is_doubted (evidence) && !ds_fresh_differs (evidence);
    case DS_FRESH_ALWAYS:
    default:
      return TRUE;
    }
}

static DsFreshServer *
find_due (DsExperimentFreshDns *self)
{
  for (guint i = 0; i < self->servers->len; i++)
    if (is_due (self, g_ptr_array_index (self->servers, i)))
      return g_ptr_array_index (self->servers, i);
  return NULL;
}

/* A website may have more addresses than one answer names: where they are others than those this
 * computer went by, they are asked for twice. */
static gboolean
needs_another (DsExperimentFreshDns *self)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));

  return ds_fresh_differs (evidence) && ds_fresh_count_answers (evidence) == 1;
}

/* While the addresses that failed look wrong, whoever may know better is asked. */
static gboolean
is_enough (DsExperimentFreshDns *self)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));

  if (!self->answered || self->making_up || needs_another (self))
    return FALSE;
  return !ds_fresh_is_doubted (evidence) || ds_fresh_differs (evidence) ||
         (self->servers != NULL && !self->asking && find_due (self) == NULL);
}

static void
made_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentFreshDns) self = user_data;
  DsExperiment *experiment = DS_EXPERIMENT (self);
  g_autoptr (GError) error = NULL;
  DsNameAnswer *answer = ds_fresh_ask_finish (result, &error);

  self->making_up = FALSE;
  if (answer != NULL)
    {
      answer->made_up = TRUE;
      g_ptr_array_add (ds_experiment_get_evidence (experiment)->names, answer);
    }
  ds_experiment_end (experiment, error);
}

/* Once, of the one that gave the address that failed. */
static void
ask_made_up (DsExperimentFreshDns *self, const DsNameAnswer *answer)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  const char *server = ds_name_answer_get_server (answer);
  g_autofree char *name = NULL;
  DsFreshAsk order = { .server = server, .timeout_ms = PATIENCE_MS };

  if (self->made_up || server == NULL ||
      !ds_fresh_is_tried (ds_experiment_get_evidence (experiment), answer))
    return;
  self->made_up = TRUE;
  self->making_up = TRUE;
  name = ds_fresh_make_up_name ();
  order.name = name;
  ds_experiment_begin (experiment);
  ds_fresh_ask_async (ds_experiment_get_context (experiment), &order, self->questions, made_up_cb,
                      g_object_ref (self));
}

static void ask (DsExperimentFreshDns *self, const char *server, gboolean tcp);

static void
take_answer (DsExperimentFreshDns *self, DsNameAnswer *answer)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  gboolean useful = answer->status == DS_NAME_ANSWERED || answer->status == DS_NAME_NO_SUCH_NAME;

  self->asking = FALSE;
  g_ptr_array_add (evidence->names, answer);
  /* What is on this computer may have kept it. */
  self->answered |=
      useful && !ds_links_own_address (evidence->links, ds_name_answer_get_server (answer));
  try_new (self, answer);
  ask_made_up (self, answer);
  if (!useful && g_strcmp0 (answer->transport, "udp") == 0 &&
      !g_cancellable_is_cancelled (self->questions))
    ask (self, ds_name_answer_get_server (answer), TRUE);
  else
    ask_next (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentFreshDns) self = user_data;
  g_autoptr (GError) error = NULL;
  DsNameAnswer *answer = ds_fresh_ask_finish (result, &error);

  if (answer != NULL)
    take_answer (self, answer);
  ds_experiment_end (DS_EXPERIMENT (self), error);
}

static guint
get_patience_ms (DsExperimentFreshDns *self)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));
  const DsNameAnswer *known = ds_evidence_find_name (evidence, evidence->target->host);

  return known != NULL && known->addresses != NULL ? PATIENCE_MS : PATIENCE_LONG_MS;
}

static void
ask (DsExperimentFreshDns *self, const char *server, gboolean tcp)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  DsFreshAsk order = {
    .name = ds_experiment_get_evidence (experiment)->target->host,
    .server = server,
    .tcp = tcp,
    .timeout_ms = get_patience_ms (self),
  };

  self->asking = TRUE;
  ds_experiment_begin (experiment);
  ds_fresh_ask_async (ds_experiment_get_context (experiment), &order, self->questions, answered_cb,
                      g_object_ref (self));
}

/* --- One after the other --- */

/* Who answered last, so that the same one is asked once more. */
static const char *
find_last (DsExperimentFreshDns *self)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));
  const char *last = NULL;

  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);
      const char *server = ds_name_answer_get_server (answer);

      if (ds_name_answer_is_usual (answer) || answer->made_up || answer->remembered ||
          answer->addresses == NULL || ds_links_own_address (evidence->links, server))
        continue;
      last = server != NULL ? server : DS_NAME_SOURCE_RESOLVED;
    }
  return last;
}

static void
ask_next (DsExperimentFreshDns *self)
{
  DsFreshServer *server = find_due (self);

  if (self->asking || g_cancellable_is_cancelled (self->questions))
    return;
  if (server != NULL)
    {
      server->asked = TRUE;
      ask (self, server->address, FALSE);
    }
  else if (!self->again && needs_another (self))
    {
      self->again = TRUE;
      ask (self, find_last (self), FALSE);
    }
}

static void
servers_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperimentFreshDns) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) listed = ds_host_dns_read_finish (result, &error);

  if (listed != NULL)
    {
      self->servers =
          ds_fresh_servers_list (ds_experiment_get_evidence (DS_EXPERIMENT (self)), listed);
      ask_next (self);
    }
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
  if (self->servers != NULL)
    ask_next (self);
  /* One answer is enough for somebody who waits for nothing else. */
  if (is_enough (self) && !is_running (evidence, "localise") && !is_running (evidence, "siblings"))
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

  g_clear_pointer (&self->servers, g_ptr_array_unref);
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
