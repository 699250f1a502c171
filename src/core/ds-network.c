/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-network.h"

#include "ds-words-types.h"

static const DsField connection_fields[] = {
  DS_FIELD (DsConnection, name, STRING),
  DS_FIELD (DsConnection, uuid, STRING),
  DS_FIELD (DsConnection, type, STRING),
  DS_FIELD (DsConnection, service, STRING),
  DS_FIELD_OF_ENUM (DsConnection, kind, ds_connection_kind_get_type),
  DS_FIELD_OF_ENUM (DsConnection, state, ds_connection_state_get_type),
  DS_FIELD (DsConnection, managed, BOOL),
  DS_FIELD (DsConnection, device, STRING),
  DS_FIELD (DsConnection, gateway, STRING),
  DS_FIELD (DsConnection, is_default_ipv4, BOOL),
  DS_FIELD (DsConnection, is_default_ipv6, BOOL),
  DS_FIELD (DsConnection, addresses, STRV),
  DS_FIELD (DsConnection, name_servers, STRV),
  DS_FIELD (DsConnection, dhcp_name_servers, STRV),
  DS_FIELD (DsConnection, domains, STRV),
  DS_FIELD (DsConnection, proxy, STRING),
  { 0 },
};

const DsRecordType ds_connection_type = { "connection", sizeof (DsConnection), connection_fields };

DsConnection *
ds_connection_new (void)
{
  return ds_record_new (&ds_connection_type);
}

void
ds_connection_free (DsConnection *connection)
{
  ds_record_free (&ds_connection_type, connection);
}

static const DsField network_fields[] = {
  DS_FIELD_OF_ENUM (DsNetwork, manager, ds_manager_state_get_type),
  DS_FIELD (DsNetwork, connectivity, STRING),
  DS_FIELD (DsNetwork, metered, BOOL),
  DS_FIELD_OF_LIST (DsNetwork, connections, ds_connection_type),
  { 0 },
};

const DsRecordType ds_network_type = { "network", sizeof (DsNetwork), network_fields };

DsNetwork *
ds_network_new (void)
{
  return ds_record_new (&ds_network_type);
}

void
ds_network_free (DsNetwork *network)
{
  ds_record_free (&ds_network_type, network);
}
