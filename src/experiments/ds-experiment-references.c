/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tries to connect to the reference sites: does anything open from here at all? Only a handshake,
 * nothing is asked of them. */

#include "ds-experiment-references.h"

#include "ds-lookup.h"
#include "ds-recent.h"
#include "ds-try.h"

#define LOOKUP_TIMEOUT_MS  3000
#define CONNECT_TIMEOUT_MS 2500
#define SITES_MAX          8

struct _DsExperimentReferences
{
  DsExperiment parent_instance;

  gboolean started;
  gboolean remembered;
};

G_DEFINE_FINAL_TYPE (DsExperimentReferences, ds_experiment_references, DS_TYPE_EXPERIMENT)

/* One reference site whose name is being looked up. */
typedef struct
{
  DsExperiment *experiment; /* (owned) */
  char *host;               /* (owned) */
  guint port;               /* 0 for 443 and 80 */
} Site;

static void
site_free (Site *site)
{
  g_clear_object (&site->experiment);
  g_free (site->host);
  g_free (site);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Site, site_free)

static void
try_port (Site *site, const char *address, guint port)
{
  DsTry order = {
    .host = site->host,
    .address = address,
    .port = port,
    .way = DS_WAY_REFERENCE,
    .number = 1,
    .timeout_ms = CONNECT_TIMEOUT_MS,
  };

  ds_try_start (site->experiment, &order);
}

static void
try_address (Site *site, const char *address)
{
  if (site->port != 0)
    {
      try_port (site, address, site->port);
      return;
    }
  try_port (site, address, 443);
  try_port (site, address, 80);
}

/* The first address of each family is enough. */
static void
try_addresses (Site *site, char **addresses)
{
  gboolean seen[2] = { FALSE, FALSE };

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    {
      gboolean v6 = strchr (addresses[i], ':') != NULL;

      if (!seen[v6])
        try_address (site, addresses[i]);
      seen[v6] = TRUE;
    }
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Site) site = user_data;
  g_autoptr (GError) error = NULL;
  DsNameAnswer *answer = ds_lookup_finish (result, &error);

  if (answer != NULL)
    {
      g_ptr_array_add (ds_experiment_get_evidence (site->experiment)->names, answer);
      try_addresses (site, answer->addresses);
    }
  ds_experiment_end (site->experiment, error);
}

static void
start_site (DsExperiment *experiment, const char *reference)
{
  g_autoptr (Site) site = g_new0 (Site, 1);
  DsContext *context = ds_experiment_get_context (experiment);
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (reference, 0, NULL);
  GNetworkAddress *address;

  if (parsed == NULL)
    return;
  address = G_NETWORK_ADDRESS (parsed);
  site->experiment = g_object_ref (experiment);
  site->host = g_strdup (g_network_address_get_hostname (address));
  site->port = g_network_address_get_port (address);
  if (g_hostname_is_ip_address (site->host))
    {
      try_address (site, site->host);
      return;
    }
  ds_experiment_begin (experiment);
  ds_lookup_async (ds_context_get_resolver (context), site->host, LOOKUP_TIMEOUT_MS,
                   ds_experiment_get_cancellable (experiment), looked_up_cb, site);
  g_steal_pointer (&site);
}

/* Once the website answered and nothing failed, nobody needs to know how the others are. */
static gboolean
is_needless (DsEvidence *evidence)
{
  gboolean answered = FALSE;

  for (guint i = 0; i < evidence->exchanges->len; i++)
    answered |=
        ((DsExchange *) g_ptr_array_index (evidence->exchanges, i))->stage == DS_STAGE_ANSWERED;
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && ds_attempt_failed (attempt))
        return FALSE;
    }
  return answered;
}

static void
ds_experiment_references_consider (DsExperiment *experiment)
{
  DsExperimentReferences *self = DS_EXPERIMENT_REFERENCES (experiment);
  DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  DsContext *context = ds_experiment_get_context (experiment);
  DsRecent *recent = ds_context_get_recent (context);
  const char *const *references = ds_context_get_references (context);

  if (self->started && ds_experiment_get_in_flight (experiment) > 0 && is_needless (evidence))
    ds_experiment_drop (experiment);
  if (self->started && ds_experiment_get_in_flight (experiment) == 0 && !self->remembered)
    {
      self->remembered = TRUE;
      ds_recent_keep_references (recent, evidence);
    }
  if (self->started)
    return;
  self->started = TRUE;
  evidence->references = g_strdupv ((char **) references);
  if (ds_recent_recall_references (recent, evidence))
    {
      self->remembered = TRUE;
      return;
    }
  for (guint i = 0; references[i] != NULL && i < SITES_MAX; i++)
    start_site (experiment, references[i]);
}

static void
ds_experiment_references_class_init (DsExperimentReferencesClass *klass)
{
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_references_consider;
}

static void
ds_experiment_references_init (DsExperimentReferences *self)
{
}
