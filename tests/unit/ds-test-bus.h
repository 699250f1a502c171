/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One side of a connection where a test says what is answered. A row answers the calls of a method,
 * of one object or of all; a row without a method ends the table. What no row is for is answered
 * as by a bus on which nobody has that name. */
typedef struct
{
  const char *path;   /* (nullable): any */
  const char *method; /* (nullable): the end */
  const char *reply;  /* (nullable): a GVariant in text, with its type; none: never answered */
  const char *error;  /* (nullable): the name of the error in place of a reply */
} DsTestReply;

GDBusConnection *ds_test_bus_new (const DsTestReply *replies);
guint ds_test_bus_get_n_calls (void);

G_END_DECLS
