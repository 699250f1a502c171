/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-check-list.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-check-row.h"

struct _DsCheckList
{
  GtkWidget parent_instance;

  GtkWidget *result; /* (unowned) (nullable): leads back to the result */
  GtkListBox *list;  /* (unowned) */
  gboolean for_reading;
};

enum
{
  PROP_FOR_READING = 1,
};

G_DEFINE_FINAL_TYPE (DsCheckList, ds_check_list, GTK_TYPE_WIDGET)

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  DsCheckList *self = DS_CHECK_LIST (user_data);
  GtkWidget *row = ds_check_row_new (DS_FINDING_ITEM (item), self->for_reading);

  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), !self->for_reading);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !self->for_reading);
  gtk_widget_set_focusable (row, !self->for_reading);
  /* Return goes to the row, and not to the button that is the default of the page. */
  gtk_widget_set_receives_default (row, TRUE);
  return row;
}

static void
row_activated_cb (DsCheckList *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to-step", "u",
                              ds_check_row_get_number (DS_CHECK_ROW (row)));
}

/**
 * ds_check_list_set_findings:
 * @self: a list
 * @findings: (nullable): a list of #DsFindingItem
 */
void
ds_check_list_set_findings (DsCheckList *self, GListModel *findings)
{
  gtk_list_box_bind_model (self->list, findings, create_row_cb, self, NULL);
}

/**
 * ds_check_list_set_current:
 * @self: a list
 * @number: the step that is open, 0 for none
 */
void
ds_check_list_set_current (DsCheckList *self, guint number)
{
  GtkListBoxRow *row =
      number > 0 ? gtk_list_box_get_row_at_index (self->list, (int) number - 1) : NULL;

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  else
    gtk_list_box_unselect_all (self->list);
}

static void
ds_check_list_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  DsCheckList *self = DS_CHECK_LIST (object);

  if (property_id == PROP_FOR_READING)
    self->for_reading = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
add_result (DsCheckList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-previous-symbolic");

  ds_accessible_set_hidden (icon, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), gtk_label_new (C_("title of a page", "Result")));
  self->result = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->result), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->result), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_("title of a page", "Result"), -1);
  gtk_widget_add_css_class (self->result, "flat");
  gtk_widget_add_css_class (self->result, "result-row");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->result), "win.show-result");
  gtk_widget_insert_after (self->result, GTK_WIDGET (self), NULL);
}

static void
ds_check_list_constructed (GObject *object)
{
  DsCheckList *self = DS_CHECK_LIST (object);

  G_OBJECT_CLASS (ds_check_list_parent_class)->constructed (object);
  gtk_widget_add_css_class (GTK_WIDGET (self->list),
                            self->for_reading ? "boxed-list" : "navigation-sidebar");
  gtk_list_box_set_selection_mode (self->list,
                                   self->for_reading ? GTK_SELECTION_NONE : GTK_SELECTION_SINGLE);
  if (!self->for_reading)
    add_result (self);
}

static void
ds_check_list_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ds_check_list_parent_class)->dispose (object);
}

static void
ds_check_list_class_init (DsCheckListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = ds_check_list_set_property;
  object_class->constructed = ds_check_list_constructed;
  object_class->dispose = ds_check_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  g_object_class_install_property (object_class, PROP_FOR_READING,
                                   g_param_spec_boolean ("for-reading", NULL, NULL, FALSE,
                                                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                             G_PARAM_STATIC_STRINGS));
}

static void
ds_check_list_init (DsCheckList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The ten checks"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}
