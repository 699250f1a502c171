/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One change that can be made and put back. What differs between kinds of changes is in their own
 * files; ds-change-kinds.c lists them. */

#include "ds-change.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ds-change-kinds.h"

typedef struct
{
  DsContext *context;   /* (owned) */
  DsLedgerEntry *entry; /* (owned): the id of the change, its subject, how it was before */
  char *note;           /* (owned) (nullable) */
} DsChangePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DsChange, ds_change, G_TYPE_OBJECT)

static DsChangePrivate *
get_private (DsChange *self)
{
  return ds_change_get_instance_private (self);
}

static void
ds_change_finalize (GObject *object)
{
  DsChangePrivate *priv = get_private (DS_CHANGE (object));

  g_clear_object (&priv->context);
  g_clear_pointer (&priv->entry, ds_ledger_entry_free);
  g_free (priv->note);
  G_OBJECT_CLASS (ds_change_parent_class)->finalize (object);
}

static void
ds_change_class_init (DsChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_change_finalize;
}

static void
ds_change_init (DsChange *self)
{
}

/**
 * ds_change_new_for_entry:
 * @context: the outside world
 * @entry: an entry of the ledger; copied
 * @error: return location for %DS_CHANGE_ERROR_UNKNOWN
 *
 * Returns: (transfer full) (nullable): the change, ready to be put back
 */
DsChange *
ds_change_new_for_entry (DsContext *context, const DsLedgerEntry *entry, GError **error)
{
  const DsChangeKind *kind = ds_change_kind_find (entry->change);
  DsChangePrivate *priv;
  DsChange *self;

  if (kind == NULL)
    {
      g_set_error (error, DS_CHANGE_ERROR, DS_CHANGE_ERROR_UNKNOWN,
                   /* Translators: %s is a word of the command line, such as “proxy-off”. */
                   _("There is no change called “%s”."), entry->change);
      return NULL;
    }
  self = g_object_new (kind->get_type (), NULL);
  priv = get_private (self);
  priv->context = g_object_ref (context);
  priv->entry = ds_ledger_entry_copy (entry);
  return self;
}

/**
 * ds_change_new:
 * @context: the outside world
 * @id: which change, with its object: `vpn-off:UUID`
 * @error: return location for %DS_CHANGE_ERROR_UNKNOWN
 *
 * Returns: (transfer full) (nullable): the change, to be prepared and then made
 */
DsChange *
ds_change_new (DsContext *context, const char *id, GError **error)
{
  g_autoptr (DsLedgerEntry) entry = ds_ledger_entry_new ();

  entry->change = g_strdup (id);
  return ds_change_new_for_entry (context, entry, error);
}

/**
 * ds_change_get_id:
 * @self: a change
 *
 * Returns: (transfer none): which change it is, with its object
 */
const char *
ds_change_get_id (DsChange *self)
{
  return get_private (self)->entry->change;
}

/**
 * ds_change_get_object:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): what stands behind the colon of its id
 */
const char *
ds_change_get_object (DsChange *self)
{
  const char *colon = strchr (ds_change_get_id (self), ':');

  return colon != NULL ? colon + 1 : NULL;
}

/**
 * ds_change_get_context:
 * @self: a change
 *
 * Returns: (transfer none): the outside world
 */
DsContext *
ds_change_get_context (DsChange *self)
{
  return get_private (self)->context;
}

/**
 * ds_change_leaves_nothing:
 * @self: a change
 *
 * Returns: whether there is nothing to put back after it
 */
gboolean
ds_change_leaves_nothing (DsChange *self)
{
  return DS_CHANGE_GET_CLASS (self)->leaves_nothing;
}

/**
 * ds_change_get_subject:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): what it is made to, by the name people know
 */
const char *
ds_change_get_subject (DsChange *self)
{
  return get_private (self)->entry->subject;
}

/**
 * ds_change_set_subject:
 * @self: a change
 * @subject: (nullable): what it is made to, by the name people know
 */
void
ds_change_set_subject (DsChange *self, const char *subject)
{
  DsChangePrivate *priv = get_private (self);

  g_free (priv->entry->subject);
  priv->entry->subject = g_strdup (subject);
}

static DsLedgerValue *
find_value (DsChange *self, const char *key)
{
  GPtrArray *before = get_private (self)->entry->before;

  for (guint i = 0; i < before->len; i++)
    {
      DsLedgerValue *value = g_ptr_array_index (before, i);

      if (g_strcmp0 (value->key, key) == 0)
        return value;
    }
  return NULL;
}

/**
 * ds_change_get_before:
 * @self: a change
 * @key: what to know
 *
 * Returns: (transfer none) (nullable): how it was before
 */
