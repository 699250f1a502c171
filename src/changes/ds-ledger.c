/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each reading and each rewriting is one piece of work in a thread of its own: GIO has no fsync()
 * and no locks, and both may wait for as long as the disk or another process likes, which the main
 * loop must not. Nothing is kept in memory between two of them, so what another process wrote
 * meanwhile is never lost. */

#include "ds-ledger.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "ds-change-error.h"
#include "ds-ledger-file.h"

/* Another process holds the ledger for a few fsync() at most. */
#define LOCK_TIMEOUT_MS 5000
/* Nobody makes this many changes; a ledger that grows without end would mean a fault. */
#define ENTRIES_MAX 64

#define ID_LENGTH 4
/* Nothing that can be taken for another one when it is read out on the phone. */
#define ID_LETTERS "abcdefghjkmnpqrstuvwxyz23456789"

struct _DsLedger
{
  GObject parent_instance;

  char *folder;          /* (owned) */
  GFileMonitor *monitor; /* (owned) (nullable) */
  GMutex mutex;          /* guards the two below */
  int owner_fd;          /* holds the byte that says that this process lives, or -1 */
  guint owner;
};

G_DEFINE_FINAL_TYPE (DsLedger, ds_ledger, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_KEPT_ASIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct _Edit Edit;

struct _Edit
{
  /* Input. */
  gboolean (*apply) (DsLedger *self, Edit *edit, GPtrArray *entries, int lock_fd, GError **error);
  char *id;             /* (owned) (nullable) */
  DsLedgerEntry *entry; /* (owned) (nullable): to be added */
  DsLedgerState state;
  gboolean kept;
  /* Output. */
  char *kept_aside; /* (owned) (nullable) */
};

static void
edit_free (Edit *edit)
{
  g_free (edit->id);
  ds_ledger_entry_free (edit->entry);
  g_free (edit->kept_aside);
  g_free (edit);
}

static void
ds_ledger_finalize (GObject *object)
{
  DsLedger *self = DS_LEDGER (object);

  if (self->owner_fd >= 0)
    close (self->owner_fd);
  g_clear_object (&self->monitor);
  g_mutex_clear (&self->mutex);
  g_free (self->folder);
  G_OBJECT_CLASS (ds_ledger_parent_class)->finalize (object);
}

static void
ds_ledger_class_init (DsLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_ledger_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DS_TYPE_LEDGER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_KEPT_ASIDE] = g_signal_new ("kept-aside", DS_TYPE_LEDGER, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ds_ledger_init (DsLedger *self)
{
  self->owner_fd = -1;
  g_mutex_init (&self->mutex);
}

/* XDG Base Directory Specification 0.8: only an absolute path counts. */
static char *
find_folder (DsContext *context)
{
  char **environment = (char **) ds_context_get_environment (context);
  const char *state = g_environ_getenv (environment, "XDG_STATE_HOME");
  const char *home = g_environ_getenv (environment, "HOME");

  if (state != NULL && g_path_is_absolute (state))
    return g_build_filename (state, "doorstep", NULL);
  if (home == NULL || !g_path_is_absolute (home))
    home = g_get_home_dir ();
  return g_build_filename (home, ".local", "state", "doorstep", NULL);
}

/**
 * ds_ledger_new:
 * @context: the outside world; its environment says where the ledger is
 *
 * Returns: (transfer full): the ledger; nothing is read or made yet
 */
DsLedger *
ds_ledger_new (DsContext *context)
{
  DsLedger *self = g_object_new (DS_TYPE_LEDGER, NULL);

  self->folder = find_folder (context);
  return self;
}

/**
 * ds_ledger_get_folder:
 * @self: a ledger
 *
 * Returns: (transfer none): the folder it is in
 */
const char *
ds_ledger_get_folder (DsLedger *self)
{
  return self->folder;
}

static void
monitor_cb (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, DsLedger *self)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * ds_ledger_watch:
 * @self: a ledger
 *
 * From now on "changed" tells when the file was written, also by this process.
 */
void
ds_ledger_watch (DsLedger *self)
{
  g_autofree char *path = g_build_filename (self->folder, "ledger.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (self->monitor != NULL)
    return;
  /* Where nothing can be watched, another process's changes are seen at the next reading. */
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_cb), self, 0);
}

static GPtrArray *
copy_entries (GPtrArray *entries)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_ledger_entry_free);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (copy, ds_ledger_entry_copy (g_ptr_array_index (entries, i)));
  return copy;
}

