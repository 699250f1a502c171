/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever happens, and whenever, the file says either what it said before or all of what it says
 * now, and what it says now is on the disk before anything is changed: written beside, fsync(),
 * rename(), fsync() of the folder.
 *
 * Locks are those of an open file description (fcntl(2), F_OFD_SETLK): the kernel lets them go with
 * the process that held them, however it ended, and whoever asks sees them from every PID
 * namespace, as from inside a sandbox. Byte 0 is held while the ledger is being rewritten. Each
 * process that has changes in force holds one further byte, whose number stands in its entries as
 * the owner: who finds that byte free knows that nobody is there any more to put them back. */

#include "ds-ledger-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ds-change-error.h"

#define NAME      "ledger.json"
#define LOCK_NAME "ledger.lock"
#define NEW_NAME  "ledger.json.new"

#define SIZE_MAX_BYTES (256 * 1024)
#define LOCK_RETRY_US  20000
#define OWNER_TRIES    16

static gboolean
refuse (GError **error, const char *folder, const char *name, const char *reason)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *shown = g_filename_display_name (path);

  /* Translators: the first %s is a file, the second says why, as “Permission denied”. */
  g_set_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER,
               _("The list of changes, %s, can’t be used: %s."), shown, reason);
  return FALSE;
}

static gboolean
refuse_errno (GError **error, const char *folder, const char *name, int code)
{
  return refuse (error, folder, name, g_strerror (code));
}

static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int code;

  if (fd < 0)
    return FALSE;
  /* Some file systems have no way to do this for a folder, and say EINVAL. */
  code = fsync (fd) != 0 && errno != EINVAL ? errno : 0;
  close (fd);
  errno = code;
  return code == 0;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0 || !sync_folder (parent))
    return refuse_errno (error, folder, NAME, errno);
  return TRUE;
}

/* A link could lead anywhere and a pipe would never end: only a plain file will do. */
static int
open_plain (const char *folder, const char *name, int flags)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  struct stat status;

  if (fd >= 0 && (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode)))
    {
      close (fd);
      errno = EINVAL;
      fd = -1;
    }
  return fd;
}

static gboolean
try_lock (int fd, guint byte)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

  return fcntl (fd, F_OFD_SETLK, &lock) == 0;
}

/**
 * ds_ledger_file_lock:
 * @folder: where the ledger is; made when it is not there
 * @timeout_ms: how long to wait for another process
 * @cancellable: (nullable): ends the wait
 * @error: return location for %DS_CHANGE_ERROR_LEDGER, %DS_CHANGE_ERROR_BUSY or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: what to close to let others have the ledger; -1 with @error set
 */
int
ds_ledger_file_lock (const char *folder,
                     guint timeout_ms,
                     GCancellable *cancellable,
                     GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  int fd;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !make_folder (folder, error))
    return -1;
  fd = open_plain (folder, LOCK_NAME, O_RDWR | O_CREAT);
  if (fd < 0)
    {
      refuse_errno (error, folder, LOCK_NAME, errno);
      return -1;
    }
  while (!try_lock (fd, 0))
    {
      if (errno != EAGAIN && errno != EACCES && errno != EINTR)
        refuse_errno (error, folder, LOCK_NAME, errno);
      else if (g_get_monotonic_time () >= deadline_us)
        g_set_error_literal (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_BUSY,
                             _("Another Doorstep is busy with the list of changes."));
      else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_usleep (LOCK_RETRY_US);
          continue;
        }
      close (fd);
      return -1;
    }
  return fd;
}

/**
 * ds_ledger_file_open_lock:
 * @folder: where the ledger is
 *
 * Returns: what to ask ds_ledger_file_is_owned() with, and to close then; holds no lock; -1 when
 *   there is none
 */
int
ds_ledger_file_open_lock (const char *folder)
{
  return open_plain (folder, LOCK_NAME, O_RDWR);
}

/**
 * ds_ledger_file_own:
 * @folder: where the ledger is
 * @owner: (out): the number others will know this process by
 * @error: return location for %DS_CHANGE_ERROR_LEDGER
 *
 * Returns: what to keep open for as long as this process looks after its changes; -1 with @error
 *   set
 */
int
ds_ledger_file_own (const char *folder, guint *owner, GError **error)
{
  int fd = open_plain (folder, LOCK_NAME, O_RDWR);

  for (guint i = 0; fd >= 0 && i < OWNER_TRIES; i++)
    {
      *owner = (guint) g_random_int_range (1, G_MAXINT);
      if (try_lock (fd, *owner))
        return fd;
    }
  refuse_errno (error, folder, LOCK_NAME, errno);
  if (fd >= 0)
    close (fd);
  return -1;
}

/**
 * ds_ledger_file_is_owned:
 * @lock_fd: what ds_ledger_file_lock() or ds_ledger_file_open_lock() returned
 * @owner: an owner
 *
 * Returns: whether that process is still there, perhaps this one
 */
