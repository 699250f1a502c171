/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-undoer.h"

#include <glib/gi18n.h>

struct _DsUndoer
{
  GObject parent_instance;

  DsChanges *changes;     /* (owned) */
  GHashTable *busy;       /* (owned): the entries that are being put back */
  GHashTable *complaints; /* (owned): entry to why it could not be put back */
};

G_DEFINE_FINAL_TYPE (DsUndoer, ds_undoer, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ds_undoer_finalize (GObject *object)
{
  DsUndoer *self = DS_UNDOER (object);

  g_clear_object (&self->changes);
  g_clear_pointer (&self->busy, g_hash_table_unref);
  g_clear_pointer (&self->complaints, g_hash_table_unref);
  G_OBJECT_CLASS (ds_undoer_parent_class)->finalize (object);
}

static void
ds_undoer_class_init (DsUndoerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_undoer_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DS_TYPE_UNDOER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", DS_TYPE_UNDOER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
ds_undoer_init (DsUndoer *self)
{
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->complaints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * ds_undoer_new:
 * @changes: the changes
 *
 * Returns: (transfer full): whoever puts them back
 */
DsUndoer *
ds_undoer_new (DsChanges *changes)
{
  DsUndoer *self = g_object_new (DS_TYPE_UNDOER, NULL);

  self->changes = g_object_ref (changes);
  return self;
}

DsChanges *
ds_undoer_get_changes (DsUndoer *self)
{
  return self->changes;
}

typedef struct
{
  DsUndoer *self; /* (owned) */
  char *entry;    /* (owned) */
} Undo;

static void
undo_free (Undo *undo)
{
  g_object_unref (undo->self);
  g_free (undo->entry);
  g_free (undo);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undo, undo_free)

static const char *
get_sentence (DsUndone undone, const char *note)
{
  if (note != NULL)
    return note;
  if (undone == DS_UNDONE_ALREADY)
    return _("It was as before already.");
  if (undone == DS_UNDONE_LEFT)
    return _("It was set otherwise meanwhile, and stays so.");
  return _("Put back: it is as it was before.");
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Undo) undo = user_data;
  DsUndoer *self = undo->self;
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  int undone = ds_changes_undo_finish (self->changes, result, &note, &error);

  g_hash_table_remove (self->busy, undo->entry);
  if (error != NULL)
    g_hash_table_insert (self->complaints, g_strdup (undo->entry), g_strdup (error->message));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (error == NULL)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0, undo->entry,
                   get_sentence ((DsUndone) undone, note));
  g_application_release (g_application_get_default ());
}

/**
 * ds_undoer_put_back:
 * @self: the undoer
 * @entry: an entry of the ledger, which needs not be read yet
 *
 * Puts a change back. The program lasts until that has ended, with windows or without.
 */
void
ds_undoer_put_back (DsUndoer *self, const char *entry)
{
  Undo *undo;

  if (!g_hash_table_add (self->busy, g_strdup (entry)))
    return;
  g_hash_table_remove (self->complaints, entry);
  undo = g_new0 (Undo, 1);
  undo->self = g_object_ref (self);
  undo->entry = g_strdup (entry);
  g_application_hold (g_application_get_default ());
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  ds_changes_undo_async (self->changes, entry, NULL, undone_cb, undo);
}

/**
 * ds_undoer_is_busy:
 * @self: the undoer
 * @entry: an entry of the ledger
 *
 * Returns: whether it is being put back
 */
gboolean
ds_undoer_is_busy (DsUndoer *self, const char *entry)
{
  return g_hash_table_contains (self->busy, entry);
}

/**
 * ds_undoer_get_complaint:
 * @self: the undoer
 * @entry: an entry of the ledger
 *
 * Returns: (transfer none) (nullable): why it could not be put back the last time
 */
const char *
ds_undoer_get_complaint (DsUndoer *self, const char *entry)
{
  return g_hash_table_lookup (self->complaints, entry);
}