static void
note_left_over (GPtrArray *entries, int lock_fd)
{
  for (guint i = 0; i < entries->len; i++)
    {
      DsLedgerEntry *entry = g_ptr_array_index (entries, i);

      entry->is_left_over = !ds_ledger_file_is_owned (lock_fd, entry->owner);
    }
}

/* --- The edits; each runs in the thread, with the ledger locked --- */

static gboolean
fail (GError **error, DsChangeError code, const char *message)
{
  g_set_error_literal (error, DS_CHANGE_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
be_owner (DsLedger *self, guint *owner, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->owner_fd < 0)
    self->owner_fd = ds_ledger_file_own (self->folder, &self->owner, error);
  *owner = self->owner;
  return self->owner_fd >= 0;
}

static guint
get_owner (DsLedger *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->owner;
}

static char *
make_id (GPtrArray *entries)
{
  char id[ID_LENGTH + 1] = "";

  do
    for (guint i = 0; i < ID_LENGTH; i++)
      id[i] = ID_LETTERS[g_random_int_range (0, (int) sizeof ID_LETTERS - 1)];
  while (ds_ledger_find (entries, id) != NULL);
  return g_strdup (id);
}

static gboolean
apply_add (DsLedger *self, Edit *edit, GPtrArray *entries, int lock_fd, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  DsLedgerEntry *entry = edit->entry;

  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (((const DsLedgerEntry *) g_ptr_array_index (entries, i))->change,
                   entry->change) == 0)
      return fail (error, DS_CHANGE_ERROR_BUSY,
                   _("This was changed before, and is not put back yet."));
  if (entries->len >= ENTRIES_MAX)
    return fail (error, DS_CHANGE_ERROR_BUSY, _("Put back some of the other changes first."));
  if (!be_owner (self, &entry->owner, error))
    return FALSE;
  entry->id = make_id (entries);
  entry->made_at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_ptr_array_add (entries, ds_ledger_entry_copy (entry));
  return TRUE;
}

static DsLedgerEntry *
find (Edit *edit, GPtrArray *entries, GError **error)
{
  DsLedgerEntry *entry = ds_ledger_find (entries, edit->id);

  if (entry == NULL)
    fail (error, DS_CHANGE_ERROR_UNKNOWN, _("This is not in the list of changes any more."));
  return entry;
}

static void
note_result (Edit *edit, const DsLedgerEntry *entry)
{
  edit->entry = ds_ledger_entry_copy (entry);
}

static gboolean
apply_claim (DsLedger *self, Edit *edit, GPtrArray *entries, int lock_fd, GError **error)
{
  DsLedgerEntry *entry = find (edit, entries, error);

  if (entry == NULL)
    return FALSE;
  if (entry->state != DS_LEDGER_IN_FORCE && entry->owner != get_owner (self) &&
      ds_ledger_file_is_owned (lock_fd, entry->owner))
    return fail (error, DS_CHANGE_ERROR_BUSY, _("Another Doorstep is changing this just now."));
  if (!be_owner (self, &entry->owner, error))
    return FALSE;
  entry->state = DS_LEDGER_PUTTING_BACK;
  note_result (edit, entry);
  return TRUE;
}

static gboolean
apply_state (DsLedger *self, Edit *edit, GPtrArray *entries, int lock_fd, GError **error)
{
  DsLedgerEntry *entry = find (edit, entries, error);

  if (entry == NULL)
    return FALSE;
  entry->state = edit->state;
  note_result (edit, entry);
  return TRUE;
}

