/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-window-actions.h"

/* Everything a person can do in the window is an action of this table, so that buttons, keys,
 * menus, assistive technology and D-Bus all do it the same way. */

#define ON(page)  (1u << DS_WINDOW_##page)
#define ON_JUDGED (ON (RESULT) | ON (STEP) | ON (LIST))

typedef struct
{
  const char *name;
  void (*act) (DsWindow *window);
  guint pages;
} Action;

static void
every_step (DsWindow *window)
{
  ds_window_go_to_step (window, 1);
}

static const Action actions[] = {
  { "start", ds_window_start, ON (ADDRESS) },
  { "cancel", ds_window_cancel, ON (CHECKING) },
  { "try-again", ds_window_try_again, ON_JUDGED },
  { "back", ds_window_back, ON_JUDGED | ON (CHECKING) },
  { "continue", ds_window_go_on, ON (RESULT) | ON (STEP) },
  { "every-step", every_step, ON_JUDGED },
  { "show-result", ds_window_show_result, ON_JUDGED },
  { "show-list", ds_window_show_list, ON (STEP) },
  { "copy-details", ds_window_copy_details, ON (STEP) },
};

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      actions[i].act (DS_WINDOW (user_data));
}

static void
go_to_step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ds_window_go_to_step (DS_WINDOW (user_data), g_variant_get_uint32 (parameter));
}

static void
copy_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ds_window_copy (DS_WINDOW (user_data), g_variant_get_string (parameter, NULL));
}

/* Each says which change: an id of the finding that is shown. */
static void
change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DsChanger *changer = ds_window_get_changer (DS_WINDOW (user_data));
  const char *name = g_action_get_name (G_ACTION (action));
  const char *change = g_variant_get_string (parameter, NULL);

  if (changer == NULL)
    return;
  if (g_str_equal (name, "put-back-change"))
    ds_changer_put_back (changer, change);
  else
    ds_changer_make (changer, change, g_str_equal (name, "keep-change"));
}

static void
cancel_change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DsChanger *changer = ds_window_get_changer (DS_WINDOW (user_data));

  if (changer != NULL)
    ds_changer_cancel (changer);
}

/**
 * ds_window_actions_add:
 * @window: a window
 *
 * Gives @window its actions.
 */
void
ds_window_actions_add (DsWindow *window)
{
  static const GActionEntry more[] = {
    { "go-to-step", go_to_step_cb, "u" },  { "copy-text", copy_text_cb, "s" },
    { "make-change", change_cb, "s" },     { "keep-change", change_cb, "s" },
    { "put-back-change", change_cb, "s" }, { "cancel-change", cancel_change_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), more, G_N_ELEMENTS (more), window);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GActionEntry entry = { actions[i].name, activate_cb };

      g_action_map_add_action_entries (G_ACTION_MAP (window), &entry, 1, window);
    }
}

static void
set_enabled (DsWindow *window, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * ds_window_actions_follow_page:
 * @window: a window
 * @page: what it shows now
 *
 * Leaves enabled what makes sense there.
 */
void
ds_window_actions_follow_page (DsWindow *window, DsWindowPage page)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    set_enabled (window, actions[i].name, (actions[i].pages & (1u << page)) != 0);
  set_enabled (window, "go-to-step", (ON_JUDGED & (1u << page)) != 0);
}
