/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desktop's proxy setting, read and set.
 *
 * GSettings takes whatever is written, and says that it can be written, also where that goes
 * nowhere: in a sandbox without access to the settings a file of the sandbox's own answers. So what
 * kind of backend there is decides, and not what it says of itself. */

#define G_SETTINGS_ENABLE_BACKEND
#include "ds-host-proxy-switch.h"

#include <gio/gsettingsbackend.h>

#define SCHEMA "org.gnome.system.proxy"
#define KEY    "mode"

/**
 * ds_host_proxy_switch_free:
 * @proxy_switch: (transfer full) (nullable): a setting
 */
void
ds_host_proxy_switch_free (DsHostProxySwitch *proxy_switch)
{
  if (proxy_switch == NULL)
    return;
  g_free (proxy_switch->mode);
  g_free (proxy_switch->own_mode);
  g_free (proxy_switch);
}

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, KEY))
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}

static char *
get_own_mode (GSettings *settings)
{
  g_autoptr (GVariant) value = g_settings_get_user_value (settings, KEY);

  return value != NULL ? g_variant_dup_string (value, NULL) : NULL;
}

static gboolean
is_stored (gboolean in_sandbox)
{
  g_autoptr (GSettingsBackend) backend = g_settings_backend_get_default ();
  const char *name = G_OBJECT_TYPE_NAME (backend);

  if (in_sandbox)
    return g_str_equal (name, "DConfSettingsBackend");
  return !g_str_equal (name, "GMemorySettingsBackend") &&
         !g_str_equal (name, "GNullSettingsBackend");
}

static DsHostProxySwitch *
read_switch (gboolean in_sandbox)
{
  DsHostProxySwitch *proxy_switch = g_new0 (DsHostProxySwitch, 1);
  g_autoptr (GSettings) settings = open_settings ();

  proxy_switch->state = DS_HOST_PROXY_SWITCH_ABSENT;
  if (settings == NULL)
    return proxy_switch;
  proxy_switch->mode = g_settings_get_string (settings, KEY);
  proxy_switch->own_mode = get_own_mode (settings);
  if (!is_stored (in_sandbox))
    proxy_switch->state = DS_HOST_PROXY_SWITCH_OUT_OF_REACH;
  else if (!g_settings_is_writable (settings, KEY))
    proxy_switch->state = DS_HOST_PROXY_SWITCH_LOCKED;
  else
    proxy_switch->state = DS_HOST_PROXY_SWITCH_WORKS;
  return proxy_switch;
}

static void
sandbox_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, read_switch (info != NULL),
                           (GDestroyNotify) ds_host_proxy_switch_free);
}

/**
 * ds_host_proxy_switch_read_async:
 * @context: the outside world; whether this is a sandbox is read from its root
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: data for @callback
 *
 * Reads the desktop's proxy setting.
 */
void
ds_host_proxy_switch_read_async (DsContext *context,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);
  g_autoptr (GFile) info = g_file_get_child (ds_context_get_root (context), ".flatpak-info");

  g_task_set_source_tag (task, ds_host_proxy_switch_read_async);
  g_file_query_info_async (info, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, sandbox_cb, task);
}

/**
 * ds_host_proxy_switch_read_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error
 *
 * Returns: (transfer full) (nullable): the setting
 */
DsHostProxySwitch *
ds_host_proxy_switch_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* GSettings has no asynchronous way to wait until what was set is stored. */
static void
sync_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_settings_sync ();
  g_task_return_boolean (task, TRUE);
}

typedef struct
{
  GSettings *settings; /* (owned) */
  char *own_mode;      /* (owned) (nullable) */
} Setting;

static void
setting_free (Setting *setting)
{
  g_object_unref (setting->settings);
  g_free (setting->own_mode);
  g_free (setting);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Setting *setting = g_task_get_task_data (task);
  g_autofree char *own_mode = get_own_mode (setting->settings);

  if (g_strcmp0 (own_mode, setting->own_mode) == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The setting was not stored");
}

/**
 * ds_host_proxy_switch_set_async:
 * @own_mode: (nullable): the mode to set; %NULL to go back to the default
 * @cancellable: (nullable): a cancellable; what is set by then stays
 * @callback: called when it is stored
 * @user_data: data for @callback
 *
 * Sets the desktop's proxy setting, for this person.
 */
void
ds_host_proxy_switch_set_async (const char *own_mode,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSettings) settings = open_settings ();
  g_autoptr (GTask) sync = NULL;
  Setting *setting;
  gboolean taken = FALSE;

  g_task_set_source_tag (task, ds_host_proxy_switch_set_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (settings != NULL && own_mode != NULL)
    taken = g_settings_set_string (settings, KEY, own_mode);
  else if (settings != NULL)
    g_settings_reset (settings, KEY);
  if (settings == NULL || (own_mode != NULL && !taken))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                               "The setting cannot be written");
      return;
    }
  setting = g_new0 (Setting, 1);
  setting->settings = g_steal_pointer (&settings);
  setting->own_mode = g_strdup (own_mode);
  g_task_set_task_data (task, setting, (GDestroyNotify) setting_free);
  sync = g_task_new (NULL, cancellable, synced_cb, g_steal_pointer (&task));
  /* A thread that waits for a service that never answers is left behind when this is cancelled. */
  g_task_set_return_on_cancel (sync, TRUE);
  g_task_run_in_thread (sync, sync_thread);
}

/**
 * ds_host_proxy_switch_set_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_PERMISSION_DENIED when it cannot be written,
 *   %G_IO_ERROR_FAILED when it was not stored, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is stored
 */
gboolean
ds_host_proxy_switch_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
