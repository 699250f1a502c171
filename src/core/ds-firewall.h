/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsGuard:
 * @id: which: `firewalld`, `ufw`, `nftables`, `iptables`, `opensnitch`, or the app of a VPN
 * service: `proton-vpn`, `mullvad`, `nordvpn`, `pia`, `ivpn`, `windscribe`
 * @kind: what sort of thing it is
 * @state: how it does
 * @outgoing: (nullable): what it does with what is sent out when no rule says otherwise: `accept`,
 *   `drop` or `reject`; %NULL where that could not be seen
 * @traces: (nullable): by what it was noticed: files, devices and services
 *
 * Something on this computer that may stop connections. What is nowhere to be seen has none.
 */
typedef struct
{
  char *id;
  DsGuardKind kind;
  DsGuardState state;
  char *outgoing;
  char **traces;
} DsGuard;

extern const DsRecordType ds_guard_type;

DsGuard *ds_guard_new (void);
void ds_guard_free (DsGuard *guard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsGuard, ds_guard_free)

/**
 * DsFirewallPolicy:
 * @name: its name
 * @ingress: (nullable): the zones it is for, on the side of the sender; `HOST` is this computer
 * @egress: (nullable): the same on the side of the receiver; `ANY` for all
 * @target: (nullable): what it does when none of its rules says otherwise: `CONTINUE`, `ACCEPT`,
 *   `DROP` or `REJECT`; %NULL where reading that asks for a password
 *
 * One policy of firewalld that is in use (firewalld.policy(5)).
 */
typedef struct
{
  char *name;
  char **ingress;
  char **egress;
  char *target;
} DsFirewallPolicy;

extern const DsRecordType ds_firewall_policy_type;

DsFirewallPolicy *ds_firewall_policy_new (void);
void ds_firewall_policy_free (DsFirewallPolicy *policy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFirewallPolicy, ds_firewall_policy_free)

/**
 * DsFirewall:
 * @guards: (element-type DsGuard): what may stop connections
 * @is_sandboxed: whether Doorstep runs where it can't see the files and services of the computer
 * @default_zone: (nullable): firewalld's zone for what has none of its own
 * @zones: (nullable): the zones in use with their devices: `public: eth0 wlan0`
 * @is_panic: whether firewalld is told to stop everything (`firewall-cmd --panic-on`)
 * @policies: (element-type DsFirewallPolicy): the policies in use
 * @logs: (nullable): the log files this account may read
 * @log_lines: (nullable): what they say of tries to reach the target during this run, without
 *   anything about other connections
 *
 * What on this computer may stop connections, as far as an account without any rights can see it
 * and no password is asked for. None of this says who stopped one.
 */
typedef struct
{
  GPtrArray *guards;
  gboolean is_sandboxed;
  char *default_zone;
  char **zones;
  gboolean is_panic;
  GPtrArray *policies;
  char **logs;
  char **log_lines;
} DsFirewall;

extern const DsRecordType ds_firewall_type;

DsFirewall *ds_firewall_new (void);
void ds_firewall_free (DsFirewall *firewall);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFirewall, ds_firewall_free)

const DsGuard *ds_firewall_find (const DsFirewall *firewall, const char *id);
const DsGuard *ds_firewall_find_kind (const DsFirewall *firewall, DsGuardKind kind);
gboolean ds_firewall_is_active (const DsFirewall *firewall, const char *id);
DsGuard *
ds_firewall_add (DsFirewall *firewall, const char *id, DsGuardKind kind, DsGuardState state);
const char *ds_guard_get_name (const DsGuard *guard);
void ds_guard_add_trace (DsGuard *guard, const char *trace);

char *ds_firewall_allow_id (const char *const *addresses, guint port);
char **ds_firewall_allow_parse (const char *object, guint *port);

G_END_DECLS
