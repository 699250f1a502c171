/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asking, with real sockets on the loopback device and a name server of our own. */

#include "ds-dns-question.h"

#include "ds-test-dns.h"

typedef enum
{
  SILENT = -1,
  ADDRESS = 0,
  SERVER_FAILURE = 2,
  NO_SUCH_NAME = 3,
  NO_ADDRESS = 100,
  TOO_LARGE,
  FORGED,
} Manner;

typedef struct
{
  GSocket *datagrams;
  GSocket *stream;
  GPtrArray *sources;
  guint16 port;
  Manner manner[2]; /* by family */
  guint asked;
  guint lost; /* so many datagrams are not answered */
  GAsyncResult *result;
} Fixture;

static GByteArray *
answer (Fixture *fixture, GBytes *question)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (question, &length);
  gboolean six = data[length - 3] == 28;
  Manner manner = fixture->manner[six];
  GByteArray *reply;

  fixture->asked++;
  if (manner == SILENT)
    return NULL;
  reply = ds_test_dns_reply (question, manner == TOO_LARGE ? DS_TEST_DNS_CUT : DS_TEST_DNS_ANSWER,
                             manner < NO_ADDRESS ? (guint8) manner : 0,
                             manner == ADDRESS || manner == FORGED);
  if (manner == ADDRESS || manner == FORGED)
    ds_test_dns_add_record (reply, six ? 28 : 1, six ? ds_test_dns_v6 : ds_test_dns_v4,
                            six ? sizeof ds_test_dns_v6 : sizeof ds_test_dns_v4);
  if (manner == FORGED)
    reply->data[0] ^= 1;
  return reply;
}

static gboolean
datagram_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GSocketAddress) from = NULL;
  char data[512];
  gssize length = g_socket_receive_from (socket, &from, data, sizeof data, NULL, NULL);
  g_autoptr (GBytes) question = g_bytes_new (data, (gsize) length);
  g_autoptr (GByteArray) reply = answer (fixture, question);

  if (fixture->lost > 0)
    fixture->lost--;
  else if (reply != NULL)
    g_socket_send_to (socket, from, (const char *) reply->data, reply->len, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
watch (Fixture *fixture, GSocket *socket, GSocketSourceFunc callback)
{
  GSource *source = g_socket_create_source (socket, G_IO_IN, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (callback), fixture, NULL);
  g_source_attach (source, NULL);
  g_ptr_array_add (fixture->sources, source);
}

/* Both questions come in one piece; the answers go out in pieces that suit nobody. */
static gboolean
stream_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Fixture *fixture = user_data;
  guint8 data[1024];
  gssize length = g_socket_receive (socket, (char *) data, sizeof data, NULL, NULL);
  g_autoptr (GByteArray) out = g_byte_array_new ();

  if (length <= 0)
    return G_SOURCE_REMOVE;
  for (gssize at = 0; at + 2 < length; at += 2 + (data[at] << 8 | data[at + 1]))
    {
      gsize size = (gsize) (data[at] << 8 | data[at + 1]);
      g_autoptr (GBytes) question = g_bytes_new (data + at + 2, size);
      g_autoptr (GByteArray) reply = answer (fixture, question);
      guint8 prefix[2] = { 0, 0 };

      if (reply == NULL)
        continue;
      prefix[1] = (guint8) reply->len;
      g_byte_array_append (out, prefix, 2);
      g_byte_array_append (out, reply->data, reply->len);
    }
  for (guint at = 0; at < out->len; at += 7)
    g_socket_send (socket, (const char *) out->data + at, MIN (7, out->len - at), NULL, NULL);
  if (out->len == 0)
    g_socket_close (socket, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
accept_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GSocket) connection = g_socket_accept (socket, NULL, NULL);

  watch (user_data, connection, stream_cb);
  return G_SOURCE_CONTINUE;
}

static void
source_free (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  fixture->sources = g_ptr_array_new_with_free_func (source_free);
  fixture->stream =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (fixture->stream, any, FALSE, NULL));
  bound = g_socket_get_local_address (fixture->stream, NULL);
  fixture->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  fixture->datagrams =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_assert_true (g_socket_bind (fixture->datagrams, bound, FALSE, NULL));
}

