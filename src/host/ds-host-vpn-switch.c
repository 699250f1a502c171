/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A VPN turned on and off. A call only asks NetworkManager to begin; what counts is what it says
 * afterwards, so both wait for that: whenever it tells of a change, everything is looked at again.
 */

#include "ds-host-vpn.h"

#include "ds-deadline.h"
#include "ds-host-vpn-private.h"
#include "ds-timer.h"

#define PATH_ROOT     "/org/freedesktop"
#define PATH_NM       "/org/freedesktop/NetworkManager"
#define PATH_SETTINGS "/org/freedesktop/NetworkManager/Settings"
#define IFACE_ACTIVE  DS_HOST_NM_NAME ".Connection.Active"

/* Where no signal comes, it is looked at anyway. */
#define LOOK_AGAIN_MS 1000
/* The VPN's device lingers after its connection; one that stays belongs to somebody else. */
#define LINK_TIMEOUT_US (3 * G_USEC_PER_SEC)

/* Of NMActiveConnectionStateReason. */
#define REASON_NO_SECRETS   9
#define REASON_LOGIN_FAILED 10

typedef struct
{
  /* Input. */
  GDBusConnection *bus; /* (owned) */
  char *uuid;           /* (owned) */
  gboolean up;
  /* In progress. */
  DsDeadline *deadline; /* (owned) */
  guint signal_id;
  GSource *timer; /* (owned) (nullable) */
  gboolean begun;
  gboolean called; /* NetworkManager has begun, or had before */
  gboolean looking;
  gboolean look_again;
  char *link;     /* (owned) (nullable): the device that has to go */
  gint64 gone_us; /* since when it is not in use, 0 while it is */
  guint reason;
  gboolean over;
} Switch;

static void look (GTask *task);

static void
switch_free (Switch *data)
{
  g_clear_pointer (&data->deadline, ds_deadline_free);
  g_object_unref (data->bus);
  g_free (data->uuid);
  g_free (data->link);
  g_free (data);
}

static void
stop_timer (Switch *data)
{
  if (data->timer != NULL)
    g_source_destroy (data->timer);
  g_clear_pointer (&data->timer, g_source_unref);
}

/* Returns whether nobody has ended it before. */
static gboolean
stop (Switch *data)
{
  if (data->over)
    return FALSE;
  data->over = TRUE;
  stop_timer (data);
  g_dbus_connection_signal_unsubscribe (data->bus, data->signal_id);
  return TRUE;
}

static void
end (GTask *task, int value)
{
  if (stop (g_task_get_task_data (task)))
    g_task_return_int (task, value);
}

/* Takes the error. */
static void
end_with (GTask *task, GError *error)
{
  Switch *data = g_task_get_task_data (task);

  if (ds_deadline_has_passed (data->deadline))
    {
      g_error_free (error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "It took too long");
    }
  if (stop (data))
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

static GCancellable *
get_cancellable (GTask *task)
{
  return ds_deadline_get_cancellable (((Switch *) g_task_get_task_data (task))->deadline);
}

/* Returns whether the wait is over. */
static gboolean
judge_up (GTask *task, const DsHostVpn *vpn)
{
  Switch *data = g_task_get_task_data (task);

  if (vpn->state == DS_CONNECTION_ACTIVE)
    end (task, DS_HOST_VPN_UP);
  else if (vpn->state == DS_CONNECTION_ACTIVATING || !data->called)
    return FALSE;
  else if (data->reason == REASON_NO_SECRETS || data->reason == REASON_LOGIN_FAILED)
    end (task, DS_HOST_VPN_UP_NO_PASSWORD);
  else
    end (task, DS_HOST_VPN_UP_FAILED);
  return TRUE;
}

static gboolean
judge_down (GTask *task, const DsHostVpn *vpn, GVariant *objects)
{
  Switch *data = g_task_get_task_data (task);

  if (vpn->state != DS_CONNECTION_INACTIVE)
    {
      data->gone_us = 0;
      return FALSE;
    }
  if (data->gone_us == 0)
    data->gone_us = g_get_monotonic_time ();
  if (ds_host_vpn_has_device (objects, data->link) &&
      g_get_monotonic_time () - data->gone_us < LINK_TIMEOUT_US)
    return FALSE;
  end (task, 0);
  return TRUE;
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Switch *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    {
      end_with (task, error);
      return;
    }
  data->called = TRUE;
  look (task);
}

/* Both may ask for a password, so only the deadline of the caller ends them. */
static void
call (GTask *task, const char *method, GVariant *arguments)
{
  Switch *data = g_task_get_task_data (task);

  g_dbus_connection_call (data->bus, DS_HOST_NM_NAME, PATH_NM, DS_HOST_NM_NAME, method, arguments,
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START |
                              G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION,
                          G_MAXINT, get_cancellable (task), called_cb, g_object_ref (task));
}

static void
profile_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree char *name = error != NULL ? g_dbus_error_get_remote_error (error) : NULL;
  const char *path;

  if (reply != NULL)
    {
      g_variant_get (reply, "(&o)", &path);
      call (task, "ActivateConnection", g_variant_new ("(ooo)", path, "/", "/"));
    }
  else if (g_strcmp0 (name, DS_HOST_NM_NAME ".Settings.InvalidConnection") == 0)
    end (task, DS_HOST_VPN_UP_NO_PROFILE);
  else
    end_with (task, g_steal_pointer (&error));
}

