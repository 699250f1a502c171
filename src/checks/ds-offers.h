/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"
#include "ds-finding.h"

G_BEGIN_DECLS

DsOffer *ds_offer_describe (const char *change, const char *subject, gboolean in_force);
gboolean ds_offer_is_known (const char *change);
const char *ds_offer_get_verb (const char *change, gboolean anyway);

gboolean ds_check_is_in_force (const DsEvidence *evidence, const char *change);

void ds_check_offer (const DsEvidence *evidence,
                     const char *change,
                     const char *subject,
                     DsFinding *finding);

G_END_DECLS
