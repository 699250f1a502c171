/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-window.h"

G_BEGIN_DECLS

void ds_window_actions_add (DsWindow *window);
void ds_window_actions_follow_page (DsWindow *window, DsWindowPage page);

G_END_DECLS
