/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-timer.h"

/**
 * ds_timer_start:
 * @interval_ms: how long to wait
 * @cancellable: (nullable): ends the wait at once
 * @callback: called when the time is over or @cancellable was cancelled, whichever comes first
 * @user_data: data for @callback, which must live until then
 *
 * Returns: (transfer full): the timer, running in the thread-default main context
 */
GSource *
ds_timer_start (guint interval_ms,
                GCancellable *cancellable,
                GSourceFunc callback,
                gpointer user_data)
{
  GSource *timer = g_timeout_source_new (interval_ms);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_source_set_callback (timer, callback, user_data, NULL);
  g_source_attach (timer, g_main_context_get_thread_default ());
  return timer;
}
