/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-application.h"

#include <glib/gi18n.h>

#include "ds-changed-row.h"
#include "ds-closing.h"
#include "ds-config.h"
#include "ds-reminder.h"
#include "ds-window.h"

struct _DsApplication
{
  AdwApplication parent_instance;

  GSettings *settings;  /* (owned) (nullable): there is none when the schema is not installed */
  DsContext *context;   /* (owned): the outside world of all windows */
  DsUndoer *undoer;     /* (owned): of all windows; with the changes in force */
  DsReminder *reminder; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DsApplication, ds_application, ADW_TYPE_APPLICATION)

/**
 * ds_application_get_settings:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): what is remembered between runs
 */
GSettings *
ds_application_get_settings (DsApplication *self)
{
  return self->settings;
}

/**
 * ds_application_get_context:
 * @self: the application
 *
 * It is one for all, so that a change makes everybody forget what was measured without it.
 *
 * Returns: (transfer none): the outside world, as the settings have it now
 */
DsContext *
ds_application_get_context (DsApplication *self)
{
  g_auto (GStrv) references = NULL;
  guint retry_for_s;

  if (self->settings == NULL)
    return self->context;
  references = g_settings_get_strv (self->settings, "reference-sites");
  ds_context_set_references (self->context, (const char *const *) references);
  retry_for_s = g_settings_get_uint (self->settings, "retry-for");
  if (retry_for_s > 0)
    ds_context_set_retry_for_ms (self->context, retry_for_s * 1000);
  return self->context;
}

/**
 * ds_application_get_undoer:
 * @self: the application
 *
 * Returns: (transfer none): whoever puts changes back, with the changes in force
 */
DsUndoer *
ds_application_get_undoer (DsApplication *self)
{
  return self->undoer;
}

static DsWindow *
find_window (DsApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  /* The active one may be About. */
  for (; windows != NULL; windows = windows->next)
    if (DS_IS_WINDOW (windows->data))
      return DS_WINDOW (windows->data);
  return NULL;
}

static DsWindow *
ensure_window (DsApplication *self)
{
  DsWindow *window = find_window (self);

  return window != NULL ? window : ds_window_new (self);
}

/**
 * ds_application_ask_before_closing:
 * @self: the application
 * @window: a window that is about to close
 *
 * Asks what is to become of the changes in force, and closes @window when that is decided.
 *
 * Returns: whether it asks, so that @window has to stay
 */
gboolean
ds_application_ask_before_closing (DsApplication *self, GtkWindow *window)
{
  return ds_closing_ask (window, self->reminder, self->undoer);
}

static void
ds_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (DS_APPLICATION (application))));
}

/* GIO would make files of the arguments (G_APPLICATION_HANDLES_OPEN), so that `example.com` became
 * a file of that name in the current folder. */
static int
ds_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **arguments = NULL;
  DsWindow *window;

  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &arguments);
  if (arguments != NULL && arguments[0] != NULL && arguments[1] != NULL)
    {
      g_application_command_line_printerr (command_line, "%s\n",
                                           _("Only one address can be filled in at a time."));
      return 2;
    }
  window = ensure_window (DS_APPLICATION (application));
  if (arguments != NULL && arguments[0] != NULL)
    ds_window_set_address (window, arguments[0]);
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static int
ds_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("doorstep %s\n", DS_VERSION);
      return 0;
    }
  return -1;
}

static void
help_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) window = GTK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (window, result, &error) && DS_IS_WINDOW (window))
    ds_window_say (DS_WINDOW (window), _("There is no program here that shows the help."));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DsWindow *window = ensure_window (DS_APPLICATION (user_data));
  const char *id = ds_window_get_help_id (window);
  g_autofree char *uri =
      id != NULL ? g_strdup_printf ("help:doorstep/check-%s", id) : g_strdup ("help:doorstep");

  gtk_show_uri_full (GTK_WINDOW (window), uri, GDK_CURRENT_TIME, NULL, help_shown_cb,
                     g_object_ref (window));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (
      gtk_application_get_active_window (GTK_APPLICATION (user_data)), "application-name",
      _("Doorstep"), "application-icon", DS_APP_ID, "version", DS_VERSION, "developer-name",
         _("The Doorstep contributors"), "comments",
            _("Finds out who turned your browser away, and what helps."), "license-type",
               GTK_LICENSE_GPL_3_0, "translator-credits",
               /* Translators: your names, one a line; they are shown in the About window. */
               _("translator-credits"), NULL);
}

