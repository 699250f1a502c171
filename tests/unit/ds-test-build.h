/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

/* The world of the test cases: this computer, a router at hop 1, a provider at hop 2, the website
 * at hop 3, and two reference sites. */
#define HERE        "192.0.2.10"
#define HERE_V6     "2001:db8:1::10"
#define ROUTER      "192.0.2.1"
#define ROUTER_V6   "2001:db8:1::1"
#define PROVIDER    "198.51.100.1"
#define PROVIDER_V6 "2001:db8:2::1"
#define SITE        "203.0.113.7"
#define SITE_V6     "2001:db8:3::7"
#define REF_ONE     "198.51.100.80"
#define REF_TWO     "198.51.100.81"
#define REF_V6      "2001:db8:9::80"
#define NAME        "shop.example"

/* Where a VPN is on: this computer's address in it, and its far end. */
#define VPN_HERE "10.88.0.2"
#define VPN_END  "10.88.0.1"
/* Where the name leads, and does not belong. */
#define WRONG "203.0.113.99"

DsEvidence *build_run (const char *url);
void build_links (DsEvidence *evidence);
void build_experiment (DsEvidence *evidence, const char *id, DsRunState state);
void build_name (DsEvidence *evidence, const char *name, DsNameStatus status, const char *address);
DsNameAnswer *build_server (DsEvidence *evidence,
                            const char *server,
                            const char *transport,
                            DsNameStatus status,
                            const char *address);
void build_hosts_line (DsEvidence *evidence, guint line, const char *address);
DsAttempt *build_fresh (DsEvidence *evidence, const char *address, DsOutcome outcome);

DsConnection *build_vpn (DsEvidence *evidence, const char *name, DsConnectionState state);
void build_way_by_vpn (DsEvidence *evidence, DsFamily family);
DsAttempt *
build_past (DsEvidence *evidence, const char *host, const char *address, DsOutcome outcome);
void build_name_past (DsEvidence *evidence, const char *name, const char *address);

DsAttempt *build_try (DsEvidence *evidence, const char *address, DsOutcome outcome);
DsAttempt *build_sibling (DsEvidence *evidence, const char *address, guint port, DsOutcome outcome);
DsAttempt *build_reference (
    DsEvidence *evidence, const char *host, const char *address, guint port, DsOutcome outcome);
void build_icmp (DsAttempt *attempt, guint type, guint code, const char *from);

DsSweep *build_sweep (DsEvidence *evidence, const DsAttempt *attempt, guint last_expiry);
DsProbe *build_probe (DsSweep *sweep, DsProbePurpose purpose, guint ttl, DsProbeAnswer answer);
void build_reset_from (DsEvidence *evidence, const DsAttempt *attempt, guint hop, gboolean control);

DsExchange *build_exchange (DsEvidence *evidence, const char *address, DsExchangeStage stage);
void build_open_reference (DsEvidence *evidence);
DsEvidence *build_refused_at (const char *address);
void build_answer (DsEvidence *evidence, const char *address, guint status);

G_END_DECLS
