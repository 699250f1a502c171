/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-firewall.h"

#include <string.h>

#include "ds-words-types.h"

/* An exception for more addresses than are ever tried makes no sense. */
#define ADDRESSES_MAX 16

static const DsField guard_fields[] = {
  DS_FIELD (DsGuard, id, STRING),
  DS_FIELD_OF_ENUM (DsGuard, kind, ds_guard_kind_get_type),
  DS_FIELD_OF_ENUM (DsGuard, state, ds_guard_state_get_type),
  DS_FIELD (DsGuard, outgoing, STRING),
  DS_FIELD (DsGuard, traces, STRV),
  { 0 },
};

const DsRecordType ds_guard_type = { "guard", sizeof (DsGuard), guard_fields };

DsGuard *
ds_guard_new (void)
{
  return ds_record_new (&ds_guard_type);
}

void
ds_guard_free (DsGuard *guard)
{
  ds_record_free (&ds_guard_type, guard);
}

static const DsField policy_fields[] = {
  DS_FIELD (DsFirewallPolicy, name, STRING),
  DS_FIELD (DsFirewallPolicy, ingress, STRV),
  DS_FIELD (DsFirewallPolicy, egress, STRV),
  DS_FIELD (DsFirewallPolicy, target, STRING),
  { 0 },
};

const DsRecordType ds_firewall_policy_type = { "policy", sizeof (DsFirewallPolicy), policy_fields };

DsFirewallPolicy *
ds_firewall_policy_new (void)
{
  return ds_record_new (&ds_firewall_policy_type);
}

void
ds_firewall_policy_free (DsFirewallPolicy *policy)
{
  ds_record_free (&ds_firewall_policy_type, policy);
}

static const DsField firewall_fields[] = {
  DS_FIELD_OF_LIST (DsFirewall, guards, ds_guard_type),
  DS_FIELD (DsFirewall, is_sandboxed, BOOL),
  DS_FIELD (DsFirewall, default_zone, STRING),
  DS_FIELD (DsFirewall, zones, STRV),
  DS_FIELD (DsFirewall, is_panic, BOOL),
  DS_FIELD_OF_LIST (DsFirewall, policies, ds_firewall_policy_type),
  DS_FIELD (DsFirewall, logs, STRV),
  DS_FIELD (DsFirewall, log_lines, STRV),
  { 0 },
};

const DsRecordType ds_firewall_type = { "firewall", sizeof (DsFirewall), firewall_fields };

DsFirewall *
ds_firewall_new (void)
{
  return ds_record_new (&ds_firewall_type);
}

void
ds_firewall_free (DsFirewall *firewall)
{
  ds_record_free (&ds_firewall_type, firewall);
}

/**
 * ds_firewall_find:
 * @firewall: (nullable): what may stop connections
 * @id: which: `ufw`
 *
 * Returns: (nullable) (transfer none): what was seen of it
 */
const DsGuard *
ds_firewall_find (const DsFirewall *firewall, const char *id)
{
  for (guint i = 0; firewall != NULL && i < firewall->guards->len; i++)
    {
      const DsGuard *guard = g_ptr_array_index (firewall->guards, i);

      if (g_strcmp0 (guard->id, id) == 0)
        return guard;
    }
  return NULL;
}

/**
 * ds_firewall_find_kind:
 * @firewall: (nullable): what may stop connections
 * @kind: a sort of thing
 *
 * Returns: (nullable) (transfer none): the first one of that sort that is there and not known to be
 *   off
 */
const DsGuard *
ds_firewall_find_kind (const DsFirewall *firewall, DsGuardKind kind)
{
  for (guint i = 0; firewall != NULL && i < firewall->guards->len; i++)
    {
      const DsGuard *guard = g_ptr_array_index (firewall->guards, i);

      if (guard->kind == kind && guard->state >= DS_GUARD_PRESENT)
        return guard;
    }
  return NULL;
}

/**
 * ds_firewall_is_active:
 * @firewall: (nullable): what may stop connections
 * @id: which: `ufw`
 *
 * Returns: whether it was seen to be in use
 */
