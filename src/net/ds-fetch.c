/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <libsoup/soup.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ds-config.h"
#include "ds-deadline.h"
#include "ds-fetch-proxy.h"

#define USER_AGENT "Doorstep/" DS_VERSION
/* Texts of the other side are kept for the details only, and never longer than this. */
#define TEXT_MAX 512

typedef struct
{
  DsExchange *exchange; /* (owned) (nullable) */
  SoupSession *session; /* (owned) */
  SoupMessage *message; /* (owned) */
  DsDeadline *deadline; /* (owned) */
  int fd; /* a second handle of the connection, to ask how it ended; -1 before there is one */
} State;

static void
state_free (State *state)
{
  g_clear_pointer (&state->deadline, ds_deadline_free);
  g_clear_pointer (&state->exchange, ds_exchange_free);
  g_clear_object (&state->message);
  g_clear_object (&state->session);
  if (state->fd >= 0)
    close (state->fd);
  g_free (state);
}

static char *
keep_text (const char *text)
{
  g_autofree char *clean = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return clean != NULL ? g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), TEXT_MAX))
                       : NULL;
}

static char *
format_time (GDateTime *time)
{
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;

  return utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static void
read_certificate (DsExchange *exchange, GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) not_before = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) not_after = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);

  g_free (exchange->certificate_subject);
  g_free (exchange->certificate_issuer);
  g_free (exchange->certificate_not_before);
  g_free (exchange->certificate_not_after);
  exchange->certificate_subject = keep_text (subject);
  exchange->certificate_issuer = keep_text (issuer);
  exchange->certificate_not_before = format_time (not_before);
  exchange->certificate_not_after = format_time (not_after);
}

static char **
read_faults (GTlsCertificateFlags flags)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char *word;
  } faults[] = {
    { G_TLS_CERTIFICATE_EXPIRED, "expired" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "not-yet-valid" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "name" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "issuer" },
    { G_TLS_CERTIFICATE_REVOKED, "revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "weak" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "other" },
  };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if ((flags & faults[i].flag) != 0)
      g_strv_builder_add (builder, faults[i].word);
  return g_strv_builder_end (builder);
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       gpointer user_data)
{
  State *state = user_data;

  read_certificate (state->exchange, certificate);
  g_strfreev (state->exchange->certificate_faults);
  state->exchange->certificate_faults = read_faults (flags);
  /* Doorstep is no browser: nothing is sent over a connection nobody vouches for. */
  return FALSE;
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  State *state = user_data;

  if (event == G_SOCKET_CLIENT_CONNECTED && state->fd < 0)
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));

      state->fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 0);
    }
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    {
      GUri *uri = soup_message_get_uri (message);
      g_autoptr (GSocketConnectable) identity =
          g_network_address_new (g_uri_get_host (uri), (guint16) state->exchange->port);

      /* The connection goes to a chosen address; the certificate has to be made out to the name. */
      if (state->exchange->proxy == NULL)
        g_tls_client_connection_set_server_identity (G_TLS_CLIENT_CONNECTION (connection),
                                                     identity);
      state->exchange->stage = DS_STAGE_TLS;
    }
  else if (event == G_SOCKET_CLIENT_COMPLETE)
    state->exchange->stage = DS_STAGE_HTTP;
}

static void
read_answer (State *state)
{
  DsExchange *exchange = state->exchange;
  SoupMessageHeaders *headers = soup_message_get_response_headers (state->message);
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (state->message);

  exchange->stage = DS_STAGE_ANSWERED;
  exchange->status = soup_message_get_status (state->message);
  exchange->reason = keep_text (soup_message_get_reason_phrase (state->message));
  exchange->location = keep_text (soup_message_headers_get_one (headers, "Location"));
  exchange->date = keep_text (soup_message_headers_get_one (headers, "Date"));
  exchange->via = keep_text (soup_message_headers_get_list (headers, "Via"));
  if (certificate != NULL)
    read_certificate (exchange, certificate);
  if (exchange->proxy != NULL)
    ds_fetch_proxy_read_answer (exchange, state->message);
}

