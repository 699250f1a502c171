/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leaves traces everybody can see, and tells nobody anything else: services of the system (a
 * running one has a folder of its own among the control groups), network devices, files. */

#include "ds-host-firewall-traces.h"

#include <string.h>

#include "ds-host-load.h"

#define NAMES_MAX    6
#define DEVICES_FILE "proc/net/dev"
#define DEVICES_MAX  (256 * 1024)

typedef struct
{
  const char *id;
  DsGuardKind kind;
  const char *services[NAMES_MAX]; /* running: it is in use */
  const char *devices[NAMES_MAX];  /* names begin with this: it is in use */
  const char *files[NAMES_MAX];    /* there: it is installed, or set up to be started */
} Product;

/* clang-format off */
static const Product products[] = {
  { "nftables", DS_GUARD_FIREWALL, { NULL }, { NULL },
    { "etc/systemd/system/sysinit.target.wants/nftables.service",
      "etc/systemd/system/multi-user.target.wants/nftables.service" } },
  { "iptables", DS_GUARD_FIREWALL, { NULL }, { NULL },
    { "etc/iptables/rules.v4", "etc/iptables/rules.v6", "etc/sysconfig/iptables" } },
  { "opensnitch", DS_GUARD_PROGRAM, { "opensnitch", "opensnitchd" }, { NULL },
    { "etc/opensnitchd", "tmp/osui.sock" } },
  { "proton-vpn", DS_GUARD_VPN_APP, { NULL }, { "pvpnks", "pvpnrouteintrf", "ipv6leakintrf" },
    { NULL } },
  { "mullvad", DS_GUARD_VPN_APP, { "mullvad-daemon" }, { "wg0-mullvad", "wg1-mullvad" },
    { "run/mullvad-vpn", "etc/mullvad-vpn" } },
  { "nordvpn", DS_GUARD_VPN_APP, { "nordvpnd" }, { "nordlynx", "nordtun" },
    { "run/nordvpn/nordvpnd.sock" } },
  { "pia", DS_GUARD_VPN_APP, { "piavpn" }, { "wgpia" }, { "opt/piavpn" } },
  { "ivpn", DS_GUARD_VPN_APP, { "ivpn-service" }, { "wgivpn" }, { "opt/ivpn" } },
  { "windscribe", DS_GUARD_VPN_APP, { "windscribe-helper" }, { "utun420" }, { "opt/windscribe" } },
};
/* clang-format on */

/* Where a service's control group is: the unified tree, or the older ways to set it up. */
static const char *const service_folders[] = {
  "sys/fs/cgroup/system.slice",
  "sys/fs/cgroup/systemd/system.slice",
  "sys/fs/cgroup/unified/system.slice",
};

typedef struct
{
  DsFirewall *firewall; /* (unowned): the caller's, who waits */
  GFile *root;          /* (owned) */
  guint pending;
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->root);
  g_free (state);
}

typedef struct
{
  GTask *task;            /* (owned) */
  const Product *product; /* (unowned) (nullable): none for the mark of a sandbox */
  DsGuardState seen;
  char *trace; /* (owned) */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->task);
  g_free (look->trace);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
end_one (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (--state->pending == 0)
    g_task_return_boolean (task, TRUE);
}

static void
note (State *state, const Product *product, DsGuardState seen, const char *trace)
{
  DsGuard *guard = ds_firewall_add (state->firewall, product->id, product->kind, seen);

  ds_guard_add_trace (guard, trace);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  State *state = g_task_get_task_data (look->task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (look->product == NULL)
    state->firewall->is_sandboxed |= info != NULL;
  else if (info != NULL)
    note (state, look->product, look->seen, look->trace);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    note (state, look->product, DS_GUARD_UNSEEN, look->trace);
  end_one (look->task);
}

static void
look_for (
    GTask *task, const Product *product, DsGuardState seen, const char *path, const char *trace)
{
  State *state = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_resolve_relative_path (state->root, path);
  Look *look = g_new0 (Look, 1);

  look->task = g_object_ref (task);
  look->product = product;
  look->seen = seen;
  look->trace = g_strdup (trace);
  state->pending++;
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), looked_cb, look);
}

static void
look_for_product (GTask *task, const Product *product)
{
  for (guint i = 0; product->files[i] != NULL; i++)
    {
      g_autofree char *trace = g_strdup_printf ("/%s", product->files[i]);

      look_for (task, product, DS_GUARD_PRESENT, product->files[i], trace);
    }
  for (guint i = 0; product->services[i] != NULL; i++)
    {
      g_autofree char *service = g_strdup_printf ("%s.service", product->services[i]);

      for (guint k = 0; k < G_N_ELEMENTS (service_folders); k++)
        {
          g_autofree char *path = g_build_filename (service_folders[k], service, NULL);

          look_for (task, product, DS_GUARD_ACTIVE, path, service);
        }
    }
}

/* Each line of the table of devices begins with a name and a colon (proc(5)). */
static void
look_at_device (State *state, const char *device)
{
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    for (guint k = 0; products[i].devices[k] != NULL; k++)
      if (g_str_has_prefix (device, products[i].devices[k]))
        note (state, &products[i], DS_GUARD_ACTIVE, device);
}

static void
devices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = ds_host_load_finish (result, NULL);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autofree char *copy = length > 0 ? g_strndup (text, length) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *name = g_strchug (lines[i]);
      gsize name_length = strcspn (name, ":");

      if (name[name_length] != ':')
        continue;
      name[name_length] = '\0';
      look_at_device (state, name);
    }
  end_one (task);
}

/**
 * ds_host_firewall_traces_read_async:
 * @root: the root of the file system
 * @firewall: what to add to; must stay until @callback is called
 * @cancellable: (nullable): to give up
 * @callback: called when all was looked at
 * @user_data: data for @callback
 *
 * Looks for firewalls and security programs that tell nobody what they do, by what they leave
 * behind.
 */
void
ds_host_firewall_traces_read_async (GFile *root,
                                    DsFirewall *firewall,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GFile) devices = g_file_resolve_relative_path (root, DEVICES_FILE);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_firewall_traces_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  g_task_set_check_cancellable (task, FALSE);
  state->firewall = firewall;
  state->root = g_object_ref (root);
  state->pending = 1;
  look_for (task, NULL, DS_GUARD_UNSEEN, ".flatpak-info", "");
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    look_for_product (task, &products[i]);
  ds_host_load_async (devices, DEVICES_MAX, cancellable, devices_cb, g_object_ref (task));
}

/**
 * ds_host_firewall_traces_read_finish:
 * @result: the result given to the callback
 * @error: unused
 *
 * Returns: %TRUE: what could not be looked at is noted
 */
gboolean
ds_host_firewall_traces_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
