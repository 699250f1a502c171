/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The plan, with real sockets on the loopback device and a resolver that answers when told to. */

#include "ds-plan.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>

#include "ds-test-resolver.h"
#include "ds-words-types.h"

/* --- A run --- */

typedef struct
{
  DsContext *context;
  DsTestResolver *resolver;
  DsPlan *plan;
  GCancellable *cancellable;
  GAsyncResult *result;
  char *folder; /* the root of a file system of its own */
} Fixture;

static const char *const files[] = { "etc/hosts", "etc/resolv.conf" };

static void
put (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
make_folder (Fixture *fixture)
{
  g_autofree char *etc = NULL;
  g_autoptr (GFile) root = NULL;

  fixture->folder = g_dir_make_tmp ("doorstep-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  etc = g_build_filename (fixture->folder, "etc", NULL);
  g_assert_cmpint (g_mkdir (etc, 0700), ==, 0);
  /* No name server is at this address, so that none is asked outside of this computer. */
  put (fixture, "etc/resolv.conf", "nameserver 127.255.255.253\n");
  put (fixture, "etc/hosts", "127.0.0.1 localhost\n");
  root = g_file_new_for_path (fixture->folder);
  ds_context_set_root (fixture->context, root);
}

static void
remove_folder (Fixture *fixture)
{
  g_autofree char *etc = g_build_filename (fixture->folder, "etc", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i], NULL);

      g_remove (path);
    }
  g_remove (etc);
  g_assert_cmpint (g_remove (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

/* Whatever this computer is set to. */
static void
set_proxy (Fixture *fixture, const char *uri)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (uri, NULL);

  ds_context_set_proxy_resolver (fixture->context, resolver);
  ds_context_set_environment (fixture->context, nothing);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->context = ds_context_new ();
  fixture->resolver = g_object_new (DS_TYPE_TEST_RESOLVER, NULL);
  fixture->resolver->address = "127.0.0.1";
  fixture->cancellable = g_cancellable_new ();
  ds_context_set_resolver (fixture->context, G_RESOLVER (fixture->resolver));
  make_folder (fixture);
  set_proxy (fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  /* Whatever keeps the plan after its end would keep everything it measured. */
  g_assert_finalize_object (fixture->plan);
  g_clear_object (&fixture->resolver);
  g_clear_object (&fixture->cancellable);
  g_clear_object (&fixture->context);
  remove_folder (fixture);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

static const DsEvidence *
run (Fixture *fixture, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsTarget) target = ds_target_parse (address, -1, &error);

  g_assert_no_error (error);
  fixture->plan = ds_plan_new (fixture->context, target);
  ds_plan_run_async (fixture->plan, fixture->cancellable, done_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ds_plan_get_evidence (fixture->plan);
}

static DsRunState
state_of (const DsEvidence *evidence, const char *id)
{
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, id);

  g_assert_nonnull (record);
  return record->state;
}

/* A port nobody listens on: bound, so that nobody else takes it, but not listening. */
static GSocket *
take_port (gboolean listening, guint *port)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  g_assert_true (!listening || g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return socket;
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  guint port;
  g_autoptr (GSocket) socket = take_port (FALSE, &port);
  g_autofree char *address = g_strdup_printf ("http://name.example:%u/", port);
  const DsEvidence *evidence = run (fixture, address);
  const DsAttempt *attempt = ds_evidence_find_attempt (evidence, DS_WAY_DIRECT, "127.0.0.1", port);

  g_assert_nonnull (attempt);
  g_assert_cmpint (attempt->outcome, ==, DS_OUTCOME_REFUSED);
  g_assert_cmpstr (attempt->host, ==, "name.example");
  g_assert_cmpstr (attempt->source[0], ==, "resolver");
  g_assert_cmpint (state_of (evidence, "connect"), ==, DS_RUN_DONE);
  g_assert_cmpint (state_of (evidence, "retry"), ==, DS_RUN_DONE);
  g_assert_cmpint (state_of (evidence, "siblings"), ==, DS_RUN_DONE);
  g_assert_cmpint (state_of (evidence, "fetch"), ==, DS_RUN_NOT_NEEDED);
  /* This computer's own address: there is no path to look at. */
  g_assert_cmpint (state_of (evidence, "localise"), ==, DS_RUN_NOT_NEEDED);
  g_assert_cmpfloat (ds_plan_get_progress (fixture->plan), ==, 1);
}

static const DsNameAnswer *
find_direct_answer (const DsEvidence *evidence, const char *transport)
{
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (g_strcmp0 (answer->source, "dns:127.255.255.253") == 0 &&
          g_strcmp0 (answer->transport, transport) == 0)
        return answer;
    }
  return NULL;
}

/* A line of the hosts file is told of, and the name servers are asked what they say instead. */
static void
test_hosts_line (Fixture *fixture, gconstpointer data)
{
  guint port;
  g_autoptr (GSocket) socket = take_port (FALSE, &port);
  g_autofree char *address = g_strdup_printf ("http://name.example:%u/", port);
  const DsEvidence *evidence;
  const DsAttempt *attempt;

  put (fixture, "etc/hosts", "127.0.0.1 localhost\n127.0.0.1 name.example\n");
  evidence = run (fixture, address);
  g_assert_cmpuint (evidence->hosts->lines->len, ==, 1);
  attempt = ds_evidence_find_attempt (evidence, DS_WAY_DIRECT, "127.0.0.1", port);
  g_assert_nonnull (attempt);
  g_assert_cmpstr (attempt->source[0], ==, "resolver");
  g_assert_cmpstr (attempt->source[1], ==, "hosts");
  g_assert_null (attempt->source[2]);
  g_assert_cmpint (state_of (evidence, "fresh-dns"), ==, DS_RUN_DONE);
  g_assert_nonnull (find_direct_answer (evidence, "udp"));
  g_assert_nonnull (find_direct_answer (evidence, "tcp"));
  g_assert_cmpint (find_direct_answer (evidence, "tcp")->status, ==, DS_NAME_FAILED);
  /* What the system's resolver said is still what counts as the name's answer. */
  g_assert_cmpstr (ds_evidence_find_name (evidence, "name.example")->source, ==, "resolver");
}

/* Nobody is asked about a number, a name of this network, or a name that does not exist. */
static void
test_name_servers_not_asked (Fixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "127.0.0.1", "name", "name.local", "name.localhost",
                                       "none.example" };
  guint port;
  g_autoptr (GSocket) socket = take_port (FALSE, &port);

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *address = g_strdup_printf ("http://%s:%u/", hosts[i], port);
      const DsEvidence *evidence;

      if (g_str_equal (hosts[i], "none.example"))
        fixture->resolver->address = NULL;
      evidence = run (fixture, address);
      g_assert_cmpint (state_of (evidence, "fresh-dns"), ==, DS_RUN_NOT_NEEDED);
      g_assert_null (find_direct_answer (evidence, "udp"));
      if (i + 1 == G_N_ELEMENTS (hosts))
        break;
      g_clear_object (&fixture->result);
      g_assert_finalize_object (fixture->plan);
    }
}

