/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-diagnosis.h"
#include "ds-evidence.h"

G_BEGIN_DECLS

DsDiagnosis *ds_diagnose (const DsEvidence *evidence);

G_END_DECLS
