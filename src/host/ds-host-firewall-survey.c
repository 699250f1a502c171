/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads all of firewalld that can stop what this computer sends: policies from HOST to anywhere,
 * and direct rules. (The rich rules of zones are about what comes in.) Most systems ask for a
 * password for it, so it is read only as a part of a change the person has chosen. */

#include "ds-host-firewall-survey.h"

#include "ds-host-firewalld.h"

#define DIRECT DS_FIREWALLD_NAME ".direct"

/* --- What was read --- */

static void
rules_free (DsFirewallRules *rules)
{
  g_free (rules->name);
  g_strfreev (rules->rules);
  g_free (rules);
}

/**
 * ds_firewall_survey_new:
 *
 * Returns: (transfer full): nothing read yet
 */
DsFirewallSurvey *
ds_firewall_survey_new (void)
{
  DsFirewallSurvey *survey = g_new0 (DsFirewallSurvey, 1);

  survey->policies = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_free);
  survey->passthroughs = g_ptr_array_new_with_free_func (g_free);
  return survey;
}

void
ds_firewall_survey_free (DsFirewallSurvey *survey)
{
  g_ptr_array_unref (survey->policies);
  g_ptr_array_unref (survey->passthroughs);
  g_free (survey);
}

static gboolean
has_word (const char *text, const char *word)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}

/**
 * ds_firewall_survey_add_policy:
 * @survey: what was read
 * @name: the name of a policy
 * @settings: (transfer none): its settings, `a{sv}`
 */
void
ds_firewall_survey_add_policy (DsFirewallSurvey *survey, const char *name, GVariant *settings)
{
  DsFirewallRules *policy = g_new0 (DsFirewallRules, 1);
  g_auto (GStrv) ingress = NULL;
  const char *target = "";
  gboolean stops;

  policy->name = g_strdup (name);
  g_variant_lookup (settings, "target", "&s", &target);
  g_variant_lookup (settings, "ingress_zones", "^as", &ingress);
  if (!g_variant_lookup (settings, "rich_rules", "^as", &policy->rules))
    policy->rules = g_new0 (char *, 1);
  stops = g_str_equal (target, "DROP") || g_str_equal (target, "REJECT");
  for (guint i = 0; policy->rules[i] != NULL; i++)
    stops |= has_word (policy->rules[i], "drop") || has_word (policy->rules[i], "reject");
  policy->stops =
      stops && ingress != NULL && g_strv_contains ((const char *const *) ingress, "HOST");
  g_ptr_array_add (survey->policies, policy);
}

static void
note_direct (DsFirewallSurvey *survey, const char *family)
{
  survey->direct_ipv4 |= g_str_equal (family, "ipv4");
  survey->direct_ipv6 |= g_str_equal (family, "ipv6");
}

/**
 * ds_firewall_survey_add_direct:
 * @survey: what was read
 * @rules: (transfer none): the direct rules, `a(sssias)`
 */
void
ds_firewall_survey_add_direct (DsFirewallSurvey *survey, GVariant *rules)
{
  GVariantIter iter;
  const char *family;
  const char *table;
  const char *chain;

  g_variant_iter_init (&iter, rules);
  while (g_variant_iter_next (&iter, "(&s&s&si@as)", &family, &table, &chain, NULL, NULL))
    if (g_str_equal (table, "filter") && g_str_equal (chain, "OUTPUT"))
      note_direct (survey, family);
}

/**
 * ds_firewall_survey_add_passthroughs:
 * @survey: what was read
 * @passthroughs: (transfer none): what was handed through to iptables, `a(sas)`
 */
void
ds_firewall_survey_add_passthroughs (DsFirewallSurvey *survey, GVariant *passthroughs)
{
  GVariantIter iter;
  const char *family;
  char **arguments;

  g_variant_iter_init (&iter, passthroughs);
  while (g_variant_iter_next (&iter, "(&s^as)", &family, &arguments))
    {
      g_auto (GStrv) owned = arguments;
      g_autofree char *joined = g_strjoinv (" ", owned);

      if (g_strv_contains ((const char *const *) owned, "OUTPUT"))
        note_direct (survey, family);
      g_ptr_array_add (survey->passthroughs, g_strdup_printf ("%s %s", family, joined));
    }
}

