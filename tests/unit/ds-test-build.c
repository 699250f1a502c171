/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-test-build.h"

/* To one hop further and back. */
#define HOP_MS 4.1111

static void
add_route (
    DsLinks *links, DsFamily family, const char *destination, guint prefix, const char *gateway)
{
  DsRoute *route = ds_route_new ();

  route->family = family;
  route->destination = g_strdup (destination);
  route->prefix = prefix;
  route->gateway = g_strdup (gateway);
  route->device = g_strdup ("eth0");
  route->metric = 100;
  g_ptr_array_add (links->routes, route);
}

/* A computer with IPv4 and IPv6 behind one router. */
void
build_links (DsEvidence *evidence)
{
  static const char *const addresses[] = { HERE, HERE_V6, "127.0.0.1", "::1", NULL };
  DsLinks *links = ds_links_new ();

  links->addresses = g_strdupv ((char **) addresses);
  add_route (links, DS_FAMILY_IPV4, "0.0.0.0", 0, ROUTER);
  add_route (links, DS_FAMILY_IPV4, "192.0.2.0", 24, NULL);
  add_route (links, DS_FAMILY_IPV6, "::", 0, ROUTER_V6);
  add_route (links, DS_FAMILY_IPV6, "2001:db8:1::", 64, NULL);
  ds_record_free (&ds_links_type, evidence->links);
  evidence->links = links;
}

/* A line by cable, and a VPN that NetworkManager knows. */
DsConnection *
build_vpn (DsEvidence *evidence, const char *name, DsConnectionState state)
{
  static const char *const addresses[] = { HERE, HERE_V6, NULL };
  static const char *const servers[] = { ROUTER, NULL };
  DsConnection *vpn = ds_connection_new ();

  if (evidence->network == NULL)
    {
      DsConnection *line = ds_connection_new ();

      evidence->network = ds_network_new ();
      evidence->network->manager = DS_MANAGER_ANSWERED;
      line->name = g_strdup ("Home");
      line->kind = DS_CONNECTION_PHYSICAL;
      line->state = DS_CONNECTION_ACTIVE;
      line->managed = TRUE;
      line->device = g_strdup ("eth0");
      line->gateway = g_strdup (ROUTER);
      line->addresses = g_strdupv ((char **) addresses);
      line->dhcp_name_servers = g_strdupv ((char **) servers);
      g_ptr_array_add (evidence->network->connections, line);
    }
  vpn->name = g_strdup (name);
  vpn->uuid = g_strdup_printf ("uuid-of-%s", name);
  vpn->type = g_strdup ("vpn");
  vpn->service = g_strdup ("openvpn");
  vpn->kind = DS_CONNECTION_VPN;
  vpn->state = state;
  vpn->managed = TRUE;
  if (state == DS_CONNECTION_ACTIVE)
    vpn->device = g_strdup ("tun0");
  g_ptr_array_add (evidence->network->connections, vpn);
  return vpn;
}

/* All that goes out goes by tun0. */
void
build_way_by_vpn (DsEvidence *evidence, DsFamily family)
{
  static const char *const addresses[] = { HERE, HERE_V6, VPN_HERE, "127.0.0.1", "::1", NULL };
  DsLinks *links = evidence->links;
  DsRoute *route;

  g_strfreev (links->addresses);
  links->addresses = g_strdupv ((char **) addresses);
  add_route (links, family, family == DS_FAMILY_IPV6 ? "::" : "0.0.0.0", 0, NULL);
  route = g_ptr_array_index (links->routes, links->routes->len - 1);
  g_free (route->device);
  route->device = g_strdup ("tun0");
  route->metric = 50;
}

void
build_experiment (DsEvidence *evidence, const char *id, DsRunState state)
{
  DsExperimentRecord *record = (DsExperimentRecord *) ds_evidence_find_experiment (evidence, id);

  if (record == NULL)
    {
      record = ds_experiment_record_new ();
      record->id = g_strdup (id);
      record->started_ms = 0.2;
      record->ended_ms = 40.5;
      g_ptr_array_add (evidence->experiments, record);
    }
  record->state = state;
}

/* A run whose experiments all came to their end, without any attempt yet. */
DsEvidence *
build_run (const char *url)
{
  static const char *const experiments[] = { "links",    "resolve",      "connect",  "retry",
                                             "localise", "references",   "siblings", "fetch",
                                             "proxy",    "proxy-script", "hosts",    "fresh-dns",
                                             "network",  "past-vpn",     "firewall" };
  static const char *const references[] = { "one.example", "two.example", NULL };
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  DsEvidence *evidence = ds_evidence_new ();
  DsTarget *target = ds_record_new (&ds_target_type);

  g_assert_nonnull (uri);
  target->typed = g_strdup (url);
  target->url = g_strdup (url);
  target->scheme = g_strdup (g_uri_get_scheme (uri));
  target->host = g_strdup (g_uri_get_host (uri));
  target->display_host = g_strdup (target->host);
  target->port_given = g_uri_get_port (uri) != -1;
  target->port = target->port_given                      ? (guint) g_uri_get_port (uri)
                 : g_str_equal (target->scheme, "https") ? 443
                                                         : 80;
  target->scheme_given = TRUE;
  target->is_literal = g_hostname_is_ip_address (target->host);
  target->path = g_strdup ("/");
  evidence->target = target;
  evidence->started_at = g_strdup ("2031-05-04T03:02:01Z");
  evidence->duration_ms = 123.4567;
  evidence->references = g_strdupv ((char **) references);
  build_links (evidence);
  for (guint i = 0; i < G_N_ELEMENTS (experiments); i++)
    build_experiment (evidence, experiments[i], DS_RUN_DONE);
  return evidence;
}

