/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How connections are called in front of people. */

#include "ds-connection-words.h"

#include <glib/gi18n-lib.h>

/* clang-format off */
static const struct
{
  const char *type; /* NetworkManager's word, or the kernel's */
  const char *name;
} types[] = {
  { "802-3-ethernet", NC_("connection", "cable") },
  { "ethernet", NC_("connection", "cable") },
  { "veth", NC_("connection", "cable") },
  { "802-11-wireless", NC_("connection", "Wi-Fi") },
  { "wifi", NC_("connection", "Wi-Fi") },
  { "gsm", NC_("connection", "mobile network") },
  { "cdma", NC_("connection", "mobile network") },
  { "wwan", NC_("connection", "mobile network") },
  { "bluetooth", NC_("connection", "Bluetooth") },
  { "pppoe", NC_("connection", "DSL") },
  { "adsl", NC_("connection", "DSL") },
};

static const struct
{
  const char *word; /* a VPN plugin, or a type */
  const char *name;
} products[] = {
  { "openvpn", "OpenVPN" },
  { "wireguard", "WireGuard" },
  { "openconnect", "OpenConnect" },
  { "vpnc", "Cisco (vpnc)" },
  { "l2tp", "L2TP" },
  { "pptp", "PPTP" },
  { "sstp", "SSTP" },
  { "strongswan", "IPsec (strongSwan)" },
  { "libreswan", "IPsec (Libreswan)" },
  { "fortisslvpn", "FortiSSL" },
};
/* clang-format on */

static const char *
name_type (const DsConnection *connection)
{
  if (connection->kind == DS_CONNECTION_VPN)
    return C_("connection", "VPN");
  if (connection->kind == DS_CONNECTION_VIRTUAL)
    return C_("connection", "within this computer");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (connection->type, types[i].type) == 0)
      return g_dpgettext2 (NULL, "connection", types[i].name);
  return C_("connection", "line");
}

static const char *
name_product (const DsConnection *connection)
{
  const char *word = connection->service != NULL ? connection->service : connection->type;

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    if (g_strcmp0 (word, products[i].word) == 0)
      return products[i].name;
  return connection->service;
}

/**
 * ds_connection_words_describe:
 * @connection: a connection
 *
 * Returns: (transfer full): its name, what sort it is, and its device, as `Office (cable, eth0)`
 */
char *
ds_connection_words_describe (const DsConnection *connection)
{
  const char *product = connection->kind == DS_CONNECTION_VPN ? name_product (connection) : NULL;
  const char *type = product != NULL ? product : name_type (connection);

  if (connection->device == NULL || g_strcmp0 (connection->device, connection->name) == 0)
    /* Translators: the name of a connection, and what sort it is, as in “Office (cable)”. */
    return g_strdup_printf (C_("connection", "%s (%s)"), connection->name, type);
  /* Translators: the name of a connection, what sort it is, and the name of its device, as in
   * “Office (cable, eth0)”. */
  return g_strdup_printf (C_("connection", "%s (%s, %s)"), connection->name, type,
                              connection->device);
}

/**
 * ds_connection_words_way_out:
 * @connection: a connection
 *
 * Returns: (nullable): what the way out through it carries; %NULL where that is another one
 */
const char *
ds_connection_words_way_out (const DsConnection *connection)
{
  if (connection->is_default_ipv4 && connection->is_default_ipv6)
    return C_("the way out", "IPv4 and IPv6");
  if (connection->is_default_ipv4)
    return C_("the way out", "IPv4");
  return connection->is_default_ipv6 ? C_("the way out", "IPv6") : NULL;
}
