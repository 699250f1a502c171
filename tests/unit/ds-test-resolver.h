/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DS_TYPE_TEST_RESOLVER (ds_test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (DsTestResolver, ds_test_resolver, DS, TEST_RESOLVER, GResolver)

/* A resolver that answers every question alike, and when it is told to. */
struct _DsTestResolver
{
  GResolver parent_instance;
  const char *address; /* (nullable): none for "no such name" */
  guint delay_ms;
};

G_END_DECLS
