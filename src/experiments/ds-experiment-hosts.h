/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_HOSTS (ds_experiment_hosts_get_type ())
G_DECLARE_FINAL_TYPE (DsExperimentHosts, ds_experiment_hosts, DS, EXPERIMENT_HOSTS, DsExperiment)

G_END_DECLS
