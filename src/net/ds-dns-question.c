/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One name server, asked for the addresses of a name: for IPv4 and IPv6 at the same time, by
 * datagrams or over a connection. */

#include "ds-dns-question.h"

#include <string.h>

#include "ds-bind-device.h"
#include "ds-dns-message.h"

/* A datagram may get lost: one that is not answered goes out again after this long. */
#define AGAIN_MS 300
/* A message over a connection says how long it is (RFC 1035 section 4.2.2). */
#define PREFIX     2
#define LENGTH_MAX 65535

typedef struct
{
  GBytes *message;   /* (owned) */
  DsDnsReply *reply; /* (owned) (nullable): until it came */
} Asked;

typedef struct
{
  DsNameAnswer *answer; /* (owned) */
  gboolean tcp;
  Asked asked[2];        /* by family */
  GSocket *socket;       /* (owned) (nullable) */
  GByteArray *in;        /* (owned): what came over the connection so far */
  GSource *ready_source; /* (owned) (nullable) */
  GSource *again_source; /* (owned) (nullable) */
  GSource *late_source;  /* (owned) (nullable) */
  gint64 started_us;
} State;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
state_free (State *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state->asked); i++)
    {
      g_clear_pointer (&state->asked[i].message, g_bytes_unref);
      g_clear_pointer (&state->asked[i].reply, ds_dns_reply_free);
    }
  g_clear_pointer (&state->answer, ds_name_answer_free);
  g_clear_object (&state->socket);
  g_byte_array_unref (state->in);
  g_free (state);
}

static gboolean
is_answered (const State *state)
{
  return state->asked[0].reply != NULL && state->asked[1].reply != NULL;
}

static void
take_addresses (DsNameAnswer *answer, const State *state)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (state->asked); i++)
    for (guint k = 0; state->asked[i].reply != NULL && k < state->asked[i].reply->addresses->len;
         k++)
      g_ptr_array_add (all, g_strdup (g_ptr_array_index (state->asked[i].reply->addresses, k)));
  if (all->len == 0)
    return;
  g_ptr_array_add (all, NULL);
  answer->status = DS_NAME_ANSWERED;
  answer->addresses = (char **) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

/* What the replies, or what kept them from coming, say about the name. */
static void
conclude (State *state, const GError *error)
{
  DsNameAnswer *answer = state->answer;
  gboolean gone = FALSE;
  gboolean cut = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (state->asked); i++)
    {
      const DsDnsReply *reply = state->asked[i].reply;

      if (reply == NULL)
        continue;
      gone |= reply->code == 3;
      cut |= reply->truncated;
      if (reply->code != 0 && reply->code != 3)
        answer->code = reply->code;
    }
  answer->status = DS_NAME_FAILED;
  take_addresses (answer, state);
  if (answer->status == DS_NAME_ANSWERED)
    answer->code = 0;
  else if (answer->code != 0)
    answer->error = g_strdup (ds_dns_code_to_string (answer->code));
  else if (gone || (is_answered (state) && !cut))
    answer->status = DS_NAME_NO_SUCH_NAME;
  else if (error != NULL && !cut)
    {
      answer->error = g_strdup (error->message);
      /* "Operation not permitted": the filter of this computer took the datagram away. */
      answer->held_back = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    }
  else if (!cut)
    answer->status = DS_NAME_TIMED_OUT;
}

static void
clear (State *state)
{
  clear_source (&state->ready_source);
  clear_source (&state->again_source);
  clear_source (&state->late_source);
  if (state->socket != NULL)
    g_socket_close (state->socket, NULL);
}

/* It can't be asked by the device it should: that is no answer. */
static void
give_up (GTask *task, GError *error)
{
  clear (g_task_get_task_data (task));
  g_task_return_error (task, error);
}

/* Ends the question; @error is what kept the server from being asked, if something did. */
static void
end (GTask *task, const GError *error)
{
  State *state = g_task_get_task_data (task);

  clear (state);
  if (g_task_return_error_if_cancelled (task))
    return;
  state->answer->time_ms = (double) (g_get_monotonic_time () - state->started_us) / 1000;
  conclude (state, error);
  g_task_return_pointer (task, g_steal_pointer (&state->answer),
                         (GDestroyNotify) ds_name_answer_free);
}

static void
take_message (State *state, gconstpointer data, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (state->asked); i++)
    if (state->asked[i].reply == NULL)
      state->asked[i].reply = ds_dns_message_read (state->asked[i].message, data, length);
}

/* --- Datagrams --- */

static gboolean
send_datagrams (State *state, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (state->asked); i++)
    {
      gsize length;
      const char *data = g_bytes_get_data (state->asked[i].message, &length);

      if (state->asked[i].reply == NULL &&
          g_socket_send (state->socket, data, length, NULL, error) < 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
again_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  if (send_datagrams (g_task_get_task_data (task), &error))
    return G_SOURCE_CONTINUE;
  end (task, error);
  return G_SOURCE_REMOVE;
}

static gboolean
receive_datagrams (State *state, GError **error)
{
  g_autofree char *data = g_malloc (LENGTH_MAX);
  gssize length = g_socket_receive (state->socket, data, LENGTH_MAX, NULL, error);

  if (length >= 0)
    take_message (state, data, (gsize) length);
  return length >= 0;
}

/* --- A connection --- */

static gboolean
send_stream (State *state, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gssize sent;

  for (guint i = 0; i < G_N_ELEMENTS (state->asked); i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (state->asked[i].message, &length);
      guint8 prefix[PREFIX] = { (guint8) (length >> 8), (guint8) length };

      g_byte_array_append (out, prefix, PREFIX);
      g_byte_array_append (out, data, (guint) length);
    }
  sent = g_socket_send (state->socket, (const char *) out->data, out->len, NULL, error);
  /* So little always fits into the buffer of a new connection. */
  if (sent >= 0 && sent < (gssize) out->len)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "Sent only in part");
  return sent == (gssize) out->len;
}

