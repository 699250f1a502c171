/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which firewalls and security programs this computer has. Who stopped a connection is found out by
 * packets; this tells the person where to look, and what could be changed. It asks for no password
 * and needs no rights, so much of it stays in the dark: that is noted apart from what is not there.
 * (SELinux and AppArmor do not judge connections of programs they do not confine, and what a
 * confined one may do shows as an error of the system itself.) */

#include "ds-host-firewall.h"

#include "ds-host-firewall-traces.h"
#include "ds-host-firewalld.h"
#include "ds-host-ufw.h"

typedef struct
{
  DsFirewall *firewall; /* (owned) (nullable) */
  guint pending;
} State;

static void
state_free (State *state)
{
  g_clear_pointer (&state->firewall, ds_firewall_free);
  g_free (state);
}

static int
compare_guards (gconstpointer a, gconstpointer b)
{
  const DsGuard *one = *(const DsGuard *const *) a;
  const DsGuard *other = *(const DsGuard *const *) b;

  return g_strcmp0 (one->id, other->id);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* They were noted as the answers came. */
static void
put_in_order (DsFirewall *firewall)
{
  g_ptr_array_sort (firewall->guards, compare_guards);
  for (guint i = 0; i < firewall->guards->len; i++)
    {
      const DsGuard *guard = g_ptr_array_index (firewall->guards, i);

      if (guard->traces != NULL)
        qsort (guard->traces, g_strv_length (guard->traces), sizeof (char *), compare_texts);
    }
}

static void
end_one (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (--state->pending > 0)
    return;
  put_in_order (state->firewall);
  g_task_return_pointer (task, g_steal_pointer (&state->firewall),
                         (GDestroyNotify) ds_firewall_free);
}

static void
firewalld_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  ds_host_firewalld_read_finish (result, NULL);
  end_one (task);
}

static void
ufw_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  ds_host_ufw_read_finish (result, NULL);
  end_one (task);
}

static void
traces_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  ds_host_firewall_traces_read_finish (result, NULL);
  end_one (task);
}

/**
 * ds_host_firewall_read_async:
 * @context: the outside world
 * @cancellable: (nullable): to be content with what was seen by then
 * @callback: called when all was looked at
 * @user_data: data for @callback
 *
 * Looks which firewalls and security programs this computer has.
 */
void
ds_host_firewall_read_async (DsContext *context,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GFile *root = ds_context_get_root (context);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_firewall_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  g_task_set_check_cancellable (task, FALSE);
  state->firewall = ds_firewall_new ();
  state->pending = 3;
  ds_host_firewalld_read_async (context, state->firewall, cancellable, firewalld_cb,
                                g_object_ref (task));
  ds_host_ufw_read_async (root, state->firewall, cancellable, ufw_cb, g_object_ref (task));
  ds_host_firewall_traces_read_async (root, state->firewall, cancellable, traces_cb,
                                      g_object_ref (task));
}

/**
 * ds_host_firewall_read_finish:
 * @result: the result given to the callback
 * @error: unused: what could not be seen is noted
 *
 * Returns: (transfer full): what was seen
 */
DsFirewall *
ds_host_firewall_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
