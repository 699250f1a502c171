/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-case.h"

G_BEGIN_DECLS

char *ds_cli_print_json (DsCase *self);
char *ds_cli_print_text (DsCase *self);
gboolean ds_cli_has_colour (void);
int ds_cli_exit_status (DsCase *self);

G_END_DECLS
