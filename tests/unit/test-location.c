/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where was it turned away? Each row is a sweep as it was seen on a path of known make, and what
 * may be said of it: never a party that is not at fault, and an interval where nothing decides. */

#include "ds-location.h"

#include "ds-words-types.h"

#define SERVER  "203.0.113.10"
#define GATEWAY "192.0.2.1"

typedef struct
{
  const char *name;
  const char *outcome;
  const char *icmp_from;
  double time_ms;
  const char *probes; /* "PURPOSE TTL MIN_TTL ANSWER FROM ANSWER_TTL", one a line */
  int loopback_in;    /* of 8 probes; -1 for no counters */
  int device_out;
  const char *who;
  guint hop_min;
  guint hop_max;
  const char *grade;
  const char *address;
} Row;

/* Controls share the path of the attempt if they met the same hop before its end. */
#define BEFORE_HOP_3 "control 2 0 expired 198.51.100.2 63\ndatagram 2 0 expired 198.51.100.2 63\n"

/* A path of three hops: the router, one hop of the provider, and the server at hop 3. */
#define PATH_OF_3                                                                                  \
  "sweep 1 0 expired 192.0.2.1 64\n"                                                               \
  "sweep 2 0 expired 198.51.100.2 63\n"                                                            \
  "sweep 3 0 refused - 0\n"                                                                        \
  "repeat 2 0 expired 198.51.100.2 63\n"                                                           \
  "repeat 3 0 refused - 0\n" BEFORE_HOP_3
#define RESET_TTL_62                                                                               \
  "threshold 3 62 refused - 0\nthreshold 3 63 silent - 0\nthreshold 3 63 silent - 0\n"             \
  "threshold 3 64 silent - 0\n"
#define RESET_TTL_63                                                                               \
  "threshold 3 62 refused - 0\nthreshold 3 63 refused - 0\nthreshold 3 63 refused - 0\n"           \
  "threshold 3 64 silent - 0\n"

