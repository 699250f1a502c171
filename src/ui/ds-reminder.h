/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ds-undoer.h"

G_BEGIN_DECLS

#define DS_TYPE_REMINDER (ds_reminder_get_type ())
G_DECLARE_FINAL_TYPE (DsReminder, ds_reminder, DS, REMINDER, GObject)

/* Reminds of what is changed while nobody looks at a window of the program: a notification a
 * change, with "Put back". It stays until the change is put back. Where the last window was closed,
 * the program waits without one until then, so that the button works on every desktop. */

DsReminder *ds_reminder_new (GtkApplication *application, DsUndoer *undoer);
GPtrArray *ds_reminder_get_unasked (DsReminder *self);

G_END_DECLS
