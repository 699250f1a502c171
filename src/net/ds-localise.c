/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where was an attempt turned away? Packets with a growing hop limit find out: each hop on the way
 * answers "expired" until the limit reaches whoever says no.
 *
 * 1. The sweep: hop limits 1, 2, 3, … a few at a time, until one gets the final answer.
 * 2. Where an ICMP error names its sender, that is enough. A reset has no name, and silence has
 *    none either, so these follow side by side: the last hop limits again from one source port
 *    (one path), the reset's own TTL by thresholds, and other packets to the same address as a
 *    control.
 * 3. Where the very first hop limit is refused (or nothing at all comes back), the devices'
 *    counters tell whether the packets ever left this computer.
 */

#include "ds-localise-private.h"
#include "ds-socket-probe.h"
#include "ds-sweep-strategy.h"

#define WINDOW_FIRST  8
#define WINDOW_MAX    16
#define SILENT_BEYOND 8
/* A port of the range traceroute(1) uses: nobody listens there. */
#define DATAGRAM_PORT 33434
/* A probe is over within a second, so that it is never sent twice; one into silence sooner. */
#define PATIENCE_MAX_MS     900
#define PATIENCE_SILENCE_MS 600

/* One probe under way. */
typedef struct
{
  GTask *task;    /* (owned) */
  DsProbe *probe; /* (unowned): in the sweep's list already, filled when the answer comes */
  guint slot_source;
} Flight;

static void pump (GTask *task);
static void swept_one (GTask *task, DsProbe *probe);

static void
state_free (DsLocaliseState *state)
{
  g_clear_handle_id (&state->grace_source, g_source_remove);
  g_clear_object (&state->address);
  g_clear_object (&state->root);
  g_clear_pointer (&state->payload, g_bytes_unref);
  g_clear_object (&state->sweep_cancellable);
  g_clear_pointer (&state->sweep, ds_sweep_free);
  g_free (state->sender);
  g_free (state->device);
  g_free (state);
}

void
ds_localise_complete (GTask *task)
{
  DsLocaliseState *state = g_task_get_task_data (task);

  if (state->sweep == NULL)
    return;
  g_cancellable_disconnect (g_task_get_cancellable (task), state->cancelled_id);
  g_clear_handle_id (&state->grace_source, g_source_remove);
  g_cancellable_cancel (state->sweep_cancellable);
  state->sweep->time_ms = (double) (g_get_monotonic_time () - state->started_us) / 1000;
  g_task_return_pointer (task, g_steal_pointer (&state->sweep), (GDestroyNotify) ds_sweep_free);
}

static void
read_answer (DsLocaliseState *state, DsProbe *probe, const DsSocketProbe *answer)
{
  GSocketFamily family = g_inet_address_get_family (state->address);

  probe->local_port = answer->local_port;
  probe->time_ms = (double) answer->time_us / 1000;
  if (answer->from != NULL)
    {
      probe->from = g_inet_address_to_string (answer->from);
      probe->icmp_type = answer->icmp_type;
      probe->icmp_code = answer->icmp_code;
      probe->answer_ttl = answer->answer_ttl;
    }
  /* Once connected, the kernel keeps the errno of an expiry and drops the name of the hop. */
  if (ds_socket_probe_expired (answer, family) ||
      (probe->purpose == DS_PROBE_PAYLOAD && answer->error_number == EHOSTUNREACH))
    probe->answer = DS_ANSWER_EXPIRED;
  else if (answer->from != NULL)
    probe->answer = DS_ANSWER_REJECTED;
  else if (answer->error_number == 0)
    probe->answer = DS_ANSWER_OPEN;
  else if (answer->error_number == ECONNREFUSED || answer->error_number == ECONNRESET ||
           answer->error_number == EPIPE)
    probe->answer = DS_ANSWER_REFUSED;
  else if (answer->waited)
    probe->answer = DS_ANSWER_SILENT;
  else
    probe->answer = DS_ANSWER_FAILED;
}

static void
flight_free (Flight *flight)
{
  g_clear_handle_id (&flight->slot_source, g_source_remove);
  g_clear_object (&flight->task);
  g_free (flight);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Flight *flight = user_data;
  g_autoptr (GTask) task = g_object_ref (flight->task);
  g_autoptr (DsSocketProbe) answer = ds_socket_probe_finish (result, NULL);
  DsLocaliseState *state = g_task_get_task_data (task);
  DsProbe *probe = flight->probe;

  if (flight->slot_source != 0)
    state->slots_taken--;
  flight_free (flight);
  /* Already over, or called off: then its probe may be gone, or stays unanswered. */
  if (state->sweep == NULL || answer == NULL)
    return;
  read_answer (state, probe, answer);
  if (!ds_probe_is_sweeping (probe))
    ds_localise_made_sure_of_one (task, probe);
  else if (state->sweeping)
    swept_one (task, probe);
}

