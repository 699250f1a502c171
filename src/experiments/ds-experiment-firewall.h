/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_FIREWALL (ds_experiment_firewall_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentFirewall, ds_experiment_firewall, DS, EXPERIMENT_FIREWALL, DsExperiment)

G_END_DECLS