static const Row rows[] = {
  { "server-resets", "refused", NULL, 1,
    PATH_OF_3 RESET_TTL_62 "datagram 3 0 rejected 203.0.113.10 62\n", -1, -1, "website", 3, 3,
    "proven", SERVER },
  { "server-resets-without-control", "refused", NULL, 1,
    PATH_OF_3 RESET_TTL_62 "datagram 3 0 silent - 0\n", -1, -1, "website", 3, 3, "likely", SERVER },
  { "forged-a-hop-before-the-server", "refused", NULL, 1,
    PATH_OF_3 RESET_TTL_63 "datagram 3 0 rejected 203.0.113.10 62\n", -1, -1, "provider", 2, 2,
    "proven", "198.51.100.2" },
  { "forged-without-control", "refused", NULL, 1,
    PATH_OF_3 RESET_TTL_63 "datagram 3 0 silent - 0\n", -1, -1, "provider", 2, 2, "likely",
    "198.51.100.2" },
  { "no-threshold-passed", "refused", NULL, 1,
    PATH_OF_3 "threshold 3 62 silent - 0\ndatagram 3 0 rejected 203.0.113.10 62\n", -1, -1,
    "unknown", 2, 3, "possible", NULL },
  /* The way back is one hop shorter: the server's own answer shows that too. */
  { "asymmetric-return", "refused", NULL, 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 62\nsweep 3 0 refused - 0\n"
    "repeat 2 0 expired 198.51.100.2 62\nrepeat 3 0 refused - 0\n"
    "datagram 2 0 expired 198.51.100.2 62\n" RESET_TTL_63 "datagram 3 0 rejected 203.0.113.10 63\n",
    -1, -1, "website", 3, 3, "proven", SERVER },
  { "server-is-further", "refused", NULL, 1,
    PATH_OF_3 RESET_TTL_63 "control 3 0 expired 198.51.100.6 62\n", -1, -1, "provider", 2, 2,
    "proven", "198.51.100.2" },
  { "server-is-further-at-the-hop-itself", "refused", NULL, 1,
    PATH_OF_3 RESET_TTL_62 "control 3 0 expired 198.51.100.6 62\n", -1, -1, "provider", 3, 3,
    "proven", NULL },
  /* The hop that resets keeps silent otherwise; another port opens from further away. */
  { "server-opens-further", "refused", NULL, 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 3 0 refused - 0\nrepeat 2 0 silent - 0\n"
    "repeat 3 0 refused - 0\n" RESET_TTL_62
    "control 2 0 silent - 0\ncontrol 3 0 silent - 0\ncontrol 5 0 open - 0\n",
    -1, -1, "provider", 3, 3, "proven", NULL },
  { "server-is-further-ttl-unclear", "refused", NULL, 1,
    PATH_OF_3 "control 3 0 expired 198.51.100.6 62\n", -1, -1, "provider", 2, 3, "proven", NULL },
  { "router-or-provider-unclear", "refused", NULL, 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 refused - 0\nrepeat 1 0 expired 192.0.2.1 64\n"
    "repeat 2 0 refused - 0\ndatagram 1 0 expired 192.0.2.1 64\n"
    "datagram 2 0 expired 198.51.100.2 63\n",
    -1, -1, "unknown", 1, 2, "possible", NULL },
  { "router-resets", "refused", NULL, 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 refused - 0\nrepeat 1 0 expired 192.0.2.1 64\n"
    "repeat 2 0 refused - 0\nthreshold 2 63 refused - 0\nthreshold 2 64 refused - 0\nthreshold 2 "
    "64 refused - 0\n"
    "threshold 2 65 silent - 0\ndatagram 1 0 expired 192.0.2.1 64\n"
    "datagram 2 0 expired 198.51.100.2 63\n",
    -1, -1, "router", 1, 1, "proven", GATEWAY },
  /* One branch refuses, the other lets it through: thresholds went either way, and decide nothing.
   */
  { "two-branches", "refused", NULL, 1,
    PATH_OF_3 RESET_TTL_63 "sweep 4 0 open - 0\ncontrol 3 0 expired 198.51.100.6 62\n", -1, -1,
    "provider", 2, 3, "proven", NULL },
  /* The control took another branch, which is one hop longer: it says nothing of this path. */
  { "control-on-a-longer-branch", "refused", NULL, 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 63\nsweep 3 0 refused - 0\n"
    "repeat 2 0 expired 198.51.100.2 63\nrepeat 3 0 refused - 0\n" RESET_TTL_62
    "control 2 0 expired 198.51.100.9 63\ncontrol 3 0 expired 198.51.100.2 62\n"
    "datagram 2 0 expired 198.51.100.9 63\ndatagram 3 0 expired 198.51.100.2 62\n",
    -1, -1, "website", 3, 3, "likely", SERVER },
  { "refused-on-this-computer", "refused", NULL, 1, "sweep 1 0 refused - 0\n", 8, 0,
    "this-computer", 0, 0, "proven", NULL },
  { "refused-at-the-first-hop", "refused", NULL, 1, "sweep 1 0 refused - 0\n", 0, 8, "router", 1, 1,
    "proven", NULL },
  { "first-hop-on-a-busy-computer", "refused", NULL, 1, "sweep 1 0 refused - 0\n", 9, 11, "unknown",
    0, 1, "possible", NULL },
  { "first-hop-without-counters", "refused", NULL, 1, "sweep 1 0 refused - 0\n", -1, -1, "unknown",
    0, 1, "possible", NULL },
  { "icmp-of-this-computer", "refused", "192.0.2.7", 1, "", -1, -1, "this-computer", 0, 0, "proven",
    "192.0.2.7" },
  { "icmp-of-the-gateway", "prohibited", GATEWAY, 1, "", -1, -1, "router", 1, 1, "proven",
    GATEWAY },
  { "icmp-of-a-hop", "prohibited", "198.51.100.2", 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 63\n", -1, -1, "provider", 2, 2,
    "proven", "198.51.100.2" },
  { "icmp-of-a-silent-hop", "prohibited", "198.51.100.2", 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 3 0 rejected 198.51.100.2 63\n", -1, -1, "provider", 2,
    2, "proven", "198.51.100.2" },
  { "icmp-of-nobody-met", "prohibited", "198.51.100.9", 1, "sweep 1 0 expired 192.0.2.1 64\n", -1,
    -1, "unknown", 1, 0, "possible", "198.51.100.9" },
  { "icmp-of-the-server", "prohibited", SERVER, 1,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 3 0 rejected 203.0.113.10 62\n", -1, -1, "website", 3, 3,
    "proven", SERVER },
  { "neighbour-of-the-last-router-is-off", "unreachable", "198.51.100.2", 3060,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 63\n", -1, -1, "website", 2, 0,
    "likely", SERVER },
  { "silence-others-get-further", "timed-out", NULL, 2500,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 63\nsweep 3 0 silent - "
    "0\n" BEFORE_HOP_3
    "control 3 0 expired 198.51.100.6 62\ndatagram 3 0 expired 198.51.100.6 62\n",
    -1, -1, "provider", 2, 3, "proven", NULL },
  { "silence-one-control-gets-further", "timed-out", NULL, 2500,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 63\nsweep 3 0 silent - "
    "0\n" BEFORE_HOP_3 "datagram 3 0 expired 198.51.100.6 62\n",
    -1, -1, "provider", 2, 3, "likely", NULL },
  { "silence-at-the-server", "timed-out", NULL, 2500,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 63\nsweep 3 0 silent - "
    "0\n" BEFORE_HOP_3 "datagram 3 0 rejected 203.0.113.10 62\n",
    -1, -1, "website", 2, 3, "likely", SERVER },
  { "silence-nothing-left", "timed-out", NULL, 2500, "sweep 1 0 silent - 0\n", 0, 0,
    "this-computer", 0, 0, "likely", NULL },
  { "silence-from-the-first-hop", "timed-out", NULL, 2500, "sweep 1 0 silent - 0\n", 0, 9,
    "unknown", 1, 0, "possible", NULL },
  { "silence-of-everything", "timed-out", NULL, 2500,
    "sweep 1 0 expired 192.0.2.1 64\nsweep 2 0 expired 198.51.100.2 63\nsweep 3 0 silent - 0\n", -1,
    -1, "unknown", 2, 0, "possible", NULL },
};

