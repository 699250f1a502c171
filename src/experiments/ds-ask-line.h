/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-experiment.h"

G_BEGIN_DECLS

/**
 * DsAskLineCallback:
 * @experiment: who wanted to know
 * @answer: what a name server said; it is in the evidence already
 * @port: the port given with the question
 */
typedef void (*DsAskLineCallback) (DsExperiment *experiment,
                                   const DsNameAnswer *answer,
                                   guint port);

void ds_ask_line_start (DsExperiment *experiment,
                        const DsConnection *line,
                        const char *name,
                        guint port,
                        DsAskLineCallback callback);

G_END_DECLS
