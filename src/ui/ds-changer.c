/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-changer.h"

#include <glib/gi18n.h>

#include "ds-changed-row.h"
#include "ds-offers.h"

struct _DsChanger
{
  GObject parent_instance;

  DsCase *one_case;          /* (owned) */
  DsUndoer *undoer;          /* (owned) */
  GPtrArray *items;          /* (owned) (element-type DsOfferItem): whatever was offered so far */
  DsOfferItem *under_way;    /* (owned) (nullable): the change that is being made */
  GCancellable *cancellable; /* (owned) (nullable): of that */
};

G_DEFINE_FINAL_TYPE (DsChanger, ds_changer, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ds_changer_dispose (GObject *object)
{
  DsChanger *self = DS_CHANGER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->undoer != NULL)
    g_signal_handlers_disconnect_by_data (ds_changes_get_items (
                                              ds_undoer_get_changes (self->undoer)),
                                          self);
  G_OBJECT_CLASS (ds_changer_parent_class)->dispose (object);
}

static void
ds_changer_finalize (GObject *object)
{
  DsChanger *self = DS_CHANGER (object);

  g_clear_object (&self->one_case);
  g_clear_object (&self->undoer);
  g_clear_object (&self->under_way);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (ds_changer_parent_class)->finalize (object);
}

static void
ds_changer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_BUSY)
    g_value_set_boolean (value, ds_changer_get_busy (DS_CHANGER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ds_changer_class_init (DsChangerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ds_changer_dispose;
  object_class->finalize = ds_changer_finalize;
  object_class->get_property = ds_changer_get_property;
  props[PROP_BUSY] =
      g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", DS_TYPE_CHANGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, DS_TYPE_OFFER_ITEM);
}

static void
ds_changer_init (DsChanger *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static DsOfferItem *
find_item (DsChanger *self, const char *change)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      DsOfferItem *item = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (ds_offer_item_get_offer (item)->id, change) == 0)
        return item;
    }
  return NULL;
}

/* The row of the ledger, if the change is in force; (transfer none). */
static DsChangeItem *
find_in_force (DsChanger *self, const char *change)
{
  DsChangeItem *row = ds_changes_find (ds_undoer_get_changes (self->undoer), change);

  return row != NULL && ds_changed_row_shows (row) ? row : NULL;
}

/* Before and after putting it back a card says different things; what it was made to is known from
 * the ledger. */
static void
take_words (DsOfferItem *item, const DsLedgerEntry *entry)
{
  g_autoptr (DsOffer) made = ds_offer_describe (entry->change, entry->subject, TRUE);
  g_autoptr (DsOffer) open = ds_offer_describe (entry->change, entry->subject, FALSE);

  if (made == NULL || open == NULL)
    return;
  ds_offer_item_set_in_force_title (item, made->title);
  if (ds_offer_item_get_offer (item)->in_force)
    ds_offer_item_set_offer (item, open);
}

/* What helped and left nothing to put back has still helped. */
static void
open_again (DsOfferItem *item)
{
  gboolean leaves_nothing = ds_offer_item_get_offer (item)->undo == NULL;
  g_autofree char *sentence = g_strdup (ds_offer_item_get_sentence (item));

  ds_offer_item_set (item, DS_OFFER_OPEN,
                     leaves_nothing ? ds_offer_item_get_news (item) : DS_OFFER_NEWS_NONE,
                     leaves_nothing ? sentence : NULL);
}

/* What is told of a change stays while it is open, or in force; not from the one to the other. */
static void
set_stage (DsOfferItem *item, DsOfferStage stage)
{
  DsOfferNews news = ds_offer_item_get_news (item);
  gboolean stays = news == DS_OFFER_NEWS_FAILED && stage == DS_OFFER_IN_FORCE;
  g_autofree char *sentence = g_strdup (ds_offer_item_get_sentence (item));

  if (stage != ds_offer_item_get_stage (item))
    ds_offer_item_set (item, stage, stays ? news : DS_OFFER_NEWS_NONE, stays ? sentence : NULL);
}