static int
word (GType type, const char *nick)
{
  int value = -1;

  g_assert_true (ds_enum_from_nick (type, nick, &value));
  return value;
}

static void
add_probes (DsSweep *sweep, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      DsProbe *probe = ds_probe_new ();

      g_assert_cmpuint (g_strv_length (words), ==, 6);
      probe->purpose = word (ds_probe_purpose_get_type (), words[0]);
      probe->ttl = (guint) atoi (words[1]);
      probe->min_ttl = (guint) atoi (words[2]);
      probe->answer = word (ds_probe_answer_get_type (), words[3]);
      probe->from = g_str_equal (words[4], "-") ? NULL : g_strdup (words[4]);
      probe->answer_ttl = (guint) atoi (words[5]);
      g_ptr_array_add (sweep->probes, probe);
    }
}

static DsRoute *
make_route (const char *destination, guint prefix, const char *gateway)
{
  DsRoute *route = ds_route_new ();

  route->destination = g_strdup (destination);
  route->prefix = prefix;
  route->gateway = g_strdup (gateway);
  route->device = g_strdup ("lan0");
  return route;
}

static DsEvidence *
make_evidence (const Row *row)
{
  DsEvidence *evidence = ds_evidence_new ();
  DsAttempt *attempt = ds_attempt_new ();
  DsSweep *sweep = ds_sweep_new ();

  evidence->links = ds_links_new ();
  evidence->links->addresses = g_strsplit ("127.0.0.1 192.0.2.7", " ", -1);
  g_ptr_array_add (evidence->links->routes, make_route ("0.0.0.0", 0, GATEWAY));
  g_ptr_array_add (evidence->links->routes, make_route ("192.0.2.0", 24, NULL));
  attempt->address = g_strdup (SERVER);
  attempt->port = 443;
  attempt->outcome = word (ds_outcome_get_type (), row->outcome);
  attempt->time_ms = row->time_ms;
  if (row->icmp_from != NULL)
    {
      attempt->icmp = ds_record_new (&ds_icmp_type);
      attempt->icmp->type = 3;
      attempt->icmp->code = attempt->outcome == DS_OUTCOME_UNREACHABLE ? 1 : 13;
      attempt->icmp->from = g_strdup (row->icmp_from);
    }
  g_ptr_array_add (evidence->attempts, attempt);
  sweep->address = g_strdup (SERVER);
  sweep->port = 443;
  sweep->outcome = attempt->outcome;
  add_probes (sweep, row->probes);
  if (row->loopback_in >= 0)
    {
      sweep->counters = ds_record_new (&ds_counters_type);
      sweep->counters->probes = 8;
      sweep->counters->loopback_in = (guint) row->loopback_in;
      sweep->counters->device_out = (guint) row->device_out;
    }
  g_ptr_array_add (evidence->sweeps, sweep);
  return evidence;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DsEvidence) evidence = make_evidence (row);
  g_autoptr (DsLocation) location =
      ds_location_read (evidence, g_ptr_array_index (evidence->attempts, 0));

  g_assert_nonnull (location);
  g_assert_cmpstr (ds_enum_to_nick (ds_who_get_type (), location->who), ==, row->who);
  g_assert_cmpuint (location->hop_min, ==, row->hop_min);
  g_assert_cmpuint (location->hop_max, ==, row->hop_max);
  g_assert_cmpstr (ds_enum_to_nick (ds_grade_get_type (), location->grade), ==, row->grade);
  g_assert_cmpstr (location->address, ==, row->address);
}

