/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the exception is, and which calls make it or take it away.
 *
 * What lets a packet out depends on what stops it. A policy from HOST is overruled by a rich rule
 * of the same policy with the smallest priority there is, a direct rule by one in front of all
 * others in iptables' own chain: the two live in different tables, and to be let out by the one
 * does not help in the other. So where both kinds are, both get their exception; where neither is,
 * there is nothing to make an exception from. */

#include "ds-host-firewall-exception.h"

#include <string.h>

#include "ds-host-firewalld.h"

#define DIRECT DS_FIREWALLD_NAME ".direct"

void
ds_firewall_step_free (DsFirewallStep *step)
{
  g_variant_unref (step->parameters);
  g_free (step);
}

/* --- What the exception is --- */

static const char *
get_family (const char *address)
{
  return strchr (address, ':') != NULL ? "ipv6" : "ipv4";
}

/* Spelled as firewalld spells it, to be found again in its lists. */
static char *
make_rich_rule (const char *address, guint port)
{
  return g_strdup_printf ("rule priority=\"-32768\" family=\"%s\" destination address=\"%s\" "
                          "port port=\"%u\" protocol=\"tcp\" accept",
                          get_family (address), address, port);
}

static char **
make_passthrough (const char *address, guint port)
{
  g_autofree char *text =
      g_strdup_printf ("-I OUTPUT -d %s -p tcp --dport %u -j ACCEPT", address, port);

  return g_strsplit (text, " ", -1);
}

/* --- What has to be done for it --- */

static void
add_step (GQueue *steps, const char *interface, const char *method, GVariant *parameters)
{
  DsFirewallStep *step = g_new0 (DsFirewallStep, 1);

  step->interface = interface;
  step->method = method;
  step->parameters = g_variant_ref_sink (parameters);
  g_queue_push_tail (steps, step);
}

static void
set_rules (GQueue *steps, const char *policy, GPtrArray *rules)
{
  GVariantBuilder settings;

  g_variant_builder_init (&settings, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&settings, "{sv}", "rich_rules",
                         g_variant_new_strv ((const char *const *) rules->pdata,
                                             (gssize) rules->len));
  add_step (steps, DS_FIREWALLD_POLICY, "setPolicySettings",
            g_variant_new ("(sa{sv})", policy, &settings));
}

/* The rules of a policy, with the exception or without. */
static void
plan_policy (const DsFirewallException *exception,
             const DsFirewallRules *policy,
             gboolean is_undo,
             GQueue *steps)
{
  g_autoptr (GPtrArray) mine = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  guint found = 0;

  for (guint i = 0; exception->addresses[i] != NULL; i++)
    g_ptr_array_add (mine, make_rich_rule (exception->addresses[i], exception->port));
  for (guint i = 0; policy->rules[i] != NULL; i++)
    {
      if (g_ptr_array_find_with_equal_func (mine, policy->rules[i], g_str_equal, NULL))
        found++;
      else
        g_ptr_array_add (rules, policy->rules[i]);
    }
  if (is_undo ? found == 0 : !policy->stops || found == mine->len)
    return;
  for (guint i = 0; !is_undo && i < mine->len; i++)
    g_ptr_array_add (rules, g_ptr_array_index (mine, i));
  set_rules (steps, policy->name, rules);
}

static void
plan_direct (const DsFirewallException *exception,
             const DsFirewallSurvey *survey,
             const char *address,
             gboolean is_undo,
             GQueue *steps)
{
  const char *family = get_family (address);
  g_auto (GStrv) arguments = make_passthrough (address, exception->port);
  g_autofree char *joined = g_strjoinv (" ", arguments);
  g_autofree char *known = g_strdup_printf ("%s %s", family, joined);
  gboolean is_there =
      g_ptr_array_find_with_equal_func (survey->passthroughs, known, g_str_equal, NULL);
  gboolean is_needed = g_str_equal (family, "ipv4") ? survey->direct_ipv4 : survey->direct_ipv6;

  if (is_undo ? is_there : is_needed && !is_there)
    add_step (steps, DIRECT, is_undo ? "removePassthrough" : "addPassthrough",
              g_variant_new ("(s^as)", family, arguments));
}

/**
 * ds_firewall_exception_plan:
 * @exception: what is to be let out
 * @survey: what is there
 * @is_undo: whether to take the exception away
 * @steps: (element-type DsFirewallStep): what to add to
 *
 * Decides what has to be called to make the exception, or to take it away. Nothing is added where
 * it is as it should be.
 */
void
ds_firewall_exception_plan (const DsFirewallException *exception,
                            const DsFirewallSurvey *survey,
                            gboolean is_undo,
                            GQueue *steps)
{
  for (guint i = 0; i < survey->policies->len; i++)
    plan_policy (exception, g_ptr_array_index (survey->policies, i), is_undo, steps);
  for (guint i = 0; exception->addresses[i] != NULL; i++)
    plan_direct (exception, survey, exception->addresses[i], is_undo, steps);
}

/**
 * ds_firewall_survey_stops_any:
 * @survey: what is there
 *
 * Returns: whether any of it can stop what this computer sends
 */
gboolean
ds_firewall_survey_stops_any (const DsFirewallSurvey *survey)
{
  gboolean found = survey->direct_ipv4 || survey->direct_ipv6;

  for (guint i = 0; i < survey->policies->len; i++)
    found |= ((const DsFirewallRules *) g_ptr_array_index (survey->policies, i))->stops;
  return found;
}
