/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-recent.h"

G_BEGIN_DECLS

#define DS_TYPE_CONTEXT (ds_context_get_type ())
G_DECLARE_FINAL_TYPE (DsContext, ds_context, DS, CONTEXT, GObject)

/* The outside world, handed in: everything a run reads from beyond its own code comes through
 * here, so that a test can stand in for it. */

DsContext *ds_context_new (void);

GResolver *ds_context_get_resolver (DsContext *self);
void ds_context_set_resolver (DsContext *self, GResolver *resolver);

GProxyResolver *ds_context_get_proxy_resolver (DsContext *self);
void ds_context_set_proxy_resolver (DsContext *self, GProxyResolver *resolver);

const char *const *ds_context_get_environment (DsContext *self);
void ds_context_set_environment (DsContext *self, const char *const *environment);

GDBusConnection *ds_context_get_system_bus (DsContext *self);
void ds_context_set_system_bus (DsContext *self, GDBusConnection *bus);

GFile *ds_context_get_root (DsContext *self);
void ds_context_set_root (DsContext *self, GFile *root);

const char *const *ds_context_get_references (DsContext *self);
void ds_context_set_references (DsContext *self, const char *const *references);

guint ds_context_get_timeout_ms (DsContext *self);
void ds_context_set_timeout_ms (DsContext *self, guint timeout_ms);

guint ds_context_get_retry_for_ms (DsContext *self);
void ds_context_set_retry_for_ms (DsContext *self, guint retry_for_ms);

DsRecent *ds_context_get_recent (DsContext *self);

G_END_DECLS
