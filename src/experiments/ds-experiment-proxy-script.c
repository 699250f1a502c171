/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks if the script (PAC) that is to name the proxies is there. Who can't load one goes without a
 * proxy and says nothing about it, so this is asked only where the script named none. It is not
 * run: what it says is left to the system. */

#include "ds-experiment-proxy-script.h"

#include "ds-ask-name.h"
#include "ds-fetch.h"

#define LOOKUP_TIMEOUT_MS 3000
#define FETCH_TIMEOUT_MS  3000
#define ADDRESSES_MAX     2

struct _DsExperimentProxyScript
{
  DsExperiment parent_instance;

  gboolean named;     /* whether the name of its host is being looked up, or was */
  guint asked;        /* how many addresses were asked for it */
  gboolean in_flight; /* whether one is being asked */
};

G_DEFINE_FINAL_TYPE (DsExperimentProxyScript, ds_experiment_proxy_script, DS_TYPE_EXPERIMENT)

static gboolean
is_wanted (const DsEvidence *evidence)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "proxy");
  const DsProxySettings *settings = evidence->proxy_settings;

  if (record == NULL || record->state != DS_RUN_DONE || settings == NULL ||
      settings->script == NULL || settings->script_state != DS_PROXY_SCRIPT_NOT_ASKED)
    return FALSE;
  for (guint i = 0; i < evidence->proxies->len; i++)
    if (((const DsProxy *) g_ptr_array_index (evidence->proxies, i))->in_force)
      return FALSE;
  return g_str_has_prefix (settings->script, "http:") ||
         g_str_has_prefix (settings->script, "https:");
}

static DsProxyScriptState
read_state (const DsExchange *exchange)
{
  if (exchange->stage != DS_STAGE_ANSWERED)
    return DS_PROXY_SCRIPT_UNREACHABLE;
  return exchange->status < 400 ? DS_PROXY_SCRIPT_THERE : DS_PROXY_SCRIPT_MISSING;
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  DsExperimentProxyScript *self = DS_EXPERIMENT_PROXY_SCRIPT (experiment);
  DsProxySettings *settings = ds_experiment_get_evidence (experiment)->proxy_settings;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsExchange) exchange = ds_fetch_finish (result, &error);

  self->in_flight = FALSE;
  /* An address that does not answer leaves it to the next one. */
  if (exchange != NULL && read_state (exchange) != DS_PROXY_SCRIPT_UNREACHABLE)
    settings->script_state = read_state (exchange);
  ds_experiment_end (experiment, error);
}

static void
fetch_from (DsExperimentProxyScript *self, const char *address, guint port)
{
  DsExperiment *experiment = DS_EXPERIMENT (self);
  DsFetchRequest request = {
    .url = ds_experiment_get_evidence (experiment)->proxy_settings->script,
    .address = address,
    .port = port,
    .timeout_ms = FETCH_TIMEOUT_MS,
  };

  self->asked++;
  self->in_flight = TRUE;
  ds_experiment_begin (experiment);
  ds_fetch_async (&request, ds_experiment_get_cancellable (experiment), fetched_cb,
                  g_object_ref (experiment));
}

/* The addresses of @host that are known, or %NULL as long as they are being looked up. */
static char **
find_addresses (DsExperimentProxyScript *self, const char *host)
{
  const DsNameAnswer *answer;
  const char *const itself[] = { host, NULL };

  if (g_hostname_is_ip_address (host))
    return g_strdupv ((char **) itself);
  answer = ds_evidence_find_name (ds_experiment_get_evidence (DS_EXPERIMENT (self)), host);
  if (answer != NULL)
    return answer->addresses != NULL ? g_strdupv (answer->addresses) : g_new0 (char *, 1);
  if (!self->named)
    ds_ask_name_start (DS_EXPERIMENT (self), host, LOOKUP_TIMEOUT_MS);
  self->named = TRUE;
  return NULL;
}

static void
ds_experiment_proxy_script_consider (DsExperiment *experiment)
{
  DsExperimentProxyScript *self = DS_EXPERIMENT_PROXY_SCRIPT (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  g_autoptr (GUri) uri = NULL;
  g_auto (GStrv) addresses = NULL;

  if (self->in_flight || !is_wanted (evidence))
    return;
  uri = g_uri_parse (evidence->proxy_settings->script,
                     G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return;
  addresses = find_addresses (self, g_uri_get_host (uri));
  if (addresses == NULL)
    return;
  if (self->asked < MIN (g_strv_length (addresses), ADDRESSES_MAX))
    fetch_from (self, addresses[self->asked], (guint) g_uri_get_port (uri));
  else
    evidence->proxy_settings->script_state = DS_PROXY_SCRIPT_UNREACHABLE;
}

static void
ds_experiment_proxy_script_class_init (DsExperimentProxyScriptClass *klass)
{
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_proxy_script_consider;
}

static void
ds_experiment_proxy_script_init (DsExperimentProxyScript *self)
{
}
