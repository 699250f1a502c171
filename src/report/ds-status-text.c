/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What this computer is set to, for a person at a terminal. */

#include "ds-status-report.h"

#include <glib/gi18n-lib.h>

#include "ds-check-firewall-seen.h"
#include "ds-check-say.h"
#include "ds-connection-words.h"
#include "ds-terminal-text.h"

#define INDENT 2

typedef struct
{
  GString *page; /* (owned) */
  gboolean colour;
} Sheet;

static void
add_title (Sheet *sheet, const char *title)
{
  if (sheet->page->len > 0)
    g_string_append_c (sheet->page, '\n');
  if (sheet->colour)
    g_string_append (sheet->page, "\033[1m");
  g_string_append (sheet->page, title);
  if (sheet->colour)
    g_string_append (sheet->page, "\033[0m");
  g_string_append_c (sheet->page, '\n');
}

static void
add_line (Sheet *sheet, const char *text)
{
  ds_terminal_append (sheet->page, text, INDENT);
}

static void
add_pair (Sheet *sheet, const char *label, const char *value)
{
  g_autofree char *text = NULL;

  if (value == NULL || *value == '\0')
    return;
  /* Translators: the name of a value and the value, as in “Router: 192.0.2.1”. */
  text = g_strdup_printf (_("%s: %s"), label, value);
  ds_terminal_append (sheet->page, text, 2 * INDENT);
}

static void
add_list (Sheet *sheet, const char *label, char **list)
{
  g_autofree char *joined = list != NULL ? g_strjoinv (", ", list) : NULL;

  add_pair (sheet, label, joined);
}

/* --- Connections --- */

static const char *
describe_state (const DsConnection *connection)
{
  switch (connection->state)
    {
    case DS_CONNECTION_ACTIVATING:
      return C_("connection", "is being turned on");
    case DS_CONNECTION_DEACTIVATING:
      return C_("connection", "is being turned off");
    case DS_CONNECTION_INACTIVE:
      return C_("connection", "is off");
    case DS_CONNECTION_ACTIVE:
    default:
      return C_("connection", "is on");
    }
}

static void
add_connection (Sheet *sheet, const DsConnection *connection)
{
  g_autofree char *name = ds_connection_words_describe (connection);
  /* Translators: a connection, and its state, as in “Office (cable, eth0) is on”. */
  g_autofree char *text =
      g_strdup_printf (C_("connection", "%s %s"), name, describe_state (connection));

  add_line (sheet, text);
  add_pair (sheet, _("Way to the internet"), ds_connection_words_way_out (connection));
  add_list (sheet, _("Addresses"), connection->addresses);
  add_pair (sheet, _("Router"), connection->gateway);
  add_list (sheet, _("Name servers"), connection->name_servers);
  add_list (sheet, _("Name servers of its network"), connection->dhcp_name_servers);
  add_list (sheet, _("Domains"), connection->domains);
  add_pair (sheet, _("Proxy script"), connection->proxy);
}

static gboolean
add_connections (Sheet *sheet, const DsNetwork *network, DsConnectionKind kind)
{
  gboolean any = FALSE;

  for (guint i = 0; i < network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (connection->kind != kind)
        continue;
      add_connection (sheet, connection);
      any = TRUE;
    }
  return any;
}

static void
add_vpns (Sheet *sheet, const DsNetwork *network)
{
  g_autoptr (GPtrArray) used = ds_network_find_vpns_in_use (network);

  add_title (sheet, _("VPN"));
  if (used->len == 0)
    add_line (sheet, _("No VPN is on."));
  add_connections (sheet, network, DS_CONNECTION_VPN);
}

static void
add_view (Sheet *sheet, const DsNetwork *network)
{
  if (g_strcmp0 (network->connectivity, "none") == 0)
    add_line (sheet, _("NetworkManager sees no way to the internet."));
  else if (g_strcmp0 (network->connectivity, "portal") == 0)
    add_line (sheet, _("NetworkManager says that this network may ask people to sign in first."));
  else if (g_strcmp0 (network->connectivity, "limited") == 0)
    add_line (sheet, _("NetworkManager says that this network may not lead to the internet."));
  if (network->metered)
    add_line (sheet, _("Data may cost money here."));
}

/* --- Proxy --- */

static const char *
describe_source (const DsProxy *proxy)
{
  switch (proxy->source)
    {
    case DS_PROXY_SOURCE_SETTINGS:
      return _("the settings of this computer");
    case DS_PROXY_SOURCE_ENVIRONMENT:
      return proxy->variable != NULL ? proxy->variable : _("an environment variable");
    case DS_PROXY_SOURCE_AUTOMATIC:
      return _("a script of the network");
    case DS_PROXY_SOURCE_PORTAL:
      return _("the desktop");
    case DS_PROXY_SOURCE_UNKNOWN:
    default:
      return NULL;
    }
}

