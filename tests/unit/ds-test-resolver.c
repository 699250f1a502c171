/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-test-resolver.h"

#include "ds-timer.h"

G_DEFINE_FINAL_TYPE (DsTestResolver, ds_test_resolver, G_TYPE_RESOLVER)

static gboolean
answer_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsTestResolver *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->address == NULL)
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name");
  else
    g_task_return_pointer (task,
                           g_list_append (NULL, g_inet_address_new_from_string (self->address)),
                           NULL);
  return G_SOURCE_REMOVE;
}

static void
ds_test_resolver_lookup_async (GResolver *resolver,
                               const char *hostname,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_source_unref (
      ds_timer_start (DS_TEST_RESOLVER (resolver)->delay_ms, cancellable, answer_cb, task));
}

static GList *
ds_test_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ds_test_resolver_class_init (DsTestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = ds_test_resolver_lookup_async;
  resolver_class->lookup_by_name_finish = ds_test_resolver_lookup_finish;
}

static void
ds_test_resolver_init (DsTestResolver *self)
{
}
