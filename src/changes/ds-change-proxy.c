/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `proxy-off`: the desktop's network settings say “no proxy”. The address of the proxy stays in
 * them; putting back sets the mode the person had, or nothing where they had set nothing. */

#include "ds-change-proxy.h"

#include <glib/gi18n-lib.h>

#include "ds-deadline.h"
#include "ds-host-proxy-settle.h"
#include "ds-host-proxy-switch.h"

#define OFF "none"

/* How it was: the mode the person had set. There is no value where they had set none. */
#define BEFORE_MODE "mode"

/* Storing a setting takes milliseconds; a service that hangs takes forever. */
#define STORE_TIMEOUT_MS  10000
#define SETTLE_TIMEOUT_MS 1000

struct _DsChangeProxy
{
  DsChange parent_instance;
};

G_DEFINE_FINAL_TYPE (DsChangeProxy, ds_change_proxy, DS_TYPE_CHANGE)

static void
refuse (GTask *task, const char *message)
{
  g_task_return_new_error (task, DS_CHANGE_ERROR, DS_CHANGE_ERROR_NOT_POSSIBLE, "%s", message);
}

/* Returns whether the setting can be set; else the task has failed. */
static gboolean
check_state (GTask *task, const DsHostProxySwitch *found)
{
  switch (found->state)
    {
    case DS_HOST_PROXY_SWITCH_ABSENT:
      refuse (task, _("This desktop keeps its proxy where Doorstep can’t change it. Look for "
                      "“Proxy” in its settings, turn it off there, and try again."));
      return FALSE;
    case DS_HOST_PROXY_SWITCH_OUT_OF_REACH:
      refuse (task, _("Doorstep can’t change the settings from where it runs. Open Settings, "
                      "Network, Network Proxy, turn it off there, and try again."));
      return FALSE;
    case DS_HOST_PROXY_SWITCH_LOCKED:
      refuse (task, _("Whoever looks after this computer has locked its proxy setting. Ask them "
                      "about it."));
      return FALSE;
    case DS_HOST_PROXY_SWITCH_WORKS:
    default:
      return TRUE;
    }
}

static GError *
translate (const GError *error)
{
  return ds_change_error_translate (error, _("The settings service"));
}

/* --- Setting it --- */

/* Whether one is still in force shows when the website is tried. */
static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, TRUE);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = ds_host_proxy_switch_set_finish (result, &error);

  if (!done && ds_deadline_has_passed (g_task_get_task_data (task)))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Not stored in time");
    }
  if (!done)
    g_task_return_error (task, translate (error));
  else if (g_task_get_source_tag (task) == ds_change_undo_async)
    g_task_return_int (task, DS_UNDONE_PUT_BACK);
  else
    {
      DsContext *context = ds_change_get_context (g_task_get_source_object (task));

      ds_host_proxy_settle_async (ds_context_get_proxy_resolver (context), SETTLE_TIMEOUT_MS,
                                  g_task_get_cancellable (task), settled_cb, g_object_ref (task));
    }
}

/* Ends the task with a boolean, or with a DsUndone where it is one of putting back. */
static void
store (GTask *task, const char *own_mode)
{
  DsDeadline *deadline = ds_deadline_new (STORE_TIMEOUT_MS, g_task_get_cancellable (task));

  g_task_set_task_data (task, deadline, (GDestroyNotify) ds_deadline_free);
  ds_host_proxy_switch_set_async (own_mode, ds_deadline_get_cancellable (deadline), stored_cb,
                                  task);
}

/* --- The four things a change does --- */

static DsHostProxySwitch *
read_finish (GTask *task, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  DsHostProxySwitch *found = ds_host_proxy_switch_read_finish (result, &error);

  if (found == NULL)
    g_task_return_error (task, translate (error));
  return found;
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DsHostProxySwitch) found = read_finish (task, result);

  if (found == NULL || !check_state (task, found))
    return;
  if (g_strcmp0 (found->mode, OFF) == 0)
    {
      refuse (task,
              _("The proxy is off in the settings already. If one is still in use, a program "
                      "or a variable such as “http_proxy” names it."));
      return;
    }
  ds_change_set_before (g_task_get_source_object (task), BEFORE_MODE, found->own_mode);
  g_task_return_boolean (task, TRUE);
}

static void
read_then (DsChange *self, GTask *task, GAsyncReadyCallback callback)
{
  ds_host_proxy_switch_read_async (ds_change_get_context (self), g_task_get_cancellable (task),
                                   callback, task);
}

static void
ds_change_proxy_prepare (DsChange *self, GTask *task)
{
  read_then (self, task, prepared_cb);
}

static void
ds_change_proxy_apply (DsChange *self, GTask *task)
{
  store (task, OFF);
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChange *self = g_task_get_source_object (task);
  g_autoptr (DsHostProxySwitch) found = read_finish (task, result);
  const char *before = ds_change_get_before (self, BEFORE_MODE);

  if (found == NULL)
    return;
  if (found->state != DS_HOST_PROXY_SWITCH_ABSENT && g_strcmp0 (found->own_mode, before) == 0)
    g_task_return_int (task, DS_UNDONE_ALREADY);
  else if (!check_state (task, found))
    return;
  else if (g_strcmp0 (found->own_mode, OFF) == 0)
    store (g_steal_pointer (&task), before);
  else
    {
      ds_change_set_note (self, _("The proxy was set anew meanwhile. It stays as it is."));
      g_task_return_int (task, DS_UNDONE_LEFT);
    }
}

static void
ds_change_proxy_undo (DsChange *self, GTask *task)
{
  read_then (self, task, undo_cb);
}

static void
in_force_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DsHostProxySwitch) found = read_finish (task, result);

  if (found != NULL)
    g_task_return_int (task, g_strcmp0 (found->own_mode, OFF) == 0);
}

static void
ds_change_proxy_is_in_force (DsChange *self, GTask *task)
{
  read_then (self, task, in_force_cb);
}

static void
ds_change_proxy_class_init (DsChangeProxyClass *klass)
{
  DsChangeClass *change_class = DS_CHANGE_CLASS (klass);

  change_class->prepare = ds_change_proxy_prepare;
  change_class->apply = ds_change_proxy_apply;
  change_class->undo = ds_change_proxy_undo;
  change_class->is_in_force = ds_change_proxy_is_in_force;
}

static void
ds_change_proxy_init (DsChangeProxy *self)
{
}
