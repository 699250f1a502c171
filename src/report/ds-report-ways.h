/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

void ds_report_append_ways (GString *page, const DsEvidence *evidence, GPtrArray *findings);

G_END_DECLS
