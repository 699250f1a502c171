/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"
#include "ds-finding.h"

G_BEGIN_DECLS

void ds_check_add_guards (const DsFirewall *firewall, DsFinding *finding);

G_END_DECLS
