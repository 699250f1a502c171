/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DsSchemeReading:
 * @scheme: (unowned) (nullable): `http` or `https`, or %NULL when none was typed
 * @rest: (unowned): what follows it and its slashes
 * @mended: (owned) (nullable): what was typed, when it was not written as it should be
 */
typedef struct
{
  const char *scheme;
  const char *rest;
  char *mended;
} DsSchemeReading;

gboolean ds_scheme_read (const char *text, DsSchemeReading *reading, GError **error);
void ds_scheme_reading_clear (DsSchemeReading *reading);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DsSchemeReading, ds_scheme_reading_clear)

G_END_DECLS
