/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-proxy.h"

#include <string.h>
#include <gio/gio.h>

#include "ds-words-types.h"

static const DsField proxy_fields[] = {
  DS_FIELD (DsProxy, uri, STRING),
  DS_FIELD (DsProxy, host, STRING),
  DS_FIELD (DsProxy, port, UINT),
  DS_FIELD_OF_ENUM (DsProxy, source, ds_proxy_source_get_type),
  DS_FIELD (DsProxy, variable, STRING),
  DS_FIELD (DsProxy, in_force, BOOL),
  { 0 },
};

const DsRecordType ds_proxy_type = { "proxy", sizeof (DsProxy), proxy_fields };

DsProxy *
ds_proxy_new (void)
{
  return ds_record_new (&ds_proxy_type);
}

void
ds_proxy_free (DsProxy *proxy)
{
  ds_record_free (&ds_proxy_type, proxy);
}

/* What browsers take where the settings name no port. */
static guint
usual_port (const char *scheme)
{
  if (g_str_has_prefix (scheme, "socks"))
    return 1080;
  return g_str_equal (scheme, "https") ? 443 : 80;
}

/**
 * ds_proxy_new_for_uri:
 * @uri: a proxy as settings name it; without a scheme it is an HTTP proxy
 *
 * A user name and password in @uri are left behind.
 *
 * Returns: (transfer full) (nullable): the proxy; %NULL for a text that names none
 */
DsProxy *
ds_proxy_new_for_uri (const char *uri)
{
  g_autofree char *whole =
      strstr (uri, "://") != NULL ? g_strdup (uri) : g_strconcat ("http://", uri, NULL);
  g_autoptr (GUri) parsed = g_uri_parse (whole, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  DsProxy *proxy;

  if (parsed == NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (parsed), "direct") &&
      (host == NULL || *host == '\0' || strchr (host, '@') != NULL))
    return NULL;
  proxy = ds_proxy_new ();
  if (g_str_equal (g_uri_get_scheme (parsed), "direct"))
    {
      proxy->uri = g_strdup ("direct://");
      return proxy;
    }
  proxy->host = g_strdup (host);
  proxy->port = g_uri_get_port (parsed) > 0 ? (guint) g_uri_get_port (parsed)
                                            : usual_port (g_uri_get_scheme (parsed));
  proxy->uri = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (parsed), NULL, host,
                           (int) proxy->port, "", NULL, NULL);
  return proxy;
}

/**
 * ds_proxy_is_socks:
 * @uri: a proxy
 *
 * Returns: whether it is spoken to by SOCKS (RFC 1928), which only opens a way and reads nothing
 */
gboolean
ds_proxy_is_socks (const char *uri)
{
  return g_str_has_prefix (uri, "socks");
}
