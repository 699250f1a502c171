/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-target.h"

G_BEGIN_DECLS

GBytes *ds_first_words_new (const DsTarget *target);

G_END_DECLS