const char *
ds_change_get_before (DsChange *self, const char *key)
{
  const DsLedgerValue *value = find_value (self, key);

  return value != NULL ? value->value : NULL;
}

/**
 * ds_change_set_before:
 * @self: a change that is being prepared
 * @key: what has to be known to put it back
 * @value: (nullable): how it is now
 */
void
ds_change_set_before (DsChange *self, const char *key, const char *value)
{
  DsLedgerValue *place = find_value (self, key);

  if (place == NULL)
    {
      place = ds_ledger_value_new ();
      place->key = g_strdup (key);
      g_ptr_array_add (get_private (self)->entry->before, place);
    }
  g_free (place->value);
  place->value = g_strdup (value);
}

/**
 * ds_change_get_note:
 * @self: a change that was put back
 *
 * Returns: (transfer none) (nullable): a sentence about how that ended, where there is more to say
 */
const char *
ds_change_get_note (DsChange *self)
{
  return get_private (self)->note;
}

/**
 * ds_change_set_note:
 * @self: a change that is being put back
 * @note: (nullable): a sentence about how that ended
 */
void
ds_change_set_note (DsChange *self, const char *note)
{
  DsChangePrivate *priv = get_private (self);

  g_free (priv->note);
  priv->note = g_strdup (note);
}

/**
 * ds_change_get_entry:
 * @self: a change that was prepared, or comes from the ledger
 *
 * Returns: (transfer none): what to write into the ledger
 */
const DsLedgerEntry *
ds_change_get_entry (DsChange *self)
{
  return get_private (self)->entry;
}

static GTask *
make_task (DsChange *self,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data,
           gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/**
 * ds_change_prepare_async:
 * @self: a change
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known how it is before the change
 * @user_data: data for @callback
 *
 * Looks whether the change can be made, and keeps what is needed to put it back. Changes nothing.
 */
void
ds_change_prepare_async (DsChange *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = make_task (self, cancellable, callback, user_data, ds_change_prepare_async);

  DS_CHANGE_GET_CLASS (self)->prepare (self, task);
}

/**
 * ds_change_prepare_finish:
 * @self: a change
 * @result: the result given to the callback
 * @error: return location for a #DsChangeError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the change can be made
 */
gboolean
ds_change_prepare_finish (DsChange *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ds_change_apply_async:
 * @self: a change that was prepared, and whose intent is in the ledger
 * @cancellable: (nullable): a cancellable; the change may be made or not then
 * @callback: called when it took hold
 * @user_data: data for @callback
 *
 * Makes the change. May ask for a password.
 */
void
ds_change_apply_async (DsChange *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = make_task (self, cancellable, callback, user_data, ds_change_apply_async);

  DS_CHANGE_GET_CLASS (self)->apply (self, task);
}

/**
 * ds_change_apply_finish:
 * @self: a change
 * @result: the result given to the callback
 * @error: return location for a #DsChangeError or %G_IO_ERROR_CANCELLED; after any but
 *   %DS_CHANGE_ERROR_DENIED and %DS_CHANGE_ERROR_DISMISSED, it may be made or not
 *
 * Returns: whether the change was made
 */
gboolean
ds_change_apply_finish (DsChange *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ds_change_undo_async:
 * @self: a change, made or not
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is put back
 * @user_data: data for @callback
 *
 * Puts it back. May ask for a password.
 */
void
ds_change_undo_async (DsChange *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = make_task (self, cancellable, callback, user_data, ds_change_undo_async);

  g_return_if_fail (!ds_change_leaves_nothing (self));
  DS_CHANGE_GET_CLASS (self)->undo (self, task);
}

/**
 * ds_change_undo_finish:
 * @self: a change
 * @result: the result given to the callback
 * @error: return location for a #DsChangeError or %G_IO_ERROR_CANCELLED: it is not put back, or
 *   not for certain
 *
 * Returns: a #DsUndone; -1 with @error set
 */
int
ds_change_undo_finish (DsChange *self, GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}

/**
 * ds_change_is_in_force_async:
 * @self: a change
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known
 * @user_data: data for @callback
 *
 * Looks whether the change is there. Changes nothing, asks nobody for a password.
 */
void
ds_change_is_in_force_async (DsChange *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = make_task (self, cancellable, callback, user_data, ds_change_is_in_force_async);

  g_return_if_fail (!ds_change_leaves_nothing (self));
  DS_CHANGE_GET_CLASS (self)->is_in_force (self, task);
}

/**
 * ds_change_is_in_force_finish:
 * @self: a change
 * @result: the result given to the callback
 * @error: return location for a #DsChangeError or %G_IO_ERROR_CANCELLED
 *
 * Returns: 1 when it is in force, 0 when not, -1 with @error set
 */
int
ds_change_is_in_force_finish (DsChange *self, GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}
