/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-changes.h"

#include <glib/gi18n-lib.h>

#include "ds-change-kinds.h"
#include "ds-changes-private.h"
#include "ds-deadline.h"
#include "ds-ledger.h"

/* To look whether a change is still there is a courtesy, and nothing waits long for it. */
#define LOOK_TIMEOUT_MS 2000

struct _DsChanges
{
  GObject parent_instance;

  DsContext *context; /* (owned) */
  DsLedger *ledger;   /* (owned) */
  GListStore *items;  /* (owned) (element-type DsChangeItem) */
};

G_DEFINE_FINAL_TYPE (DsChanges, ds_changes, G_TYPE_OBJECT)

enum
{
  SIGNAL_TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ds_changes_finalize (GObject *object)
{
  DsChanges *self = DS_CHANGES (object);

  g_clear_object (&self->ledger);
  g_clear_object (&self->items);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ds_changes_parent_class)->finalize (object);
}

static void
ds_changes_class_init (DsChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_changes_finalize;
  signals[SIGNAL_TOLD] = g_signal_new ("told", DS_TYPE_CHANGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ds_changes_init (DsChanges *self)
{
  self->items = g_list_store_new (DS_TYPE_CHANGE_ITEM);
}

static void
kept_aside_cb (DsLedger *ledger, const char *sentence, DsChanges *self)
{
  g_signal_emit (self, signals[SIGNAL_TOLD], 0, sentence);
}

/**
 * ds_changes_new:
 * @context: the outside world
 *
 * Returns: (transfer full): an empty list; nothing is read yet
 */
DsChanges *
ds_changes_new (DsContext *context)
{
  DsChanges *self = g_object_new (DS_TYPE_CHANGES, NULL);

  self->context = g_object_ref (context);
  self->ledger = ds_ledger_new (context);
  g_signal_connect_object (self->ledger, "kept-aside", G_CALLBACK (kept_aside_cb), self, 0);
  return self;
}

static void
written_cb (DsLedger *ledger, DsChanges *self)
{
  ds_changes_load_async (self, NULL, NULL, NULL);
}

/**
 * ds_changes_watch:
 * @self: the changes
 *
 * From now on the list follows what other processes change.
 */
void
ds_changes_watch (DsChanges *self)
{
  if (g_signal_handler_find (self->ledger, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, written_cb, NULL) != 0)
    return;
  g_signal_connect_object (self->ledger, "changed", G_CALLBACK (written_cb), self, 0);
  ds_ledger_watch (self->ledger);
}

DsLedger *
ds_changes_get_ledger (DsChanges *self)
{
  return self->ledger;
}

DsContext *
ds_changes_get_context (DsChanges *self)
{
  return self->context;
}

/**
 * ds_changes_get_items:
 * @self: the changes
 *
 * Returns: (transfer none) (element-type DsChangeItem): what is in the ledger, the oldest first
 */
GListModel *
ds_changes_get_items (DsChanges *self)
{
  return G_LIST_MODEL (self->items);
}

static DsChangeItem *
find_entry (DsChanges *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      /* The list keeps it. */
      g_autoptr (DsChangeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (ds_change_item_get_entry (item)->id, id) == 0)
        return item;
    }
  return NULL;
}

/**
 * ds_changes_find:
 * @self: the changes
 * @name: an entry, or the id of a change with its object
 *
 * Returns: (transfer none) (nullable): its row
 */
DsChangeItem *
ds_changes_find (DsChanges *self, const char *name)
{
  DsChangeItem *found = find_entry (self, name);

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (ds_change_item_get_entry (item)->change, name) == 0)
        found = item;
    }
  return found;
}

/**
 * ds_changes_get_records:
 * @self: the changes
 *
 * Returns: (transfer full) (element-type DsChangeRecord): those in force, for the evidence
 */
GPtrArray *
ds_changes_get_records (DsChanges *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_change_record_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (ds_change_item_is_in_force (item))
        g_ptr_array_add (records, ds_change_item_to_record (item));
    }
  return records;
}

/**
 * ds_changes_is_known:
 * @change: which change, with its object
 *
 * Returns: whether there is such a change
 */
gboolean
ds_changes_is_known (const char *change)
{
  return ds_change_kind_find (change) != NULL;
}

