/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-finding-item.h"

#include <glib/gi18n-lib.h>

#include "ds-words-types.h"

struct _DsFindingItem
{
  GObject parent_instance;

  const DsCheck *check; /* (unowned): a row of the table */
  DsFinding *finding;   /* (owned) */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (DsFindingItem, ds_finding_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CHECK_TITLE,
  PROP_NUMBER,
  PROP_FINDING,
  PROP_BUSY,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ds_finding_item_finalize (GObject *object)
{
  DsFindingItem *self = DS_FINDING_ITEM (object);

  g_clear_pointer (&self->finding, ds_finding_free);
  G_OBJECT_CLASS (ds_finding_item_parent_class)->finalize (object);
}

static void
ds_finding_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DsFindingItem *self = DS_FINDING_ITEM (object);

  switch (prop_id)
    {
    case PROP_CHECK_TITLE:
      g_value_set_string (value, g_dgettext (GETTEXT_PACKAGE, self->check->title));
      break;
    case PROP_NUMBER:
      g_value_set_uint (value, self->check->number);
      break;
    case PROP_FINDING:
      g_value_set_enum (value, self->finding->finding);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->finding->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_finding_item_class_init (DsFindingItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ds_finding_item_finalize;
  object_class->get_property = ds_finding_item_get_property;
  props[PROP_CHECK_TITLE] = g_param_spec_string ("check-title", NULL, NULL, NULL, flags);
  props[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, DS_N_CHECKS, 0, flags);
  props[PROP_FINDING] = g_param_spec_enum ("finding", NULL, NULL, ds_finding_kind_get_type (),
                                           DS_FINDING_NOT_RUN, flags);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  props[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DS_TYPE_FINDING_ITEM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ds_finding_item_init (DsFindingItem *self)
{
  self->finding = ds_finding_new ();
}

/**
 * ds_finding_item_new:
 * @check: (transfer none): the check it is of; a row of the table
 *
 * Returns: (transfer full): a row with nothing found yet
 */
DsFindingItem *
ds_finding_item_new (const DsCheck *check)
{
  DsFindingItem *self = g_object_new (DS_TYPE_FINDING_ITEM, NULL);

  self->check = check;
  return self;
}

/**
 * ds_finding_item_get_check:
 * @self: a row
 *
 * Returns: (transfer none): the check it is of
 */
const DsCheck *
ds_finding_item_get_check (DsFindingItem *self)
{
  return self->check;
}

/**
 * ds_finding_item_get_finding:
 * @self: a row
 *
 * Returns: (transfer none): what the check concluded so far; good until "changed" is emitted
 */
const DsFinding *
ds_finding_item_get_finding (DsFindingItem *self)
{
  return self->finding;
}

/**
 * ds_finding_item_get_busy:
 * @self: a row
 *
 * Returns: whether an experiment the check waits for is under way
 */
gboolean
ds_finding_item_get_busy (DsFindingItem *self)
{
  return self->busy;
}

/**
 * ds_finding_item_take:
 * @self: a row
 * @finding: (transfer full): what the check concludes now
 * @busy: whether an experiment it waits for is under way
 *
 * Puts a new finding into the row, and tells whoever shows it if anything is new.
 */
void
ds_finding_item_take (DsFindingItem *self, DsFinding *finding, gboolean busy)
{
  g_autoptr (DsFinding) old = self->finding;
  g_autoptr (JsonNode) before = ds_record_to_json (&ds_finding_type, old);
  g_autoptr (JsonNode) after = ds_record_to_json (&ds_finding_type, finding);
  gboolean same = json_node_equal (before, after);
  gboolean kind_changed = old->finding != finding->finding;
  gboolean summary_changed = g_strcmp0 (old->summary, finding->summary) != 0;

  self->finding = finding;
  if (same && self->busy == busy)
    return;
  if (kind_changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FINDING]);
  if (summary_changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUMMARY]);
  if (self->busy != busy)
    {
      self->busy = busy;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