/* A resolver that takes its time is not waited for. */
static void
test_resolver_slow (Fixture *fixture, gconstpointer data)
{
  const DsEvidence *evidence;

  fixture->resolver->delay_ms = 3000;
  ds_context_set_timeout_ms (fixture->context, 1500);
  evidence = run (fixture, "http://name.example/");
  g_assert_null (ds_evidence_find_name (evidence, "name.example"));
  g_assert_nonnull (find_direct_answer (evidence, "udp"));
}

static void
test_no_such_name (Fixture *fixture, gconstpointer data)
{
  const DsEvidence *evidence;

  fixture->resolver->address = NULL;
  evidence = run (fixture, "http://name.example/");
  g_assert_cmpint (ds_evidence_find_name (evidence, "name.example")->status, ==,
                   DS_NAME_NO_SUCH_NAME);
  g_assert_cmpuint (evidence->attempts->len, ==, 0);
  g_assert_cmpint (state_of (evidence, "connect"), ==, DS_RUN_NOT_NEEDED);
}

/* Accepted, and then nothing is said: the run has to end by its own deadline. */
static void
test_deadline (Fixture *fixture, gconstpointer data)
{
  guint port;
  g_autoptr (GSocket) socket = take_port (TRUE, &port);
  g_autofree char *address = g_strdup_printf ("http://name.example:%u/", port);
  gint64 begun_us = g_get_monotonic_time ();
  const DsEvidence *evidence;

  ds_context_set_timeout_ms (fixture->context, 200);
  evidence = run (fixture, address);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (state_of (evidence, "connect"), ==, DS_RUN_DONE);
  g_assert_cmpint (state_of (evidence, "fetch"), ==, DS_RUN_CUT_SHORT);
  g_assert_true (ds_plan_run_finish (fixture->plan, fixture->result, NULL));
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
  g_autoptr (GError) error = NULL;
  gint64 begun_us = g_get_monotonic_time ();

  fixture->resolver->delay_ms = 5000;
  g_timeout_add (50, cancel_cb, fixture->cancellable);
  run (fixture, "http://name.example/");
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, G_USEC_PER_SEC);
  g_assert_false (ds_plan_run_finish (fixture->plan, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (fixture->cancellable);
  run (fixture, "http://name.example/");
  g_assert_false (ds_plan_run_finish (fixture->plan, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A series of tries goes on for as long as it was told to, with growing gaps. */
static void
test_retry_for (Fixture *fixture, gconstpointer data)
{
  guint port;
  g_autoptr (GSocket) socket = take_port (FALSE, &port);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/", port);
  const DsEvidence *evidence;
  guint tries = 0;

  ds_context_set_retry_for_ms (fixture->context, 1000);
  evidence = run (fixture, address);
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      tries += attempt->way == DS_WAY_DIRECT && attempt->port == port;
    }
  /* Three at once, then after 250 and 500 ms more. */
  g_assert_cmpuint (tries, ==, 5);
  g_assert_cmpfloat (evidence->duration_ms, >, 700);
  g_assert_cmpfloat (evidence->duration_ms, <, 3000);
}

/* What a moment ago was measured of the reference sites is not measured again. */
static void
test_references_are_remembered (Fixture *fixture, gconstpointer data)
{
  guint port;
  g_autoptr (GSocket) socket = take_port (TRUE, &port);
  g_autofree char *reference = g_strdup_printf ("127.0.0.1:%u", port);
  const char *const references[] = { reference, NULL };
  const DsAttempt *attempt;

  ds_context_set_references (fixture->context, references);
  fixture->resolver->address = NULL;
  attempt = ds_evidence_find_attempt (run (fixture, "http://name.example/"), DS_WAY_REFERENCE,
                                      "127.0.0.1", port);
  g_assert_nonnull (attempt);
  g_assert_cmpint (attempt->outcome, ==, DS_OUTCOME_OPEN);
  g_clear_object (&fixture->result);
  g_assert_finalize_object (fixture->plan);
  attempt = ds_evidence_find_attempt (run (fixture, "http://name.example/"), DS_WAY_REFERENCE,
                                      "127.0.0.1", port);
  g_assert_nonnull (attempt);
  g_assert_cmpint (state_of (ds_plan_get_evidence (fixture->plan), "references"), ==,
                   DS_RUN_NOT_NEEDED);
}

/* --- Proxies --- */

static void
test_no_proxy (Fixture *fixture, gconstpointer data)
{
  const DsEvidence *evidence = run (fixture, "http://127.0.0.1:9/");

  g_assert_cmpuint (evidence->proxies->len, ==, 0);
  g_assert_cmpint (state_of (evidence, "proxy"), ==, DS_RUN_DONE);
}

/* It is tried by its name, while the website is tried without it as always. */
static void
test_proxy_refuses (Fixture *fixture, gconstpointer data)
{
  guint port;
  guint other_port;
  g_autoptr (GSocket) socket = take_port (FALSE, &port);
  g_autoptr (GSocket) other = take_port (FALSE, &other_port);
  g_autofree char *uri = g_strdup_printf ("http://joe:s3cret@proxy.example:%u", port);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/", other_port);
  const DsEvidence *evidence;
  const DsAttempt *attempt;

  set_proxy (fixture, uri);
  evidence = run (fixture, address);
  attempt = ds_evidence_find_attempt (evidence, DS_WAY_PROXY, "127.0.0.1", port);
  g_assert_nonnull (attempt);
  g_assert_cmpstr (attempt->host, ==, "proxy.example");
  g_assert_cmpint (attempt->outcome, ==, DS_OUTCOME_REFUSED);
  g_assert_nonnull (ds_evidence_find_attempt (evidence, DS_WAY_DIRECT, "127.0.0.1", other_port));
  g_assert_cmpuint (evidence->exchanges->len, ==, 0);
}

/* Runs in a thread of its own. The try to connect says nothing; the request does. */
static gboolean
answer_as_proxy_cb (GThreadedSocketService *service,
                    GSocketConnection *connection,
                    GObject *source,
                    gpointer user_data)
{
  static const char answer[] = "HTTP/1.1 407 Say who you are\r\nContent-Length: 0\r\n\r\n";
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GAsyncQueue *heads = user_data;
  char buffer[4096] = "";

  if (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                           sizeof buffer - 1, NULL, NULL) > 0)
    {
      g_async_queue_push (heads, g_strdup (buffer));
      g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
    }
  return FALSE;
}

/* The password of the settings is given to the proxy, and is in nothing that is kept. */
static void
ask_for_page (Fixture *fixture, const char *address, GAsyncQueue *heads)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("http://joe:s3cret@127.0.0.1:%u", port);
  const DsEvidence *evidence;
  const DsExchange *exchange;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  g_signal_connect (service, "run", G_CALLBACK (answer_as_proxy_cb), heads);
  set_proxy (fixture, uri);
  fixture->resolver->address = NULL;
  evidence = run (fixture, address);
  g_assert_cmpuint (evidence->exchanges->len, ==, 1);
  exchange = g_ptr_array_index (evidence->exchanges, 0);
  g_assert_true (g_str_has_prefix (exchange->proxy, "http://127.0.0.1:"));
  g_assert_cmpint (exchange->proxy_word, ==, DS_PROXY_WORD_REFUSED);
  g_assert_cmpint (exchange->stage, ==, DS_STAGE_CONNECT);
  g_assert_cmpuint (exchange->status, ==, 407);
  node = ds_record_to_json (&ds_evidence_type, evidence);
  json = json_to_string (node, FALSE);
  g_assert_null (strstr (json, "s3cret"));
  g_assert_null (strstr (json, "joe"));
}

static void
test_proxy_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncQueue) heads = g_async_queue_new_full (g_free);
  g_autofree char *head = NULL;

  ask_for_page (fixture, "http://shop.example/", heads);
  head = g_async_queue_try_pop (heads);
  g_assert_nonnull (head);
  g_assert_true (g_str_has_prefix (head, "GET http://shop.example/ HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (head, "Proxy-Authorization: Basic am9lOnMzY3JldA=="));
}

static void
test_proxy_secure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncQueue) heads = g_async_queue_new_full (g_free);
  g_autofree char *head = NULL;

  ask_for_page (fixture, "https://shop.example/", heads);
  head = g_async_queue_try_pop (heads);
  g_assert_nonnull (head);
  g_assert_true (g_str_has_prefix (head, "CONNECT shop.example:443 HTTP/1."));
}

