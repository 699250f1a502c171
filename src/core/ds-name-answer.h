/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsNameAnswer:
 * @name: the name asked for
 * @source: who was asked: `resolver` is the system's own, `dns:ADDRESS` a name server
 * @status: how it ended
 * @addresses: (nullable): the addresses, in the order given
 * @time_ms: how long it took, in ms
 * @error: (nullable): what the system said, for the details
 * @transport: (nullable): `udp` or `tcp` where a name server was asked directly
 * @device: (nullable): the device it was asked by, past all routes; %NULL where they decided
 * @code: its response code (RFC 1035 section 4.1.1), where it is an error
 *
 * One question for the addresses of a name, and its answer.
 */
typedef struct
{
  char *name;
  char *source;
  DsNameStatus status;
  char **addresses;
  double time_ms;
  char *error;
  char *transport;
  char *device;
  guint code;
} DsNameAnswer;

extern const DsRecordType ds_name_answer_type;

DsNameAnswer *ds_name_answer_new (void);
void ds_name_answer_free (DsNameAnswer *name_answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsNameAnswer, ds_name_answer_free)

gboolean ds_name_is_for_servers (const char *name);
const char *ds_name_answer_get_server (const DsNameAnswer *name_answer);
char *ds_name_answer_make_source (const char *server);

G_END_DECLS
