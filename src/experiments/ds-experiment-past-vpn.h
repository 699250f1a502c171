/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_PAST_VPN (ds_experiment_past_vpn_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentPastVpn, ds_experiment_past_vpn, DS, EXPERIMENT_PAST_VPN, DsExperiment)

G_END_DECLS
