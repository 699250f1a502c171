/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The second half of locating: one path, the reset's own TTL, other packets as a control, and the
 * devices' counters. The first comment of ds-localise.c tells why. */

#include "ds-localise-private.h"
#include "ds-sweep-strategy.h"

#define REPEATS_MAX 6
#define FURTHER     4
#define BURST       8
#define BURSTS_MAX  4

static void count_devices (GTask *task);

/* --- 2. Making sure --- */

static void
repeated_one (GTask *task, DsProbe *probe)
{
  DsLocaliseState *state = g_task_get_task_data (task);
  guint ttl;

  /* Somebody else may have taken the port meanwhile; any one will do, as long as it is one. */
  if (probe->answer == DS_ANSWER_FAILED)
    state->repeat_port = 0;
  else if (state->repeat_port == 0)
    state->repeat_port = probe->local_port;
  ttl = probe->answer == DS_ANSWER_FAILED ? probe->ttl : ds_sweep_next_repeat (state->sweep);
  if (ttl != 0 && ttl <= DS_HOP_LIMIT_MAX && state->repeats++ < REPEATS_MAX)
    ds_localise_launch (task, DS_PROBE_REPEAT, ttl, 0, state->repeat_port);
}

static void
launch_thresholds (GTask *task, guint end)
{
  guint thresholds[DS_THRESHOLDS_MAX];
  guint n_thresholds = ds_sweep_plan_thresholds (end, thresholds);

  for (guint i = 0; i < n_thresholds; i++)
    ds_localise_launch (task, DS_PROBE_THRESHOLD, end, thresholds[i], 0);
}

void
ds_localise_make_sure (GTask *task)
{
  DsLocaliseState *state = g_task_get_task_data (task);
  guint end = ds_sweep_find_end (state->sweep);
  guint look_at = end != 0 ? end : ds_sweep_find_last_expiry (state->sweep) + 1;

  if (state->payload != NULL)
    {
      state->controls_until = look_at;
      ds_localise_launch (task, DS_PROBE_DATAGRAM, MAX (look_at, 2) - 1, 0, 0);
      return;
    }
  if (end > 1)
    {
      state->repeats = 1;
      ds_localise_launch (task, DS_PROBE_REPEAT, end - 1, 0, state->repeat_port);
      launch_thresholds (task, end);
    }
  if (look_at <= 1)
    {
      ds_localise_launch (task, DS_PROBE_DATAGRAM, 1, 0, 0);
      return;
    }
  /* Each of the controls is followed by one from the same source port, a hop further: only if both
   * share the hop before with the attempt do they tell something of its path. */
  ds_localise_launch (task, DS_PROBE_CONTROL, look_at - 1, 0, 0);
  ds_localise_launch (task, DS_PROBE_DATAGRAM, look_at - 1, 0, 0);
  if (end == 0)
    {
      /* The attempt's own packets once more beside the controls: rare answers get lost. */
      state->repeats = REPEATS_MAX;
      ds_localise_launch (task, DS_PROBE_REPEAT, look_at, 0, 0);
      ds_localise_launch (task, DS_PROBE_REPEAT, look_at + 1, 0, 0);
    }
  state->controls_until = end != 0 ? end : look_at + 1;
}

/* --- 3. Did the packets leave this computer? --- */

/* Other traffic counts too: then both devices seem to have carried the burst, and it is repeated.
 */
static gboolean
is_drowned (const DsCounters *counters)
{
  return counters->loopback_in >= counters->probes && counters->device_out >= counters->probes;
}

static void
counted_after_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsLocaliseState *state = g_task_get_task_data (task);
  DsDeviceCounters after;
  DsCounters *counters;

  if (state->sweep == NULL)
    return;
  if (!ds_device_counters_read_finish (result, &after, NULL))
    {
      ds_localise_complete (task);
      return;
    }
  if (state->sweep->counters == NULL)
    state->sweep->counters = ds_record_new (&ds_counters_type);
  counters = state->sweep->counters;
  g_free (counters->device);
  counters->device = g_strdup (state->device);
  counters->probes = BURST;
  counters->loopback_in = (guint) (after.loopback_in - state->before.loopback_in);
  counters->device_out = (guint) (after.device_out - state->before.device_out);
  state->counting = FALSE;
  if (++state->bursts < BURSTS_MAX && is_drowned (counters))
    count_devices (task);
  else
    ds_localise_complete (task);
}

static void
counted_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsLocaliseState *state = g_task_get_task_data (task);

  if (!ds_device_counters_read_finish (result, &state->before, NULL))
    {
      ds_localise_complete (task);
      return;
    }
  for (guint i = 0; i < BURST; i++)
    ds_localise_launch (task, DS_PROBE_BURST, 1, 0, 0);
}

static void
count_devices (GTask *task)
{
  DsLocaliseState *state = g_task_get_task_data (task);
  GAsyncReadyCallback callback = state->counting ? counted_after_cb : counted_before_cb;

  state->counting = TRUE;
  ds_device_counters_read_async (state->root, state->device, g_task_get_cancellable (task),
                                 callback, g_object_ref (task));
}

/* Nothing else was answered where the refusal came from, perhaps because that hop keeps silent:
 * another port of the server may answer from behind it. Returns whether that is being tried. */
static gboolean
look_further (GTask *task)
{
  DsLocaliseState *state = g_task_get_task_data (task);
  guint end = ds_sweep_find_end (state->sweep);

  if (end <= 1 || state->looked_further || state->payload != NULL ||
      !ds_sweep_controls_are_silent (state->sweep, end))
    return FALSE;
  state->looked_further = TRUE;
  for (guint ttl = end + 1; ttl <= end + FURTHER && ttl <= DS_HOP_LIMIT_MAX; ttl++)
    ds_localise_launch (task, DS_PROBE_CONTROL, ttl, 0, 0);
  return state->in_flight > 0;
}

void
ds_localise_made_sure_of_one (GTask *task, DsProbe *probe)
{
  DsLocaliseState *state = g_task_get_task_data (task);

  state->in_flight--;
  if (probe->purpose == DS_PROBE_REPEAT)
    repeated_one (task, probe);
  else if (probe->ttl < state->controls_until &&
           (probe->purpose == DS_PROBE_CONTROL || probe->purpose == DS_PROBE_DATAGRAM))
    ds_localise_launch (task, probe->purpose, probe->ttl + 1, 0, probe->local_port);
  if (state->in_flight > 0)
    return;
  if (look_further (task))
    return;
  if (state->counting || (ds_sweep_find_last_expiry (state->sweep) == 0 && state->device != NULL &&
                          state->payload == NULL))
    count_devices (task);
  else
    ds_localise_complete (task);
}