void
build_name (DsEvidence *evidence, const char *name, DsNameStatus status, const char *address)
{
  DsNameAnswer *answer = ds_name_answer_new ();

  answer->name = g_strdup (name);
  answer->source = g_strdup ("resolver");
  answer->status = status;
  answer->addresses = address != NULL ? g_strsplit (address, " ", -1) : NULL;
  answer->time_ms = 3.3333;
  g_ptr_array_add (evidence->names, answer);
}

/* What a name server said about the target when it was asked directly. */
DsNameAnswer *
build_server (DsEvidence *evidence,
              const char *server,
              const char *transport,
              DsNameStatus status,
              const char *address)
{
  DsNameAnswer *answer;

  build_name (evidence, evidence->target->host, status, address);
  answer = g_ptr_array_index (evidence->names, evidence->names->len - 1);
  g_free (answer->source);
  answer->source = ds_name_answer_make_source (server);
  answer->transport = g_strdup (transport);
  return answer;
}

/* A line of the hosts file that names the target. */
void
build_hosts_line (DsEvidence *evidence, guint number, const char *address)
{
  DsHostsLine *line = ds_hosts_line_new ();

  if (evidence->hosts == NULL)
    evidence->hosts = ds_hosts_file_new ();
  line->file = g_strdup ("/etc/hosts");
  line->line = number;
  line->address = g_strdup (address);
  line->text = g_strdup_printf ("%s %s", address, evidence->target->host);
  evidence->hosts->names++;
  g_ptr_array_add (evidence->hosts->lines, line);
}

static DsAttempt *
add_attempt (DsEvidence *evidence,
             DsWay way,
             const char *host,
             const char *address,
             guint port,
             DsOutcome outcome)
{
  DsAttempt *attempt = ds_attempt_new ();

  attempt->host = g_strdup (host);
  attempt->address = g_strdup (address);
  attempt->port = port;
  attempt->family = strchr (address, ':') != NULL ? DS_FAMILY_IPV6 : DS_FAMILY_IPV4;
  attempt->way = way;
  attempt->number = 1;
  attempt->outcome = outcome;
  attempt->started_ms = 4.0001;
  attempt->time_ms = outcome == DS_OUTCOME_TIMED_OUT ? 3000 : 12.3456;
  g_ptr_array_add (evidence->attempts, attempt);
  return attempt;
}

DsAttempt *
build_try (DsEvidence *evidence, const char *address, DsOutcome outcome)
{
  const DsTarget *target = evidence->target;

  return add_attempt (evidence, DS_WAY_DIRECT, target->host, address, target->port, outcome);
}

DsAttempt *
build_fresh (DsEvidence *evidence, const char *address, DsOutcome outcome)
{
  const DsTarget *target = evidence->target;

  return add_attempt (evidence, DS_WAY_FRESH_DNS, target->host, address, target->port, outcome);
}

DsAttempt *
build_sibling (DsEvidence *evidence, const char *address, guint port, DsOutcome outcome)
{
  return add_attempt (evidence, DS_WAY_SIBLING_PORT, evidence->target->host, address, port,
                      outcome);
}

DsAttempt *
build_reference (
    DsEvidence *evidence, const char *host, const char *address, guint port, DsOutcome outcome)
{
  return add_attempt (evidence, DS_WAY_REFERENCE, host, address, port, outcome);
}

DsAttempt *
build_past (DsEvidence *evidence, const char *host, const char *address, DsOutcome outcome)
{
  guint port = g_str_equal (host, evidence->target->host) ? evidence->target->port : 443;
  DsAttempt *attempt = add_attempt (evidence, DS_WAY_PAST_VPN, host, address, port, outcome);

  attempt->device = g_strdup ("eth0");
  return attempt;
}

/* What the line's own name server said, asked past the VPN. */
void
build_name_past (DsEvidence *evidence, const char *name, const char *address)
{
  DsNameAnswer *answer;

  build_name (evidence, name, address != NULL ? DS_NAME_ANSWERED : DS_NAME_TIMED_OUT, address);
  answer = g_ptr_array_index (evidence->names, evidence->names->len - 1);
  g_free (answer->source);
  answer->source = ds_name_answer_make_source (ROUTER);
  answer->transport = g_strdup ("udp");
  answer->device = g_strdup ("eth0");
}

