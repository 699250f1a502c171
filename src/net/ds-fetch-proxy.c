/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request through a proxy: who answered, the website or the proxy itself? */

#include "ds-fetch-proxy.h"

#include <string.h>

#include "ds-proxy.h"

/**
 * ds_fetch_proxy_make_public:
 * @proxy_uri: (nullable): a proxy as the settings name it
 *
 * Returns: (transfer full) (nullable): the same without a user name and password
 */
char *
ds_fetch_proxy_make_public (const char *proxy_uri)
{
  g_autoptr (DsProxy) proxy = proxy_uri != NULL ? ds_proxy_new_for_uri (proxy_uri) : NULL;

  return proxy != NULL ? g_strdup (proxy->uri) : NULL;
}

/* GIO knows SOCKS by its versions. Other programs write "socks" for the newest one, and "socks5h"
 * where the proxy is to look up the name, which GIO lets it do anyway. */
static const char *
scheme_for_gio (const char *scheme)
{
  return g_str_equal (scheme, "socks") || g_str_equal (scheme, "socks5h") ? "socks5" : scheme;
}

static GUri *
parse (const DsFetchRequest *request)
{
  return g_uri_parse (request->proxy_uri, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);
}

/* A request for a plain page is sent to the proxy itself, and asks for it by its whole URL. */
static gboolean
is_sent_to_proxy (const DsFetchRequest *request)
{
  return g_str_has_prefix (request->url, "http:") && g_str_has_prefix (request->proxy_uri, "http");
}

/**
 * ds_fetch_proxy_make_resolver:
 * @request: a request that goes through a proxy
 *
 * The proxy is named by the address that took a connection, so that no other one is tried. One that
 * is spoken to over TLS keeps its name, which stands in its certificate.
 *
 * Returns: (transfer full): what sends a session to that proxy, and nowhere else
 */
