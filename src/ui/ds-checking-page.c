/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-checking-page.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-check-list.h"

struct _DsCheckingPage
{
  AdwBin parent_instance;

  GBindingGroup *bindings; /* (owned) */

  GtkLabel *heading;
  GtkProgressBar *progress;
  DsCheckList *list;
  GtkButton *cancel_button;
};

G_DEFINE_FINAL_TYPE (DsCheckingPage, ds_checking_page, ADW_TYPE_BIN)

/**
 * ds_checking_page_set_case:
 * @self: the page
 * @one_case: (nullable): the case whose run is shown
 */
void
ds_checking_page_set_case (DsCheckingPage *self, DsCase *one_case)
{
  g_autofree char *heading = NULL;

  g_binding_group_set_source (self->bindings, one_case);
  ds_check_list_set_findings (self->list,
                              one_case != NULL ? ds_case_get_findings (one_case) : NULL);
  if (one_case == NULL)
    return;
  /* Translators: %s is a website, "Checking www.example.com". */
  heading = g_strdup_printf (_("Checking %s"), ds_case_get_target (one_case)->display_host);
  gtk_label_set_label (self->heading, heading);
}

void
ds_checking_page_take_focus (DsCheckingPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
ds_checking_page_dispose (GObject *object)
{
  DsCheckingPage *self = DS_CHECKING_PAGE (object);

  g_clear_object (&self->bindings);
  G_OBJECT_CLASS (ds_checking_page_parent_class)->dispose (object);
}

static void
ds_checking_page_class_init (DsCheckingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_checking_page_dispose;
  g_type_ensure (DS_TYPE_CHECK_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-checking-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DsCheckingPage, heading);
  gtk_widget_class_bind_template_child (widget_class, DsCheckingPage, progress);
  gtk_widget_class_bind_template_child (widget_class, DsCheckingPage, list);
  gtk_widget_class_bind_template_child (widget_class, DsCheckingPage, cancel_button);
}

static void
ds_checking_page_init (DsCheckingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_accessible_set_label (self->cancel_button, _("_Cancel"));
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "progress", self->progress, "fraction",
                        G_BINDING_SYNC_CREATE);
}
