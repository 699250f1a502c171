/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which proxy this computer is set to use for a URL: asked of GIO, which knows the desktop's
 * settings, scripts and exceptions, and read from the environment variables beside it. */

#include "ds-host-proxy.h"

#include "ds-timer.h"

#include <string.h>

#define VALUE_MAX   2048
#define PROXIES_MAX 4

typedef struct
{
  char *url;                /* (owned) */
  char **environment;       /* (owned) */
  GProxyResolver *resolver; /* (owned) */
  DsProxyMode mode;
  GSource *timer; /* (owned): ends the question at its deadline, or when cancelled */
  gboolean answered;
} State;

static void
state_free (State *state)
{
  g_source_destroy (state->timer);
  g_source_unref (state->timer);
  g_clear_object (&state->resolver);
  g_strfreev (state->environment);
  g_free (state->url);
  g_free (state);
}

/**
 * ds_host_proxy_free:
 * @proxy: (transfer full): a proxy the settings name
 */
void
ds_host_proxy_free (DsHostProxy *proxy)
{
  ds_proxy_free (proxy->proxy);
  g_free (proxy->uri);
  g_free (proxy);
}

/* --- The environment --- */

static const char *
get_variable (char **environment, const char *name)
{
  const char *value = g_environ_getenv (environment, name);

  return value != NULL && *value != '\0' && strlen (value) <= VALUE_MAX ? value : NULL;
}

/* The variables that name a proxy for the scheme of @url, in the order in which programs look. */
static const char *const *
variables_for (const char *url)
{
  static const char *const plain[] = { "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", NULL };
  static const char *const secure[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                                        NULL };

  return g_str_has_prefix (url, "https:") ? secure : plain;
}

static char **
split_list (const char *list)
{
  g_auto (GStrv) words = g_strsplit_set (list, ", ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

/* Whether the list of exceptions names the host of @url; GIO decides what a pattern covers. */
static gboolean
is_excepted (char **environment, const char *url)
{
  const char *list = get_variable (environment, "no_proxy");
  g_auto (GStrv) hosts = NULL;
  g_auto (GStrv) found = NULL;
  g_autoptr (GProxyResolver) simple = NULL;

  if (list == NULL)
    list = get_variable (environment, "NO_PROXY");
  if (list == NULL)
    return FALSE;
  hosts = split_list (list);
  if (g_strv_contains ((const char *const *) hosts, "*"))
    return TRUE;
  simple = g_simple_proxy_resolver_new ("http://any.invalid", hosts);
  found = g_proxy_resolver_lookup (simple, url, NULL, NULL);
  return found != NULL && g_strv_length (found) == 1 && g_str_equal (found[0], "direct://");
}

/* The proxy the environment names for @url, or %NULL. */
static DsHostProxy *
read_environment (char **environment, const char *url)
{
  const char *const *names = variables_for (url);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *value = get_variable (environment, names[i]);
      g_autoptr (DsProxy) proxy = value != NULL ? ds_proxy_new_for_uri (value) : NULL;
      DsHostProxy *found;

      if (proxy == NULL || proxy->host == NULL)
        continue;
      proxy->source = DS_PROXY_SOURCE_ENVIRONMENT;
      proxy->variable = g_strdup (names[i]);
      found = g_new0 (DsHostProxy, 1);
      found->proxy = g_steal_pointer (&proxy);
      found->uri =
          strstr (value, "://") != NULL ? g_strdup (value) : g_strconcat ("http://", value, NULL);
      return found;
    }
  return NULL;
}

/* --- The desktop --- */

/* Without a desktop whose settings it knows, GIO always says "direct". Browsers then go by the
 * environment. */
static gboolean
is_without_settings (GProxyResolver *resolver)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (resolver), "GDummyProxyResolver");
}

/* GIO tells the proxy, but not where it found it; which of its resolvers answered does. */
static DsProxySource
find_source (State *state, const DsProxy *proxy, const DsHostProxy *variable)
{
  const char *type = G_OBJECT_TYPE_NAME (state->resolver);

  if (strstr (type, "Portal") != NULL)
    return DS_PROXY_SOURCE_PORTAL;
  if (strstr (type, "Gnome") != NULL)
    return state->mode == DS_PROXY_MODE_AUTOMATIC ? DS_PROXY_SOURCE_AUTOMATIC
                                                  : DS_PROXY_SOURCE_SETTINGS;
  if (variable != NULL && g_strcmp0 (variable->proxy->host, proxy->host) == 0 &&
      variable->proxy->port == proxy->port)
    return DS_PROXY_SOURCE_ENVIRONMENT;
  return DS_PROXY_SOURCE_UNKNOWN;
}

