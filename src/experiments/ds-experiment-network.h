/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_NETWORK (ds_experiment_network_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentNetwork, ds_experiment_network, DS, EXPERIMENT_NETWORK, DsExperiment)

G_END_DECLS
