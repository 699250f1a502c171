/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-accessible.h"

/**
 * ds_accessible_set_label:
 * @button: a button
 * @label: its label, with the underline of a mnemonic
 *
 * Sets the label, which wraps where it is longer than the window is wide. GTK 4.8 makes "_Start
 * Start" the accessible name, from the property and from the label inside; the latter is right.
 */
void
ds_accessible_set_label (GtkButton *button, const char *label)
{
  GtkLabel *child;

  gtk_button_set_use_underline (button, TRUE);
  gtk_button_set_label (button, label);
  child = GTK_LABEL (gtk_button_get_child (button));
  gtk_label_set_wrap (child, TRUE);
  gtk_label_set_justify (child, GTK_JUSTIFY_CENTER);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/**
 * ds_accessible_mend_buttons:
 * @widget: a widget made elsewhere
 *
 * The same for each button in @widget whose label has a mnemonic.
 */
void
ds_accessible_mend_buttons (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    ds_accessible_mend_buttons (child);
}

/**
 * ds_accessible_set_hidden:
 * @widget: a widget
 * @hidden: whether a screen reader passes over it and what is in it
 */
void
ds_accessible_set_hidden (GtkWidget *widget, gboolean hidden)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, hidden, -1);
}

static void
visible_child_cb (GtkStack *stack)
{
  GtkWidget *visible = gtk_stack_get_visible_child (stack);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    ds_accessible_set_hidden (child, child != visible);
}

/**
 * ds_accessible_follow_stack:
 * @stack: a stack
 *
 * From now on a screen reader finds only the page that is seen. GTK leaves the others in the tree.
 */
void
ds_accessible_follow_stack (GtkStack *stack)
{
  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (visible_child_cb), NULL);
  visible_child_cb (stack);
}
