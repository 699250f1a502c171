/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-window.h"

#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-compat.h"
#include "ds-phrases.h"
#include "ds-window-actions.h"
#include "ds-window-private.h"

G_DEFINE_FINAL_TYPE (DsWindow, ds_window, ADW_TYPE_APPLICATION_WINDOW)

static GtkWidget *
get_child (DsWindow *self)
{
  switch (self->page)
    {
    case DS_WINDOW_CHECKING:
      return GTK_WIDGET (self->checking_page);
    case DS_WINDOW_RESULT:
      return GTK_WIDGET (self->result_page);
    case DS_WINDOW_STEP:
    case DS_WINDOW_LIST:
      return GTK_WIDGET (self->split);
    case DS_WINDOW_ADDRESS:
    default:
      return GTK_WIDGET (self->address_page);
    }
}

static char *
get_page_title (DsWindow *self)
{
  switch (self->page)
    {
    case DS_WINDOW_CHECKING:
      return g_strdup (C_("title of a page", "Checking"));
    case DS_WINDOW_RESULT:
      return g_strdup (C_("title of a page", "Result"));
    case DS_WINDOW_STEP:
      return ds_phrase_step (self->step, _(ds_check_get (self->step)->title));
    case DS_WINDOW_LIST:
      return g_strdup (C_("title of a page", "The ten steps"));
    case DS_WINDOW_ADDRESS:
    default:
      return g_strdup (_("Doorstep"));
    }
}

static const char *
get_website (DsWindow *self)
{
  if (self->page == DS_WINDOW_ADDRESS || self->current_case == NULL)
    return "";
  return ds_case_get_target (self->current_case)->display_host;
}

static void
follow_page (DsWindow *self)
{
  gboolean folded = ds_split_view_get_folded (self->split);
  g_autofree char *title = get_page_title (self);

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, get_website (self));
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_set_visible (self->back_button,
                          self->page == DS_WINDOW_RESULT || self->page == DS_WINDOW_LIST);
  gtk_widget_set_visible (self->list_button, self->page == DS_WINDOW_STEP && folded);
}

static void
take_focus (DsWindow *self)
{
  GtkWidget *default_widget = NULL;

  if (self->page == DS_WINDOW_ADDRESS)
    {
      default_widget = ds_address_page_get_default (self->address_page);
      ds_address_page_take_focus (self->address_page);
    }
  else if (self->page == DS_WINDOW_CHECKING)
    ds_checking_page_take_focus (self->checking_page);
  else if (self->page == DS_WINDOW_RESULT)
    {
      default_widget = ds_result_page_get_default (self->result_page);
      ds_result_page_take_focus (self->result_page);
    }
  else if (self->page == DS_WINDOW_STEP)
    {
      default_widget = ds_step_page_get_default (self->step_page);
      ds_step_page_take_focus (self->step_page);
    }
  else
    gtk_widget_child_focus (self->sidebar, GTK_DIR_TAB_FORWARD);
  gtk_window_set_default_widget (GTK_WINDOW (self), default_widget);
}

/* Shows a page, with the focus where it belongs. */
void
ds_window_show_page (DsWindow *self, DsWindowPage page)
{
  self->page = page;
  ds_window_actions_follow_page (self, page);
  gtk_stack_set_visible_child (self->stack, get_child (self));
  ds_split_view_prefer_sidebar (self->split, page == DS_WINDOW_LIST);
  follow_page (self);
  take_focus (self);
}

static void
folded_cb (DsWindow *self)
{
  if (self->page == DS_WINDOW_LIST && !ds_split_view_get_folded (self->split))
    ds_window_show_page (self, DS_WINDOW_STEP);
  else
    follow_page (self);
}

static void
focus_lost_cb (DsWindow *self)
{
  take_focus (self);
}

void
ds_window_copy (DsWindow *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  ds_window_say (self, _("Copied"));
}

void
ds_window_copy_details (DsWindow *self)
{
  g_autofree char *details = ds_step_page_get_details (self->step_page);

  ds_window_copy (self, details);
}

/**
 * ds_window_get_changer:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): makes the changes that the steps offer
 */
