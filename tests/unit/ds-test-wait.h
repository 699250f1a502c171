/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Waiting for the end of what takes its time. */

void ds_test_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *ds_test_wait (GAsyncResult **result);

char *ds_test_make_folder (void);
void ds_test_remove_folder (char *folder);

G_END_DECLS
