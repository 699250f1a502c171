/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-ask-name.h"

#include "ds-lookup.h"

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsExperiment) experiment = user_data;
  g_autoptr (GError) error = NULL;
  DsNameAnswer *answer = ds_lookup_finish (result, &error);

  if (answer != NULL)
    g_ptr_array_add (ds_experiment_get_evidence (experiment)->names, answer);
  ds_experiment_end (experiment, error);
}

/**
 * ds_ask_name_start:
 * @experiment: who wants to know
 * @name: a host name in ASCII
 * @timeout_ms: how long to wait for the answer
 *
 * Asks the system for the addresses of @name as a piece of work of @experiment, and adds the answer
 * to the evidence.
 */
void
ds_ask_name_start (DsExperiment *experiment, const char *name, guint timeout_ms)
{
  GResolver *resolver = ds_context_get_resolver (ds_experiment_get_context (experiment));

  ds_experiment_begin (experiment);
  ds_lookup_async (resolver, name, timeout_ms, ds_experiment_get_cancellable (experiment),
                   looked_up_cb, g_object_ref (experiment));
}