void
build_icmp (DsAttempt *attempt, guint type, guint code, const char *from)
{
  attempt->icmp = ds_record_new (&ds_icmp_type);
  attempt->icmp->type = type;
  attempt->icmp->code = code;
  attempt->icmp->from = g_strdup (from);
}

DsProbe *
build_probe (DsSweep *sweep, DsProbePurpose purpose, guint ttl, DsProbeAnswer answer)
{
  static const char *const hops_v4[] = { ROUTER, PROVIDER, "198.51.100.2" };
  static const char *const hops_v6[] = { ROUTER_V6, PROVIDER_V6, "2001:db8:2::2" };
  DsProbe *probe = ds_probe_new ();

  probe->purpose = purpose;
  probe->ttl = ttl;
  probe->port = sweep->port;
  probe->local_port = 40000 + ttl;
  probe->answer = answer;
  if (answer == DS_ANSWER_EXPIRED)
    {
      g_assert_cmpuint (ttl, <=, G_N_ELEMENTS (hops_v4));
      probe->from =
          g_strdup (sweep->family == DS_FAMILY_IPV6 ? hops_v6[ttl - 1] : hops_v4[ttl - 1]);
      probe->icmp_type = sweep->family == DS_FAMILY_IPV6 ? 3 : 11;
      probe->answer_ttl = 65 - ttl;
    }
  probe->time_ms = answer == DS_ANSWER_SILENT ? -1 : HOP_MS * ttl;
  g_ptr_array_add (sweep->probes, probe);
  return probe;
}

/* A first round in which the hops up to @last_expiry were heard of. */
DsSweep *
build_sweep (DsEvidence *evidence, const DsAttempt *attempt, guint last_expiry)
{
  DsSweep *sweep = ds_sweep_new ();

  sweep->address = g_strdup (attempt->address);
  sweep->port = attempt->port;
  sweep->family = attempt->family;
  sweep->outcome = attempt->outcome;
  sweep->time_ms = 20.0004;
  for (guint ttl = 1; ttl <= last_expiry; ttl++)
    build_probe (sweep, DS_PROBE_SWEEP, ttl, DS_ANSWER_EXPIRED);
  g_ptr_array_add (evidence->sweeps, sweep);
  return sweep;
}

/* A reset made at @hop: a router's shows one hop later than it is made, the website's at its own
 * hop, 3. @control: an open port of the same address tells how far away the website is. */
void
build_reset_from (DsEvidence *evidence, const DsAttempt *attempt, guint hop, gboolean control)
{
  guint end = hop == 3 ? 3 : hop + 1;
  DsSweep *sweep = build_sweep (evidence, attempt, end - 1);
  guint arrival_ttl = 65 - hop;
  DsProbe *probe;

  build_probe (sweep, DS_PROBE_SWEEP, end, DS_ANSWER_REFUSED)->time_ms = HOP_MS * hop;
  probe = build_probe (sweep, DS_PROBE_THRESHOLD, end, DS_ANSWER_REFUSED);
  probe->min_ttl = arrival_ttl;
  probe->time_ms = HOP_MS * hop;
  build_probe (sweep, DS_PROBE_THRESHOLD, end, DS_ANSWER_SILENT)->min_ttl = arrival_ttl + 1;
  if (!control)
    return;
  for (guint ttl = 1; ttl < 3; ttl++)
    build_probe (sweep, DS_PROBE_CONTROL, ttl, DS_ANSWER_EXPIRED);
  build_probe (sweep, DS_PROBE_CONTROL, 3, DS_ANSWER_OPEN)->answer_ttl = 62;
}

DsExchange *
build_exchange (DsEvidence *evidence, const char *address, DsExchangeStage stage)
{
  DsExchange *exchange = ds_exchange_new ();

  exchange->url = g_strdup (evidence->target->url);
  exchange->address = g_strdup (address);
  exchange->port = evidence->target->port;
  exchange->stage = stage;
  exchange->time_ms = 45.6789;
  g_ptr_array_add (evidence->exchanges, exchange);
  return exchange;
}

void
build_answer (DsEvidence *evidence, const char *address, guint status)
{
  DsExchange *exchange = build_exchange (evidence, address, DS_STAGE_ANSWERED);

  exchange->status = status;
  exchange->reason = g_strdup ("Some reason");
}

/* --- A website that refuses --- */

void
build_open_reference (DsEvidence *evidence)
{
  build_name (evidence, "one.example", DS_NAME_ANSWERED, REF_ONE);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
}

/* The name leads to @address, and the website there refuses. */
DsEvidence *
build_refused_at (const char *address)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");
  DsAttempt *attempt;

  build_name (evidence, NAME, DS_NAME_ANSWERED, address);
  attempt = build_try (evidence, address, DS_OUTCOME_REFUSED);
  if (!ds_hosts_address_blocks (address))
    build_reset_from (evidence, attempt, 3, TRUE);
  build_open_reference (evidence);
  return evidence;
}