/* A hop that does not answer must not hold up the ones behind it. */
static gboolean
slot_cb (gpointer user_data)
{
  Flight *flight = user_data;
  DsLocaliseState *state = g_task_get_task_data (flight->task);

  flight->slot_source = 0;
  state->slots_taken--;
  pump (flight->task);
  return G_SOURCE_REMOVE;
}

static guint
patience_ms (DsLocaliseState *state)
{
  if (state->rtt_ms < 0)
    return PATIENCE_SILENCE_MS;
  return (guint) CLAMP (MAX (2 * state->rtt_ms, state->rtt_ms + 40), 60, PATIENCE_MAX_MS);
}

void
ds_localise_launch (GTask *task, DsProbePurpose purpose, guint ttl, guint min_ttl, guint local_port)
{
  DsLocaliseState *state = g_task_get_task_data (task);
  Flight *flight = g_new0 (Flight, 1);
  DsProbe *probe = ds_probe_new ();
  DsSocketProbeRequest request = { .address = state->address,
                                   .hop_limit = ttl,
                                   .min_ttl = min_ttl,
                                   .local_port = (guint16) local_port,
                                   .once = TRUE };

  probe->purpose = purpose;
  probe->ttl = ttl;
  probe->min_ttl = min_ttl;
  probe->port = purpose == DS_PROBE_CONTROL    ? state->control_port
                : purpose == DS_PROBE_DATAGRAM ? DATAGRAM_PORT
                                               : state->port;
  g_ptr_array_add (state->sweep->probes, probe);
  request.port = (guint16) probe->port;
  request.datagram = purpose == DS_PROBE_DATAGRAM;
  request.timeout_ms = patience_ms (state);
  flight->task = g_object_ref (task);
  flight->probe = probe;
  if (purpose == DS_PROBE_PAYLOAD)
    {
      request.hop_limit = 0;
      request.payload = state->payload;
      request.payload_hop_limit = ttl;
    }
  if (ds_probe_is_sweeping (probe))
    {
      guint slot_ms = state->rtt_ms < 0 ? 150 : MAX (10, (guint) state->rtt_ms / 2);

      flight->slot_source = g_timeout_add (slot_ms, slot_cb, flight);
      state->slots_taken++;
      ds_socket_probe_async (&request, state->sweep_cancellable, answered_cb, flight);
      return;
    }
  state->in_flight++;
  ds_socket_probe_async (&request, g_task_get_cancellable (task), answered_cb, flight);
}

/* --- 1. The sweep --- */

static void
end_sweep (GTask *task)
{
  DsLocaliseState *state = g_task_get_task_data (task);

  g_clear_handle_id (&state->grace_source, g_source_remove);
  /* What is still under way may go on: its answers tell whether other ways end otherwise. */
  state->sweeping = FALSE;
  if (state->sender != NULL)
    ds_localise_complete (task);
  else
    ds_localise_make_sure (task);
}

static gboolean
grace_cb (gpointer user_data)
{
  GTask *task = user_data;
  DsLocaliseState *state = g_task_get_task_data (task);

  state->grace_source = 0;
  end_sweep (task);
  return G_SOURCE_REMOVE;
}

/* Whoever rejected the attempt, met as a hop on the way: nothing more to find out. */
static gboolean
is_named_sender (DsLocaliseState *state, const DsProbe *probe)
{
  return state->sender != NULL && probe->answer == DS_ANSWER_EXPIRED &&
         g_strcmp0 (probe->from, state->sender) == 0;
}

