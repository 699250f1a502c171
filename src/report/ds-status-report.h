/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-status.h"

G_BEGIN_DECLS

#define DS_STATUS_SCHEMA "doorstep-status/1"

JsonNode *ds_status_to_json (const DsStatus *status);
char *ds_status_to_text (const DsStatus *status, gboolean colour);

G_END_DECLS
