/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-address-page.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-compat.h"

struct _DsAddressPage
{
  AdwBin parent_instance;

  GtkEntry *entry;
  GtkLabel *complaint;
  GtkButton *start_button;
};

G_DEFINE_FINAL_TYPE (DsAddressPage, ds_address_page, ADW_TYPE_BIN)

static void
set_complaint (DsAddressPage *self, const char *text)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (self->entry);

  gtk_label_set_label (self->complaint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), text != NULL);
  if (text == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_reset_state (entry, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  ds_announce (GTK_WIDGET (self->complaint), text);
}

static void
changed_cb (DsAddressPage *self)
{
  set_complaint (self, NULL);
}

static void
activate_cb (DsAddressPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.start", NULL);
}

/**
 * ds_address_page_set_address:
 * @self: the page
 * @address: what to fill in
 */
void
ds_address_page_set_address (DsAddressPage *self, const char *address)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), address);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/**
 * ds_address_page_read:
 * @self: the page
 *
 * What is no website address is said under the entry, where the focus stays.
 *
 * Returns: (transfer full) (nullable): the website that was typed
 */
DsTarget *
ds_address_page_read (DsAddressPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  DsTarget *target = ds_target_parse (typed, -1, &error);

  set_complaint (self, target == NULL ? error->message : NULL);
  if (target == NULL)
    ds_address_page_take_focus (self);
  return target;
}

void
ds_address_page_take_focus (DsAddressPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

GtkWidget *
ds_address_page_get_default (DsAddressPage *self)
{
  return GTK_WIDGET (self->start_button);
}

static void
ds_address_page_class_init (DsAddressPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DsAddressPage, entry);
  gtk_widget_class_bind_template_child (widget_class, DsAddressPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, DsAddressPage, start_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
ds_address_page_init (DsAddressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_accessible_set_label (self->start_button, _("_Start"));
}
