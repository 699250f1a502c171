/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-address-page.h"
#include "ds-changed-bar.h"
#include "ds-check-list.h"
#include "ds-checking-page.h"
#include "ds-result-page.h"
#include "ds-split-view.h"
#include "ds-step-page.h"
#include "ds-window.h"

G_BEGIN_DECLS

/* A window is two files: what it shows (ds-window.c), and the way through it (ds-window-way.c). */

struct _DsWindow
{
  AdwApplicationWindow parent_instance;

  DsCase *current_case;      /* (owned) (nullable) */
  DsChanger *changer;        /* (owned) (nullable): makes the changes of the case */
  GCancellable *cancellable; /* (owned) (nullable): of the run under way */
  DsTarget *next_target;     /* (owned) (nullable): begun when the change under way is put back */
  DsWindowPage page;
  guint step;       /* the step that is shown, or was last; 0 before */
  guint entry_step; /* where the result led to; going back from there leads to the result */

  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *list_button;
  DsChangedBar *changed_bar;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  DsAddressPage *address_page;
  DsCheckingPage *checking_page;
  DsResultPage *result_page;
  DsSplitView *split;
  DsStepPage *step_page;
  GtkWidget *sidebar;
  DsCheckList *list;
};

void ds_window_show_page (DsWindow *self, DsWindowPage page);
void ds_window_stop_run (DsWindow *self);

G_END_DECLS
