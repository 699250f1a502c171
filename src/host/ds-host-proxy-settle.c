/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Waits until programs go by a proxy setting that was just turned off. In a sandbox it is the
 * portal that says which proxy is in force, and it hears of a new setting a moment after it is
 * stored: a website that is tried at once would still be asked for through the old proxy. */

#include "ds-host-proxy-settle.h"

#include "ds-deadline.h"
#include "ds-host-proxy.h"

#define PAUSE_MS 20

/* With no proxy set both go directly, whatever the name is; this one belongs to nobody (RFC 2606).
 */
static const char *const urls[] = { "http://proxy.invalid/", "https://proxy.invalid/" };

typedef struct
{
  GProxyResolver *resolver; /* (owned) */
  DsDeadline *deadline;     /* (owned) */
  guint timeout_ms;
  guint next; /* which of @urls is to be asked about */
} State;

static void
state_free (State *state)
{
  ds_deadline_free (state->deadline);
  g_object_unref (state->resolver);
  g_free (state);
}

static void ask_next (GTask *task);

static gboolean
again_cb (gpointer user_data)
{
  ask_next (user_data);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GPtrArray) proxies = ds_host_proxy_finish (result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (proxies == NULL || ds_deadline_has_passed (state->deadline))
    g_task_return_boolean (task, FALSE);
  else if (proxies->len > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, PAUSE_MS, again_cb, g_steal_pointer (&task),
                        g_object_unref);
  else if (++state->next < G_N_ELEMENTS (urls))
    ask_next (task);
  else
    g_task_return_boolean (task, TRUE);
}

static void
ask_next (GTask *task)
{
  static const char *const no_variables[] = { NULL };
  State *state = g_task_get_task_data (task);

  ds_host_proxy_async (state->resolver, no_variables, DS_PROXY_MODE_NONE, urls[state->next],
                       state->timeout_ms, ds_deadline_get_cancellable (state->deadline),
                       answered_cb, g_object_ref (task));
}

/**
 * ds_host_proxy_settle_async:
 * @resolver: who is asked which proxy is in force
 * @timeout_ms: how long to wait for it at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when @resolver names no proxy any more, or the time is up
 * @user_data: data for @callback
 *
 * Waits until a proxy that was turned off in the settings is in force no longer. Nobody is
 * contacted for that.
 */
void
ds_host_proxy_settle_async (GProxyResolver *resolver,
                            guint timeout_ms,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_proxy_settle_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->resolver = g_object_ref (resolver);
  state->timeout_ms = timeout_ms;
  state->deadline = ds_deadline_new (timeout_ms, cancellable);
  ask_next (task);
}

/**
 * ds_host_proxy_settle_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error
 *
 * Returns: whether no proxy is in force any more; where one still is, something else than the
 *   settings names it
 */
gboolean
ds_host_proxy_settle_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
