/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Connecting, with real sockets on the loopback device. */

#include "ds-connect.h"

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static DsAttempt *
connect_to (guint port, const char *device, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ds_connect_async ("127.0.0.1", port, device, 2000, NULL, done_cb, &result);
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
      g_autoptr (DsAttempt) open = connect_to (port, devices[i], NULL);
      g_autoptr (DsAttempt) refused = connect_to (1, devices[i], NULL);

      g_assert_cmpint (open->outcome, ==, DS_OUTCOME_OPEN);
      g_assert_cmpint (refused->outcome, ==, DS_OUTCOME_REFUSED);
      g_assert_cmpstr (open->device, ==, devices[i]);
      g_assert_cmpstr (refused->device, ==, devices[i]);
    }
}

/* Without the device nothing was tried, so nothing may be concluded. */
static void
test_without_device (void)
{
  g_autoptr (GError) error = NULL;
  guint port;
  g_autoptr (GSocket) listener = listen_at (&port);

  g_assert_null (connect_to (port, "ds-no-such", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "ds-no-such"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connect/device", test_device);
  g_test_add_func ("/connect/without-device", test_without_device);
  return g_test_run ();
}