DsChanger *
ds_window_get_changer (DsWindow *self)
{
  return self->changer;
}

/**
 * ds_window_say:
 * @self: a window
 * @text: a short sentence, shown for a moment
 */
void
ds_window_say (DsWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/**
 * ds_window_set_address:
 * @self: a window
 * @address: what to fill in; nothing is started
 *
 * A run under way goes on, and is looked at.
 */
void
ds_window_set_address (DsWindow *self, const char *address)
{
  ds_address_page_set_address (self->address_page, address);
  if (self->page != DS_WINDOW_CHECKING)
    ds_window_show_page (self, DS_WINDOW_ADDRESS);
}

/**
 * ds_window_get_help_id:
 * @self: a window
 *
 * Returns: (nullable): the id of the check that is shown, if one is
 */
const char *
ds_window_get_help_id (DsWindow *self)
{
  return self->page == DS_WINDOW_STEP ? ds_check_get (self->step)->id : NULL;
}

static void
save_size (DsWindow *self)
{
  DsApplication *application = DS_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  GSettings *settings = ds_application_get_settings (application);
  int width, height;

  if (settings == NULL || gtk_window_is_maximized (GTK_WINDOW (self)))
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
}

static void
restore_size (DsWindow *self, GSettings *settings)
{
  if (settings != NULL)
    gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                                 g_settings_get_int (settings, "window-height"));
}

static gboolean
ds_window_close_request (GtkWindow *window)
{
  DsApplication *application = DS_APPLICATION (gtk_window_get_application (window));

  save_size (DS_WINDOW (window));
  if (ds_application_ask_before_closing (application, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (ds_window_parent_class)->close_request (window);
}

static void
ds_window_dispose (GObject *object)
{
  DsWindow *self = DS_WINDOW (object);

  ds_window_stop_run (self);
  if (self->current_case != NULL)
    g_signal_handlers_disconnect_by_data (self->current_case, self);
  g_clear_object (&self->current_case);
  if (self->changer != NULL)
    g_signal_handlers_disconnect_by_data (self->changer, self);
  g_clear_object (&self->changer);
  g_clear_pointer (&self->next_target, ds_target_free);
  G_OBJECT_CLASS (ds_window_parent_class)->dispose (object);
}

static void
ds_window_class_init (DsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ds_window_close_request;
  g_type_ensure (DS_TYPE_ADDRESS_PAGE);
  g_type_ensure (DS_TYPE_CHANGED_BAR);
  g_type_ensure (DS_TYPE_CHECK_LIST);
  g_type_ensure (DS_TYPE_CHECKING_PAGE);
  g_type_ensure (DS_TYPE_RESULT_PAGE);
  g_type_ensure (DS_TYPE_SPLIT_VIEW);
  g_type_ensure (DS_TYPE_STEP_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/doorstep/Doorstep/ds-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, list_button);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, changed_bar);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, address_page);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, checking_page);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, result_page);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, split);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, step_page);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_lost_cb);
}

static void
ds_window_init (DsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_window_actions_add (self);
  ds_accessible_follow_stack (self->stack);
}

/* What was found was found before: whoever looks at it may want to look again. */
static void
put_back_cb (DsWindow *self, const char *entry, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (self->page != DS_WINDOW_ADDRESS && self->page != DS_WINDOW_CHECKING)
    {
      adw_toast_set_button_label (toast, _("Try again"));
      adw_toast_set_action_name (toast, "win.try-again");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
  ds_announce (GTK_WIDGET (self), sentence);
}

DsWindow *
ds_window_new (DsApplication *application)
{
  DsWindow *self = g_object_new (DS_TYPE_WINDOW, "application", application, NULL);
  DsUndoer *undoer = ds_application_get_undoer (application);

  ds_changed_bar_set_undoer (self->changed_bar, undoer);
  g_signal_connect_object (undoer, "ended", G_CALLBACK (put_back_cb), self, G_CONNECT_SWAPPED);
  restore_size (self, ds_application_get_settings (application));
  ds_window_show_page (self, DS_WINDOW_ADDRESS);
  return self;
}
