/* SPDX-License-Identifier: GPL-3.0-or-later */

/* firewalld, asked over the message bus of the system (firewalld.dbus(5)).
 *
 * Nobody must be asked for a password because something was read. Of its methods, those under the
 * polkit action `info` are free everywhere; those under `config.info` are free where the desktop's
 * rules were chosen when it was installed and ask elsewhere, so polkit is asked first, without
 * leave to ask anybody. Its properties (`state`, `version`) need the right to change it, and are
 * left alone, which is why there is no GDBusProxy here: that reads them all. */

#include "ds-host-firewalld.h"

#include "ds-host-bus.h"
#include "ds-host-polkit.h"

#define ID "firewalld"

/* It answers in milliseconds. One that does not answer must not keep a verdict waiting. */
#define TIMEOUT_MS 1000

/* A list that is longer was made to be long. */
#define LIST_MAX 32

#define ACTION_READ DS_FIREWALLD_NAME ".config.info"

typedef struct
{
  DsFirewall *firewall; /* (unowned): the caller's, who waits */
  GDBusConnection *bus; /* (owned) (nullable) */
  guint pending;
  gboolean may_read_targets;
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->bus);
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

  state->pending++;
  g_dbus_connection_call (state->bus, DS_FIREWALLD_NAME, DS_FIREWALLD_PATH, interface, method,
                          parameters, G_VARIANT_TYPE (reply), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          TIMEOUT_MS, g_task_get_cancellable (task), callback, g_object_ref (task));
}

static GVariant *
take_reply (GObject *source, GAsyncResult *result, GError **error)
{
  return g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, error);
}

/* --- What policies do --- */

static void
end_one (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (--state->pending == 0)
    g_task_return_boolean (task, TRUE);
}

typedef struct
{
  GTask *task;              /* (owned) */
  DsFirewallPolicy *policy; /* (unowned): in the firewall of the task */
} Target;

static void
target_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Target *target = user_data;
  g_autoptr (GTask) task = target->task;
  g_autoptr (GVariant) reply = take_reply (source, result, NULL);
  g_autoptr (GVariant) settings = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;

  if (settings != NULL)
    g_variant_lookup (settings, "target", "s", &target->policy->target);
  end_one (task);
}

static void
read_targets (GTask *task)
{
  State *state = g_task_get_task_data (task);

  for (guint i = 0; i < state->firewall->policies->len; i++)
    {
      DsFirewallPolicy *policy = g_ptr_array_index (state->firewall->policies, i);
      Target *target = g_new0 (Target, 1);

      target->task = g_object_ref (task);
      target->policy = policy;
      state->pending++;
      g_dbus_connection_call (state->bus, DS_FIREWALLD_NAME, DS_FIREWALLD_PATH, DS_FIREWALLD_POLICY,
                              "getPolicySettings", g_variant_new ("(s)", policy->name),
                              G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                              TIMEOUT_MS, g_task_get_cancellable (task), target_cb, target);
    }
}

static void
policies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take_reply (source, result, NULL);
  g_autoptr (GVariantIter) policies = NULL;
  GVariantIter *members;
  const char *name;

  /* Versions before 0.9 have no policies. */
  if (reply != NULL)
    g_variant_get (reply, "(a{sa{sas}})", &policies);
  while (policies != NULL && state->firewall->policies->len < LIST_MAX &&
         g_variant_iter_next (policies, "{&sa{sas}}", &name, &members))
    {
      DsFirewallPolicy *policy = ds_firewall_policy_new ();
      g_autoptr (GVariantIter) owned = members;
      const char *key;
      char **zones;

      policy->name = g_strdup (name);
      while (g_variant_iter_next (owned, "{&s^as}", &key, &zones))
        {
          char ***place = g_str_equal (key, "ingress_zones")  ? &policy->ingress
                          : g_str_equal (key, "egress_zones") ? &policy->egress
                                                              : NULL;

          if (place == NULL || *place != NULL)
            g_strfreev (zones);
          else
            *place = zones;
        }
      g_ptr_array_add (state->firewall->policies, policy);
    }
  if (state->may_read_targets)
    read_targets (task);
  end_one (task);
}

