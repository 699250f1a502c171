/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-diagnosis.h"
#include "ds-evidence.h"
#include "ds-finding.h"

G_BEGIN_DECLS

/* What check 7 adds to its conclusion: the details, and what helps. */

void ds_check_dns_add_details (const DsEvidence *evidence, DsFinding *finding);
void
ds_check_dns_help (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding);

G_END_DECLS
