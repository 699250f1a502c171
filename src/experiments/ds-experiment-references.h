/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_REFERENCES (ds_experiment_references_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentReferences, ds_experiment_references, DS, EXPERIMENT_REFERENCES, DsExperiment)

G_END_DECLS
