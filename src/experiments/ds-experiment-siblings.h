/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_SIBLINGS (ds_experiment_siblings_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentSiblings, ds_experiment_siblings, DS, EXPERIMENT_SIBLINGS, DsExperiment)

G_END_DECLS
