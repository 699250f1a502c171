/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `dns-forget`: systemd-resolved or NetworkManager's dnsmasq forgets the addresses it has kept.
 * There is nothing to put back. Other programs obey administrators only. */

#include "ds-change-dns.h"

#include <glib/gi18n-lib.h>

#include "ds-host-bus.h"
#include "ds-host-caches.h"
#include "ds-host-network.h"
#include "ds-host-restart-line.h"

#define LOOK_TIMEOUT_MS 2000
/* A connection with a slow password or address server takes its time. */
#define RESTART_TIMEOUT_MS 45000
/* So few a busy computer has looked up again at once. */
#define KEPT_FEW 4

#define RESOLVED "systemd-resolved"
#define MANAGER  "NetworkManager"

struct _DsChangeDns
{
  DsChange parent_instance;

  DsHostCaches *seen;   /* (owned) (nullable) */
  GDBusConnection *bus; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DsChangeDns, ds_change_dns, DS_TYPE_CHANGE)

static gboolean
has (DsChangeDns *self, DsCacheKind kind)
{
  g_autoptr (GPtrArray) caches = ds_host_caches_list (self->seen, NULL);

  return ds_cache_find (caches, kind) != NULL;
}

static void
fail (GTask *task, const GError *error, const char *service)
{
  g_task_return_error (task, ds_change_error_translate (error, service));
}

/* --- Looking --- */

static void
refuse (DsChangeDns *self, GTask *task)
{
  g_autoptr (GPtrArray) caches = ds_host_caches_list (self->seen, NULL);

  if (caches->len > 0)
    g_task_return_new_error (task, DS_CHANGE_ERROR, DS_CHANGE_ERROR_NOT_POSSIBLE, "%s",
                             _("What keeps addresses on this computer obeys an administrator "
                               "only. Step 7 has the command. Restarting the computer does it, "
                               "too."));
  else
    g_task_return_new_error (task, DS_CHANGE_ERROR, DS_CHANGE_ERROR_NOT_POSSIBLE, "%s",
                             _("As far as Doorstep can see, no program on this computer keeps "
                               "addresses, apart from browsers. So there is nothing to forget."));
}

/* A VPN goes through the connection, and would not come back by itself. */
static void
network_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsNetwork) network = ds_host_network_read_finish (result, &error);
  g_autoptr (GPtrArray) vpns = ds_network_find_vpns_in_use (network);

  if (network == NULL)
    fail (task, error, MANAGER);
  else if (vpns->len > 0)
    g_task_return_new_error (task, DS_CHANGE_ERROR, DS_CHANGE_ERROR_NOT_POSSIBLE, "%s",
                             _("For this the network connection has to be started anew, and the "
                               "VPN that goes through it would break off. Turn the VPN off first, "
                               "or restart the computer."));
  else
    g_task_return_boolean (task, TRUE);
}

static void
seen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChangeDns *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_pointer (&self->seen, ds_host_caches_free);
  self->seen = ds_host_caches_read_finish (result, &error);
  if (self->seen == NULL)
    g_task_return_error (task, error);
  else if (has (self, DS_CACHE_NM_DNSMASQ))
    ds_host_network_read_async (ds_change_get_context (DS_CHANGE (self)), LOOK_TIMEOUT_MS,
                                g_task_get_cancellable (task), network_cb, g_object_ref (task));
  else if (has (self, DS_CACHE_RESOLVED))
    g_task_return_boolean (task, TRUE);
  else
    refuse (self, task);
}

static void
ds_change_dns_prepare (DsChange *change, GTask *task)
{
  ds_host_caches_read_async (ds_change_get_context (change), "", LOOK_TIMEOUT_MS,
                             g_task_get_cancellable (task), seen_cb, task);
}

/* --- Forgetting --- */

static void
restarted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (ds_host_restart_line_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    g_task_return_new_error (task, DS_CHANGE_ERROR, DS_CHANGE_ERROR_NOT_POSSIBLE, "%s",
                             _("The network connection could not be started anew. Look at the "
                               "network in the settings of the desktop."));
  else
    fail (task, error, MANAGER);
}

static void
forget_by_manager (DsChangeDns *self, GTask *task)
{
  if (has (self, DS_CACHE_NM_DNSMASQ))
    ds_host_restart_line_async (self->bus, RESTART_TIMEOUT_MS, g_task_get_cancellable (task),
                                restarted_cb, task);
  else
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

/* That it says it did so is one thing, that it keeps fewer answers than before another. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChangeDns *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHostResolved) now = ds_host_resolved_read_finish (result, &error);
  guint64 before = self->seen->resolved != NULL ? self->seen->resolved->kept : 0;

  if (now == NULL)
    fail (task, error, RESOLVED);
  else if (now->kept >= before && now->kept > KEPT_FEW)
    g_task_return_new_error (task, DS_CHANGE_ERROR, DS_CHANGE_ERROR_TIMED_OUT, "%s",
                             _("systemd-resolved was asked to forget the addresses, but has kept "
                               "them. Restarting the computer does it."));
  else
    forget_by_manager (self, g_steal_pointer (&task));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChangeDns *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (ds_host_resolved_flush_finish (result, &error))
    ds_host_resolved_read_async (self->bus, "", LOOK_TIMEOUT_MS, g_task_get_cancellable (task),
                                 counted_cb, g_object_ref (task));
  else
    fail (task, error, RESOLVED);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChangeDns *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->bus);
  self->bus = ds_host_bus_get_finish (result, &error);
  if (self->bus == NULL)
    fail (task, error, RESOLVED);
  else if (has (self, DS_CACHE_RESOLVED))
    ds_host_resolved_flush_async (self->bus, DS_CHANGE_PROMPT_TIMEOUT_MS,
                                  g_task_get_cancellable (task), flushed_cb, g_object_ref (task));
  else
    forget_by_manager (self, g_steal_pointer (&task));
}

static void
ds_change_dns_apply (DsChange *change, GTask *task)
{
  ds_host_bus_get_async (ds_change_get_context (change), g_task_get_cancellable (task), bus_cb,
                         task);
}

static void
ds_change_dns_finalize (GObject *object)
{
  DsChangeDns *self = DS_CHANGE_DNS (object);

  g_clear_pointer (&self->seen, ds_host_caches_free);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (ds_change_dns_parent_class)->finalize (object);
}

static void
ds_change_dns_class_init (DsChangeDnsClass *klass)
{
  DsChangeClass *change_class = DS_CHANGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ds_change_dns_finalize;
  change_class->leaves_nothing = TRUE;
  change_class->prepare = ds_change_dns_prepare;
  change_class->apply = ds_change_dns_apply;
}

static void
ds_change_dns_init (DsChangeDns *self)
{
}