static gboolean
apply_kept (DsLedger *self, Edit *edit, GPtrArray *entries, int lock_fd, GError **error)
{
  DsLedgerEntry *entry = find (edit, entries, error);

  if (entry == NULL)
    return FALSE;
  entry->kept = edit->kept;
  note_result (edit, entry);
  return TRUE;
}

static gboolean
apply_remove (DsLedger *self, Edit *edit, GPtrArray *entries, int lock_fd, GError **error)
{
  DsLedgerEntry *entry = find (edit, entries, error);

  if (entry == NULL)
    return FALSE;
  note_result (edit, entry);
  g_ptr_array_remove (entries, entry);
  return TRUE;
}

/* --- Doing them --- */

static GPtrArray *
read_for_edit (DsLedger *self, Edit *edit, GError **error)
{
  g_autoptr (GError) strange = NULL;
  GPtrArray *entries = ds_ledger_file_read (self->folder, &strange);

  if (entries != NULL)
    return entries;
  /* Only when there is something to add: until then it may be of use where it is. */
  if (edit->apply != apply_add ||
      !g_error_matches (strange, DS_CHANGE_ERROR, DS_CHANGE_ERROR_LEDGER_STRANGE))
    {
      g_propagate_error (error, g_steal_pointer (&strange));
      return NULL;
    }
  edit->kept_aside = ds_ledger_file_keep_aside (self->folder, error);
  return edit->kept_aside != NULL ? ds_ledger_file_read (self->folder, error) : NULL;
}

static gboolean
do_edit (DsLedger *self, Edit *edit, int lock_fd, GError **error)
{
  g_autoptr (GPtrArray) entries = read_for_edit (self, edit, error);
  g_autoptr (GPtrArray) before = entries != NULL ? copy_entries (entries) : NULL;

  if (entries == NULL || !edit->apply (self, edit, entries, lock_fd, error))
    return FALSE;
  if (ds_ledger_file_write (self->folder, entries, error))
    return TRUE;
  /* Perhaps the new one is there and only not known to be on the disk: whoever asked for it goes
   * by its not being there. */
  ds_ledger_file_write (self->folder, before, NULL);
  return FALSE;
}

static void
edit_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  DsLedger *self = source;
  Edit *edit = task_data;
  GError *error = NULL;
  int lock_fd = ds_ledger_file_lock (self->folder, LOCK_TIMEOUT_MS, cancellable, &error);
  gboolean done = lock_fd >= 0 && do_edit (self, edit, lock_fd, &error);

  if (lock_fd >= 0)
    close (lock_fd);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_edit (DsLedger *self,
            Edit *edit,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, start_edit);
  g_task_set_task_data (task, edit, (GDestroyNotify) edit_free);
  /* What was written is written: to say "cancelled" then would be untrue. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, edit_thread);
}

/**
 * ds_ledger_add_async:
 * @self: a ledger
 * @entry: what is about to be changed; copied; its id, owner and time are made here
 * @cancellable: (nullable): ends the wait for another process
 * @callback: called when it is on the disk
 * @user_data: data for @callback
 *
 * Writes down an intent. Fails with %DS_CHANGE_ERROR_BUSY when that change is there already.
 */
void
ds_ledger_add_async (DsLedger *self,
                     const DsLedgerEntry *entry,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->apply = apply_add;
  edit->entry = ds_ledger_entry_copy (entry);
  g_clear_pointer (&edit->entry->id, g_free);
  g_clear_pointer (&edit->entry->made_at, g_free);
  start_edit (self, edit, cancellable, callback, user_data);
}

/**
 * ds_ledger_claim_async:
 * @self: a ledger
 * @id: an entry
 * @cancellable: (nullable): ends the wait for another process
 * @callback: called when it is on the disk
 * @user_data: data for @callback
 *
 * Writes down that this process is about to put a change back. Fails with %DS_CHANGE_ERROR_BUSY
 * when another one is at it, or still making it, and with %DS_CHANGE_ERROR_UNKNOWN when it is not
 * there any more.
 */
