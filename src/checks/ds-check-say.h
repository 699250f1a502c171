/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-checks.h"

G_BEGIN_DECLS

/* What the judges share: putting things into words, and a few questions to the evidence. */

/**
 * DsSaying:
 * @kind: what was concluded
 * @summary: (nullable): one sentence; %NULL where the judge has to put it together
 * @meaning: (nullable): what that means
 * @advice: (nullable): what to do
 *
 * A conclusion in words, to be translated when it is shown.
 */
typedef struct
{
  DsFindingKind kind;
  const char *summary;
  const char *meaning;
  const char *advice;
} DsSaying;

void ds_check_say (DsFinding *finding, const DsSaying *saying);
void ds_check_say_text (DsFinding *finding,
                        DsFindingKind kind,
                        const char *summary,
                        const char *meaning,
                        const char *advice);
gboolean ds_check_say_cause (const DsDiagnosis *diagnosis, DsFinding *finding);
gboolean ds_check_say_unfinished (const DsEvidence *evidence, DsFinding *finding);
gboolean ds_check_say_out_of_reach (const DsEvidence *evidence,
                                    const DsDiagnosis *diagnosis,
                                    DsFinding *finding);

void
ds_check_note_proxy (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding);

void ds_check_add_attempt (DsFinding *finding, const DsAttempt *attempt);
const char *ds_check_name_cache (DsCacheKind kind);
char *ds_check_format_ms (double time_ms);

gboolean ds_check_any_open (const DsEvidence *evidence, DsWay way);
guint ds_check_count (const DsEvidence *evidence, DsWay way);
gboolean ds_check_is_by_proxy (const DsDiagnosis *diagnosis);
gboolean ds_check_has_cause (const DsDiagnosis *diagnosis, const char *id);

G_END_DECLS
