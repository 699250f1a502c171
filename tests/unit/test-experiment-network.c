/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run beside a NetworkManager that answers, is slow, or never says anything. */

#include "ds-plan.h"

#include <sys/socket.h>

#include "ds-test-bus.h"

#define ALL "GetManagedObjects"
#define ONE_CABLE                                                                                  \
  "(@a{oa{sa{sv}}} {'/org/freedesktop/NetworkManager/ActiveConnection/1': "                        \
  "{'org.freedesktop.NetworkManager.Connection.Active': {'Id': <'Office'>, 'Uuid': <'aaaa'>, "     \
  "'Type': <'802-3-ethernet'>, 'State': <uint32 2>}}},)"

/* A port nobody listens on: bound, so that nobody else takes it, but not listening. */
static GSocket *
take_port (guint *port)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return socket;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;

  g_assert_true (ds_plan_run_finish (DS_PLAN (source), result, NULL));
  *done = TRUE;
}

static DsPlan *
run (const DsTestReply *replies)
{
  static const char *const nothing[] = { NULL };
  guint port;
  g_autoptr (GSocket) socket = take_port (&port);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_autoptr (DsTarget) target = ds_target_parse (address, -1, NULL);
  g_autoptr (DsContext) context = ds_context_new ();
  g_autoptr (GProxyResolver) direct = g_simple_proxy_resolver_new (NULL, NULL);
  g_autoptr (GDBusConnection) bus = ds_test_bus_new (replies);
  gboolean done = FALSE;
  DsPlan *plan;

  ds_context_set_proxy_resolver (context, direct);
  ds_context_set_environment (context, nothing);
  ds_context_set_system_bus (context, bus);
  plan = ds_plan_new (context, target);
  ds_plan_run_async (plan, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return plan;
}

static void
test_answered (void)
{
  static const DsTestReply replies[] = { { NULL, ALL, ONE_CABLE, NULL }, { NULL } };
  g_autoptr (DsPlan) plan = run (replies);
  const DsEvidence *evidence = ds_plan_get_evidence (plan);
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "network");
  const DsConnection *last;

  g_assert_cmpint (record->state, ==, DS_RUN_DONE);
  g_assert_null (record->error);
  g_assert_cmpint (evidence->network->manager, ==, DS_MANAGER_ANSWERED);
  g_assert_cmpuint (evidence->network->connections->len, >, 0);
  for (guint i = 0; i < evidence->network->connections->len; i++)
    {
      last = g_ptr_array_index (evidence->network->connections, i);
      if (g_strcmp0 (last->uuid, "aaaa") == 0)
        return;
    }
  g_assert_not_reached ();
}

/* Nobody needs to know of a VPN to see that nothing listens on a port. */
static void
test_silent (void)
{
  static const DsTestReply replies[] = { { NULL, ALL, NULL, NULL }, { NULL } };
  g_autoptr (DsPlan) plan = run (replies);
  const DsEvidence *evidence = ds_plan_get_evidence (plan);
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "network");

  g_assert_cmpint (record->state, ==, DS_RUN_FAILED);
  g_assert_cmpstr (record->error, ==, "NetworkManager did not answer");
  g_assert_cmpint (evidence->network->manager, ==, DS_MANAGER_SILENT);
  g_assert_cmpfloat (evidence->duration_ms, >=, 140);
  g_assert_cmpfloat (evidence->duration_ms, <, 1000);
  for (guint i = 0; i < evidence->experiments->len; i++)
    {
      record = g_ptr_array_index (evidence->experiments, i);
      if (!g_str_equal (record->id, "network"))
        g_assert_cmpint (record->state, !=, DS_RUN_CUT_SHORT);
    }
}

/* Where there is none, that is seen at once, and the kernel's devices are what is known. */
static void
test_absent (void)
{
  static const DsTestReply replies[] = { { NULL } };
  g_autoptr (DsPlan) plan = run (replies);
  const DsEvidence *evidence = ds_plan_get_evidence (plan);
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "network");

  g_assert_cmpint (record->state, ==, DS_RUN_DONE);
  g_assert_cmpint (evidence->network->manager, ==, DS_MANAGER_ABSENT);
  /* It is asked once, and not made to start. */
  g_assert_cmpuint (ds_test_bus_get_n_calls (), ==, 1);
}

static void
test_routes (void)
{
  static const DsTestReply replies[] = { { NULL } };
  g_autoptr (DsPlan) plan = run (replies);
  const DsEvidence *evidence = ds_plan_get_evidence (plan);
  const DsRoute *route = ds_links_find_picked (evidence->links, "127.0.0.1");
  const DsDevice *device = ds_links_find_device (evidence->links, "lo");

  g_assert_cmpint (ds_evidence_find_experiment (evidence, "routes")->state, ==, DS_RUN_DONE);
  g_assert_nonnull (route);
  g_assert_cmpstr (route->device, ==, "lo");
  g_assert_cmpuint (route->prefix, ==, 32);
  g_assert_nonnull (device);
  g_assert_cmpstr (device->kind, ==, "loopback");
  g_assert_true (g_strv_contains ((const char *const *) device->addresses, "127.0.0.1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment-network/answered", test_answered);
  g_test_add_func ("/experiment-network/silent", test_silent);
  g_test_add_func ("/experiment-network/absent", test_absent);
  g_test_add_func ("/experiment-network/routes", test_routes);
  return g_test_run ();
}