/* The table says the truth: what is needed comes before, and what is added is a member. */
static void
test_table (void)
{
  guint n_kinds;
  const DsExperimentKind *kinds = ds_experiment_kinds (&n_kinds);
  g_autoptr (DsEvidence) evidence = ds_evidence_new ();
  g_autoptr (JsonNode) node = ds_record_to_json (&ds_evidence_type, evidence);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_assert_true (json_object_has_member (json_node_get_object (node), kinds[i].adds));
      for (guint j = 0; kinds[i].needs[j] != NULL; j++)
        {
          gboolean found = FALSE;

          for (guint k = 0; k < i; k++)
            found |= g_str_equal (kinds[k].id, kinds[i].needs[j]);
          g_assert_true (found);
        }
    }
}

#define ADD(name, function) g_test_add ("/plan/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/table", test_table);
  ADD ("refused", test_refused);
  ADD ("hosts-line", test_hosts_line);
  ADD ("name-servers-not-asked", test_name_servers_not_asked);
  ADD ("resolver-slow", test_resolver_slow);
  ADD ("no-such-name", test_no_such_name);
  ADD ("deadline", test_deadline);
  ADD ("cancel", test_cancel);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("retry-for", test_retry_for);
  ADD ("references-are-remembered", test_references_are_remembered);
  ADD ("no-proxy", test_no_proxy);
  ADD ("proxy-refuses", test_proxy_refuses);
  ADD ("proxy-plain", test_proxy_plain);
  ADD ("proxy-secure", test_proxy_secure);
  return g_test_run ();
}