/* The kernel's numbers for the states of RFC 9293; its public header lacks them. */
enum
{
  STATE_CLOSE = 7,
  STATE_CLOSE_WAIT = 8,
};

/* The errors of the layers above do not tell a reset from an answer that is no TLS; the kernel
 * does: a connection that was reset is gone, one that was closed before it said anything waits.
 * (The kernel counts the closing as one byte.) */
static gboolean
ended_without_a_word (int fd)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  if (fd < 0 || getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
    return FALSE;
  return info.tcpi_state == STATE_CLOSE ||
         (info.tcpi_state == STATE_CLOSE_WAIT && info.tcpi_bytes_received <= 1);
}

static void
read_error (State *state, const GError *error)
{
  DsExchange *exchange = state->exchange;

  exchange->error = keep_text (error->message);
  exchange->timed_out = ds_deadline_has_passed (state->deadline);
  exchange->reset = exchange->certificate_faults == NULL && !exchange->timed_out &&
                    (ended_without_a_word (state->fd) ||
                     g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
  if (exchange->proxy != NULL)
    ds_fetch_proxy_read_error (exchange, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) body = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  g_signal_handlers_disconnect_by_data (state->message, state);
  state->exchange->time_ms = ds_deadline_get_elapsed_ms (state->deadline);
  if (body != NULL)
    read_answer (state);
  else
    read_error (state, error);
  /* The body is not read: the status line is all there is to learn. */
  soup_session_abort (state->session);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&state->exchange),
                           (GDestroyNotify) ds_exchange_free);
}

static SoupSession *
session_new (const DsFetchRequest *request)
{
  g_autoptr (GSocketAddress) remote =
      g_inet_socket_address_new_from_string (request->address, request->port);
  g_autoptr (GProxyResolver) proxy = NULL;
  SoupSession *session;

  if (request->proxy_uri == NULL)
    session = soup_session_new_with_options ("remote-connectable", remote, "user-agent", USER_AGENT,
                                             NULL);
  else
    session = soup_session_new_with_options ("user-agent", USER_AGENT, NULL);
  if (request->proxy_uri != NULL)
    proxy = ds_fetch_proxy_make_resolver (request);
  soup_session_set_proxy_resolver (session, proxy);
  return session;
}

/**
 * ds_fetch_async:
 * @request: what to ask for; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when it ended
 * @user_data: data for @callback
 *
 * Sends one GET request (RFC 9110) and reads the head of the answer. No proxy but the one that is
 * named, no redirect, no cookie, no cache.
 */
void
ds_fetch_async (const DsFetchRequest *request,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_fetch_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->exchange = ds_exchange_new ();
  state->exchange->url = g_strdup (request->url);
  state->exchange->address = g_strdup (request->address);
  state->exchange->port = request->port;
  state->exchange->proxy = ds_fetch_proxy_make_public (request->proxy_uri);
  state->fd = -1;
  state->deadline = ds_deadline_new (request->timeout_ms, cancellable);
  state->message = soup_message_new (SOUP_METHOD_GET, request->url);
  if (state->message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               "Not an address to ask for: %s", request->url);
      g_object_unref (task);
      return;
    }
  state->session = session_new (request);
  soup_message_set_flags (state->message, SOUP_MESSAGE_NO_REDIRECT);
  if (request->proxy_uri != NULL)
    ds_fetch_proxy_prepare (state->message, request);
  g_signal_connect (state->message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                    state);
  g_signal_connect (state->message, "network-event", G_CALLBACK (network_event_cb), state);
  soup_session_send_async (state->session, state->message, G_PRIORITY_DEFAULT,
                           ds_deadline_get_cancellable (state->deadline), sent_cb, task);
}

/**
 * ds_fetch_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT for a URL
 *   that is none; everything the other side can do is a result
 *
 * Returns: (transfer full) (nullable): how far the exchange got
 */
DsExchange *
ds_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
