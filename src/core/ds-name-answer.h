/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsNameAnswer:
 * @name: the name asked for
 * @source: who was asked: `resolver` is the system's own, the way every program asks; `resolved` is
 *   systemd-resolved, asked by itself; `dns:ADDRESS` a name server
 * @status: how it ended
 * @addresses: (nullable): the addresses, in the order given
 * @time_ms: how long it took, in ms
 * @error: (nullable): what the system said, for the details
 * @transport: (nullable): `udp` or `tcp` where a name server was asked directly
 * @device: (nullable): the device it was asked by, past all routes; %NULL where they decided
 * @remembered: whether the answer is one that was kept on this computer from before the run
 * @made_up: whether nobody has that name: it was made up to see what is said about such names
 * @held_back: whether this computer itself did not let the question out
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
  gboolean held_back;
  gboolean remembered;
  gboolean made_up;
  guint code;
} DsNameAnswer;

extern const DsRecordType ds_name_answer_type;

DsNameAnswer *ds_name_answer_new (void);
void ds_name_answer_free (DsNameAnswer *name_answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsNameAnswer, ds_name_answer_free)

#define DS_NAME_SOURCE_RESOLVED "resolved"

gboolean ds_name_is_for_servers (const char *name);
gboolean ds_name_answer_is_usual (const DsNameAnswer *name_answer);
const char *ds_name_answer_get_server (const DsNameAnswer *name_answer);
char *ds_name_answer_make_source (const char *server);

G_END_DECLS