void
ds_ledger_claim_async (DsLedger *self,
                       const char *id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->apply = apply_claim;
  edit->id = g_strdup (id);
  start_edit (self, edit, cancellable, callback, user_data);
}

/**
 * ds_ledger_set_state_async:
 * @self: a ledger
 * @id: an entry
 * @state: how far it is now
 * @cancellable: (nullable): ends the wait for another process
 * @callback: called when it is on the disk
 * @user_data: data for @callback
 */
void
ds_ledger_set_state_async (DsLedger *self,
                           const char *id,
                           DsLedgerState state,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->apply = apply_state;
  edit->id = g_strdup (id);
  edit->state = state;
  start_edit (self, edit, cancellable, callback, user_data);
}

/**
 * ds_ledger_set_kept_async:
 * @self: a ledger
 * @id: an entry
 * @kept: whether the person keeps the change, although it did not help
 * @cancellable: (nullable): ends the wait for another process
 * @callback: called when it is on the disk
 * @user_data: data for @callback
 */
void
ds_ledger_set_kept_async (DsLedger *self,
                          const char *id,
                          gboolean kept,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->apply = apply_kept;
  edit->id = g_strdup (id);
  edit->kept = kept;
  start_edit (self, edit, cancellable, callback, user_data);
}

/**
 * ds_ledger_remove_async:
 * @self: a ledger
 * @id: an entry that is put back, or was never made
 * @cancellable: (nullable): ends the wait for another process
 * @callback: called when it is on the disk
 * @user_data: data for @callback
 */
void
ds_ledger_remove_async (DsLedger *self,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->apply = apply_remove;
  edit->id = g_strdup (id);
  start_edit (self, edit, cancellable, callback, user_data);
}

/**
 * ds_ledger_edit_finish:
 * @self: a ledger
 * @result: the result given to the callback of any of the calls that change the ledger
 * @error: return location for a #DsChangeError, or %G_IO_ERROR_CANCELLED; the ledger is as it was
 *
 * Returns: (transfer full) (nullable): the entry as it is now, or as it was when it was removed;
 *   %NULL with @error set
 */
DsLedgerEntry *
ds_ledger_edit_finish (DsLedger *self, GAsyncResult *result, GError **error)
{
  Edit *edit = g_task_get_task_data (G_TASK (result));
  g_autofree char *shown = NULL;
  g_autofree char *sentence = NULL;

  if (edit->kept_aside != NULL)
    {
      shown = g_filename_display_name (edit->kept_aside);
      /* Translators: %s is a file. */
      sentence = g_strdup_printf (_("The list of earlier changes could not be read. It is kept as "
                                    "%s."),
                                     shown);
      g_clear_pointer (&edit->kept_aside, g_free);
      g_signal_emit (self, signals[SIGNAL_KEPT_ASIDE], 0, sentence);
    }
  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&edit->entry) : NULL;
}

/* --- Reading --- */

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  DsLedger *self = source;
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = ds_ledger_file_read (self->folder, &error);
  int lock_fd;

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (entries->len > 0)
    {
      lock_fd = ds_ledger_file_open_lock (self->folder);
      note_left_over (entries, lock_fd);
      if (lock_fd >= 0)
        close (lock_fd);
    }
  g_task_return_pointer (task, g_steal_pointer (&entries), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ds_ledger_load_async:
 * @self: a ledger
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: data for @callback
 *
 * Reads the ledger. Nothing is made or moved, whatever is there.
 */
void
ds_ledger_load_async (DsLedger *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_ledger_load_async);
  g_task_run_in_thread (task, load_thread);
}

/**
 * ds_ledger_load_finish:
 * @self: a ledger
 * @result: the result given to the callback
 * @error: return location for %DS_CHANGE_ERROR_LEDGER, %DS_CHANGE_ERROR_LEDGER_STRANGE or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type DsLedgerEntry): the entries, the oldest first
 */
GPtrArray *
ds_ledger_load_finish (DsLedger *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
