/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-case.h"
#include "ds-undoer.h"

G_BEGIN_DECLS

#define DS_TYPE_APPLICATION (ds_application_get_type ())
G_DECLARE_FINAL_TYPE (DsApplication, ds_application, DS, APPLICATION, AdwApplication)

DsApplication *ds_application_new (void);
GSettings *ds_application_get_settings (DsApplication *self);
DsContext *ds_application_get_context (DsApplication *self);
DsUndoer *ds_application_get_undoer (DsApplication *self);
gboolean ds_application_ask_before_closing (DsApplication *self, GtkWindow *window);

G_END_DECLS
