/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DsFirewallRules:
 * @name: the name of a policy
 * @stops: whether it stops anything this computer sends
 * @rules: (array zero-terminated=1): its rich rules (firewalld.richlanguage(5))
 *
 * What one policy of firewalld does.
 */
typedef struct
{
  char *name;
  gboolean stops;
  char **rules;
} DsFirewallRules;

/**
 * DsFirewallSurvey:
 * @policies: (element-type DsFirewallRules): the policies
 * @direct_ipv4: whether a direct rule is about IPv4 packets this computer sends
 * @direct_ipv6: the same for IPv6
 * @passthroughs: (element-type utf8): the direct rules of the sort Doorstep makes, each one's
 * family and words with blanks between
 *
 * Everything in firewalld that can stop what this computer sends. Reading it takes the right to
 * change it.
 */
typedef struct
{
  GPtrArray *policies;
  gboolean direct_ipv4;
  gboolean direct_ipv6;
  GPtrArray *passthroughs;
} DsFirewallSurvey;

DsFirewallSurvey *ds_firewall_survey_new (void);
void ds_firewall_survey_free (DsFirewallSurvey *survey);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFirewallSurvey, ds_firewall_survey_free)

void ds_firewall_survey_add_policy (DsFirewallSurvey *survey, const char *name, GVariant *settings);
void ds_firewall_survey_add_direct (DsFirewallSurvey *survey, GVariant *rules);
void ds_firewall_survey_add_passthroughs (DsFirewallSurvey *survey, GVariant *passthroughs);

void ds_host_firewall_survey_async (GDBusConnection *bus,
                                    int timeout_ms,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
DsFirewallSurvey *ds_host_firewall_survey_finish (GAsyncResult *result, GError **error);

G_END_DECLS
