/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 8's details: which firewalls and security programs were seen. To be there is no proof of
 * having stopped anything. */

#include "ds-check-firewall-seen.h"

#include <glib/gi18n-lib.h>

static const char *
say_state (const DsGuard *guard)
{
  switch (guard->state)
    {
    case DS_GUARD_ACTIVE:
      return _("in use");
    case DS_GUARD_PRESENT:
      return _("there; it does not show if it is in use");
    case DS_GUARD_OFF:
      return _("there, and turned off");
    case DS_GUARD_UNSEEN:
    default:
      return _("could not be seen");
    }
}

static const char *
say_outgoing (const char *outgoing)
{
  if (g_str_equal (outgoing, "accept"))
    return _("what is sent out passes if no rule stops it");
  return _("what is sent out is stopped if no rule lets it pass");
}

static void
add_guard (const DsGuard *guard, DsFinding *finding)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *traces = NULL;
  g_autofree char *value = NULL;

  g_strv_builder_add (parts, say_state (guard));
  if (guard->outgoing != NULL)
    g_strv_builder_add (parts, say_outgoing (guard->outgoing));
  if (guard->traces != NULL && guard->traces[0] != NULL)
    {
      traces = g_strjoinv (", ", guard->traces);
      g_strv_builder_add (parts, traces);
    }
  list = g_strv_builder_end (parts);
  value = g_strjoinv (" · ", list);
  ds_finding_add_detail (finding, ds_guard_get_name (guard), value);
}

static void
add_list (DsFinding *finding, const char *label, char **list)
{
  g_autofree char *value = list != NULL && list[0] != NULL ? g_strjoinv (", ", list) : NULL;

  if (value != NULL)
    ds_finding_add_detail (finding, label, value);
}

/* Only those for what this computer sends itself can have to do with it. */
static void
add_policies (const DsFirewall *firewall, DsFinding *finding)
{
  for (guint i = 0; i < firewall->policies->len; i++)
    {
      const DsFirewallPolicy *policy = g_ptr_array_index (firewall->policies, i);
      g_autofree char *ways = NULL;
      g_autofree char *value = NULL;

      if (policy->ingress == NULL ||
          !g_strv_contains ((const char *const *) policy->ingress, "HOST"))
        continue;
      ways = policy->egress != NULL ? g_strjoinv (" ", policy->egress) : g_strdup ("");
      value = g_strdup_printf ("%s (HOST → %s%s%s)", policy->name, ways,
                               policy->target != NULL ? ", " : "",
                               policy->target != NULL ? policy->target : "");
      ds_finding_add_detail (finding, _("Policy for what is sent out"), value);
    }
}

static void
add_log (const DsFirewall *firewall, DsFinding *finding)
{
  if (firewall->logs == NULL)
    return;
  if (firewall->logs[0] == NULL)
    ds_finding_add_detail (finding, _("Log of the firewall"), _("not for this account to read"));
  else if (firewall->log_lines == NULL || firewall->log_lines[0] == NULL)
    ds_finding_add_detail (finding, _("Log of the firewall"), _("no line about this website"));
  for (guint i = 0; firewall->log_lines != NULL && firewall->log_lines[i] != NULL; i++)
    ds_finding_add_detail (finding, _("Log of the firewall"), firewall->log_lines[i]);
}

/**
 * ds_check_add_guards:
 * @firewall: (nullable): what may stop connections
 * @finding: what to add to
 *
 * Adds which firewalls and security programs were seen to the details.
 */
void
ds_check_add_guards (const DsFirewall *firewall, DsFinding *finding)
{
  if (firewall == NULL)
    return;
  for (guint i = 0; i < firewall->guards->len; i++)
    add_guard (g_ptr_array_index (firewall->guards, i), finding);
  if (firewall->is_sandboxed)
    ds_finding_add_detail (finding, _("Other firewalls"),
                                       _("could not be seen from inside the sandbox"));
  else if (firewall->guards->len == 0)
    ds_finding_add_detail (finding, _("Firewalls"), _("none that this account can see"));
  if (firewall->default_zone != NULL)
    ds_finding_add_detail (finding, _("Default zone"), firewall->default_zone);
  add_list (finding, _("Zones in use"), firewall->zones);
  if (firewall->is_panic)
    ds_finding_add_detail (finding, _("Panic mode"), _("on: the firewall stops everything"));
  add_policies (firewall, finding);
  add_log (firewall, finding);
}
