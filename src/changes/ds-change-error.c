/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What other programs say when they do not do as they are told, in the words of this layer. */

#include "ds-change-error.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ds-host-bus.h"

/* clang-format off */
G_DEFINE_QUARK (ds-change-error-quark, ds_change_error)
/* clang-format on */

/* Errors of services, by a part of their names on the bus: some put more before or behind it. */
static const struct
{
  const char *name;
  DsChangeError code;
} remote_errors[] = {
  { ".NetworkManager.PermissionDenied", DS_CHANGE_ERROR_DENIED },
  { ".NetworkManager.Settings.PermissionDenied", DS_CHANGE_ERROR_DENIED },
  { ".PolicyKit1.Error.NotAuthorized", DS_CHANGE_ERROR_DENIED },
  { ".PolicyKit1.Error.Cancelled", DS_CHANGE_ERROR_DISMISSED },
  { ".PolKit.NotAuthorizedException", DS_CHANGE_ERROR_DENIED },
  { ".DBus.Error.AccessDenied", DS_CHANGE_ERROR_DENIED },
  { ".DBus.Error.AuthFailed", DS_CHANGE_ERROR_DENIED },
  { ".DBus.Error.InteractiveAuthorizationRequired", DS_CHANGE_ERROR_DENIED },
  { ".DBus.Error.NoReply", DS_CHANGE_ERROR_UNAVAILABLE },
  { ".DBus.Error.Disconnected", DS_CHANGE_ERROR_UNAVAILABLE },
};

static DsChangeError
find_code (const GError *error)
{
  g_autofree char *name =
      g_dbus_error_is_remote_error (error) ? g_dbus_error_get_remote_error (error) : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (remote_errors); i++)
    if (strstr (name, remote_errors[i].name) != NULL)
      return remote_errors[i].code;
  if (ds_host_bus_is_late (error))
    return DS_CHANGE_ERROR_TIMED_OUT;
  if (ds_host_bus_is_absent (error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return DS_CHANGE_ERROR_UNAVAILABLE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return DS_CHANGE_ERROR_DENIED;
  return DS_CHANGE_ERROR_FAILED;
}

static char *
say (DsChangeError code, const GError *error, const char *service)
{
  g_autofree char *foreign = NULL;
  g_autoptr (GError) bare = NULL;

  switch ((int) code)
    {
    case DS_CHANGE_ERROR_DENIED:
      /* Translators: %s is a program, such as “NetworkManager”. */
      return g_strdup_printf (_("%s did not allow it."), service);
    case DS_CHANGE_ERROR_DISMISSED:
      return g_strdup (_("The question for the password was closed."));
    case DS_CHANGE_ERROR_UNAVAILABLE:
      /* Translators: %s is a program, such as “NetworkManager”. */
      return g_strdup_printf (_("%s is not there, or went away."), service);
    case DS_CHANGE_ERROR_TIMED_OUT:
      /* Translators: %s is a program, such as “NetworkManager”. */
      return g_strdup_printf (_("%s did not answer in time."), service);
    default:
      bare = g_error_copy (error);
      g_dbus_error_strip_remote_error (bare);
      foreign = g_utf8_make_valid (bare->message, -1);
      /* Translators: the first %s is a program, such as “NetworkManager”, the second what it said,
       * often in English. */
      return g_strdup_printf (_("%s could not do it. It says: %s"), service, foreign);
    }
}

/**
 * ds_change_error_translate:
 * @error: an error of GIO, or of a service on the bus
 * @service: who was asked, by the name people know
 *
 * Returns: (transfer full): the same in the words of this layer; %G_IO_ERROR_CANCELLED and errors
 *   of this layer stay as they are
 */
GError *
ds_change_error_translate (const GError *error, const char *service)
{
  g_autofree char *message = NULL;
  DsChangeError code;

  if (error->domain == DS_CHANGE_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  code = find_code (error);
  message = say (code, error, service);
  return g_error_new_literal (DS_CHANGE_ERROR, (int) code, message);
}