gboolean
ds_firewall_is_active (const DsFirewall *firewall, const char *id)
{
  const DsGuard *guard = ds_firewall_find (firewall, id);

  return guard != NULL && guard->state == DS_GUARD_ACTIVE;
}

/**
 * ds_firewall_add:
 * @firewall: what may stop connections
 * @id: which: `ufw`
 * @kind: what sort of thing it is
 * @state: how it does
 *
 * Notes that something was seen. What is seen twice is one thing, in the state that says more.
 *
 * Returns: (transfer none): what was seen
 */
DsGuard *
ds_firewall_add (DsFirewall *firewall, const char *id, DsGuardKind kind, DsGuardState state)
{
  DsGuard *guard = (DsGuard *) ds_firewall_find (firewall, id);

  if (guard == NULL)
    {
      guard = ds_guard_new ();
      guard->id = g_strdup (id);
      guard->kind = kind;
      guard->state = state;
      g_ptr_array_add (firewall->guards, guard);
    }
  guard->state = MAX (guard->state, state);
  return guard;
}

/* What people call them; these names are the same in every language. */
static const struct
{
  const char *id;
  const char *name;
} names[] = {
  { "firewalld", "firewalld" },   { "ufw", "ufw" },
  { "nftables", "nftables" },     { "iptables", "iptables" },
  { "opensnitch", "OpenSnitch" }, { "proton-vpn", "Proton VPN" },
  { "mullvad", "Mullvad VPN" },   { "nordvpn", "NordVPN" },
  { "pia", "PIA VPN" },           { "ivpn", "IVPN" },
  { "windscribe", "Windscribe" },
};

/**
 * ds_guard_get_name:
 * @guard: something that may stop connections
 *
 * Returns: (transfer none): what people call it
 */
const char *
ds_guard_get_name (const DsGuard *guard)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].id, guard->id) == 0)
      return names[i].name;
  return guard->id;
}

/**
 * ds_guard_add_trace:
 * @guard: what was seen
 * @trace: by what: a file, a device or a service
 */
void
ds_guard_add_trace (DsGuard *guard, const char *trace)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **old = guard->traces;

  if (old != NULL && g_strv_contains ((const char *const *) old, trace))
    return;
  if (old != NULL)
    g_strv_builder_addv (builder, (const char **) old);
  g_strv_builder_add (builder, trace);
  guard->traces = g_strv_builder_end (builder);
  g_strfreev (old);
}

/**
 * ds_firewall_allow_id:
 * @addresses: (array zero-terminated=1): the addresses of the target
 * @port: its port
 *
 * Returns: (transfer full): the change that lets connections to them out, with its object:
 *   `firewall-allow:443,203.0.113.7,2001:db8::7`
 */
char *
ds_firewall_allow_id (const char *const *addresses, guint port)
{
  g_autofree char *joined = g_strjoinv (",", (char **) addresses);

  return g_strdup_printf ("firewall-allow:%u,%s", port, joined);
}

/**
 * ds_firewall_allow_parse:
 * @object: the object of such a change: `443,203.0.113.7,2001:db8::7`
 * @port: (out) (optional): the port
 *
 * Reads what the change is to be made for. It becomes part of rules, so only plain numbers are let
 * through, each address as the system spells it.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the addresses; %NULL when @object
 *   is no such object
 */
char **
ds_firewall_allow_parse (const char *object, guint *port)
{
  g_auto (GStrv) words = g_strsplit (object, ",", ADDRESSES_MAX + 2);
  guint n_words = g_strv_length (words);
  guint64 number;

  if (n_words < 2 || n_words > ADDRESSES_MAX + 1 ||
      !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXUINT16, &number, NULL))
    return NULL;
  for (guint i = 1; i < n_words; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (words[i]);
      g_autofree char *spelled = address != NULL ? g_inet_address_to_string (address) : NULL;

      if (g_strcmp0 (spelled, words[i]) != 0)
        return NULL;
    }
  if (port != NULL)
    *port = (guint) number;
  return g_strdupv (words + 1);
}
