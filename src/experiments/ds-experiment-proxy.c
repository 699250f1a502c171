/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks which proxy is in force for the target, tries it as it would try a website, and asks for the
 * page through it. The direct way is tried by the others as always: it is the experiment without
 * the proxy, for which no setting has to be changed. */

#include "ds-experiment-proxy.h"

#include "ds-ask-name.h"
#include "ds-fetch.h"
#include "ds-host-proxy.h"
#include "ds-host-proxy-settings.h"
#include "ds-proxy-use.h"
#include "ds-try.h"

#define SETTINGS_TIMEOUT_MS 3000
#define LOOKUP_TIMEOUT_MS   5000
#define CONNECT_TIMEOUT_MS  2500
#define FETCH_TIMEOUT_MS    6000
#define ADDRESSES_MAX       4

/* One proxy in force. */
typedef struct
{
  DsHostProxy *setting; /* (owned) */
  gboolean named;       /* whether its name is being looked up, or needs not be */
  guint tries;
} Candidate;

struct _DsExperimentProxy
{
  DsExperiment parent_instance;

  GPtrArray *candidates; /* (owned) (element-type Candidate): the first choice first */
  gboolean asked;
  gboolean fetched;
};

G_DEFINE_FINAL_TYPE (DsExperimentProxy, ds_experiment_proxy, DS_TYPE_EXPERIMENT)

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  ds_host_proxy_free (candidate->setting);
  g_free (candidate);
}

static void
add_candidate (DsExperimentProxy *self, DsHostProxy *setting)
{
  Candidate *candidate = g_new0 (Candidate, 1);

  candidate->setting = setting;
  g_ptr_array_add (self->candidates, candidate);
}

static void
proxies_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) settings = ds_host_proxy_finish (result, &error);

  while (settings != NULL && settings->len > 0)
    {
      DsHostProxy *setting = g_ptr_array_steal_index (settings, 0);

      g_ptr_array_add (evidence->proxies, ds_record_copy (&ds_proxy_type, setting->proxy));
      if (setting->proxy->in_force && setting->proxy->host != NULL)
        add_candidate (DS_EXPERIMENT_PROXY (experiment), setting);
      else
        ds_host_proxy_free (setting);
    }
  ds_experiment_end (experiment, error);
}

static void
settings_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  DsContext *context = ds_experiment_get_context (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  g_autoptr (GError) error = NULL;

  evidence->proxy_settings = ds_host_proxy_settings_read_finish (result, &error);
  if (evidence->proxy_settings == NULL)
    {
      ds_experiment_end (experiment, error);
      return;
    }
  ds_host_proxy_async (ds_context_get_proxy_resolver (context),
                       ds_context_get_environment (context), evidence->proxy_settings->mode,
                       evidence->target->url, SETTINGS_TIMEOUT_MS,
                       ds_experiment_get_cancellable (experiment), proxies_read_cb,
                       g_object_ref (experiment));
}

static void
ask_settings (DsExperimentProxy *self)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);

  self->asked = TRUE;
  ds_experiment_begin (experiment);
  ds_host_proxy_settings_read_async (ds_experiment_get_context (experiment),
                                     ds_experiment_get_cancellable (experiment), settings_read_cb,
                                     g_object_ref (experiment));
}

static void
try_address (DsExperiment *experiment, Candidate *candidate, const char *address)
{
  DsTry order = {
    .host = candidate->setting->proxy->host,
    .address = address,
    .port = candidate->setting->proxy->port,
    .way = DS_WAY_PROXY,
    .number = 1,
    .timeout_ms = CONNECT_TIMEOUT_MS,
  };

  candidate->tries++;
  ds_try_start (experiment, &order);
}

static void
try_candidate (DsExperiment *experiment, Candidate *candidate)
{
  const DsProxy *proxy = candidate->setting->proxy;
  const DsNameAnswer *answer = NULL;

  if (candidate->tries > 0)
    return;
  if (g_hostname_is_ip_address (proxy->host))
    {
      candidate->named = TRUE;
      try_address (experiment, candidate, proxy->host);
      return;
    }
  answer = ds_evidence_find_name (ds_experiment_get_evidence (experiment), proxy->host);
  for (guint i = 0; answer != NULL && answer->addresses != NULL && answer->addresses[i] != NULL;
       i++)
    if (i < ADDRESSES_MAX)
      try_address (experiment, candidate, answer->addresses[i]);
  if (answer != NULL || candidate->named)
    return;
  candidate->named = TRUE;
  ds_ask_name_start (experiment, proxy->host, LOOKUP_TIMEOUT_MS);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  g_autoptr (GError) error = NULL;
  DsExchange *exchange = ds_fetch_finish (result, &error);

  if (exchange != NULL)
    g_ptr_array_add (ds_experiment_get_evidence (experiment)->exchanges, exchange);
  ds_experiment_end (experiment, error);
}

static void
fetch_through (DsExperimentProxy *self, const Candidate *candidate, const DsAttempt *attempt)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  DsFetchRequest request = {
    .url = ds_experiment_get_evidence (experiment)->target->url,
    .address = attempt->address,
    .port = attempt->port,
    .proxy_uri = candidate->setting->uri,
    .timeout_ms = FETCH_TIMEOUT_MS,
  };

  self->fetched = TRUE;
  ds_experiment_begin (experiment);
  ds_fetch_async (&request, ds_experiment_get_cancellable (experiment), fetched_cb,
                  g_object_ref (experiment));
}

static guint
count_tries (const DsEvidence *evidence, const DsProxy *proxy)
{
  guint count = 0;

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      count += attempt->way == DS_WAY_PROXY && attempt->port == proxy->port &&
               g_strcmp0 (attempt->host, proxy->host) == 0;
    }
  return count;
}

/* Browsers take the first proxy that can be reached. */
static void
fetch_through_first (DsExperimentProxy *self)
{
  DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));

  for (guint i = 0; !self->fetched && i < self->candidates->len; i++)
    {
      const Candidate *candidate = g_ptr_array_index (self->candidates, i);
      const DsProxy *proxy = candidate->setting->proxy;
      const DsAttempt *attempt;
      DsProxyReach reach = ds_proxy_use_find_reach (evidence, proxy, &attempt);

      if (reach == DS_PROXY_REACH_OPEN)
        fetch_through (self, candidate, attempt);
      else if (reach == DS_PROXY_REACH_UNKNOWN || count_tries (evidence, proxy) < candidate->tries)
        return;
    }
}

static void
ds_experiment_proxy_consider (DsExperiment *experiment)
{
  DsExperimentProxy *self = DS_EXPERIMENT_PROXY (experiment);

  if (!self->asked)
    ask_settings (self);
  for (guint i = 0; i < self->candidates->len; i++)
    try_candidate (experiment, g_ptr_array_index (self->candidates, i));
  fetch_through_first (self);
}

static void
ds_experiment_proxy_finalize (GObject *object)
{
  DsExperimentProxy *self = DS_EXPERIMENT_PROXY (object);

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  G_OBJECT_CLASS (ds_experiment_proxy_parent_class)->finalize (object);
}

static void
ds_experiment_proxy_class_init (DsExperimentProxyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_proxy_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_proxy_consider;
}

static void
ds_experiment_proxy_init (DsExperimentProxy *self)
{
  self->candidates = g_ptr_array_new_with_free_func (candidate_free);
}