static void
split_stream (State *state)
{
  while (state->in->len >= PREFIX)
    {
      guint length = (guint) (state->in->data[0] << 8 | state->in->data[1]);

      if (state->in->len < PREFIX + length)
        return;
      take_message (state, state->in->data + PREFIX, length);
      g_byte_array_remove_range (state->in, 0, PREFIX + length);
    }
}

static gboolean
receive_stream (State *state, GError **error)
{
  char data[4096];
  gssize length = g_socket_receive (state->socket, data, sizeof data, NULL, error);

  if (length == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                         "The name server closed the connection");
  if (length <= 0)
    return FALSE;
  g_byte_array_append (state->in, (const guint8 *) data, (guint) length);
  split_stream (state);
  return TRUE;
}

/* --- Both --- */

static void wait_for (GTask *task, GIOCondition condition, GSocketSourceFunc callback);

static gboolean
readable_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean received;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      end (task, NULL);
      return G_SOURCE_REMOVE;
    }
  received = state->tcp ? receive_stream (state, &error) : receive_datagrams (state, &error);
  if (!is_answered (state) &&
      (received || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)))
    return G_SOURCE_CONTINUE;
  end (task, error);
  return G_SOURCE_REMOVE;
}

static gboolean
connected_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)) &&
      g_socket_check_connect_result (socket, &error) && send_stream (state, &error))
    wait_for (task, G_IO_IN, readable_cb);
  else
    end (task, error);
  return G_SOURCE_REMOVE;
}

static void
wait_for (GTask *task, GIOCondition condition, GSocketSourceFunc callback)
{
  State *state = g_task_get_task_data (task);

  clear_source (&state->ready_source);
  state->ready_source =
      g_socket_create_source (state->socket, condition, g_task_get_cancellable (task));
  g_source_set_callback (state->ready_source, G_SOURCE_FUNC (callback), g_object_ref (task),
                         g_object_unref);
  g_source_attach (state->ready_source, g_main_context_get_thread_default ());
}

static GSource *
start_timer (GTask *task, guint interval_ms, GSourceFunc callback)
{
  GSource *timer = g_timeout_source_new (interval_ms);

  g_source_set_callback (timer, callback, g_object_ref (task), g_object_unref);
  g_source_attach (timer, g_main_context_get_thread_default ());
  return timer;
}

static gboolean
late_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  end (task, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
start (GTask *task, const DsDnsQuestion *question, gboolean *bound, GError **error)
{
  State *state = g_task_get_task_data (task);
  g_autoptr (GSocketAddress) address =
      g_inet_socket_address_new_from_string (question->server, question->port);
  g_autoptr (GError) inner = NULL;

  if (address == NULL || state->asked[0].message == NULL || state->asked[1].message == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "This cannot be asked there");
      return FALSE;
    }
  state->socket =
      g_socket_new (g_socket_address_get_family (address),
                    question->tcp ? G_SOCKET_TYPE_STREAM : G_SOCKET_TYPE_DATAGRAM,
                    question->tcp ? G_SOCKET_PROTOCOL_TCP : G_SOCKET_PROTOCOL_UDP, error);
  if (state->socket == NULL)
    return FALSE;
  *bound = ds_bind_device (g_socket_get_fd (state->socket), question->device, error);
  if (!*bound)
    return FALSE;
  g_socket_set_blocking (state->socket, FALSE);
  if (!g_socket_connect (state->socket, address, NULL, &inner) &&
      !g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (question->tcp)
    {
      wait_for (task, G_IO_OUT, connected_cb);
      return TRUE;
    }
  wait_for (task, G_IO_IN, readable_cb);
  state->again_source = start_timer (task, AGAIN_MS, again_cb);
  return send_datagrams (state, error);
}

/**
 * ds_dns_question_async:
 * @question: what to ask whom; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Asks one name server directly, past everything on this computer that keeps answers.
 */
void
ds_dns_question_async (const DsDnsQuestion *question,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);
  g_autoptr (GError) error = NULL;
  gboolean bound = TRUE;

  g_task_set_source_tag (task, ds_dns_question_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->in = g_byte_array_new ();
  state->tcp = question->tcp;
  state->started_us = g_get_monotonic_time ();
  state->answer = ds_name_answer_new ();
  state->answer->name = g_strdup (question->name);
  state->answer->source = ds_name_answer_make_source (question->server);
  state->answer->transport = g_strdup (question->tcp ? "tcp" : "udp");
  state->answer->device = g_strdup (question->device);
  for (guint i = 0; i < G_N_ELEMENTS (state->asked); i++)
    state->asked[i].message =
        ds_dns_message_make (question->name, (DsFamily) i, (guint16) g_random_int ());
  state->late_source = start_timer (task, question->timeout_ms, late_cb);
  if (!start (task, question, &bound, &error))
    {
      if (bound)
        end (task, error);
      else
        give_up (task, g_steal_pointer (&error));
    }
}

/**
 * ds_dns_question_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, or for what ds_bind_device() says; a name that
 *   does not exist and a server that does not answer are answers
 *
 * Returns: (transfer full) (nullable): the answer
 */
DsNameAnswer *
ds_dns_question_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
