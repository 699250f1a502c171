/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a VPN carries what goes to the website and the website failed: tries it once more past the
 * VPN, by sockets bound to the line under it, and asks that line's own name servers. No setting is
 * changed. Where nothing comes back through the VPN at all, reference sites are tried past it, too.
 */

#include "ds-experiment-past-vpn.h"

#include "ds-ask-line.h"
#include "ds-first-words.h"
#include "ds-timer.h"
#include "ds-try.h"
#include "ds-vpn-use.h"

/* The system's resolver that has no answer after this long is in trouble. */
#define RESOLVER_SLOW_MS 1000
/* A SYN that was lost goes out again after a second. Silence past a VPN tells little, so nobody
 * should have to wait long for it. */
#define CONNECT_TIMEOUT_MS 1500
#define ADDRESSES_MAX      16
#define CONTROLS_MAX       2
#define CONTROL_PORT       443

struct _DsExperimentPastVpn
{
  DsExperiment parent_instance;

  GHashTable *tried; /* (owned) (element-type utf8 utf8): "ADDRESS PORT" */
  gboolean asked;
  gboolean controlled;
  gboolean slow;
  GSource *slow_source; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DsExperimentPastVpn, ds_experiment_past_vpn, DS_TYPE_EXPERIMENT)

/* --- One address --- */

/* In a private network (RFC 1918, RFC 4193, RFC 6598) the same address is another computer. */
static gboolean
is_same_everywhere (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_is_site_local (address) || g_inet_address_get_is_link_local (address) ||
      g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address))
    return FALSE;
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    return (bytes[0] & 0xfe) != 0xfc;
  return bytes[0] != 100 || (bytes[1] & 0xc0) != 64;
}

static void
try_past (DsExperimentPastVpn *self,
          const char *host,
          const char *text,
          guint port,
          const char *source,
          GBytes *payload)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autofree char *key = g_strdup_printf ("%s %u", text, port);
  DsTry order = {
    .host = host,
    .address = text,
    .port = port,
    .way = DS_WAY_PAST_VPN,
    .payload = payload,
    .source = source,
    .number = 1,
    .timeout_ms = CONNECT_TIMEOUT_MS,
  };
  const DsConnection *line;

  if (address == NULL || !is_same_everywhere (address))
    return;
  line = ds_network_find_line (evidence->network,
                               g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
                                   ? DS_FAMILY_IPV6
                                   : DS_FAMILY_IPV4);
  if (line == NULL || g_hash_table_size (self->tried) >= ADDRESSES_MAX ||
      !g_hash_table_add (self->tried, g_steal_pointer (&key)))
    return;
  order.device = line->device;
  ds_try_start (DS_EXPERIMENT (self), &order);
}

/* An address that only the line's name servers know is tried by both ways: it may be the address
 * that makes the difference, and not the VPN. */
static void
try_through (DsExperimentPastVpn *self, const char *address, const char *source)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));
  const DsTarget *target = evidence->target;
  DsTry order = {
    .host = target->host,
    .address = address,
    .port = target->port,
    .way = DS_WAY_FRESH_DNS,
    .source = source,
    .number = 1,
    .timeout_ms = CONNECT_TIMEOUT_MS,
  };

  if (ds_evidence_find_attempt (evidence, DS_WAY_DIRECT, address, target->port) == NULL &&
      ds_evidence_find_attempt (evidence, DS_WAY_FRESH_DNS, address, target->port) == NULL &&
      ds_vpn_use_find_carrier (evidence, address) != NULL)
    ds_try_start (DS_EXPERIMENT (self), &order);
}

/* --- One name --- */

static void
answered_cb (DsExperiment *experiment, const DsNameAnswer *answer, guint port)
{
  DsExperimentPastVpn *self = DS_EXPERIMENT_PAST_VPN (experiment);
  const DsTarget *target = ds_experiment_get_evidence (experiment)->target;
  gboolean is_target = g_str_equal (answer->name, target->host);

  for (guint i = 0; answer->addresses != NULL && answer->addresses[i] != NULL; i++)
    {
      try_past (self, answer->name, answer->addresses[i], port, answer->source, NULL);
      if (is_target)
        try_through (self, answer->addresses[i], answer->source);
    }
}

static void
ask (DsExperimentPastVpn *self, const char *name, guint port)
{
  const DsNetwork *network = ds_experiment_get_evidence (DS_EXPERIMENT (self))->network;
  const DsConnection *line = ds_network_find_line (network, DS_FAMILY_IPV4);

  if (line == NULL)
    line = ds_network_find_line (network, DS_FAMILY_IPV6);
  if (line != NULL)
    ds_ask_line_start (DS_EXPERIMENT (self), line, name, port, answered_cb);
}

/* A name of a network that is only there through the VPN is nobody else's business. */
static gboolean
is_own_name (const DsConnection *vpn, const char *name)
{
  for (guint i = 0; vpn->domains != NULL && vpn->domains[i] != NULL; i++)
    {
      const char *domain = vpn->domains[i][0] == '~' ? vpn->domains[i] + 1 : vpn->domains[i];
      g_autofree char *suffix = g_strconcat (".", domain, NULL);

      if (domain[0] != '.' && domain[0] != '\0' &&
          (g_str_equal (name, domain) || g_str_has_suffix (name, suffix)))
        return TRUE;
    }
  return FALSE;
}

/* --- The target --- */

static gboolean
is_unresolved (DsExperimentPastVpn *self, const DsEvidence *evidence)
{
  const DsNameAnswer *answer = ds_evidence_find_name (evidence, evidence->target->host);

  if (answer == NULL)
    return self->slow;
  return answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT;
}

