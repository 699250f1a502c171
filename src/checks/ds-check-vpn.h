/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-checks.h"

G_BEGIN_DECLS

/* The VPN's half of check 5. */

void ds_check_vpn_add_details (const DsEvidence *evidence, DsFinding *finding);
void
ds_check_vpn_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding);
void
ds_check_vpn_offer (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding);

G_END_DECLS
