/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

#define DS_TYPE_EXPERIMENT_LINKS (ds_experiment_links_get_type ())
G_DECLARE_FINAL_TYPE (DsExperimentLinks, ds_experiment_links, DS, EXPERIMENT_LINKS, DsExperiment)

G_END_DECLS
