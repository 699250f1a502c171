/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-device-counters.h"
#include "ds-sweep-strategy.h"

static DsProbe *
add (DsSweep *sweep, DsProbePurpose purpose, guint ttl, DsProbeAnswer answer, double time_ms)
{
  DsProbe *probe = ds_probe_new ();

  probe->purpose = purpose;
  probe->ttl = ttl;
  probe->answer = answer;
  probe->time_ms = time_ms;
  g_ptr_array_add (sweep->probes, probe);
  return probe;
}

static void
test_all_answered_below (void)
{
  g_autoptr (DsSweep) sweep = ds_sweep_new ();
  DsProbe *second;

  add (sweep, DS_PROBE_SWEEP, 1, DS_ANSWER_EXPIRED, 1);
  second = add (sweep, DS_PROBE_SWEEP, 2, DS_ANSWER_SILENT, -1);
  add (sweep, DS_PROBE_SWEEP, 3, DS_ANSWER_REFUSED, 3);
  g_assert_true (ds_sweep_all_answered_below (sweep, 2));
  g_assert_false (ds_sweep_all_answered_below (sweep, 3));
  second->time_ms = 600; /* waited for in vain is an answer too */
  g_assert_true (ds_sweep_all_answered_below (sweep, 3));
  /* The hop limits in between were never sent. */
  g_assert_false (ds_sweep_all_answered_below (sweep, 6));
}

static void
test_silent_beyond (void)
{
  g_autoptr (DsSweep) sweep = ds_sweep_new ();
  DsProbe *last;

  add (sweep, DS_PROBE_SWEEP, 1, DS_ANSWER_EXPIRED, 1);
  add (sweep, DS_PROBE_SWEEP, 2, DS_ANSWER_SILENT, 600);
  last = add (sweep, DS_PROBE_SWEEP, 3, DS_ANSWER_SILENT, -1);
  g_assert_false (ds_sweep_is_silent_beyond (sweep, 1, 2));
  last->time_ms = 600;
  g_assert_true (ds_sweep_is_silent_beyond (sweep, 1, 2));
  g_assert_false (ds_sweep_is_silent_beyond (sweep, 1, 3));
}

/* Closes in from whichever side the first guess was wrong. */
static void
test_next_repeat (void)
{
  g_autoptr (DsSweep) sweep = ds_sweep_new ();

  g_assert_cmpuint (ds_sweep_next_repeat (sweep), ==, 0);
  add (sweep, DS_PROBE_REPEAT, 4, DS_ANSWER_EXPIRED, 1);
  g_assert_cmpuint (ds_sweep_next_repeat (sweep), ==, 5);
  add (sweep, DS_PROBE_REPEAT, 5, DS_ANSWER_REFUSED, 1);
  g_assert_cmpuint (ds_sweep_next_repeat (sweep), ==, 0);
}

static void
test_next_repeat_below (void)
{
  g_autoptr (DsSweep) sweep = ds_sweep_new ();

  add (sweep, DS_PROBE_REPEAT, 4, DS_ANSWER_REFUSED, 1);
  g_assert_cmpuint (ds_sweep_next_repeat (sweep), ==, 3);
  add (sweep, DS_PROBE_REPEAT, 3, DS_ANSWER_SILENT, 60);
  g_assert_cmpuint (ds_sweep_next_repeat (sweep), ==, 0);
}

static void
test_controls_are_silent (void)
{
  g_autoptr (DsSweep) sweep = ds_sweep_new ();
  DsProbe *control;

  add (sweep, DS_PROBE_SWEEP, 3, DS_ANSWER_REFUSED, 1);
  add (sweep, DS_PROBE_CONTROL, 2, DS_ANSWER_EXPIRED, 1);
  control = add (sweep, DS_PROBE_CONTROL, 3, DS_ANSWER_SILENT, 60);
  g_assert_true (ds_sweep_controls_are_silent (sweep, 3));
  control->answer = DS_ANSWER_REFUSED;
  g_assert_false (ds_sweep_controls_are_silent (sweep, 3));
}

/* For every hop: both arrivals that may be meant are bracketed, and the deciding one comes twice.
 */
static void
test_thresholds (void)
{
  static const guint initial[] = { 64, 128, 255 };

  for (guint end = 2; end <= DS_HOP_LIMIT_MAX; end++)
    {
      guint thresholds[DS_THRESHOLDS_MAX];
      guint n = ds_sweep_plan_thresholds (end, thresholds);

      g_assert_cmpuint (n, <=, DS_THRESHOLDS_MAX);
      for (guint i = 0; i < G_N_ELEMENTS (initial); i++)
        {
          guint from_end = initial[i] - (end - 1);
          guint seen[3] = { 0 };

          for (guint j = 0; j < n; j++)
            {
              g_assert_cmpuint (thresholds[j], <=, 255);
              for (guint k = 0; k < 3; k++)
                seen[k] += thresholds[j] == from_end + k;
            }
          g_assert_cmpuint (seen[0], ==, 1);
          g_assert_cmpuint (seen[1], ==, 2);
          g_assert_cmpuint (seen[2], ==, from_end + 2 <= 255 ? 1 : 0);
        }
    }
}

static const char proc_net_dev[] =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop "
    "fifo colls carrier compressed\n"
    "    lo:    4200      42    0    0    0     0          0         0     4200      42    0    0  "
    "  "
    "0     0       0          0\n"
    "wlan0:123456789 1000    1    2    0     0          0         0 98765432     777    0    0    "
    "0 "
    "    0       0          0\n";

static void
test_counters (void)
{
  DsDeviceCounters counters = { 0 };

  g_assert_true (ds_device_counters_parse (proc_net_dev, "wlan0", &counters));
  g_assert_cmpuint (counters.loopback_in, ==, 42);
  g_assert_cmpuint (counters.device_out, ==, 777);
  g_assert_false (ds_device_counters_parse (proc_net_dev, "wlan", &counters));
  g_assert_false (ds_device_counters_parse ("", "wlan0", &counters));
  g_assert_false (ds_device_counters_parse ("lo: 1 2\nwlan0: 3 4\n", "wlan0", &counters));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sweep-strategy/all-answered-below", test_all_answered_below);
  g_test_add_func ("/sweep-strategy/silent-beyond", test_silent_beyond);
  g_test_add_func ("/sweep-strategy/next-repeat", test_next_repeat);
  g_test_add_func ("/sweep-strategy/next-repeat-below", test_next_repeat_below);
  g_test_add_func ("/sweep-strategy/controls-are-silent", test_controls_are_silent);
  g_test_add_func ("/sweep-strategy/thresholds", test_thresholds);
  g_test_add_func ("/device-counters/parse", test_counters);
  return g_test_run ();
}