/* Whether a change is in force is known to the ledger, which others write too. */
static void
follow_ledger (DsChanger *self, DsOfferItem *item)
{
  DsChangeItem *row = find_in_force (self, ds_offer_item_get_offer (item)->id);
  const DsLedgerEntry *entry = row != NULL ? ds_change_item_get_entry (row) : NULL;

  if (entry != NULL)
    take_words (item, entry);
  if (ds_offer_item_get_stage (item) == DS_OFFER_UNDER_WAY)
    {
      if (entry != NULL && entry->state == DS_LEDGER_PUTTING_BACK)
        ds_offer_item_set (item, DS_OFFER_UNDER_WAY, DS_OFFER_NEWS_NONE, _("Putting it back…"));
    }
  else if (row != NULL)
    set_stage (item, DS_OFFER_IN_FORCE);
  else if (ds_offer_item_get_stage (item) == DS_OFFER_IN_FORCE)
    open_again (item);
}

static void
follow_ledger_cb (DsChanger *self)
{
  for (guint i = 0; i < self->items->len; i++)
    follow_ledger (self, g_ptr_array_index (self->items, i));
}

static void
state_cb (DsChanger *self)
{
  if (self->under_way != NULL && ds_case_get_state (self->one_case) == DS_CASE_RUNNING)
    ds_offer_item_set (self->under_way, DS_OFFER_UNDER_WAY, DS_OFFER_NEWS_NONE,
                       _("Trying the website again…"));
}

static void
rows_changed_cb (DsChanger *self, guint position, guint removed, guint added, GListModel *rows)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (DsChangeItem) row = g_list_model_get_item (rows, position + i);

      g_signal_connect_object (row, "notify", G_CALLBACK (follow_ledger_cb), self,
                               G_CONNECT_SWAPPED);
    }
  follow_ledger_cb (self);
}

/**
 * ds_changer_new:
 * @one_case: the case whose steps offer changes
 * @undoer: whoever puts changes back, with those in force
 *
 * Returns: (transfer full): a changer that has made nothing yet
 */
