/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-reminder.h"

G_BEGIN_DECLS

gboolean ds_closing_ask (GtkWindow *window, DsReminder *reminder, DsUndoer *undoer);

G_END_DECLS
