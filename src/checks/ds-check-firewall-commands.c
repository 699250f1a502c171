/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an administrator can type to let one website out, where Doorstep can't do it, and how it is
 * taken back. Each of them goes in front of the rules that are there, since the first one that fits
 * decides, and lets out TCP to one port of the given addresses, and nothing else. Addresses come
 * from the evidence as numbers only; no other text from outside gets in here. */

#include "ds-check-firewall-commands.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static gboolean
is_ipv6 (const char *address)
{
  return strchr (address, ':') != NULL;
}

static void
add_command (DsFinding *finding, const char *command, const char *meaning, const char *undo)
{
  DsCommand *added = ds_command_new ();

  added->command = g_strdup (command);
  added->meaning = g_strdup (meaning);
  added->undo = g_strdup (undo);
  g_ptr_array_add (finding->commands, added);
}

static void
add_one_each (const char *const *addresses,
              guint port,
              const char *meaning,
              char *(*make) (const char *address, guint port, gboolean is_undo),
              DsFinding *finding)
{
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_autofree char *command = make (addresses[i], port, FALSE);
      g_autofree char *undo = make (addresses[i], port, TRUE);

      add_command (finding, command, meaning, undo);
    }
}

static char *
make_ufw (const char *address, guint port, gboolean is_undo)
{
  return g_strdup_printf ("sudo ufw %s allow out to %s port %u proto tcp",
                          is_undo ? "delete" : "prepend", address, port);
}

/**
 * ds_check_add_ufw_commands:
 * @addresses: (array zero-terminated=1): the addresses of the website
 * @port: its port
 * @finding: what to add to
 */
void
ds_check_add_ufw_commands (const char *const *addresses, guint port, DsFinding *finding)
{
  add_one_each (addresses, port,
                _("This lets connections to one address of this website out. It goes before all "
                  "other rules of ufw, and stays until it is deleted."),
                   make_ufw, finding);
}

static char *
make_iptables (const char *address, guint port, gboolean is_undo)
{
  return g_strdup_printf ("sudo %s -%c OUTPUT -d %s -p tcp --dport %u -j ACCEPT",
                          is_ipv6 (address) ? "ip6tables" : "iptables", is_undo ? 'D' : 'I',
                          address, port);
}

/**
 * ds_check_add_iptables_commands:
 * @addresses: (array zero-terminated=1): the addresses of the website
 * @port: its port
 * @finding: what to add to
 */
void
ds_check_add_iptables_commands (const char *const *addresses, guint port, DsFinding *finding)
{
  add_one_each (addresses, port,
                _("This lets connections to one address of this website out. It goes before all "
                  "other rules, and stays until it is deleted or the computer is turned off."),
                   make_iptables, finding);
}

/* The rule for the addresses of one family, as a part of a program for awk; empty without any. */
static char *
make_nft_rule (const char *const *addresses, guint port, gboolean ipv6)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; addresses[i] != NULL; i++)
    if (is_ipv6 (addresses[i]) == ipv6)
      g_strv_builder_add (builder, addresses[i]);
  list = g_strv_builder_end (builder);
  if (list[0] == NULL)
    return g_strdup ("");
  joined = g_strjoinv (", ", list);
  return g_strdup_printf ("; if (f ~ /^(%s|inet)$/) print \"insert rule\", f, t, c, "
                          "\"%s daddr { %s } tcp dport %u accept comment \\\"doorstep\\\"\"",
                          ipv6 ? "ip6" : "ip", ipv6 ? "ip6" : "ip", joined, port);
}

/* Chains have any name, and the first one that lets a packet out does not keep the next one from
 * stopping it: so the rule goes into each chain that judges what is sent. */
#define NFT_WHERE "$1 == \"table\" { f = $2; t = $3 } $1 == \"chain\" { c = $2 } "

/**
 * ds_check_add_nftables_command:
 * @addresses: (array zero-terminated=1): the addresses of the website
 * @port: its port
 * @finding: what to add to
 */
void
ds_check_add_nftables_command (const char *const *addresses, guint port, DsFinding *finding)
{
  g_autofree char *ipv4 = make_nft_rule (addresses, port, FALSE);
  g_autofree char *ipv6 = make_nft_rule (addresses, port, TRUE);
  g_autofree char *rules = g_strconcat (ipv4, ipv6, NULL);
  g_autofree char *command = NULL;

  if (*rules == '\0')
    return;
  /* The first rule follows the opening bracket. */
  command = g_strdup_printf ("sudo nft list chains | awk '" NFT_WHERE
                             "/type filter hook output/ { %s }' | sudo nft -f -",
                             rules + strlen ("; "));
  add_command (finding, command,
               _("This lets connections to this website out. In each list of nftables for what is "
                 "sent, a rule with the mark “doorstep” goes to the top. It stays until it is "
                 "deleted or the computer is turned off."),
                  "sudo nft -a list ruleset | awk '" NFT_WHERE
                  "/comment \"doorstep\"/ { print \"delete rule\", f, t, c, \"handle\", $NF }' | "
                  "sudo nft -f -");
}

/**
 * ds_check_add_panic_command:
 * @finding: what to add to
 */
void
ds_check_add_panic_command (DsFinding *finding)
{
  add_command (finding, "sudo firewall-cmd --panic-off",
               _("This ends the panic mode, in which the firewall stops everything."),
                  "sudo firewall-cmd --panic-on");
}
