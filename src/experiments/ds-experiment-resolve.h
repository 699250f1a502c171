/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_RESOLVE (ds_experiment_resolve_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentResolve, ds_experiment_resolve, DS, EXPERIMENT_RESOLVE, DsExperiment)

G_END_DECLS