static void
listen_to_both (Fixture *fixture)
{
  g_assert_true (g_socket_listen (fixture->stream, NULL));
  watch (fixture, fixture->stream, accept_cb);
  watch (fixture, fixture->datagrams, datagram_cb);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_ptr_array_unref (fixture->sources);
  g_clear_object (&fixture->datagrams);
  g_clear_object (&fixture->stream);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static DsNameAnswer *
ask_by (Fixture *fixture,
        const char *device,
        const char *name,
        gboolean tcp,
        GCancellable *cancellable,
        GError **error)
{
  DsDnsQuestion question = {
    .name = name,
    .server = "127.0.0.1",
    .port = fixture->port,
    .device = device,
    .tcp = tcp,
    .timeout_ms = 700,
  };

  g_clear_object (&fixture->result);
  ds_dns_question_async (&question, cancellable, done_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ds_dns_question_finish (fixture->result, error);
}

static DsNameAnswer *
ask (Fixture *fixture, const char *name, gboolean tcp, GCancellable *cancellable, GError **error)
{
  return ask_by (fixture, NULL, name, tcp, cancellable, error);
}

typedef struct
{
  const char *name;
  Manner four;
  Manner six;
  DsNameStatus status;
  const char *addresses;
  const char *error;
} Row;

static const Row rows[] = {
  { "both", ADDRESS, ADDRESS, DS_NAME_ANSWERED, "203.0.113.7 2001:db8::7", NULL },
  { "no-six", ADDRESS, NO_ADDRESS, DS_NAME_ANSWERED, "203.0.113.7", NULL },
  { "six-is-an-error", ADDRESS, SERVER_FAILURE, DS_NAME_ANSWERED, "203.0.113.7", NULL },
  { "only-six", NO_ADDRESS, ADDRESS, DS_NAME_ANSWERED, "2001:db8::7", NULL },
  { "no-such-name", NO_SUCH_NAME, NO_SUCH_NAME, DS_NAME_NO_SUCH_NAME, NULL, NULL },
  { "no-address", NO_ADDRESS, NO_ADDRESS, DS_NAME_NO_SUCH_NAME, NULL, NULL },
  { "server-failure", SERVER_FAILURE, SERVER_FAILURE, DS_NAME_FAILED, NULL, "SERVFAIL" },
};

static void
check_row (Fixture *fixture, const Row *row, gboolean tcp)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsNameAnswer) got = NULL;
  g_autofree char *addresses = NULL;

  fixture->manner[0] = row->four;
  fixture->manner[1] = row->six;
  got = ask (fixture, NAME, tcp, NULL, &error);
  g_assert_no_error (error);
  addresses = got->addresses != NULL ? g_strjoinv (" ", got->addresses) : NULL;
  g_assert_cmpint (got->status, ==, row->status);
  g_assert_cmpstr (addresses, ==, row->addresses);
  g_assert_cmpstr (got->error, ==, row->error);
  g_assert_cmpstr (got->name, ==, NAME);
  g_assert_cmpstr (got->source, ==, "dns:127.0.0.1");
  g_assert_cmpstr (got->transport, ==, tcp ? "tcp" : "udp");
  g_assert_cmpfloat (got->time_ms, >=, 0);
  g_assert_cmpfloat (got->time_ms, <, 500);
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  listen_to_both (fixture);
  check_row (fixture, data, FALSE);
  check_row (fixture, data, TRUE);
}

/* Nothing comes, or nothing that answers: it ends by its deadline. */
static void
test_silent (Fixture *fixture, gconstpointer data)
{
  static const Manner manners[] = { SILENT, FORGED };

  listen_to_both (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (manners); i++)
    {
      g_autoptr (DsNameAnswer) got = NULL;

      fixture->manner[0] = fixture->manner[1] = manners[i];
      fixture->asked = 0;
      got = ask (fixture, NAME, FALSE, NULL, NULL);
      g_assert_cmpint (got->status, ==, DS_NAME_TIMED_OUT);
      g_assert_null (got->addresses);
      g_assert_cmpfloat (got->time_ms, >, 600);
      g_assert_cmpfloat (got->time_ms, <, 1500);
      /* Two questions, and each of them twice more. */
      g_assert_cmpuint (fixture->asked, ==, 6);
    }
}