/* --- Reading the ledger, and looking whether what it says is still so --- */

typedef struct
{
  GTask *task;        /* (owned) */
  DsChangeItem *item; /* (owned) */
  DsDeadline *deadline;
} Look;

typedef struct
{
  guint looking;
} Load;

static void
load_done (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (--load->looking > 0)
    return;
  g_task_return_boolean (task, TRUE);
}

static void
look_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  g_autoptr (GTask) task = look->task;
  int in_force = ds_change_is_in_force_finish (DS_CHANGE (source), result, NULL);

  ds_change_item_set_in_force (look->item, in_force != 0);
  ds_deadline_free (look->deadline);
  g_object_unref (look->item);
  g_free (look);
  load_done (task);
}

static void
look (DsChanges *self, GTask *task, DsChangeItem *item)
{
  g_autoptr (DsChange) change =
      ds_change_new_for_entry (self->context, ds_change_item_get_entry (item), NULL);
  Load *load = g_task_get_task_data (task);
  Look *one;

  if (change == NULL || ds_change_leaves_nothing (change))
    return;
  one = g_new0 (Look, 1);
  one->task = g_object_ref (task);
  one->item = g_object_ref (item);
  one->deadline = ds_deadline_new (LOOK_TIMEOUT_MS, g_task_get_cancellable (task));
  load->looking++;
  ds_change_is_in_force_async (change, ds_deadline_get_cancellable (one->deadline), look_cb, one);
}

static void
take_entries (DsChanges *self, GPtrArray *entries)
{
  guint i = 0;

  while (i < g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const DsLedgerEntry *entry = ds_ledger_find (entries, ds_change_item_get_entry (item)->id);

      if (entry == NULL)
        {
          g_list_store_remove (self->items, i);
          continue;
        }
      ds_change_item_set_entry (item, entry);
      i++;
    }
  for (i = 0; i < entries->len; i++)
    {
      const DsLedgerEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (DsChangeItem) item = NULL;

      if (find_entry (self, entry->id) != NULL)
        continue;
      item = ds_change_item_new (entry);
      g_list_store_append (self->items, item);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChanges *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ds_ledger_load_finish (DS_LEDGER (source), result, &error);
  Load *load;

  if (entries == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_entries (self, entries);
  load = g_new0 (Load, 1);
  load->looking = 1;
  g_task_set_task_data (task, load, g_free);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      look (self, task, item);
    }
  load_done (task);
}

/**
 * ds_changes_load_async:
 * @self: the changes
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when the list is as the ledger is
 * @user_data: data for @callback
 *
 * Reads the ledger, and looks for each change whether it is still there.
 */
void
ds_changes_load_async (DsChanges *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_changes_load_async);
  ds_ledger_load_async (self->ledger, cancellable, loaded_cb, task);
}

/**
 * ds_changes_load_finish:
 * @self: the changes
 * @result: the result given to the callback
 * @error: return location for %DS_CHANGE_ERROR_LEDGER, %DS_CHANGE_ERROR_LEDGER_STRANGE or
 *   %G_IO_ERROR_CANCELLED; the list stays as it was
 *
 * Returns: whether the list is as the ledger is
 */
gboolean
ds_changes_load_finish (DsChanges *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsChanges *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsLedgerEntry) entry = ds_ledger_edit_finish (DS_LEDGER (source), result, &error);
  DsChangeItem *item = entry != NULL ? find_entry (self, entry->id) : NULL;

  if (item != NULL)
    ds_change_item_set_entry (item, entry);
  if (entry == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * ds_changes_keep_async:
 * @self: the changes
 * @entry: an entry of the ledger
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is written down
 * @user_data: data for @callback
 *
 * Writes down that the person keeps the change, although it did not help.
 */
void
ds_changes_keep_async (DsChanges *self,
                       const char *entry,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ds_changes_keep_async);
  ds_ledger_set_kept_async (self->ledger, entry, TRUE, cancellable, kept_cb, task);
}

/**
 * ds_changes_keep_finish:
 * @self: the changes
 * @result: the result given to the callback
 * @error: return location for a #DsChangeError
 *
 * Returns: whether it is written down
 */
gboolean
ds_changes_keep_finish (DsChanges *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