static void
begin (GTask *task, const DsHostVpn *vpn)
{
  Switch *data = g_task_get_task_data (task);

  data->begun = TRUE;
  if (data->up ? vpn->state == DS_CONNECTION_ACTIVATING : vpn->state == DS_CONNECTION_DEACTIVATING)
    {
      /* Somebody did it a moment ago: perhaps this program, before it was killed. */
      data->called = TRUE;
      return;
    }
  if (!data->up)
    {
      data->link = g_strdup (vpn->link);
      call (task, "DeactivateConnection", g_variant_new ("(o)", vpn->path));
      return;
    }
  g_dbus_connection_call (data->bus, DS_HOST_NM_NAME, PATH_SETTINGS, DS_HOST_NM_NAME ".Settings",
                          "GetConnectionByUuid", g_variant_new ("(s)", data->uuid),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          get_cancellable (task), profile_cb, g_object_ref (task));
}

static gboolean
timer_cb (gpointer user_data)
{
  GTask *task = user_data;

  stop_timer (g_task_get_task_data (task));
  look (task);
  return G_SOURCE_REMOVE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Switch *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) objects = ds_host_nm_get_objects_finish (source, result, &error);
  g_autoptr (DsHostVpn) vpn = objects != NULL ? ds_host_vpn_read (objects, data->uuid) : NULL;

  data->looking = FALSE;
  if (vpn == NULL)
    {
      end_with (task, error);
      return;
    }
  if (data->over || (data->up ? judge_up (task, vpn) : judge_down (task, vpn, objects)))
    return;
  if (!data->begun)
    begin (task, vpn);
  if (data->look_again)
    look (task);
  else if (data->timer == NULL)
    data->timer = ds_timer_start (LOOK_AGAIN_MS, get_cancellable (task), timer_cb, task);
}

static void
look (GTask *task)
{
  Switch *data = g_task_get_task_data (task);

  data->look_again = data->looking;
  if (data->looking || data->over)
    return;
  data->looking = TRUE;
  ds_host_nm_get_objects_async (data->bus, get_cancellable (task), looked_cb, g_object_ref (task));
}

static void
signal_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *arguments,
           gpointer user_data)
{
  GTask *task = user_data;
  Switch *data = g_task_get_task_data (task);
  guint state;

  if (g_str_equal (interface, IFACE_ACTIVE) && g_str_equal (name, "StateChanged") &&
      g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(uu)")) && data->called)
    g_variant_get (arguments, "(uu)", &state, &data->reason);
  /* The rest, as the strength of a Wi-Fi signal, comes often and means nothing here. */
  if (g_str_has_prefix (path, PATH_NM "/ActiveConnection/") || g_str_equal (path, PATH_ROOT))
    look (task);
}

static void
start (GTask *task, GDBusConnection *bus, const char *uuid, gboolean up, guint timeout_ms)
{
  Switch *data = g_new0 (Switch, 1);

  data->bus = g_object_ref (bus);
  data->uuid = g_strdup (uuid);
  data->up = up;
  data->deadline = ds_deadline_new (timeout_ms, g_task_get_cancellable (task));
  g_task_set_task_data (task, data, (GDestroyNotify) switch_free);
  g_task_set_check_cancellable (task, FALSE);
  /* The subscription keeps the task until it is over. */
  data->signal_id = g_dbus_connection_signal_subscribe (bus, DS_HOST_NM_NAME, NULL, NULL, NULL,
                                                        NULL, G_DBUS_SIGNAL_FLAGS_NONE, signal_cb,
                                                        task, g_object_unref);
  look (task);
}

/**
 * ds_host_vpn_up_async:
 * @bus: the message bus of the system
 * @uuid: which VPN
 * @timeout_ms: how long it may take, the typing of a password included
 * @cancellable: (nullable): ends the wait
 * @callback: called when it is on, or failed to be
 * @user_data: data for @callback
 *
 * Turns a VPN on, and waits until it is. May ask for a password.
 */
void
ds_host_vpn_up_async (GDBusConnection *bus,
                      const char *uuid,
                      guint timeout_ms,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (bus, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_vpn_up_async);
  start (task, bus, uuid, TRUE, timeout_ms);
}

/**
 * ds_host_vpn_up_finish:
 * @result: the result given to the callback
 * @error: return location for an error of the bus, see ds-host-bus.h, %G_IO_ERROR_TIMED_OUT or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: a #DsHostVpnUp; -1 with @error set
 */
int
ds_host_vpn_up_finish (GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}

/**
 * ds_host_vpn_down_async:
 * @bus: the message bus of the system
 * @uuid: which VPN
 * @timeout_ms: how long it may take, the typing of a password included
 * @cancellable: (nullable): ends the wait
 * @callback: called when it is off
 * @user_data: data for @callback
 *
 * Turns a VPN off, and waits until its own device is gone. May ask for a password.
 */
void
ds_host_vpn_down_async (GDBusConnection *bus,
                        const char *uuid,
                        guint timeout_ms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (bus, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_host_vpn_down_async);
  start (task, bus, uuid, FALSE, timeout_ms);
}

/**
 * ds_host_vpn_down_finish:
 * @result: the result given to the callback
 * @error: return location for an error of the bus, see ds-host-bus.h, %G_IO_ERROR_TIMED_OUT or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is off
 */
gboolean
ds_host_vpn_down_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) >= 0;
}