/* Some name servers keep silent when they are asked for IPv6 addresses. */
static void
test_half_silent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DsNameAnswer) got = NULL;

  listen_to_both (fixture);
  fixture->manner[1] = SILENT;
  got = ask (fixture, NAME, FALSE, NULL, NULL);
  g_assert_cmpint (got->status, ==, DS_NAME_ANSWERED);
  g_assert_cmpstr (got->addresses[0], ==, "203.0.113.7");
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DsNameAnswer) got = NULL;

  listen_to_both (fixture);
  fixture->lost = 2;
  got = ask (fixture, NAME, FALSE, NULL, NULL);
  g_assert_cmpint (got->status, ==, DS_NAME_ANSWERED);
  g_assert_cmpfloat (got->time_ms, >, 250);
}

/* No name server is there. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_socket_close (fixture->datagrams, NULL);
  for (guint tcp = 0; tcp < 2; tcp++)
    {
      g_autoptr (DsNameAnswer) got = ask (fixture, NAME, tcp == 1, NULL, NULL);

      g_assert_cmpint (got->status, ==, DS_NAME_FAILED);
      g_assert_nonnull (got->error);
      g_assert_cmpuint (got->code, ==, 0);
      g_assert_cmpfloat (got->time_ms, <, 500);
    }
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DsNameAnswer) got = NULL;

  listen_to_both (fixture);
  fixture->manner[0] = fixture->manner[1] = SILENT;
  got = ask (fixture, NAME, TRUE, NULL, NULL);
  g_assert_cmpint (got->status, ==, DS_NAME_FAILED);
  g_assert_cmpfloat (got->time_ms, <, 500);
}

/* More than fits into a datagram: that is no answer yet, and not "no address" either. */
static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DsNameAnswer) got = NULL;

  listen_to_both (fixture);
  fixture->manner[0] = fixture->manner[1] = TOO_LARGE;
  got = ask (fixture, NAME, FALSE, NULL, NULL);
  g_assert_cmpint (got->status, ==, DS_NAME_FAILED);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  listen_to_both (fixture);
  fixture->manner[0] = fixture->manner[1] = SILENT;
  for (guint before = 0; before < 2; before++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      gint64 begun_us = g_get_monotonic_time ();

      if (before == 1)
        g_cancellable_cancel (cancellable);
      else
        g_timeout_add (50, cancel_cb, cancellable);
      g_assert_null (ask (fixture, NAME, FALSE, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - begun_us, <, G_USEC_PER_SEC / 2);
    }
}

static void
test_impossible_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *label = g_strnfill (64, 'a');
  g_autoptr (DsNameAnswer) got = ask (fixture, label, FALSE, NULL, NULL);

  g_assert_cmpint (got->status, ==, DS_NAME_FAILED);
}

/* Bound to a device, the answer says so. */
static void
test_by_device (Fixture *fixture, gconstpointer data)
{
  listen_to_both (fixture);
  for (guint tcp = 0; tcp < 2; tcp++)
    {
      g_autoptr (DsNameAnswer) got = ask_by (fixture, "lo", NAME, tcp == 1, NULL, NULL);

      g_assert_cmpint (got->status, ==, DS_NAME_ANSWERED);
      g_assert_cmpstr (got->device, ==, "lo");
    }
}

/* A device that is gone keeps the question from being asked: that is no answer. */
static void
test_without_device (Fixture *fixture, gconstpointer data)
{
  listen_to_both (fixture);
  for (guint tcp = 0; tcp < 2; tcp++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask_by (fixture, "ds-no-such", NAME, tcp == 1, NULL, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "ds-no-such"));
      g_assert_cmpuint (fixture->asked, ==, 0);
    }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/dns-question/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dns-question/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], set_up, test_row, tear_down);
    }
  ADD ("silent", test_silent);
  ADD ("half-silent", test_half_silent);
  ADD ("lost", test_lost);
  ADD ("refused", test_refused);
  ADD ("closed", test_closed);
  ADD ("too-large", test_too_large);
  ADD ("cancel", test_cancel);
  ADD ("impossible-name", test_impossible_name);
  ADD ("by-device", test_by_device);
  ADD ("without-device", test_without_device);
  return g_test_run ();
}
