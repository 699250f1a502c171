/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_CACHES (ds_experiment_caches_get_type ())
G_DECLARE_FINAL_TYPE (DsExperimentCaches, ds_experiment_caches, DS, EXPERIMENT_CACHES, DsExperiment)

G_END_DECLS