/* --- Reading it --- */

typedef struct
{
  GDBusConnection *bus;     /* (owned) */
  DsFirewallSurvey *survey; /* (owned) (nullable) */
  char **names;             /* (owned) (nullable): of the policies */
  int timeout_ms;
  guint next;
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->bus);
  g_clear_pointer (&state->survey, ds_firewall_survey_free);
  g_strfreev (state->names);
  g_free (state);
}

static void
call (GTask *task,
      const char *interface,
      const char *method,
      GVariant *parameters,
      const char *reply,
      GAsyncReadyCallback callback)
{
  State *state = g_task_get_task_data (task);

  g_dbus_connection_call (state->bus, DS_FIREWALLD_NAME, DS_FIREWALLD_PATH, interface, method,
                          parameters, G_VARIANT_TYPE (reply), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          state->timeout_ms, g_task_get_cancellable (task), callback, task);
}

static GVariant *
take_reply (GObject *source, GAsyncResult *result, GTask *task)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  return reply;
}

static void
passthroughs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take_reply (source, result, task);
  g_autoptr (GVariant) list = NULL;

  if (reply == NULL)
    return;
  list = g_variant_get_child_value (reply, 0);
  ds_firewall_survey_add_passthroughs (state->survey, list);
  g_task_return_pointer (task, g_steal_pointer (&state->survey),
                         (GDestroyNotify) ds_firewall_survey_free);
}

static void
direct_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take_reply (source, result, task);
  g_autoptr (GVariant) list = NULL;

  if (reply == NULL)
    return;
  list = g_variant_get_child_value (reply, 0);
  ds_firewall_survey_add_direct (state->survey, list);
  call (g_steal_pointer (&task), DIRECT, "getAllPassthroughs", NULL, "(a(sas))", passthroughs_cb);
}

static void read_next_policy (GTask *task);

static void
policy_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take_reply (source, result, task);
  g_autoptr (GVariant) settings = NULL;

  if (reply == NULL)
    return;
  settings = g_variant_get_child_value (reply, 0);
  ds_firewall_survey_add_policy (state->survey, state->names[state->next], settings);
  state->next++;
  read_next_policy (g_steal_pointer (&task));
}

static void
read_next_policy (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (state->names[state->next] == NULL)
    call (task, DIRECT, "getAllRules", NULL, "(a(sssias))", direct_cb);
  else
    call (task, DS_FIREWALLD_POLICY, "getPolicySettings",
          g_variant_new ("(s)", state->names[state->next]), "(a{sv})", policy_cb);
}

static void
policies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    g_variant_get (reply, "(^as)", &state->names);
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
           g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE))
    /* Versions before 0.9 have no policies. */
    state->names = g_new0 (char *, 1);
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  read_next_policy (g_steal_pointer (&task));
}

/**
 * ds_host_firewall_survey_async:
 * @bus: the message bus of the system
 * @timeout_ms: how long one answer may take, in ms
 * @cancellable: (nullable): to give up
 * @callback: called when all is read
 * @user_data: data for @callback
 *
 * Reads what in firewalld can stop what this computer sends. May ask for a password, unless that
 * was done already.
 */
void
ds_host_firewall_survey_async (GDBusConnection *bus,
                               int timeout_ms,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_firewall_survey_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->bus = g_object_ref (bus);
  state->timeout_ms = timeout_ms;
  state->survey = ds_firewall_survey_new ();
  call (task, DS_FIREWALLD_POLICY, "getPolicies", NULL, "(as)", policies_cb);
}

/**
 * ds_host_firewall_survey_finish:
 * @result: the result given to the callback
 * @error: return location for an error of GIO or of firewalld
 *
 * Returns: (transfer full) (nullable): what was read
 */
DsFirewallSurvey *
ds_host_firewall_survey_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
