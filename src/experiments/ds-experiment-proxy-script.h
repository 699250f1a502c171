/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_PROXY_SCRIPT (ds_experiment_proxy_script_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentProxyScript, ds_experiment_proxy_script, DS, EXPERIMENT_PROXY_SCRIPT, DsExperiment)

G_END_DECLS
