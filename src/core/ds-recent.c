/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-recent.h"

#define REFERENCES_FOR_US (10 * G_USEC_PER_SEC)
/* No target is swept again within this time. */
#define SWEEP_FOR_US (10 * G_USEC_PER_SEC)
#define SWEEPS_MAX   32

typedef struct
{
  DsSweep *sweep; /* (owned) */
  gint64 at_us;
} KeptSweep;

struct _DsRecent
{
  GPtrArray *names;    /* (owned) (element-type DsNameAnswer) */
  GPtrArray *attempts; /* (owned) (element-type DsAttempt) */
  char **references;   /* (owned) (nullable): the sites they are of */
  gint64 references_at_us;
  GQueue sweeps; /* (element-type KeptSweep), the oldest first */
};

static void
kept_sweep_free (gpointer data)
{
  KeptSweep *kept = data;

  ds_sweep_free (kept->sweep);
  g_free (kept);
}

/**
 * ds_recent_new:
 *
 * Returns: (transfer full): an empty memory
 */
DsRecent *
ds_recent_new (void)
{
  DsRecent *self = g_new0 (DsRecent, 1);

  self->names = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_name_answer_free);
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_attempt_free);
  g_queue_init (&self->sweeps);
  return self;
}

/**
 * ds_recent_free:
 * @self: (transfer full): a memory
 */
void
ds_recent_free (DsRecent *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->attempts);
  g_strfreev (self->references);
  g_queue_clear_full (&self->sweeps, kept_sweep_free);
  g_free (self);
}

/**
 * ds_recent_forget:
 * @self: what was measured
 *
 * Forgets all of it: the way out of this computer is another one now.
 */
void
ds_recent_forget (DsRecent *self)
{
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->attempts, 0);
  g_queue_clear_full (&self->sweeps, kept_sweep_free);
}

static gboolean
is_reference_name (const DsEvidence *evidence, const char *name)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE && g_strcmp0 (attempt->host, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_recent_keep_references:
 * @self: a memory
 * @evidence: the evidence of a run that has tried every reference site
 */
void
ds_recent_keep_references (DsRecent *self, const DsEvidence *evidence)
{
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->attempts, 0);
  g_strfreev (self->references);
  self->references = g_strdupv (evidence->references);
  self->references_at_us = g_get_monotonic_time ();
  for (guint i = 0; i < evidence->names->len; i++)
    {
      const DsNameAnswer *answer = g_ptr_array_index (evidence->names, i);

      if (is_reference_name (evidence, answer->name))
        g_ptr_array_add (self->names, ds_record_copy (&ds_name_answer_type, answer));
    }
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE)
        g_ptr_array_add (self->attempts, ds_record_copy (&ds_attempt_type, attempt));
    }
}

/**
 * ds_recent_recall_references:
 * @self: a memory
 * @evidence: the evidence of a new run, with its reference sites set
 *
 * Returns: whether the same sites were tried a moment ago; then @evidence has got the attempts
 */
gboolean
ds_recent_recall_references (DsRecent *self, DsEvidence *evidence)
{
  if (self->attempts->len == 0 || evidence->references == NULL ||
      g_get_monotonic_time () - self->references_at_us > REFERENCES_FOR_US ||
      !g_strv_equal ((const char *const *) self->references,
                     (const char *const *) evidence->references))
    return FALSE;
  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (evidence->names,
                     ds_record_copy (&ds_name_answer_type, g_ptr_array_index (self->names, i)));
  for (guint i = 0; i < self->attempts->len; i++)
    g_ptr_array_add (evidence->attempts,
                     ds_record_copy (&ds_attempt_type, g_ptr_array_index (self->attempts, i)));
  return TRUE;
}

static void
forget_old_sweeps (DsRecent *self)
{
  gint64 now_us = g_get_monotonic_time ();
  KeptSweep *oldest = g_queue_peek_head (&self->sweeps);

  while (oldest != NULL &&
         (now_us - oldest->at_us > SWEEP_FOR_US || self->sweeps.length > SWEEPS_MAX))
    {
      kept_sweep_free (g_queue_pop_head (&self->sweeps));
      oldest = g_queue_peek_head (&self->sweeps);
    }
}

/**
 * ds_recent_keep_sweep:
 * @self: a memory
 * @sweep: a sweep that just ended; copied
 */
void
ds_recent_keep_sweep (DsRecent *self, const DsSweep *sweep)
{
  KeptSweep *kept = g_new0 (KeptSweep, 1);

  kept->sweep = ds_record_copy (&ds_sweep_type, sweep);
  kept->at_us = g_get_monotonic_time ();
  g_queue_push_tail (&self->sweeps, kept);
  forget_old_sweeps (self);
}

/**
 * ds_recent_recall_sweep:
 * @self: a memory
 * @attempt: a failed attempt
 *
 * Returns: (transfer full) (nullable): a copy of the sweep that located the same failure a moment
 *   ago
 */
DsSweep *
ds_recent_recall_sweep (DsRecent *self, const DsAttempt *attempt)
{
  forget_old_sweeps (self);
  for (GList *link = self->sweeps.tail; link != NULL; link = link->prev)
    {
      const DsSweep *sweep = ((KeptSweep *) link->data)->sweep;

      if (sweep->port == attempt->port && sweep->outcome == attempt->outcome &&
          g_strcmp0 (sweep->address, attempt->address) == 0)
        return ds_record_copy (&ds_sweep_type, sweep);
    }
  return NULL;
}
