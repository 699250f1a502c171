/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_LOCALISE (ds_experiment_localise_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentLocalise, ds_experiment_localise, DS, EXPERIMENT_LOCALISE, DsExperiment)

G_END_DECLS