static void
swept_one (GTask *task, DsProbe *probe)
{
  DsLocaliseState *state = g_task_get_task_data (task);
  guint end = ds_sweep_find_end (state->sweep);
  gboolean silent;

  if (probe->answer == DS_ANSWER_EXPIRED && state->window < WINDOW_MAX)
    state->window++;
  if (is_named_sender (state, probe))
    {
      end_sweep (task);
      return;
    }
  silent = ds_sweep_is_silent_beyond (state->sweep, ds_sweep_find_last_expiry (state->sweep),
                                      state->next_ttl > DS_HOP_LIMIT_MAX ? 0 : SILENT_BEYOND);
  if (end == 0 && !silent)
    {
      pump (task);
      return;
    }
  if (end == 0 || ds_sweep_all_answered_below (state->sweep, end))
    {
      end_sweep (task);
      return;
    }
  if (ds_probe_is_end (probe) && probe->ttl == end)
    {
      g_clear_handle_id (&state->grace_source, g_source_remove);
      state->grace_source =
          g_timeout_add (MAX (8, (guint) MAX (0, state->rtt_ms) / 8), grace_cb, task);
    }
}

/* The window opens by one with each hop that answers: a long path is swept as fast as a short one,
 * and a near target still gets only a few packets. */
static void
pump (GTask *task)
{
  DsLocaliseState *state = g_task_get_task_data (task);
  guint limit = DS_HOP_LIMIT_MAX;
  DsProbePurpose purpose = state->payload != NULL ? DS_PROBE_PAYLOAD : DS_PROBE_SWEEP;
  guint end;

  if (!state->sweeping || state->sweep == NULL)
    return;
  end = ds_sweep_find_end (state->sweep);
  /* As far as the sender of an ICMP error seems to be, and one further to see the error again:
   * each of them costs it one of the few it may send in a row. */
  if (state->sender_hop != 0 && !ds_sweep_is_silent_beyond (state->sweep, 0, state->sender_hop + 1))
    limit = state->sender_hop + 1;
  /* Into silence, only a few hops beyond the last one heard of. */
  if (state->rtt_ms < 0)
    limit = MIN (limit, ds_sweep_find_last_expiry (state->sweep) + SILENT_BEYOND);
  while (state->slots_taken < state->window && state->next_ttl <= limit &&
         (end == 0 || state->next_ttl < end))
    ds_localise_launch (task, purpose, state->next_ttl++, 0, 0);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  DsLocaliseState *state = g_task_get_task_data (task);

  if (state->sweep == NULL)
    return;
  g_cancellable_cancel (state->sweep_cancellable);
  g_clear_handle_id (&state->grace_source, g_source_remove);
  g_clear_pointer (&state->sweep, ds_sweep_free);
  g_task_return_error_if_cancelled (task);
}

/**
 * ds_localise_async:
 * @request: what to locate; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when everything was measured that can be
 * @user_data: data for @callback
 *
 * Measures where an attempt was turned away. At most 24 hop-limited SYNs go out for the sweep, at
 * most 16 at once, and about twenty more to make sure. What it means is for ds_location_read().
 */
void
ds_localise_async (const DsLocaliseRequest *request,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  DsLocaliseState *state = g_new0 (DsLocaliseState, 1);
  const DsAttempt *attempt = request->attempt;

  g_task_set_source_tag (task, ds_localise_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->sender = attempt->icmp != NULL ? g_strdup (attempt->icmp->from) : NULL;
  state->address = g_inet_address_new_from_string (attempt->address);
  state->port = attempt->port;
  state->control_port = request->control_port;
  state->repeat_port = attempt->local_port;
  state->payload = request->payload != NULL ? g_bytes_ref (request->payload) : NULL;
  state->rtt_ms = ds_attempt_was_refused (attempt) ? attempt->time_ms : -1;
  state->root = g_object_ref (request->root);
  state->device = g_strdup (request->device);
  state->sweep_cancellable = g_cancellable_new ();
  state->started_us = g_get_monotonic_time ();
  state->window = WINDOW_FIRST;
  state->next_ttl = 1;
  state->sweep = ds_sweep_new ();
  state->sweep->address = g_strdup (attempt->address);
  state->sweep->port = attempt->port;
  state->sweep->family = attempt->family;
  state->sweep->outcome = attempt->outcome;
  if (attempt->icmp != NULL)
    state->sender_hop = MIN (ds_sweep_hops_back (attempt->icmp->ttl), DS_HOP_LIMIT_MAX - 1);
  if (state->sender_hop != 0)
    state->window = MIN (state->sender_hop + 1, WINDOW_MAX);
  state->sweeping = TRUE;
  if (cancellable != NULL)
    state->cancelled_id =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
  if (state->sweep != NULL)
    pump (task);
}

/**
 * ds_localise_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error
 *
 * Returns: (transfer full) (nullable): what was measured
 */
DsSweep *
ds_localise_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
