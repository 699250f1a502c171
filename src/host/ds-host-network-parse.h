/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-network.h"

G_BEGIN_DECLS

#define NM_NAME             "org.freedesktop.NetworkManager"
#define NM_PROFILE          NM_NAME ".Settings.Connection"
#define NM_PROFILE_PREFIX   "/org/freedesktop/NetworkManager/Settings/"
#define NM_MANAGED_OBJECTS  "(a{oa{sa{sv}}})"
#define NM_PROFILE_SETTINGS "(a{sa{sv}})"

DsNetwork *ds_host_network_parse (GVariant *objects, GHashTable *profiles);

G_END_DECLS
