/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_CONNECT (ds_experiment_connect_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentConnect, ds_experiment_connect, DS, EXPERIMENT_CONNECT, DsExperiment)

G_END_DECLS