static gboolean
add_proxies (Sheet *sheet, const DsStatus *status)
{
  gboolean in_force = FALSE;

  for (guint i = 0; i < status->proxies->len; i++)
    {
      const DsProxy *proxy = g_ptr_array_index (status->proxies, i);
      g_autofree char *text = NULL;

      if (proxy->host == NULL)
        text = g_strdup (_("Where none of them can be reached, no proxy is used."));
      else if (proxy->in_force)
        text = g_strdup_printf (_("%s is in use."), proxy->uri);
      else
        text = g_strdup_printf (_("%s is named, and not in use by the desktop."), proxy->uri);
      add_line (sheet, text);
      add_pair (sheet, _("Set in"), describe_source (proxy));
      in_force |= proxy->in_force;
    }
  return in_force;
}

static void
add_proxy (Sheet *sheet, const DsStatus *status)
{
  const DsProxySettings *settings = status->proxy_settings;

  add_title (sheet, _("Proxy"));
  if (settings != NULL && settings->mode == DS_PROXY_MODE_AUTOMATIC)
    {
      add_line (sheet, _("A script says which proxy is used for which website."));
      if (settings->script != NULL)
        add_pair (sheet, _("Script"), settings->script);
      else
        add_pair (sheet, _("Script"), _("found in the network"));
      return;
    }
  if (!add_proxies (sheet, status) && ds_status_find_gap (status, "proxy") == NULL)
    add_line (sheet, _("No proxy is in use."));
}

/* --- Name servers --- */

static void
add_name_servers (Sheet *sheet, const DsStatus *status)
{
  g_autofree char *listed =
      status->name_servers != NULL ? g_strjoinv (", ", status->name_servers) : NULL;

  add_title (sheet, _("Name servers"));
  if (listed != NULL && *listed != '\0')
    add_line (sheet, listed);
  for (guint i = 0; i < status->caches->len; i++)
    {
      const DsCache *cache = g_ptr_array_index (status->caches, i);
      /* Translators: a program on this computer that looks names up for the others. */
      g_autofree char *text = g_strdup_printf (_("%s looks names up, and keeps them for a while."),
                                                  ds_check_name_cache (cache->kind));

      add_line (sheet, text);
      add_pair (sheet, _("Takes questions at"), cache->address);
      add_list (sheet, _("Asks"), cache->servers);
    }
}

/* --- Firewall --- */

static void
add_firewall (Sheet *sheet, const DsFirewall *firewall)
{
  g_autoptr (DsFinding) finding = ds_finding_new ();

  if (firewall == NULL)
    return;
  add_title (sheet, _("Firewall and security software"));
  ds_check_add_guards (firewall, finding);
  for (guint i = 0; i < finding->details->len; i++)
    {
      const DsDetail *detail = g_ptr_array_index (finding->details, i);
      g_autofree char *text = g_strdup_printf (_("%s: %s"), detail->label, detail->value);

      add_line (sheet, text);
    }
}

/* --- What could not be seen --- */

static void
add_gaps (Sheet *sheet, const DsStatus *status)
{
  gboolean is_absent = status->network->manager == DS_MANAGER_ABSENT;

  if (status->missing->len == 0 && !is_absent)
    return;
  add_title (sheet, _("Not seen"));
  for (guint i = 0; i < status->missing->len; i++)
    {
      const DsStatusGap *gap = g_ptr_array_index (status->missing, i);

      add_line (sheet, gap->message);
    }
  if (is_absent)
    add_line (sheet, _("NetworkManager is not there, or Doorstep may not ask it."));
  if (is_absent || ds_status_find_gap (status, "network-manager") != NULL)
    add_line (sheet, _("So connections have no names here, and VPNs that are off are not shown."));
}

/**
 * ds_status_to_text:
 * @status: what this computer is set to
 * @colour: whether the terminal has colours
 *
 * Returns: (transfer full): it in plain words
 */
char *
ds_status_to_text (const DsStatus *status, gboolean colour)
{
  Sheet sheet = { .page = g_string_new (NULL), .colour = colour };

  add_title (&sheet, _("Connections"));
  if (!add_connections (&sheet, status->network, DS_CONNECTION_PHYSICAL))
    add_line (&sheet, _("No cable, Wi-Fi or mobile network is in use."));
  add_connections (&sheet, status->network, DS_CONNECTION_VIRTUAL);
  add_view (&sheet, status->network);
  add_vpns (&sheet, status->network);
  add_proxy (&sheet, status);
  add_name_servers (&sheet, status);
  add_firewall (&sheet, status->firewall);
  add_gaps (&sheet, status);
  return g_string_free (sheet.page, FALSE);
}