/* A lost packet, or any other missing answer, may make it less sure, but never somebody else's. */
static void
test_missing_answers_accuse_nobody (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsEvidence) whole = make_evidence (&rows[i]);
      DsSweep *sweep = g_ptr_array_index (whole->sweeps, 0);

      for (guint j = 0; j < sweep->probes->len; j++)
        {
          g_autoptr (DsEvidence) evidence = make_evidence (&rows[i]);
          DsSweep *holed = g_ptr_array_index (evidence->sweeps, 0);
          DsProbe *lost = g_ptr_array_index (holed->probes, j);
          g_autoptr (DsLocation) location = NULL;

          lost->answer = DS_ANSWER_SILENT;
          location = ds_location_read (evidence, g_ptr_array_index (evidence->attempts, 0));
          if (location->grade == DS_GRADE_PROVEN)
            g_assert_cmpstr (ds_enum_to_nick (ds_who_get_type (), location->who), ==, rows[i].who);
        }
    }
}

static void
test_open_and_unswept (void)
{
  g_autoptr (DsEvidence) evidence = make_evidence (&rows[0]);
  DsAttempt *attempt = g_ptr_array_index (evidence->attempts, 0);

  attempt->outcome = DS_OUTCOME_OPEN;
  g_assert_null (ds_location_read (evidence, attempt));
  attempt->outcome = DS_OUTCOME_REFUSED;
  attempt->port = 80;
  g_assert_null (ds_location_read (evidence, attempt));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/location/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/location/missing-answers-accuse-nobody", test_missing_answers_accuse_nobody);
  g_test_add_func ("/location/open-and-unswept", test_open_and_unswept);
  return g_test_run ();
}
