/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-sweep.h"

G_BEGIN_DECLS

/* What to send next, decided from what came back so far; pure, so that it can be tested without a
 * network. */

#define DS_HOP_LIMIT_MAX  24
#define DS_THRESHOLDS_MAX 12

gboolean ds_probe_is_sweeping (const DsProbe *probe);
gboolean ds_sweep_all_answered_below (const DsSweep *sweep, guint ttl);
gboolean ds_sweep_is_silent_beyond (const DsSweep *sweep, guint ttl, guint n_probes);
gboolean ds_sweep_controls_are_silent (const DsSweep *sweep, guint end);
guint ds_sweep_next_repeat (const DsSweep *sweep);
guint ds_sweep_plan_thresholds (guint end, guint thresholds[DS_THRESHOLDS_MAX]);

G_END_DECLS