/* --- What is free --- */

static void
default_zone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = take_reply (source, result, &error);

  if (reply != NULL)
    {
      g_variant_get (reply, "(s)", &state->firewall->default_zone);
      ds_firewall_add (state->firewall, ID, DS_GUARD_FIREWALL, DS_GUARD_ACTIVE);
    }
  else if (!ds_host_bus_is_absent (error))
    ds_firewall_add (state->firewall, ID, DS_GUARD_FIREWALL, DS_GUARD_UNSEEN);
  end_one (task);
}

static void
zones_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take_reply (source, result, NULL);
  g_autoptr (GVariantIter) zones = NULL;
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  GVariant *members;
  const char *name;

  if (reply != NULL)
    g_variant_get (reply, "(a{sa{sas}})", &zones);
  for (guint i = 0;
       zones != NULL && i < LIST_MAX && g_variant_iter_next (zones, "{&s@a{sas}}", &name, &members);
       i++)
    {
      g_autoptr (GVariant) owned = members;
      g_auto (GStrv) devices = NULL;
      g_autofree char *joined = NULL;
      g_autofree char *line = NULL;

      g_variant_lookup (owned, "interfaces", "^as", &devices);
      joined = devices != NULL ? g_strjoinv (" ", devices) : g_strdup ("");
      line = g_strdup_printf ("%s: %s", name, joined);
      g_strv_builder_add (lines, g_strchomp (line));
    }
  if (zones != NULL)
    state->firewall->zones = g_strv_builder_end (lines);
  end_one (task);
}

static void
panic_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = take_reply (source, result, NULL);

  if (reply != NULL)
    g_variant_get (reply, "(b)", &state->firewall->is_panic);
  end_one (task);
}

static void
allowed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);

  state->may_read_targets = ds_host_polkit_check_finish (result, NULL) == DS_HOST_POLKIT_ALLOWED;
  call (task, DS_FIREWALLD_POLICY, "getActivePolicies", NULL, "(a{sa{sas}})", policies_cb);
  end_one (task);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  state->bus = ds_host_bus_get_finish (result, &error);
  if (state->bus == NULL || g_dbus_connection_get_unique_name (state->bus) == NULL)
    {
      if (error != NULL && !ds_host_bus_is_absent (error))
        ds_firewall_add (state->firewall, ID, DS_GUARD_FIREWALL, DS_GUARD_UNSEEN);
      g_task_return_boolean (task, TRUE);
      return;
    }
  call (task, DS_FIREWALLD_NAME, "getDefaultZone", NULL, "(s)", default_zone_cb);
  call (task, DS_FIREWALLD_NAME ".zone", "getActiveZones", NULL, "(a{sa{sas}})", zones_cb);
  call (task, DS_FIREWALLD_NAME, "queryPanicMode", NULL, "(b)", panic_cb);
  state->pending++;
  ds_host_polkit_check_async (state->bus, ACTION_READ, FALSE, g_task_get_cancellable (task),
                              allowed_cb, g_object_ref (task));
}

/**
 * ds_host_firewalld_read_async:
 * @context: the outside world
 * @firewall: what to add to; must stay until @callback is called
 * @cancellable: (nullable): to give up
 * @callback: called when it was asked
 * @user_data: data for @callback
 *
 * Asks firewalld what it tells everybody. It is not started by that. To be absent is no error, and
 * one that does not answer is noted as unseen.
 */
void
ds_host_firewalld_read_async (DsContext *context,
                              DsFirewall *firewall,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, ds_host_firewalld_read_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  g_task_set_check_cancellable (task, FALSE);
  state->firewall = firewall;
  ds_host_bus_get_async (context, cancellable, bus_cb, task);
}

/**
 * ds_host_firewalld_read_finish:
 * @result: the result given to the callback
 * @error: unused
 *
 * Returns: %TRUE: what could not be asked is noted
 */
gboolean
ds_host_firewalld_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