static gboolean
is_known (GPtrArray *proxies, const DsProxy *proxy)
{
  for (guint i = 0; i < proxies->len; i++)
    {
      const DsHostProxy *known = g_ptr_array_index (proxies, i);

      if (g_strcmp0 (known->proxy->host, proxy->host) == 0 && known->proxy->port == proxy->port)
        return TRUE;
    }
  return FALSE;
}

/* SOCKS comes once for each version of it; the first one is what is used. */
static void
add_in_force (GPtrArray *proxies, State *state, const char *uri, const DsHostProxy *variable)
{
  g_autoptr (DsProxy) proxy = ds_proxy_new_for_uri (uri);
  DsHostProxy *found;

  if (proxy == NULL || proxies->len >= PROXIES_MAX || is_known (proxies, proxy))
    return;
  proxy->in_force = TRUE;
  proxy->source = find_source (state, proxy, variable);
  /* Some of GIO's resolvers take "name.example" in the list of exceptions for that host alone;
   * browsers and most other programs take it for all of that domain. */
  if (proxy->source == DS_PROXY_SOURCE_ENVIRONMENT && is_excepted (state->environment, state->url))
    return;
  if (proxy->source == DS_PROXY_SOURCE_ENVIRONMENT && variable != NULL)
    proxy->variable = g_strdup (variable->proxy->variable);
  found = g_new0 (DsHostProxy, 1);
  found->proxy = g_steal_pointer (&proxy);
  found->uri = g_strdup (uri);
  g_ptr_array_add (proxies, found);
}

/* "direct://" alone means that there is no proxy; after others it is what comes next. */
static GPtrArray *
read_answer (State *state, char **uris)
{
  GPtrArray *proxies = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_host_proxy_free);
  g_autoptr (DsHostProxy) variable = read_environment (state->environment, state->url);

  for (guint i = 0; uris[i] != NULL; i++)
    {
      if (g_str_has_prefix (uris[i], "direct:") && proxies->len == 0)
        break;
      add_in_force (proxies, state, uris[i], variable);
    }
  if (variable != NULL && !is_known (proxies, variable->proxy) &&
      !is_excepted (state->environment, state->url))
    {
      variable->proxy->in_force = is_without_settings (state->resolver);
      g_ptr_array_add (proxies, g_steal_pointer (&variable));
    }
  return proxies;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_auto (GStrv) uris = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (state->answered)
    {
      g_clear_error (&error);
      return;
    }
  state->answered = TRUE;
  g_source_destroy (state->timer);
  if (uris == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, read_answer (state, uris), (GDestroyNotify) g_ptr_array_unref);
}

/* Some resolvers ask in a thread that nothing can stop, so the answer is not waited for. */
static gboolean
late_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  State *state = g_task_get_task_data (task);

  if (!state->answered)
    {
      state->answered = TRUE;
      if (!g_task_return_error_if_cancelled (task))
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                 "The settings of the proxy gave no answer");
    }
  return G_SOURCE_REMOVE;
}

/**
 * ds_host_proxy_async:
 * @resolver: who to ask for the proxy
 * @environment: (array zero-terminated=1): the environment variables, `NAME=VALUE`
 * @mode: how the desktop's settings say which proxy to use
 * @url: what is to be reached
 * @timeout_ms: how long to wait for the answer
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Reads which proxies this computer is set to use for @url.
 */
void
ds_host_proxy_async (GProxyResolver *resolver,
                     const char *const *environment,
                     DsProxyMode mode,
                     const char *url,
                     guint timeout_ms,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_proxy_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->mode = mode;
  state->url = g_strdup (url);
  state->environment = g_strdupv ((char **) environment);
  state->resolver = g_object_ref (resolver);
  state->timer = ds_timer_start (timeout_ms, cancellable, late_cb, task);
  g_proxy_resolver_lookup_async (resolver, url, cancellable, looked_up_cb, task);
}

/**
 * ds_host_proxy_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, %G_IO_ERROR_TIMED_OUT, or what the resolver
 *   says
 *
 * Returns: (transfer full) (nullable) (element-type DsHostProxy): the proxies in force, the first
 *   choice first, then those that are only set; empty for none
 */
GPtrArray *
ds_host_proxy_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
