/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-change-item.h"

#include "ds-changes-types.h"

struct _DsChangeItem
{
  GObject parent_instance;

  DsLedgerEntry *entry; /* (owned) */
  gboolean in_force;
};

G_DEFINE_FINAL_TYPE (DsChangeItem, ds_change_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_KEPT,
  PROP_LEFT_OVER,
  PROP_IN_FORCE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
ds_change_item_finalize (GObject *object)
{
  ds_ledger_entry_free (DS_CHANGE_ITEM (object)->entry);
  G_OBJECT_CLASS (ds_change_item_parent_class)->finalize (object);
}

static void
ds_change_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DsChangeItem *self = DS_CHANGE_ITEM (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->entry->state);
      break;
    case PROP_KEPT:
      g_value_set_boolean (value, self->entry->kept);
      break;
    case PROP_LEFT_OVER:
      g_value_set_boolean (value, self->entry->is_left_over);
      break;
    case PROP_IN_FORCE:
      g_value_set_boolean (value, self->in_force);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_change_item_class_init (DsChangeItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ds_change_item_finalize;
  object_class->get_property = ds_change_item_get_property;
  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, ds_ledger_state_get_type (),
                                         DS_LEDGER_INTENDED, flags);
  props[PROP_KEPT] = g_param_spec_boolean ("kept", NULL, NULL, FALSE, flags);
  props[PROP_LEFT_OVER] = g_param_spec_boolean ("left-over", NULL, NULL, FALSE, flags);
  props[PROP_IN_FORCE] = g_param_spec_boolean ("in-force", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ds_change_item_init (DsChangeItem *self)
{
  self->in_force = TRUE;
}

/**
 * ds_change_item_new:
 * @entry: an entry of the ledger; copied
 *
 * Returns: (transfer full): a row for it
 */
DsChangeItem *
ds_change_item_new (const DsLedgerEntry *entry)
{
  DsChangeItem *self = g_object_new (DS_TYPE_CHANGE_ITEM, NULL);

  self->entry = ds_ledger_entry_copy (entry);
  return self;
}

/**
 * ds_change_item_set_entry:
 * @self: a row
 * @entry: how its entry is now; copied
 */
void
ds_change_item_set_entry (DsChangeItem *self, const DsLedgerEntry *entry)
{
  g_autoptr (DsLedgerEntry) old = self->entry;

  self->entry = ds_ledger_entry_copy (entry);
  if (old->state != entry->state)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  if (old->kept != entry->kept)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEPT]);
  if (old->is_left_over != entry->is_left_over)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEFT_OVER]);
}

/**
 * ds_change_item_set_in_force:
 * @self: a row
 * @in_force: whether the change was seen to be there
 */
void
ds_change_item_set_in_force (DsChangeItem *self, gboolean in_force)
{
  if (self->in_force == in_force)
    return;
  self->in_force = in_force;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IN_FORCE]);
}

/**
 * ds_change_item_get_entry:
 * @self: a row
 *
 * Returns: (transfer none): its entry, until it changes
 */
const DsLedgerEntry *
ds_change_item_get_entry (DsChangeItem *self)
{
  return self->entry;
}

/**
 * ds_change_item_is_left_over:
 * @self: a row
 *
 * Returns: whether whoever made the change is no more
 */
gboolean
ds_change_item_is_left_over (DsChangeItem *self)
{
  return self->entry->is_left_over;
}

/**
 * ds_change_item_is_in_force:
 * @self: a row
 *
 * Returns: whether the change is there; %TRUE where nobody could say
 */
gboolean
ds_change_item_is_in_force (DsChangeItem *self)
{
  return self->in_force;
}

/**
 * ds_change_item_to_record:
 * @self: a row
 *
 * Returns: (transfer full): what the evidence says about the change
 */
DsChangeRecord *
ds_change_item_to_record (DsChangeItem *self)
{
  DsChangeRecord *record = ds_change_record_new ();

  record->entry = g_strdup (self->entry->id);
  record->change = g_strdup (self->entry->change);
  record->subject = g_strdup (self->entry->subject);
  record->made_at = g_strdup (self->entry->made_at);
  record->kept = self->entry->kept;
  return record;
}
