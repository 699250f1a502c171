/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-context.h"

/* A run that still has no end after this long is cut short. */
#define DEFAULT_TIMEOUT_MS 12000

struct _DsContext
{
  GObject parent_instance;

  GResolver *resolver;            /* (owned) */
  GProxyResolver *proxy_resolver; /* (owned) (nullable): the system's, once it is asked for */
  char **environment;             /* (owned) */
  GDBusConnection *system_bus;    /* (owned) (nullable): none while the machine's own is meant */
  GFile *root;                    /* (owned) */
  char **references;              /* (owned) */
  DsRecent *recent;               /* (owned) */
  guint timeout_ms;
  guint retry_for_ms;
};

G_DEFINE_FINAL_TYPE (DsContext, ds_context, G_TYPE_OBJECT)

static void
ds_context_finalize (GObject *object)
{
  DsContext *self = DS_CONTEXT (object);

  g_clear_object (&self->resolver);
  g_clear_object (&self->proxy_resolver);
  g_clear_pointer (&self->environment, g_strfreev);
  g_clear_object (&self->system_bus);
  g_clear_object (&self->root);
  g_clear_pointer (&self->references, g_strfreev);
  g_clear_pointer (&self->recent, ds_recent_free);
  G_OBJECT_CLASS (ds_context_parent_class)->finalize (object);
}

static void
ds_context_class_init (DsContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_context_finalize;
}

static void
ds_context_init (DsContext *self)
{
  self->resolver = g_resolver_get_default ();
  self->environment = g_get_environ ();
  self->root = g_file_new_for_path ("/");
  self->references = g_new0 (char *, 1);
  self->recent = ds_recent_new ();
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
}

/**
 * ds_context_new:
 *
 * Returns: (transfer full): the world as it is: the system's resolver and file system, no
 *   reference sites
 */
DsContext *
ds_context_new (void)
{
  return g_object_new (DS_TYPE_CONTEXT, NULL);
}

/**
 * ds_context_get_resolver:
 * @self: a context
 *
 * Returns: (transfer none): who is asked for the addresses of names
 */
GResolver *
ds_context_get_resolver (DsContext *self)
{
  return self->resolver;
}

/**
 * ds_context_set_resolver:
 * @self: a context
 * @resolver: who to ask for the addresses of names
 */
void
ds_context_set_resolver (DsContext *self, GResolver *resolver)
{
  g_set_object (&self->resolver, resolver);
}

/**
 * ds_context_get_proxy_resolver:
 * @self: a context
 *
 * Returns: (transfer none): who is asked for the proxy of a URL
 */
GProxyResolver *
ds_context_get_proxy_resolver (DsContext *self)
{
  if (self->proxy_resolver == NULL)
    self->proxy_resolver = g_object_ref (g_proxy_resolver_get_default ());
  return self->proxy_resolver;
}

/**
 * ds_context_set_proxy_resolver:
 * @self: a context
 * @resolver: who to ask for the proxy of a URL
 */
void
ds_context_set_proxy_resolver (DsContext *self, GProxyResolver *resolver)
{
  g_set_object (&self->proxy_resolver, resolver);
}

/**
 * ds_context_get_environment:
 * @self: a context
 *
 * Returns: (transfer none) (array zero-terminated=1): the environment variables, `NAME=VALUE`
 */
const char *const *
ds_context_get_environment (DsContext *self)
{
  return (const char *const *) self->environment;
}

/**
 * ds_context_set_environment:
 * @self: a context
 * @environment: (array zero-terminated=1): environment variables, `NAME=VALUE`
 */
void
ds_context_set_environment (DsContext *self, const char *const *environment)
{
  char **copy = g_strdupv ((char **) environment);

  g_strfreev (self->environment);
  self->environment = copy;
}

/**
 * ds_context_get_system_bus:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): the message bus of the system that was handed in; %NULL for
 *   the machine's own, see ds_host_bus_get_async()
 */
GDBusConnection *
ds_context_get_system_bus (DsContext *self)
{
  return self->system_bus;
}

/**
 * ds_context_set_system_bus:
 * @self: a context
 * @bus: (nullable): the message bus on which to look for the services of the system
 */
void
ds_context_set_system_bus (DsContext *self, GDBusConnection *bus)
{
  g_set_object (&self->system_bus, bus);
}

/**
 * ds_context_get_root:
 * @self: a context
 *
 * Returns: (transfer none): the root of the file system that is read
 */
GFile *
ds_context_get_root (DsContext *self)
{
  return self->root;
}

/**
 * ds_context_set_root:
 * @self: a context
 * @root: the root of the file system to read
 */
void
ds_context_set_root (DsContext *self, GFile *root)
{
  g_set_object (&self->root, root);
}

/**
 * ds_context_get_references:
 * @self: a context
 *
 * Returns: (transfer none) (array zero-terminated=1): the reference sites, each `HOST` (tried at
 *   80 and 443) or `HOST:PORT`
 */
const char *const *
ds_context_get_references (DsContext *self)
{
  return (const char *const *) self->references;
}

/**
 * ds_context_set_references:
 * @self: a context
 * @references: (array zero-terminated=1): the reference sites, each `HOST` or `HOST:PORT`
 */
void
ds_context_set_references (DsContext *self, const char *const *references)
{
  char **copy = g_strdupv ((char **) references);

  g_strfreev (self->references);
  self->references = copy;
}

/**
 * ds_context_get_timeout_ms:
 * @self: a context
 *
 * Returns: how long a run may take, in ms
 */
guint
ds_context_get_timeout_ms (DsContext *self)
{
  return self->timeout_ms;
}

/**
 * ds_context_set_timeout_ms:
 * @self: a context
 * @timeout_ms: how long a run may take, in ms
 */
void
ds_context_set_timeout_ms (DsContext *self, guint timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

/**
 * ds_context_get_retry_for_ms:
 * @self: a context
 *
 * Returns: for how long a refused connection is tried again, in ms
 */
guint
ds_context_get_retry_for_ms (DsContext *self)
{
  return self->retry_for_ms;
}

/**
 * ds_context_set_retry_for_ms:
 * @self: a context
 * @retry_for_ms: for how long to try a refused connection again, in ms; with 0 it is tried
 *   again while its place is being looked for, and no longer
 */
void
ds_context_set_retry_for_ms (DsContext *self, guint retry_for_ms)
{
  self->retry_for_ms = retry_for_ms;
}

/**
 * ds_context_get_recent:
 * @self: a context
 *
 * Returns: (transfer none): what runs of this context measured a moment ago
 */
DsRecent *
ds_context_get_recent (DsContext *self)
{
  return self->recent;
}
