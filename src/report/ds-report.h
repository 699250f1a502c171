/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-diagnosis.h"
#include "ds-evidence.h"
#include "ds-finding.h"

G_BEGIN_DECLS

#define DS_REPORT_SCHEMA "doorstep-report/1"

JsonNode *
ds_report_to_json (const DsEvidence *evidence, const DsDiagnosis *diagnosis, GPtrArray *findings);
char *ds_report_to_text (const DsEvidence *evidence,
                         const DsDiagnosis *diagnosis,
                         GPtrArray *findings,
                         gboolean colour);
DsEvidence *ds_report_read (const char *text, gssize length, GError **error);

G_END_DECLS
