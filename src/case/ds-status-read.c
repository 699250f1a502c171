/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what this computer is set to, all at once. No packet leaves it, and a part that can't be
 * read is noted as such and keeps nothing else back. */

#include "ds-status-read.h"

#include "ds-host-caches.h"
#include "ds-host-firewall.h"
#include "ds-host-links.h"
#include "ds-host-network.h"
#include "ds-host-proxy-settings.h"
#include "ds-host-proxy.h"

/* Services of this computer answer within a few milliseconds, or they are in trouble. */
#define TIMEOUT_MS 1500
/* Stands for any website: what only counts for some names is not told. */
#define ANY_NAME "www.example.com"
#define ANY_URL  "https://" ANY_NAME "/"

typedef struct
{
  DsContext *context; /* (owned) */
  DsStatus *status;   /* (owned) (nullable) */
  guint left;         /* parts under way */
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->context);
  g_clear_pointer (&state->status, ds_status_free);
  g_free (state);
}

static DsStatus *
get_status (GTask *task)
{
  return ((State *) g_task_get_task_data (task))->status;
}

/* One part is over. */
static void
end_part (GTask *task, const char *part, const GError *error)
{
  State *state = g_task_get_task_data (task);

  if (error != NULL)
    ds_status_add_gap (state->status, part, error->message);
  state->left--;
  if (state->left > 0)
    return;
  if (state->status->network == NULL)
    {
      state->status->network = ds_network_new ();
      state->status->network->manager = DS_MANAGER_SILENT;
    }
  ds_network_add_devices (state->status->network, state->status->links);
  g_task_return_pointer (task, g_steal_pointer (&state->status), (GDestroyNotify) ds_status_free);
}

static void
links_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  get_status (task)->links = ds_host_links_read_finish (result, &error);
  end_part (task, "links", error);
}

static void
network_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  get_status (task)->network = ds_host_network_read_finish (result, &error);
  end_part (task, "network-manager", error);
}

static void
caches_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHostCaches) seen = ds_host_caches_read_finish (result, &error);
  g_autoptr (GPtrArray) caches = seen != NULL ? ds_host_caches_list (seen, NULL) : NULL;

  for (guint i = 0; caches != NULL && i < caches->len; i++)
    g_ptr_array_add (get_status (task)->caches,
                     ds_record_copy (&ds_cache_type, g_ptr_array_index (caches, i)));
  if (seen != NULL)
    get_status (task)->name_servers = g_strdupv (seen->listed);
  end_part (task, "name-servers", error);
}

static void
proxies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) proxies = ds_host_proxy_finish (result, &error);

  for (guint i = 0; proxies != NULL && i < proxies->len; i++)
    {
      const DsHostProxy *proxy = g_ptr_array_index (proxies, i);

      g_ptr_array_add (get_status (task)->proxies, ds_record_copy (&ds_proxy_type, proxy->proxy));
    }
  end_part (task, "proxy", error);
}

static void
firewall_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  get_status (task)->firewall = ds_host_firewall_read_finish (result, &error);
  end_part (task, "firewall", error);
}

/* Who asks for the proxy where a script names it fetches the script from the network. That it is in
 * force is all that is told. */
static void
proxy_settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  DsProxySettings *settings = ds_host_proxy_settings_read_finish (result, &error);

  state->status->proxy_settings = settings;
  if (settings == NULL || settings->mode == DS_PROXY_MODE_AUTOMATIC)
    {
      end_part (task, "proxy", error);
      return;
    }
  ds_host_proxy_async (ds_context_get_proxy_resolver (state->context),
                       ds_context_get_environment (state->context), settings->mode, ANY_URL,
                       TIMEOUT_MS, g_task_get_cancellable (task), proxies_cb, g_object_ref (task));
}

/**
 * ds_status_read_async:
 * @context: the outside world
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is read
 * @user_data: data for @callback
 *
 * Reads what this computer is set to. Nothing is sent to a network.
 */
void
ds_status_read_async (DsContext *context,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_status_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->context = g_object_ref (context);
  state->status = ds_status_new ();
  state->left = 5;
  ds_host_links_read_async (ds_context_get_root (context), cancellable, links_cb,
                            g_object_ref (task));
  ds_host_network_read_async (context, TIMEOUT_MS, cancellable, network_cb, g_object_ref (task));
  ds_host_caches_read_async (context, ANY_NAME, TIMEOUT_MS, cancellable, caches_cb,
                             g_object_ref (task));
  ds_host_firewall_read_async (context, cancellable, firewall_cb, g_object_ref (task));
  ds_host_proxy_settings_read_async (context, cancellable, proxy_settings_cb, g_object_ref (task));
}

/**
 * ds_status_read_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, the only error
 *
 * Returns: (transfer full) (nullable): what could be read, with what could not be noted in it; it
 *   has a network, be it an empty one
 */
DsStatus *
ds_status_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
