/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desktop's settings say about proxies: the GSettings schema org.gnome.system.proxy, which
 * GNOME and those who follow it share. GIO's resolver goes by them, but does not tell them. */

#include "ds-host-proxy-settings.h"

#include <string.h>

#include "ds-host-proxy-switch.h"

#define SCHEMA     "org.gnome.system.proxy"
#define SCRIPT_MAX 2048

static DsProxyMode
find_mode (const DsHostProxySwitch *found)
{
  /* What can't be written there was not read from there either. */
  if (found->state == DS_HOST_PROXY_SWITCH_ABSENT ||
      found->state == DS_HOST_PROXY_SWITCH_OUT_OF_REACH)
    return DS_PROXY_MODE_UNKNOWN;
  if (g_strcmp0 (found->mode, "manual") == 0)
    return DS_PROXY_MODE_MANUAL;
  return g_strcmp0 (found->mode, "auto") == 0 ? DS_PROXY_MODE_AUTOMATIC : DS_PROXY_MODE_NONE;
}

/* The schema is there, or there would be no mode. */
static char *
read_script (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA);
  g_autofree char *text = g_settings_get_string (settings, "autoconfig-url");
  g_autoptr (GUri) uri = NULL;

  if (strlen (text) > SCRIPT_MAX)
    return NULL;
  uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL)
    return NULL;
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), g_uri_get_path (uri), g_uri_get_query (uri), NULL);
}

static void
switch_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHostProxySwitch) found = ds_host_proxy_switch_read_finish (result, &error);
  DsProxySettings *settings;

  if (found == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  settings = ds_proxy_settings_new ();
  settings->mode = find_mode (found);
  settings->writable = found->state == DS_HOST_PROXY_SWITCH_WORKS;
  if (settings->mode == DS_PROXY_MODE_AUTOMATIC)
    settings->script = read_script ();
  g_task_return_pointer (task, settings, (GDestroyNotify) ds_proxy_settings_free);
}

/**
 * ds_host_proxy_settings_read_async:
 * @context: the outside world
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are read
 * @user_data: data for @callback
 *
 * Reads what the desktop's settings say about proxies.
 */
void
ds_host_proxy_settings_read_async (DsContext *context,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_proxy_settings_read_async);
  ds_host_proxy_switch_read_async (context, cancellable, switch_read_cb, task);
}

/**
 * ds_host_proxy_settings_read_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error
 *
 * Returns: (transfer full) (nullable): what they say
 */
DsProxySettings *
ds_host_proxy_settings_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
