/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_PROXY (ds_experiment_proxy_get_type ())
G_DECLARE_FINAL_TYPE (DsExperimentProxy, ds_experiment_proxy, DS, EXPERIMENT_PROXY, DsExperiment)

G_END_DECLS