GProxyResolver *
ds_fetch_proxy_make_resolver (const DsFetchRequest *request)
{
  g_autoptr (GUri) uri = parse (request);
  const char *user = uri != NULL && !is_sent_to_proxy (request) ? g_uri_get_userinfo (uri) : NULL;
  g_autofree char *named = NULL;

  if (uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https"))
    named = g_uri_join (G_URI_FLAGS_ENCODED, "https", user, g_uri_get_host (uri),
                        (int) request->port, "", NULL, NULL);
  else if (uri != NULL)
    named = g_uri_join (G_URI_FLAGS_ENCODED, scheme_for_gio (g_uri_get_scheme (uri)), user,
                        request->address, (int) request->port, "", NULL, NULL);
  return g_simple_proxy_resolver_new (named != NULL ? named : request->proxy_uri, NULL);
}

/**
 * ds_fetch_proxy_prepare:
 * @message: the message to send
 * @request: the request it is for, which goes through a proxy
 *
 * Gives the user name and password of the settings along with a request for a plain page (RFC
 * 7617). Left to itself, libsoup 3.2 asks for the page of the proxy the second time.
 */
void
ds_fetch_proxy_prepare (SoupMessage *message, const DsFetchRequest *request)
{
  g_autoptr (GUri) uri = is_sent_to_proxy (request) ? parse (request) : NULL;
  const char *user = uri != NULL ? g_uri_get_userinfo (uri) : NULL;
  g_autofree char *plain = user != NULL ? g_uri_unescape_string (user, NULL) : NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *value = NULL;

  if (plain == NULL)
    return;
  encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  value = g_strconcat ("Basic ", encoded, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Proxy-Authorization",
                                value);
}

/* The proxy spoke for itself, so the website was not reached. */
static void
note_word (DsExchange *exchange, DsProxyWord word)
{
  exchange->proxy_word = word;
  exchange->stage = DS_STAGE_CONNECT;
  exchange->reset = FALSE;
}

static DsProxyWord
word_of_status (guint status)
{
  return status >= 500 ? DS_PROXY_WORD_FAILED : DS_PROXY_WORD_REFUSED;
}

/* Marks an answer bears only if the proxy made it: the number 407 (RFC 9110 section 15.5.8), an
 * error in Proxy-Status (RFC 9209 section 2.1.1), and what Squid writes on its error pages. */
static gboolean
is_made_by_proxy (guint status, SoupMessageHeaders *headers)
{
  const char *proxy_status = soup_message_headers_get_list (headers, "Proxy-Status");

  if (status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    return TRUE;
  return status >= 400 && ((proxy_status != NULL && strstr (proxy_status, "error=") != NULL) ||
                           soup_message_headers_get_one (headers, "X-Squid-Error") != NULL);
}

/* A website that is asked for securely answers securely. What comes in the open is the proxy's word
 * about the tunnel (RFC 9110 section 9.3.6). */
static gboolean
is_about_tunnel (const DsExchange *exchange, SoupMessage *message)
{
  return g_str_has_prefix (exchange->url, "https:") &&
         soup_message_get_tls_peer_certificate (message) == NULL;
}

/**
 * ds_fetch_proxy_read_answer:
 * @exchange: the exchange to fill
 * @message: the message that was answered
 *
 * Notes whether the answer is the proxy's own.
 */
void
ds_fetch_proxy_read_answer (DsExchange *exchange, SoupMessage *message)
{
  if (is_about_tunnel (exchange, message) ||
      is_made_by_proxy (exchange->status, soup_message_get_response_headers (message)))
    note_word (exchange, word_of_status (exchange->status));
}

/* What a SOCKS proxy answered (RFC 1928 section 6, RFC 1929), in GIO's words. Of SOCKS 4 GIO says
 * no more than that it failed, and neither does SOCKS 4. */
static const struct
{
  GIOErrorEnum code;
  DsProxyWord word;
  DsProxyReason reason;
} socks_errors[] = {
  { G_IO_ERROR_PROXY_NOT_ALLOWED, DS_PROXY_WORD_REFUSED, DS_PROXY_REASON_RULES },
  { G_IO_ERROR_PROXY_NEED_AUTH, DS_PROXY_WORD_REFUSED, DS_PROXY_REASON_PASSWORD },
  { G_IO_ERROR_PROXY_AUTH_FAILED, DS_PROXY_WORD_REFUSED, DS_PROXY_REASON_PASSWORD },
  { G_IO_ERROR_CONNECTION_REFUSED, DS_PROXY_WORD_FAILED, DS_PROXY_REASON_REFUSED },
  { G_IO_ERROR_HOST_UNREACHABLE, DS_PROXY_WORD_FAILED, DS_PROXY_REASON_UNREACHABLE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, DS_PROXY_WORD_FAILED, DS_PROXY_REASON_UNREACHABLE },
  { G_IO_ERROR_PROXY_FAILED, DS_PROXY_WORD_FAILED, DS_PROXY_REASON_FAILED },
};

static void
read_socks_error (DsExchange *exchange, const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (socks_errors); i++)
    if (g_error_matches (error, G_IO_ERROR, (int) socks_errors[i].code))
      {
        note_word (exchange, socks_errors[i].word);
        exchange->proxy_reason = socks_errors[i].reason;
      }
}

static gboolean
is_refused_by_proxy (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED);
}

/**
 * ds_fetch_proxy_read_error:
 * @exchange: the exchange to fill
 * @error: what went wrong
 *
 * Notes what the proxy said when it was asked for the way to the website.
 */
void
ds_fetch_proxy_read_error (DsExchange *exchange, const GError *error)
{
  /* What the system says may name the proxy with its password. */
  if (strchr (exchange->error, '@') != NULL)
    g_clear_pointer (&exchange->error, g_free);
  if (ds_proxy_is_socks (exchange->proxy))
    read_socks_error (exchange, error);
  else if (is_refused_by_proxy (error))
    note_word (exchange, DS_PROXY_WORD_REFUSED);
}
