/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_ROUTES (ds_experiment_routes_get_type ())
G_DECLARE_FINAL_TYPE (DsExperimentRoutes, ds_experiment_routes, DS, EXPERIMENT_ROUTES, DsExperiment)

G_END_DECLS