/* The program ends with its last window: at once, or when that has asked what is to become of the
 * changes in force. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *i = windows; i != NULL; i = i->next)
    gtk_window_close (GTK_WINDOW (i->data));
}

static void
put_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ds_undoer_put_back (DS_APPLICATION (user_data)->undoer, g_variant_get_string (parameter, NULL));
}

static void
put_everything_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DsUndoer *undoer = DS_APPLICATION (user_data)->undoer;
  GListModel *items = ds_changes_get_items (ds_undoer_get_changes (undoer));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DsChangeItem) item = g_list_model_get_item (items, i);

      if (ds_changed_row_shows (item))
        ds_undoer_put_back (undoer, ds_change_item_get_entry (item)->id);
    }
}

static void
told_cb (DsApplication *self, const char *sentence)
{
  DsWindow *window = find_window (self);

  if (window != NULL)
    ds_window_say (window, sentence);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DsApplication) self = DS_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!ds_changes_load_finish (DS_CHANGES (source), result, &error))
    told_cb (self, error->message);
}

/* What an earlier run has left changed is seen at the start, whether anything is checked or not. */
static void
begin_with_changes (DsApplication *self)
{
  g_autoptr (DsChanges) changes = NULL;

  self->context = ds_context_new ();
  changes = ds_changes_new (self->context);
  self->undoer = ds_undoer_new (changes);
  self->reminder = ds_reminder_new (GTK_APPLICATION (self), self->undoer);
  g_signal_connect_object (changes, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  ds_changes_watch (changes);
  ds_changes_load_async (changes, NULL, loaded_cb, g_object_ref (self));
}

static void
add_accelerators (GtkApplication *application)
{
  gboolean mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  const struct
  {
    const char *action;
    const char *keys[4];
  } accelerators[] = {
    { "win.back", { mirrored ? "<Alt>Right" : "<Alt>Left", "Back" } },
    { "win.continue", { mirrored ? "<Alt>Left" : "<Alt>Right", "Forward" } },
    { "win.try-again", { "<Control>r" } },
    { "app.put-everything-back", { "<Control>u" } },
    { "app.help", { "F1" } },
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action,
                                           accelerators[i].keys);
}

static void
ds_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "help", help_cb },
    { "about", about_cb },
    { "quit", quit_cb },
    { "put-back", put_back_cb, "s" },
    { "put-everything-back", put_everything_back_cb },
  };
  DsApplication *self = DS_APPLICATION (application);
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  G_APPLICATION_CLASS (ds_application_parent_class)->startup (application);
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, DS_APP_ID, TRUE);
  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
  gtk_window_set_default_icon_name (DS_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  add_accelerators (GTK_APPLICATION (self));
  begin_with_changes (self);
}

static void
ds_application_finalize (GObject *object)
{
  DsApplication *self = DS_APPLICATION (object);

  g_clear_object (&self->reminder);
  g_clear_object (&self->undoer);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ds_application_parent_class)->finalize (object);
}

static void
ds_application_class_init (DsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ds_application_finalize;
  application_class->startup = ds_application_startup;
  application_class->activate = ds_application_activate;
  application_class->command_line = ds_application_command_line;
  application_class->handle_local_options = ds_application_handle_local_options;
}

static void
ds_application_init (DsApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
      { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_("[ADDRESS]") },
        { NULL },
    };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self), _("Find out who turned your browser away. The address is filled in; "
                              "nothing is started."));
}

DsApplication *
ds_application_new (void)
{
  return g_object_new (DS_TYPE_APPLICATION, "application-id", DS_APP_ID, "resource-base-path",
                       "/io/github/doorstep/Doorstep", "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
