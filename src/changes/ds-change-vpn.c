/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `vpn-off:UUID`: a VPN of NetworkManager is off. Putting back turns it on again by its UUID, which
 * is all that has to be known, and outlives NetworkManager and the computer's being turned off. */

#include "ds-change-vpn.h"

#include <glib/gi18n-lib.h>

#include "ds-host-bus.h"
#include "ds-host-vpn.h"

/* The UUIDs of the other VPNs that were on, with commas between. */
#define BEFORE_OTHERS "others"

struct _DsChangeVpn
{
  DsChange parent_instance;
};

G_DEFINE_FINAL_TYPE (DsChangeVpn, ds_change_vpn, DS_TYPE_CHANGE)

static void
refuse (GTask *task, DsChangeError code, const char *message)
{
  g_task_return_new_error (task, DS_CHANGE_ERROR, (int) code, "%s", message);
}

static void
end_with (GTask *task, const GError *error)
{
  g_task_return_error (task, ds_change_error_translate (error, "NetworkManager"));
}

static char *
say (GTask *task, const char *format)
{
  const char *name = ds_change_get_subject (g_task_get_source_object (task));
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoinv (name != NULL ? name : ds_change_get_object (g_task_get_source_object (task)),
                     parts);
}

static GDBusConnection *
get_bus (GTask *task, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = ds_host_bus_get_finish (result, &error);

  if (bus == NULL)
    end_with (task, error);
  return bus;
}

static const char *
get_uuid (GTask *task)
{
  return ds_change_get_object (g_task_get_source_object (task));
}

static DsHostVpn *
get_vpn (GTask *task, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  DsHostVpn *vpn = ds_host_vpn_get_finish (result, &error);

  if (vpn == NULL)
    end_with (task, error);
  return vpn;
}

static void
look (GTask *task, GAsyncResult *result, GAsyncReadyCallback callback)
{
  g_autoptr (GDBusConnection) bus = get_bus (task, result);

  if (bus != NULL)
    ds_host_vpn_get_async (bus, get_uuid (task), g_task_get_cancellable (task), callback,
                           g_object_ref (task));
}

static void
with_bus (DsChange *self, GTask *task, GAsyncReadyCallback callback)
{
  ds_host_bus_get_async (ds_change_get_context (self), g_task_get_cancellable (task), callback,
                         task);
}

/* --- Before --- */

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChange *self = g_task_get_source_object (task);
  g_autoptr (DsHostVpn) vpn = get_vpn (task, result);
  g_autofree char *others = NULL;

  if (vpn == NULL)
    return;
  if (vpn->state != DS_CONNECTION_ACTIVE && vpn->state != DS_CONNECTION_ACTIVATING)
    {
      refuse (task, DS_CHANGE_ERROR_NOT_POSSIBLE, _("This VPN is not on."));
      return;
    }
  if (!vpn->is_vpn)
    {
      refuse (task, DS_CHANGE_ERROR_NOT_POSSIBLE, _("This connection is not a VPN."));
      return;
    }
  others = g_strjoinv (",", vpn->others);
  ds_change_set_subject (self, vpn->name);
  ds_change_set_before (self, BEFORE_OTHERS, others);
  g_task_return_boolean (task, TRUE);
}

static void
prepare_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  look (task, result, prepared_cb);
}

static void
ds_change_vpn_prepare (DsChange *self, GTask *task)
{
  with_bus (self, task, prepare_bus_cb);
}

/* --- Turning it off --- */

static void
down_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (ds_host_vpn_down_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    end_with (task, error);
}

static void
apply_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GDBusConnection) bus = get_bus (task, result);

  if (bus != NULL)
    ds_host_vpn_down_async (bus, get_uuid (task), DS_CHANGE_PROMPT_TIMEOUT_MS,
                            g_task_get_cancellable (task), down_cb, g_object_ref (task));
}

static void
ds_change_vpn_apply (DsChange *self, GTask *task)
{
  with_bus (self, task, apply_bus_cb);
}

/* --- Turning it on again --- */

static void
up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  int up = ds_host_vpn_up_finish (result, &error);

  switch (up)
    {
    case DS_HOST_VPN_UP:
      g_task_return_int (task, DS_UNDONE_PUT_BACK);
      break;
    case DS_HOST_VPN_UP_NO_PROFILE:
      message = say (task, _("The VPN “%s” was removed from this computer meanwhile. There is "
                             "nothing to put back."));
      ds_change_set_note (g_task_get_source_object (task), message);
      g_task_return_int (task, DS_UNDONE_LEFT);
      break;
    case DS_HOST_VPN_UP_NO_PASSWORD:
      message = say (task, _("The VPN “%s” needs its password. Turn it on in the settings of the "
                             "network."));
      refuse (task, DS_CHANGE_ERROR_FAILED, message);
      break;
    case DS_HOST_VPN_UP_FAILED:
      message = say (task, _("The VPN “%s” did not come up again. Perhaps its server does not "
                             "answer."));
      refuse (task, DS_CHANGE_ERROR_FAILED, message);
      break;
    default:
      end_with (task, error);
    }
}

/* Another VPN that was not on before: the person's choice, and two may get into each other's way.
 */
static gboolean
has_another (GTask *task, const DsHostVpn *vpn)
{
  const char *before = ds_change_get_before (g_task_get_source_object (task), BEFORE_OTHERS);
  g_auto (GStrv) known = g_strsplit (before != NULL ? before : "", ",", -1);

  for (guint i = 0; vpn->others[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) known, vpn->others[i]))
      return TRUE;
  return FALSE;
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DsHostVpn) vpn = get_vpn (task, result);
  g_autofree char *message = NULL;

  if (vpn == NULL)
    return;
  if (vpn->state == DS_CONNECTION_ACTIVE)
    g_task_return_int (task, DS_UNDONE_ALREADY);
  else if (has_another (task, vpn))
    {
      message = say (task, _("Another VPN was turned on meanwhile, so “%s” stays off."));
      ds_change_set_note (g_task_get_source_object (task), message);
      g_task_return_int (task, DS_UNDONE_LEFT);
    }
  else
    ds_host_vpn_up_async (G_DBUS_CONNECTION (source), get_uuid (task), DS_CHANGE_PROMPT_TIMEOUT_MS,
                          g_task_get_cancellable (task), up_cb, g_object_ref (task));
}

static void
undo_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  look (task, result, undo_cb);
}

static void
ds_change_vpn_undo (DsChange *self, GTask *task)
{
  with_bus (self, task, undo_bus_cb);
}

/* --- Looking --- */

static void
in_force_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DsHostVpn) vpn = get_vpn (task, result);

  if (vpn != NULL)
    g_task_return_int (task, vpn->state == DS_CONNECTION_INACTIVE ||
                                 vpn->state == DS_CONNECTION_DEACTIVATING);
}

static void
in_force_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  look (task, result, in_force_cb);
}

static void
ds_change_vpn_is_in_force (DsChange *self, GTask *task)
{
  with_bus (self, task, in_force_bus_cb);
}

static void
ds_change_vpn_class_init (DsChangeVpnClass *klass)
{
  DsChangeClass *change_class = DS_CHANGE_CLASS (klass);

  change_class->prepare = ds_change_vpn_prepare;
  change_class->apply = ds_change_vpn_apply;
  change_class->undo = ds_change_vpn_undo;
  change_class->is_in_force = ds_change_vpn_is_in_force;
}

static void
ds_change_vpn_init (DsChangeVpn *self)
{
}
