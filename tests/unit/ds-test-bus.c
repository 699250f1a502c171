/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-test-bus.h"

#include <sys/socket.h>

static gint n_calls;

static const DsTestReply *
find_reply (const DsTestReply *replies, GDBusMessage *call)
{
  for (const DsTestReply *row = replies; row->method != NULL; row++)
    if (g_str_equal (row->method, g_dbus_message_get_member (call)) &&
        (row->path == NULL || g_str_equal (row->path, g_dbus_message_get_path (call))))
      return row;
  return NULL;
}

/* Runs in a thread of GDBus. */
static GDBusMessage *
answer_cb (GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  const DsTestReply *row;
  g_autoptr (GDBusMessage) call = message;
  g_autoptr (GDBusMessage) reply = NULL;

  if (!incoming || g_dbus_message_get_message_type (call) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return g_steal_pointer (&call);
  g_atomic_int_inc (&n_calls);
  row = find_reply (user_data, call);
  if (row == NULL)
    reply =
        g_dbus_message_new_method_error_literal (call, "org.freedesktop.DBus.Error.ServiceUnknown",
                                                 "Nobody has that name");
  else if (row->error != NULL)
    reply = g_dbus_message_new_method_error_literal (call, row->error, "No");
  else if (row->reply != NULL)
    {
      reply = g_dbus_message_new_method_reply (call);
      g_dbus_message_set_body (reply, g_variant_new_parsed (row->reply));
    }
  if (reply != NULL)
    g_assert_true (
        g_dbus_connection_send_message (bus, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL));
  return NULL;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusConnection **made = user_data;
  g_autoptr (GError) error = NULL;

  *made = g_dbus_connection_new_finish (result, &error);
  g_assert_no_error (error);
}

static void
make_side (int fd, GDBusConnectionFlags flags, GDBusConnection **made)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);
  g_autoptr (GSocketConnection) stream = NULL;
  g_autofree char *guid = NULL;

  g_assert_no_error (error);
  if ((flags & G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER) != 0)
    guid = g_dbus_generate_guid ();
  stream = g_socket_connection_factory_create_connection (socket);
  g_dbus_connection_new (G_IO_STREAM (stream), guid, flags, NULL, NULL, made_cb, made);
}

static void
close_other_cb (gpointer other, GObject *gone)
{
  g_dbus_connection_close (other, NULL, NULL, NULL);
  g_object_unref (other);
}

/**
 * ds_test_bus_new:
 * @replies: what is answered; must outlive the connection
 *
 * Returns: (transfer full): the side that asks
 */
GDBusConnection *
ds_test_bus_new (const DsTestReply *replies)
{
  GDBusConnection *asking = NULL;
  GDBusConnection *answering = NULL;
  int fds[2];

  g_atomic_int_set (&n_calls, 0);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  make_side (fds[0], G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER, &answering);
  make_side (fds[1], G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, &asking);
  while (asking == NULL || answering == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_dbus_connection_add_filter (answering, answer_cb, (gpointer) replies, NULL);
  g_object_weak_ref (G_OBJECT (asking), close_other_cb, answering);
  return asking;
}

/**
 * ds_test_bus_get_n_calls:
 *
 * Returns: how many calls came over the last connection made
 */
guint
ds_test_bus_get_n_calls (void)
{
  return (guint) g_atomic_int_get (&n_calls);
}
