/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-bind-device.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/**
 * ds_bind_device:
 * @fd: a socket that is not connected yet
 * @device: (nullable): the name of a device, or %NULL to let the routes decide
 * @error: return location for a #GIOErrorEnum: there is no such device, or the kernel lets only
 *   administrators do this, as it did before Linux 5.7
 *
 * Has everything of the socket leave and arrive by one device, whatever the routes say
 * (`SO_BINDTODEVICE` of socket(7)).
 *
 * Returns: whether that could be done
 */
gboolean
ds_bind_device (int fd, const char *device, GError **error)
{
  int error_number;

  if (device == NULL ||
      setsockopt (fd, SOL_SOCKET, SO_BINDTODEVICE, device, (socklen_t) strlen (device)) == 0)
    return TRUE;
  error_number = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number), "%s: %s", device,
               g_strerror (error_number));
  return FALSE;
}
