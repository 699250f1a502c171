/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_FETCH (ds_experiment_fetch_get_type ())
G_DECLARE_FINAL_TYPE (DsExperimentFetch, ds_experiment_fetch, DS, EXPERIMENT_FETCH, DsExperiment)

G_END_DECLS
