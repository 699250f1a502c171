/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-deadline.h"

struct _DsDeadline
{
  GCancellable *inner; /* (owned) */
  GCancellable *outer; /* (owned) (nullable) */
  gulong cancelled_id;
  guint late_source;
  gint64 started_us;
  gboolean passed;
};

static gboolean
late_cb (gpointer user_data)
{
  DsDeadline *self = user_data;

  self->late_source = 0;
  self->passed = TRUE;
  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/**
 * ds_deadline_new:
 * @timeout_ms: how long there is, from now
 * @outer: (nullable): cancels it too
 *
 * Returns: (transfer full): a deadline
 */
DsDeadline *
ds_deadline_new (guint timeout_ms, GCancellable *outer)
{
  DsDeadline *self = g_new0 (DsDeadline, 1);

  self->inner = g_cancellable_new ();
  self->started_us = g_get_monotonic_time ();
  self->late_source = g_timeout_add (timeout_ms, late_cb, self);
  if (outer == NULL)
    return self;
  self->outer = g_object_ref (outer);
  self->cancelled_id = g_cancellable_connect (outer, G_CALLBACK (cancelled_cb),
                                              g_object_ref (self->inner), g_object_unref);
  return self;
}

/**
 * ds_deadline_get_cancellable:
 * @self: a deadline
 *
 * Returns: (transfer none): what to hand to the operation
 */
GCancellable *
ds_deadline_get_cancellable (DsDeadline *self)
{
  return self->inner;
}

/**
 * ds_deadline_get_elapsed_ms:
 * @self: a deadline
 *
 * Returns: time since it was set, in ms
 */
double
ds_deadline_get_elapsed_ms (DsDeadline *self)
{
  return (double) (g_get_monotonic_time () - self->started_us) / 1000;
}

/**
 * ds_deadline_has_passed:
 * @self: a deadline
 *
 * Returns: whether its time was up, as opposed to the outer one having been cancelled
 */
gboolean
ds_deadline_has_passed (DsDeadline *self)
{
  return self->passed;
}

/**
 * ds_deadline_free:
 * @self: (transfer full): a deadline
 *
 * Ends it. Not to be called from a handler of the outer cancellable.
 */
void
ds_deadline_free (DsDeadline *self)
{
  g_clear_handle_id (&self->late_source, g_source_remove);
  g_cancellable_disconnect (self->outer, self->cancelled_id);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_free (self);
}
