/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-diagnosis.h"
#include "ds-evidence.h"
#include "ds-finding.h"

G_BEGIN_DECLS

#define DS_N_CHECKS 10

/**
 * DsCheck:
 * @number: 1 to 10; never changes, it is what a help desk says on the phone
 * @id: the word for it on the command line, in links, and the help page `check-ID`
 * @title: its name, translated when it is shown
 * @question: what it looks at, in one sentence, translated when it is shown
 * @experiments: (array zero-terminated=1): the experiments it waits for
 * @judge: fills @finding from the evidence; pure
 *
 * One of the ten numbered steps.
 */
typedef struct
{
  guint number;
  const char *id;
  const char *title;
  const char *question;
  const char *const *experiments;
  void (*judge) (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding);
} DsCheck;

const DsCheck *ds_check_get (guint number);
const DsCheck *ds_check_find (const char *id);
DsFinding *
ds_check_judge (const DsCheck *check, const DsEvidence *evidence, const DsDiagnosis *diagnosis);
GPtrArray *ds_checks_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis);

G_END_DECLS
