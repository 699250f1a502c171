/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"
#include "ds-finding.h"

G_BEGIN_DECLS

void ds_check_add_ufw_commands (const char *const *addresses, guint port, DsFinding *finding);
void ds_check_add_iptables_commands (const char *const *addresses, guint port, DsFinding *finding);
void ds_check_add_nftables_command (const char *const *addresses, guint port, DsFinding *finding);
void ds_check_add_panic_command (DsFinding *finding);

G_END_DECLS
