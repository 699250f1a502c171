/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ds-finding.h"

G_BEGIN_DECLS

#define DS_TYPE_COMMAND_CARD (ds_command_card_get_type ())
G_DECLARE_FINAL_TYPE (DsCommandCard, ds_command_card, DS, COMMAND_CARD, AdwBin)

/* A command for whoever looks after this computer: what it does, the command to be copied, and the
 * one that puts it back. */

GtkWidget *ds_command_card_new (const DsCommand *command);

G_END_DECLS
