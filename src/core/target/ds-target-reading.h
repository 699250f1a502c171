/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-target.h"

G_BEGIN_DECLS

/**
 * DsTargetReading:
 * @target: (owned): what the text becomes
 * @notes: (owned) (element-type utf8): what was mended or dropped on the way
 * @user: (owned) (nullable): what stood before the @ sign
 *
 * An attempt to read a text as an address.
 */
typedef struct
{
  DsTarget *target;
  GPtrArray *notes;
  char *user;
} DsTargetReading;

void ds_target_reading_init (DsTargetReading *reading);
void ds_target_reading_clear (DsTargetReading *reading);
gboolean ds_target_reading_read (DsTargetReading *reading, const char *text, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DsTargetReading, ds_target_reading_clear)

G_END_DECLS
