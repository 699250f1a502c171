/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-host-firewall-survey.h"

G_BEGIN_DECLS

/**
 * DsFirewallStep:
 * @interface: the interface of firewalld
 * @method: its method
 * @parameters: (owned): what to call it with
 *
 * One call that changes something.
 */
typedef struct
{
  const char *interface;
  const char *method;
  GVariant *parameters;
} DsFirewallStep;

void ds_firewall_step_free (DsFirewallStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFirewallStep, ds_firewall_step_free)

/**
 * DsFirewallException:
 * @addresses: (array zero-terminated=1): the addresses
 * @port: the port
 *
 * What is to be let out.
 */
typedef struct
{
  char **addresses;
  guint port;
} DsFirewallException;

void ds_firewall_exception_plan (const DsFirewallException *exception,
                                 const DsFirewallSurvey *survey,
                                 gboolean is_undo,
                                 GQueue *steps);
gboolean ds_firewall_survey_stops_any (const DsFirewallSurvey *survey);

G_END_DECLS
