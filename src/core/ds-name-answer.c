/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-name-answer.h"

#include <string.h>

#include "ds-words-types.h"

#define SERVER_PREFIX "dns:"

static const DsField name_answer_fields[] = {
  DS_FIELD (DsNameAnswer, name, STRING),
  DS_FIELD (DsNameAnswer, source, STRING),
  DS_FIELD_OF_ENUM (DsNameAnswer, status, ds_name_status_get_type),
  DS_FIELD (DsNameAnswer, addresses, STRV),
  DS_FIELD (DsNameAnswer, time_ms, DOUBLE),
  DS_FIELD (DsNameAnswer, error, STRING),
  DS_FIELD (DsNameAnswer, transport, STRING),
  DS_FIELD (DsNameAnswer, device, STRING),
  DS_FIELD (DsNameAnswer, held_back, BOOL),
  DS_FIELD (DsNameAnswer, remembered, BOOL),
  DS_FIELD (DsNameAnswer, made_up, BOOL),
  DS_FIELD (DsNameAnswer, code, UINT),
  { 0 },
};

const DsRecordType ds_name_answer_type = { "name", sizeof (DsNameAnswer), name_answer_fields };

DsNameAnswer *
ds_name_answer_new (void)
{
  return ds_record_new (&ds_name_answer_type);
}

void
ds_name_answer_free (DsNameAnswer *name_answer)
{
  ds_record_free (&ds_name_answer_type, name_answer);
}

/**
 * ds_name_is_for_servers:
 * @name: a host name in ASCII
 *
 * A name without a dot belongs to its own network, and some belong to this computer or to the
 * line it is on (RFC 6761 section 6.3, RFC 6762 section 3).
 *
 * Returns: whether name servers on the internet may know @name
 */
gboolean
ds_name_is_for_servers (const char *name)
{
  return strchr (name, '.') != NULL && !g_hostname_is_ip_address (name) &&
         !g_str_has_suffix (name, ".localhost") && !g_str_has_suffix (name, ".local");
}

/**
 * ds_name_answer_get_server:
 * @name_answer: an answer
 *
 * Returns: (nullable) (transfer none): the address of the name server that was asked directly;
 *   %NULL where the system was asked
 */
const char *
ds_name_answer_get_server (const DsNameAnswer *name_answer)
{
  const char *source = name_answer->source;

  return source != NULL && g_str_has_prefix (source, SERVER_PREFIX)
             ? source + strlen (SERVER_PREFIX)
             : NULL;
}

/**
 * ds_name_answer_is_usual:
 * @name_answer: an answer
 *
 * Returns: whether the system was asked the way every program on it asks
 */
gboolean
ds_name_answer_is_usual (const DsNameAnswer *name_answer)
{
  return ds_name_answer_get_server (name_answer) == NULL &&
         g_strcmp0 (name_answer->source, DS_NAME_SOURCE_RESOLVED) != 0;
}

/**
 * ds_name_answer_make_source:
 * @server: the address of a name server
 *
 * Returns: (transfer full): what to call it as a source of addresses
 */
char *
ds_name_answer_make_source (const char *server)
{
  return g_strconcat (SERVER_PREFIX, server, NULL);
}
