/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

void ds_ask_name_start (DsExperiment *experiment, const char *name, guint timeout_ms);

G_END_DECLS
