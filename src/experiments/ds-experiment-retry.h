/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_RETRY (ds_experiment_retry_get_type ())
G_DECLARE_FINAL_TYPE (DsExperimentRetry, ds_experiment_retry, DS, EXPERIMENT_RETRY, DsExperiment)

G_END_DECLS