gboolean
ds_ledger_file_is_owned (int lock_fd, guint owner)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = owner, .l_len = 1 };

  return owner != 0 && fcntl (lock_fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static char *
read_all (int fd, gsize *length)
{
  g_autofree char *text = g_malloc (SIZE_MAX_BYTES + 2);
  gssize got = 1;

  *length = 0;
  while (got > 0 && *length <= SIZE_MAX_BYTES)
    {
      got = TEMP_FAILURE_RETRY (read (fd, text + *length, SIZE_MAX_BYTES + 1 - *length));
      *length += got > 0 ? (gsize) got : 0;
    }
  text[*length] = '\0';
  return got >= 0 ? g_steal_pointer (&text) : NULL;
}

static GPtrArray *
refuse_strange (GError **error, const char *folder, const char *reason)
{
  refuse (error, folder, NAME, reason);
  if (error != NULL)
    (*error)->code = DS_CHANGE_ERROR_LEDGER_STRANGE;
  return NULL;
}

static GPtrArray *
parse (const char *folder, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) reason = NULL;
  GPtrArray *entries;

  if (length > SIZE_MAX_BYTES)
    return refuse_strange (error, folder, _("it is too long"));
  entries = ds_ledger_from_text (text, length, &reason);
  return entries != NULL ? entries : refuse_strange (error, folder, reason->message);
}

/**
 * ds_ledger_file_read:
 * @folder: where the ledger is
 * @error: return location for %DS_CHANGE_ERROR_LEDGER, or %DS_CHANGE_ERROR_LEDGER_STRANGE when
 *   what is there is no ledger of this version
 *
 * Returns: (transfer full) (nullable) (element-type DsLedgerEntry): the entries, none where there
 *   is no ledger
 */
GPtrArray *
ds_ledger_file_read (const char *folder, GError **error)
{
  int fd = open_plain (folder, NAME, O_RDONLY);
  g_autofree char *text = NULL;
  gsize length;
  int code = errno;

  if (fd < 0 && (code == ENOENT || code == ENOTDIR))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ds_ledger_entry_free);
  if (fd < 0 && (code == ELOOP || code == EINVAL || code == ENXIO))
    return refuse_strange (error, folder, _("it is not a plain file"));
  text = fd >= 0 ? read_all (fd, &length) : NULL;
  code = errno;
  if (fd >= 0)
    close (fd);
  if (text != NULL)
    return parse (folder, text, length, error);
  refuse_errno (error, folder, NAME, code);
  return NULL;
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize done = TEMP_FAILURE_RETRY (write (fd, text, length));

      if (done < 0)
        return FALSE;
      text += done;
      length -= (gsize) done;
    }
  return fsync (fd) == 0;
}

static gboolean
write_new (const char *folder, const char *path, const char *text)
{
  int fd;
  int code;

  /* One that was never finished is of no use to anybody. */
  if (unlink (path) != 0 && errno != ENOENT)
    return FALSE;
  fd = open_plain (folder, NEW_NAME, O_WRONLY | O_CREAT | O_EXCL);
  if (fd < 0)
    return FALSE;
  code = write_all (fd, text, strlen (text)) ? 0 : errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  errno = code;
  return code == 0;
}

/**
 * ds_ledger_file_write:
 * @folder: where the ledger is, locked
 * @entries: (element-type DsLedgerEntry): what to write
 * @error: return location for %DS_CHANGE_ERROR_LEDGER
 *
 * Returns: whether @entries are on the disk; if not, the ledger may be either way
 */
gboolean
ds_ledger_file_write (const char *folder, GPtrArray *entries, GError **error)
{
  g_autofree char *text = ds_ledger_to_text (entries);
  g_autofree char *path = g_build_filename (folder, NAME, NULL);
  g_autofree char *new_path = g_build_filename (folder, NEW_NAME, NULL);
  int code;

  if (strlen (text) > SIZE_MAX_BYTES)
    return refuse (error, folder, NAME, _("it is too long"));
  if (write_new (folder, new_path, text) && rename (new_path, path) == 0 && sync_folder (folder))
    return TRUE;
  code = errno;
  unlink (new_path);
  return refuse_errno (error, folder, NAME, code);
}

/**
 * ds_ledger_file_keep_aside:
 * @folder: where the ledger is, locked
 * @error: return location for %DS_CHANGE_ERROR_LEDGER
 *
 * Gives what is there in place of a ledger another name, so that nothing of it is lost.
 *
 * Returns: (transfer full) (nullable): the new path
 */
char *
ds_ledger_file_keep_aside (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, NAME, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *kept = g_strdup_printf ("%s.kept-%s", path, stamp);

  for (guint i = 2; g_file_test (kept, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK); i++)
    {
      g_free (kept);
      kept = g_strdup_printf ("%s.kept-%s-%u", path, stamp, i);
    }
  if (rename (path, kept) == 0 && sync_folder (folder))
    return g_steal_pointer (&kept);
  refuse_errno (error, folder, NAME, errno);
  return NULL;
}