static gboolean
is_reached (const DsEvidence *evidence)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_DIRECT && attempt->outcome == DS_OUTCOME_OPEN)
        return TRUE;
    }
  return FALSE;
}

static void
ask_for_target (DsExperimentPastVpn *self, const DsConnection *vpn)
{
  const DsTarget *target = ds_experiment_get_evidence (DS_EXPERIMENT (self))->target;

  if (self->asked || target->is_literal)
    return;
  self->asked = TRUE;
  if (ds_name_is_for_servers (target->host) && !is_own_name (vpn, target->host))
    ask (self, target->host, target->port);
}

/* The addresses that failed through a VPN. */
static void
try_failed (DsExperimentPastVpn *self)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));

  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);
      const DsConnection *vpn = attempt->way == DS_WAY_DIRECT
                                    ? ds_vpn_use_find_carrier (evidence, attempt->address)
                                    : NULL;
      g_autofree char *source = NULL;
      g_autoptr (GBytes) payload = NULL;

      if (vpn == NULL || attempt->outcome == DS_OUTCOME_OPEN)
        continue;
      /* What is cut off at the first words has to be given the same words by the other way. */
      if (attempt->outcome == DS_OUTCOME_RESET)
        payload = ds_first_words_new (evidence->target);
      source = attempt->source != NULL ? g_strjoinv ("\n", attempt->source) : NULL;
      try_past (self, attempt->host, attempt->address, attempt->port, source, payload);
      ask_for_target (self, vpn);
    }
}

/* --- The control --- */

static gboolean
is_running (const DsEvidence *evidence, const char *id)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, id);

  return record != NULL && (record->state == DS_RUN_WAITING || record->state == DS_RUN_RUNNING);
}

static void
try_control (DsExperimentPastVpn *self, const char *reference)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (reference, CONTROL_PORT, NULL);
  const char *host;
  const DsNameAnswer *answer;
  guint port;

  if (parsed == NULL)
    return;
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed));
  port = g_network_address_get_port (G_NETWORK_ADDRESS (parsed));
  answer = ds_evidence_find_name (evidence, host);
  if (g_hostname_is_ip_address (host))
    try_past (self, host, host, port, NULL, NULL);
  else if (answer != NULL && answer->addresses != NULL && answer->addresses[0] != NULL)
    try_past (self, host, answer->addresses[0], port, NULL, NULL);
  else
    ask (self, host, port);
}

/* Is the line under the VPN well, where nothing comes back through the VPN? */
static void
try_controls (DsExperimentPastVpn *self)
{
  const DsEvidence *evidence = ds_experiment_get_evidence (DS_EXPERIMENT (self));
  DsVpnUse use = ds_vpn_use_read (evidence);

  if (self->controlled || use.vpn == NULL || use.carries || use.line_open || !use.others_fail ||
      ds_vpn_use_find_carrier (evidence, NULL) == NULL)
    return;
  self->controlled = TRUE;
  for (guint i = 0; evidence->references != NULL && evidence->references[i] != NULL; i++)
    if (i < CONTROLS_MAX)
      try_control (self, evidence->references[i]);
}

/* --- When --- */

static gboolean
slow_cb (gpointer user_data)
{
  DsExperimentPastVpn *self = user_data;

  self->slow = TRUE;
  ds_experiment_grew (DS_EXPERIMENT (self));
  return G_SOURCE_REMOVE;
}

static void
ds_experiment_past_vpn_consider (DsExperiment *experiment)
{
  DsExperimentPastVpn *self = DS_EXPERIMENT_PAST_VPN (experiment);
  const DsEvidence *evidence = ds_experiment_get_evidence (experiment);
  const DsConnection *vpn;
  gboolean unresolved;

  if (self->slow_source == NULL)
    self->slow_source = ds_timer_start (RESOLVER_SLOW_MS, NULL, slow_cb, self);
  /* Which line there is, and whom to ask there, must be known first; it takes a few milliseconds.
   */
  if (evidence->network == NULL || is_running (evidence, "links") ||
      is_running (evidence, "network") || is_reached (evidence))
    return;
  try_failed (self);
  unresolved = is_unresolved (self, evidence);
  vpn = unresolved ? ds_vpn_use_find_carrier (evidence, NULL) : NULL;
  if (vpn != NULL)
    ask_for_target (self, vpn);
  if (unresolved || g_hash_table_size (self->tried) > 0)
    try_controls (self);
}

static void
ds_experiment_past_vpn_dispose (GObject *object)
{
  DsExperimentPastVpn *self = DS_EXPERIMENT_PAST_VPN (object);

  if (self->slow_source != NULL)
    g_source_destroy (self->slow_source);
  g_clear_pointer (&self->slow_source, g_source_unref);
  G_OBJECT_CLASS (ds_experiment_past_vpn_parent_class)->dispose (object);
}

static void
ds_experiment_past_vpn_finalize (GObject *object)
{
  DsExperimentPastVpn *self = DS_EXPERIMENT_PAST_VPN (object);

  g_clear_pointer (&self->tried, g_hash_table_unref);
  G_OBJECT_CLASS (ds_experiment_past_vpn_parent_class)->finalize (object);
}

static void
ds_experiment_past_vpn_class_init (DsExperimentPastVpnClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_experiment_past_vpn_dispose;
  G_OBJECT_CLASS (klass)->finalize = ds_experiment_past_vpn_finalize;
  DS_EXPERIMENT_CLASS (klass)->consider = ds_experiment_past_vpn_consider;
}

static void
ds_experiment_past_vpn_init (DsExperimentPastVpn *self)
{
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
