/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks a name server which program it is. Most tell by a text record of the name `version.bind` in
 * the class CHAOS (RFC 4892 section 2); only one on this computer is asked, to name it. */

#include "ds-dns-program.h"

#include <arpa/nameser.h>
#include <resolv.h>
#include <string.h>

#include "ds-timer.h"

#define NAME     "version.bind"
#define TEXT_MAX 63

typedef struct
{
  GSocket *socket;       /* (owned) (nullable) */
  GSource *ready_source; /* (owned) (nullable) */
  GSource *late_source;  /* (owned) (nullable) */
  guint16 id;
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
  g_clear_object (&state->socket);
  g_free (state);
}

/* Takes the texts of others: what can't be printed goes. */
static char *
read_text (ns_rr *record)
{
  const guint8 *data = ns_rr_rdata (*record);
  gsize length = ns_rr_rdlen (*record) > 0 ? MIN (data[0], TEXT_MAX) : 0;
  char *text;

  if (length == 0 || length >= ns_rr_rdlen (*record))
    return NULL;
  text = g_strndup ((const char *) data + 1, length);
  for (char *c = text; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      *c = '?';
  return text;
}

/**
 * ds_dns_program_read:
 * @id: the number of the question
 * @data: what came in
 * @length: its length
 *
 * Pure.
 *
 * Returns: (transfer full) (nullable): what the name server says it is
 */
char *
ds_dns_program_read (guint16 id, gconstpointer data, gsize length)
{
  ns_msg message;
  ns_rr record;

  if (length > NS_MAXMSG || ns_initparse (data, (int) length, &message) != 0 ||
      ns_msg_id (message) != id || ns_msg_getflag (message, ns_f_qr) == 0)
    return NULL;
  for (int i = 0; i < ns_msg_count (message, ns_s_an); i++)
    if (ns_parserr (&message, ns_s_an, i, &record) == 0 && ns_rr_type (record) == ns_t_txt &&
        ns_rr_class (record) == ns_c_chaos)
      return read_text (&record);
  return NULL;
}

/* Without a text there is nobody who tells. */
static void
end (GTask *task, char *text)
{
  State *state = g_task_get_task_data (task);

  clear_source (&state->ready_source);
  clear_source (&state->late_source);
  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             "The name server does not say which program it is");
}

static gboolean
readable_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  State *state = g_task_get_task_data (task);
  char data[NS_PACKETSZ];
  gssize length = g_socket_receive (socket, data, sizeof data, NULL, NULL);

  end (task, length > 0 ? ds_dns_program_read (state->id, data, (gsize) length) : NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
late_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  end (task, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
send_question (State *state, GSocketAddress *address)
{
  guint8 message[NS_PACKETSZ] = { 0 };
  guint8 *end = message + NS_HFIXEDSZ;
  int length = dn_comp (NAME, end, (int) sizeof message - NS_HFIXEDSZ, NULL, NULL);

  if (length < 0)
    return FALSE;
  ns_put16 (state->id, message);
  message[5] = 1; /* one question */
  end += length;
  ns_put16 (ns_t_txt, end);
  ns_put16 (ns_c_chaos, end + NS_INT16SZ);
  end += NS_QFIXEDSZ;
  return g_socket_connect (state->socket, address, NULL, NULL) &&
         g_socket_send (state->socket, (const char *) message, (gsize) (end - message), NULL,
                        NULL) > 0;
}

/**
 * ds_dns_program_async:
 * @server: the address of a name server
 * @port: its port, 53 except in tests
 * @timeout_ms: how long to wait
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Asks a name server which program it is.
 */
void
ds_dns_program_async (const char *server,
                      guint16 port,
                      guint timeout_ms,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (server, port);

  g_task_set_source_tag (task, ds_dns_program_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->id = (guint16) g_random_int ();
  if (address != NULL)
    state->socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP, NULL);
  if (state->socket == NULL)
    {
      end (task, NULL);
      return;
    }
  g_socket_set_blocking (state->socket, FALSE);
  if (!send_question (state, address))
    {
      end (task, NULL);
      return;
    }
  state->ready_source = g_socket_create_source (state->socket, G_IO_IN, NULL);
  g_source_set_callback (state->ready_source, G_SOURCE_FUNC (readable_cb), g_object_ref (task),
                         g_object_unref);
  g_source_attach (state->ready_source, g_main_context_get_thread_default ());
  state->late_source = ds_timer_start (timeout_ms, cancellable, late_cb, task);
}

/**
 * ds_dns_program_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_NOT_FOUND, if it does not tell, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what it says it is, in printable ASCII
 */
char *
ds_dns_program_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
