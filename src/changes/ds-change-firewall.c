/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `firewall-allow:PORT,ADDRESS,…`: firewalld gets an exception for connections to these addresses
 * and this port, in the running firewall only. It goes by itself when firewalld is started anew, so
 * which firewalld it was is kept: nobody is asked for a password to take away what is gone. */

#include "ds-change-firewall.h"

#include <glib/gi18n-lib.h>

#include "ds-firewall.h"
#include "ds-host-bus.h"
#include "ds-host-firewall-allow.h"
#include "ds-host-firewalld.h"

#define SERVICE "firewalld"

/* Which firewalld had the exception made in it. */
#define BEFORE_FIREWALL "firewall"

struct _DsChangeFirewall
{
  DsChange parent_instance;

  gboolean is_untouched; /* making it ended before anything was changed */
};

G_DEFINE_FINAL_TYPE (DsChangeFirewall, ds_change_firewall, DS_TYPE_CHANGE)

static void
refuse (GTask *task, DsChangeError code, const char *message)
{
  g_task_return_new_error (task, DS_CHANGE_ERROR, (int) code, "%s", message);
}

static void
fail (GTask *task, const GError *error)
{
  DsChangeFirewall *self = g_task_get_source_object (task);

  self->is_untouched = error->domain == DS_HOST_FIREWALL_ERROR;
  if (g_error_matches (error, DS_HOST_FIREWALL_ERROR, DS_HOST_FIREWALL_ERROR_DENIED))
    refuse (task, DS_CHANGE_ERROR_DENIED,
            _("The system did not allow it: that takes the password of an administrator."));
  else if (g_error_matches (error, DS_HOST_FIREWALL_ERROR, DS_HOST_FIREWALL_ERROR_DISMISSED))
    refuse (task, DS_CHANGE_ERROR_DISMISSED, _("The question for the password was closed."));
  else if (g_error_matches (error, DS_HOST_FIREWALL_ERROR, DS_HOST_FIREWALL_ERROR_NO_BLOCK))
    refuse (task, DS_CHANGE_ERROR_NOT_POSSIBLE,
            _("The firewall has no rule that stops what this computer sends. Something else on "
              "this computer does it."));
  else if (g_error_matches (error, DS_HOST_FIREWALL_ERROR, DS_HOST_FIREWALL_ERROR_EXISTS))
    refuse (task, DS_CHANGE_ERROR_NOT_POSSIBLE,
            _("The firewall lets connections to this website out already. Something else on this "
              "computer stops them."));
  else
    g_task_return_error (task, ds_change_error_translate (error, SERVICE));
}

/* --- Making it --- */

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *firewall = ds_host_firewalld_identify_finish (result, &error);

  if (firewall == NULL)
    {
      fail (task, error);
      return;
    }
  ds_change_set_before (g_task_get_source_object (task), BEFORE_FIREWALL, firewall);
  g_task_return_boolean (task, TRUE);
}

static void
ds_change_firewall_prepare (DsChange *self, GTask *task)
{
  ds_host_firewalld_identify_async (ds_change_get_context (self), g_task_get_cancellable (task),
                                    prepared_cb, task);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (ds_host_firewall_allow_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

static void
ds_change_firewall_apply (DsChange *self, GTask *task)
{
  guint port = 0;
  g_auto (GStrv) addresses = ds_firewall_allow_parse (ds_change_get_object (self), &port);

  ds_host_firewall_allow_async (ds_change_get_context (self), (const char *const *) addresses, port,
                                g_task_get_cancellable (task), applied_cb, task);
}

/* --- Putting it back --- */

/* Returns whether it is the firewalld the exception was made in; else the task has ended. */
static gboolean
check_firewall (GTask *task, GAsyncResult *result)
{
  DsChange *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *firewall = ds_host_firewalld_identify_finish (result, &error);

  if (firewall != NULL && g_strcmp0 (firewall, ds_change_get_before (self, BEFORE_FIREWALL)) == 0)
    return TRUE;
  if (firewall == NULL && !ds_host_bus_is_absent (error))
    fail (task, error);
  else if (g_task_get_source_tag (task) == ds_change_undo_async)
    g_task_return_int (task, DS_UNDONE_ALREADY);
  else
    g_task_return_int (task, FALSE);
  return FALSE;
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  int taken = ds_host_firewall_unallow_finish (result, &error);

  if (taken == -1)
    fail (task, error);
  else
    g_task_return_int (task, taken > 0 ? DS_UNDONE_PUT_BACK : DS_UNDONE_ALREADY);
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DsChange *self = g_task_get_source_object (task);
  guint port = 0;
  g_auto (GStrv) addresses = ds_firewall_allow_parse (ds_change_get_object (self), &port);

  if (check_firewall (task, result))
    ds_host_firewall_unallow_async (ds_change_get_context (self), (const char *const *) addresses,
                                    port, g_task_get_cancellable (task), undone_cb, task);
  else
    g_object_unref (task);
}

static void
ds_change_firewall_undo (DsChange *self, GTask *task)
{
  /* An exception somebody else has made stays. */
  if (DS_CHANGE_FIREWALL (self)->is_untouched)
    {
      g_task_return_int (task, DS_UNDONE_ALREADY);
      g_object_unref (task);
      return;
    }
  ds_host_firewalld_identify_async (ds_change_get_context (self), g_task_get_cancellable (task),
                                    undo_cb, task);
}

/* Whether it was reloaded meanwhile, only its rules tell, and they ask for the password. */
static void
in_force_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (check_firewall (task, result))
    g_task_return_int (task, TRUE);
}

static void
ds_change_firewall_is_in_force (DsChange *self, GTask *task)
{
  ds_host_firewalld_identify_async (ds_change_get_context (self), g_task_get_cancellable (task),
                                    in_force_cb, task);
}

static void
ds_change_firewall_class_init (DsChangeFirewallClass *klass)
{
  DsChangeClass *change_class = DS_CHANGE_CLASS (klass);

  change_class->prepare = ds_change_firewall_prepare;
  change_class->apply = ds_change_firewall_apply;
  change_class->undo = ds_change_firewall_undo;
  change_class->is_in_force = ds_change_firewall_is_in_force;
}

static void
ds_change_firewall_init (DsChangeFirewall *self)
{
}

/**
 * ds_change_firewall_is_object:
 * @object: a text behind the colon
 *
 * Returns: whether it says a port and addresses
 */
gboolean
ds_change_firewall_is_object (const char *object)
{
  g_auto (GStrv) addresses = ds_firewall_allow_parse (object, NULL);

  return addresses != NULL;
}
