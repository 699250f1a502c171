/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DsChangeKind:
 * @name: its id, up to the colon
 * @is_object: (nullable): whether a text can stand behind the colon; %NULL where there is none
 * @get_type: its #DsChange
 *
 * A kind of change.
 */
typedef struct
{
  const char *name;
  gboolean (*is_object) (const char *object);
  GType (*get_type) (void);
} DsChangeKind;

const DsChangeKind *ds_change_kind_find (const char *id);

G_END_DECLS
