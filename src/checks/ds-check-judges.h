/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-checks.h"

G_BEGIN_DECLS

/* One judge a check. Each fills the finding from the evidence and touches nothing else. */

void
ds_check_retry_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding);
void ds_check_address_judge (const DsEvidence *evidence,
                             const DsDiagnosis *diagnosis,
                             DsFinding *finding);
void ds_check_others_judge (const DsEvidence *evidence,
                            const DsDiagnosis *diagnosis,
                            DsFinding *finding);
void ds_check_elsewhere_judge (const DsEvidence *evidence,
                               const DsDiagnosis *diagnosis,
                               DsFinding *finding);
void ds_check_vpn_proxy_judge (const DsEvidence *evidence,
                               const DsDiagnosis *diagnosis,
                               DsFinding *finding);
void ds_check_by_hand_judge (const DsEvidence *evidence,
                             const DsDiagnosis *diagnosis,
                             DsFinding *finding);
void
ds_check_dns_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding);
void ds_check_firewall_judge (const DsEvidence *evidence,
                              const DsDiagnosis *diagnosis,
                              DsFinding *finding);
void ds_check_network_judge (const DsEvidence *evidence,
                             const DsDiagnosis *diagnosis,
                             DsFinding *finding);

G_END_DECLS
