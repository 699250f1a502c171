/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-network.h"

G_BEGIN_DECLS

char *ds_connection_words_describe (const DsConnection *connection);
const char *ds_connection_words_way_out (const DsConnection *connection);

G_END_DECLS
