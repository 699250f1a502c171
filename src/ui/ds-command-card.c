/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-command-card.h"

#include <glib/gi18n.h>

struct _DsCommandCard
{
  AdwBin parent_instance;

  GtkBox *box; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DsCommandCard, ds_command_card, ADW_TYPE_BIN)

static void
add_sentence (DsCommandCard *self, const char *sentence)
{
  gtk_box_append (self->box, g_object_new (GTK_TYPE_LABEL, "label", sentence, "wrap", TRUE,
                                           "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL));
}

static GtkWidget *
copy_button_new (const char *command, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, command, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", command);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.copy-text");
  return button;
}

/* What is typed in a terminal is written from left to right in every language, and no hyphen is
 * added where it breaks. */
static void
add_command (DsCommandCard *self, const char *command, const char *name)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", command, "wrap", TRUE, "wrap-mode",
                    PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE, "selectable", TRUE, NULL);

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (row, "command");
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), copy_button_new (command, name));
  gtk_box_append (self->box, row);
}

/**
 * ds_command_card_new:
 * @command: a command; one read back from a report may lack a part
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
ds_command_card_new (const DsCommand *command)
{
  DsCommandCard *self = g_object_new (DS_TYPE_COMMAND_CARD, NULL);

  if (command->meaning != NULL)
    add_sentence (self, command->meaning);
  if (command->command != NULL)
    add_command (self, command->command, _("Copy the command"));
  if (command->undo != NULL)
    {
      add_sentence (self, _("To put it back:"));
      add_command (self, command->undo, _("Copy the command that puts it back"));
    }
  return GTK_WIDGET (self);
}

static void
ds_command_card_class_init (DsCommandCardClass *klass)
{
}

static void
ds_command_card_init (DsCommandCard *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "offer");
}
