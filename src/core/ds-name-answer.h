/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsNameAnswer:
 * @name: the name asked for
 * @source: who was asked: `resolver` is the system's own
 * @status: how it ended
 * @addresses: (nullable): the addresses, in the order given
 * @time_ms: how long it took, in ms
 * @error: (nullable): what the system said, for the details
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
} DsNameAnswer;

extern const DsRecordType ds_name_answer_type;

DsNameAnswer *ds_name_answer_new (void);
void ds_name_answer_free (DsNameAnswer *name_answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsNameAnswer, ds_name_answer_free)

G_END_DECLS
