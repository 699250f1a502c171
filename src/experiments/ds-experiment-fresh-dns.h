/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_FRESH_DNS (ds_experiment_fresh_dns_get_type ())
G_DECLARE_FINAL_TYPE (
    DsExperimentFreshDns, ds_experiment_fresh_dns, DS, EXPERIMENT_FRESH_DNS, DsExperiment)

G_END_DECLS
