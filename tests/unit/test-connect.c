/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Connecting, with real sockets on the loopback device. */

#include "ds-connect.h"

#include <string.h>
#include <sys/socket.h>

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static DsAttempt *
connect_to (guint port, const char *device, GBytes *payload, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ds_connect_async ("127.0.0.1", port, device, payload, 2000, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ds_connect_finish (result, error);
}

static GSocket *
listen_at (guint *port)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return socket;
}

/* Bound or not, the attempt says how it went, and by which device. */
static void
test_device (void)
{
  static const char *const devices[] = { NULL, "lo" };
  guint port;
  g_autoptr (GSocket) listener = listen_at (&port);

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      g_autoptr (DsAttempt) open = connect_to (port, devices[i], NULL, NULL);
      g_autoptr (DsAttempt) refused = connect_to (1, devices[i], NULL, NULL);

      g_assert_cmpint (open->outcome, ==, DS_OUTCOME_OPEN);
      g_assert_cmpint (refused->outcome, ==, DS_OUTCOME_REFUSED);
      g_assert_cmpstr (open->device, ==, devices[i]);
      g_assert_cmpstr (refused->device, ==, devices[i]);
    }
}

/* Somebody speaks: answer, or reset where there is no answer to give. */
static gboolean
heard_cb (GSocket *connection, GIOCondition condition, gpointer user_data)
{
  const char *answer = user_data;
  struct linger linger = { 1, 0 };
  char word[16];

  g_assert_cmpint (g_socket_receive (connection, word, sizeof word, NULL, NULL), ==, 5);
  if (answer == NULL)
    setsockopt (g_socket_get_fd (connection), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  else
    g_socket_send (connection, answer, strlen (answer), NULL, NULL);
  g_socket_close (connection, NULL);
  return G_SOURCE_REMOVE;
}

static void
watch (GSocket *socket, GSocketSourceFunc callback, gpointer user_data)
{
  g_autoptr (GSource) source = g_socket_create_source (socket, G_IO_IN, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (callback), user_data, NULL);
  g_source_attach (source, NULL);
}

static gboolean
accept_cb (GSocket *listener, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GSocket) connection = g_socket_accept (listener, NULL, NULL);

  watch (connection, heard_cb, user_data);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  const char *answer; /* %NULL for a reset, nothing for a close */
  DsOutcome outcome;
} Row;

/* Given something to say, an attempt is open only if something is said in return. */
static void
test_payload (void)
{
  static const Row rows[] = {
    { "Welcome", DS_OUTCOME_OPEN },
    { NULL, DS_OUTCOME_RESET },
    { "", DS_OUTCOME_ERROR },
  };
  g_autoptr (GBytes) payload = g_bytes_new_static ("Hello", 5);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint port;
      g_autoptr (GSocket) listener = listen_at (&port);
      g_autoptr (DsAttempt) attempt = NULL;

      watch (listener, accept_cb, (gpointer) rows[i].answer);
      attempt = connect_to (port, "lo", payload, NULL);
      g_assert_cmpint (attempt->outcome, ==, rows[i].outcome);
    }
}

/* Without the device nothing was tried, so nothing may be concluded. */
static void
test_without_device (void)
{
  g_autoptr (GError) error = NULL;
  guint port;
  g_autoptr (GSocket) listener = listen_at (&port);

  g_assert_null (connect_to (port, "ds-no-such", NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "ds-no-such"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connect/device", test_device);
  g_test_add_func ("/connect/payload", test_payload);
  g_test_add_func ("/connect/without-device", test_without_device);
  return g_test_run ();
}
