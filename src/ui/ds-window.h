/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-application.h"
#include "ds-changer.h"

G_BEGIN_DECLS

#define DS_TYPE_WINDOW (ds_window_get_type ())
G_DECLARE_FINAL_TYPE (DsWindow, ds_window, DS, WINDOW, AdwApplicationWindow)

/**
 * DsWindowPage:
 * @DS_WINDOW_ADDRESS: asks which website
 * @DS_WINDOW_CHECKING: shows a run under way
 * @DS_WINDOW_RESULT: says who turned the connection away
 * @DS_WINDOW_STEP: one of the ten steps
 * @DS_WINDOW_LIST: the ten steps to choose from, where there is no room for them beside a step
 *
 * What the window shows.
 */
typedef enum
{
  DS_WINDOW_ADDRESS,
  DS_WINDOW_CHECKING,
  DS_WINDOW_RESULT,
  DS_WINDOW_STEP,
  DS_WINDOW_LIST,
} DsWindowPage;

DsWindow *ds_window_new (DsApplication *application);
const char *ds_window_get_help_id (DsWindow *self);
void ds_window_set_address (DsWindow *self, const char *address);
void ds_window_say (DsWindow *self, const char *text);
DsChanger *ds_window_get_changer (DsWindow *self);

/* The way through the pages. Each one does nothing where it makes no sense. */
void ds_window_start (DsWindow *self);
void ds_window_cancel (DsWindow *self);
void ds_window_try_again (DsWindow *self);
void ds_window_back (DsWindow *self);
void ds_window_go_on (DsWindow *self);
void ds_window_go_to_step (DsWindow *self, guint number);
void ds_window_show_result (DsWindow *self);
void ds_window_show_list (DsWindow *self);
void ds_window_copy (DsWindow *self, const char *text);
void ds_window_copy_details (DsWindow *self);

G_END_DECLS
