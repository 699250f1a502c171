/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ds_test_words_check (const char *sentences);
double ds_test_words_grade (const char *sentences);

G_END_DECLS