DsChanger *
ds_changer_new (DsCase *one_case, DsUndoer *undoer)
{
  DsChanger *self = g_object_new (DS_TYPE_CHANGER, NULL);
  GListModel *rows = ds_changes_get_items (ds_undoer_get_changes (undoer));

  self->one_case = g_object_ref (one_case);
  self->undoer = g_object_ref (undoer);
  g_signal_connect_object (one_case, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  rows_changed_cb (self, 0, 0, g_list_model_get_n_items (rows), rows);
  return self;
}

static gboolean
offers (const DsFinding *finding, const char *change)
{
  for (guint i = 0; finding != NULL && i < finding->changes->len; i++)
    {
      const DsOffer *offer = g_ptr_array_index (finding->changes, i);

      if (g_strcmp0 (offer->id, change) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
take_offer (DsChanger *self, guint step, const DsOffer *offer)
{
  DsOfferItem *item = find_item (self, offer->id);

  if (item == NULL && offer->id != NULL && ds_offer_is_known (offer->id))
    {
      item = ds_offer_item_new (offer, step);
      g_ptr_array_add (self->items, item);
    }
  else if (item != NULL && !offer->in_force)
    ds_offer_item_set_offer (item, offer);
  if (item != NULL)
    follow_ledger (self, item);
}

/**
 * ds_changer_list:
 * @self: the changer
 * @step: the number of a step
 * @finding: (nullable): what its check found
 *
 * Returns: (transfer full) (element-type DsOfferItem): the changes it offers, and those it has
 *   offered that there is something to tell of
 */
GPtrArray *
ds_changer_list (DsChanger *self, guint step, const DsFinding *finding)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; finding != NULL && i < finding->changes->len; i++)
    take_offer (self, step, g_ptr_array_index (finding->changes, i));
  for (guint i = 0; i < self->items->len; i++)
    {
      DsOfferItem *item = g_ptr_array_index (self->items, i);
      gboolean told = ds_offer_item_get_stage (item) != DS_OFFER_OPEN ||
                      ds_offer_item_get_news (item) != DS_OFFER_NEWS_NONE;

      if (ds_offer_item_get_step (item) == step &&
          (told || offers (finding, ds_offer_item_get_offer (item)->id)))
        g_ptr_array_add (list, g_object_ref (item));
    }
  return list;
}

/**
 * ds_changer_get_busy:
 * @self: the changer
 *
 * Returns: whether a change is under way
 */
gboolean
ds_changer_get_busy (DsChanger *self)
{
  return self->cancellable != NULL;
}

/* --- Making a change, and trying the website again --- */

typedef struct
{
  DsChanger *self;   /* (owned) */
  DsOfferItem *item; /* (owned) */
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->self);
  g_object_unref (making->item);
  g_free (making);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

static void
tell (DsOfferItem *item, int tried, const char *sentence)
{
  switch (tried)
    {
    case DS_CASE_TRIED_HELPED:
      ds_offer_item_set (item, DS_OFFER_IN_FORCE, DS_OFFER_NEWS_HELPED, sentence);
      break;
    case DS_CASE_TRIED_PUT_BACK:
      ds_offer_item_set (item, DS_OFFER_NO_HELP, DS_OFFER_NEWS_PLAIN, sentence);
      break;
    case DS_CASE_TRIED_KEPT:
      ds_offer_item_set (item, DS_OFFER_IN_FORCE, DS_OFFER_NEWS_PLAIN, sentence);
      break;
    case DS_CASE_TRIED_STUCK:
      ds_offer_item_set (item, DS_OFFER_IN_FORCE, DS_OFFER_NEWS_FAILED, sentence);
      break;
    default:
      ds_offer_item_set (item, DS_OFFER_OPEN, DS_OFFER_NEWS_PLAIN, sentence);
    }
}

static void
tell_error (DsOfferItem *item, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ds_offer_item_set (item, DS_OFFER_OPEN, DS_OFFER_NEWS_PLAIN,
                       _("This was stopped, and everything is as it was before."));
  else
    ds_offer_item_set (item, DS_OFFER_OPEN, DS_OFFER_NEWS_FAILED, error->message);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Making) making = user_data;
  DsChanger *self = making->self;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  int tried = ds_case_apply_finish (DS_CASE (source), result, &sentence, &error);

  if (error != NULL)
    tell_error (making->item, error);
  else
    tell (making->item, tried, sentence);
  /* What helps and leaves nothing to put back is in no list; what failed may be all the same. */
  follow_ledger (self, making->item);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->under_way);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, making->item);
}

/**
 * ds_changer_make:
 * @self: the changer
 * @change: a change that was listed
 * @keep: whether it stays although it does not help
 *
 * Makes a change and tries the website again. A change that does not help is put back, unless the
 * person keeps it.
 */
void
ds_changer_make (DsChanger *self, const char *change, gboolean keep)
{
  DsOfferItem *item = find_item (self, change);
  Making *making;

  if (item == NULL || self->cancellable != NULL ||
      ds_offer_item_get_stage (item) == DS_OFFER_IN_FORCE)
    return;
  self->cancellable = g_cancellable_new ();
  self->under_way = g_object_ref (item);
  making = g_new0 (Making, 1);
  making->self = g_object_ref (self);
  making->item = g_object_ref (item);
  ds_offer_item_set (item, DS_OFFER_UNDER_WAY, DS_OFFER_NEWS_NONE, _("Making the change…"));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
  ds_case_apply_async (self->one_case, change, keep, self->cancellable, tried_cb, making);
}

/**
 * ds_changer_put_back:
 * @self: the changer
 * @change: a change in force
 */
void
ds_changer_put_back (DsChanger *self, const char *change)
{
  DsChangeItem *row = find_in_force (self, change);

  if (row != NULL)
    ds_undoer_put_back (self->undoer, ds_change_item_get_entry (row)->id);
}

/**
 * ds_changer_cancel:
 * @self: the changer
 *
 * Stops what is under way, and puts back what is made of it.
 */
void
ds_changer_cancel (DsChanger *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
