/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"
#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsDetail:
 * @label: what it is
 * @value: how it is
 *
 * One line of technical details.
 */
typedef struct
{
  char *label;
  char *value;
} DsDetail;

extern const DsRecordType ds_detail_type;

DsDetail *ds_detail_new (void);
void ds_detail_free (DsDetail *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDetail, ds_detail_free)

/**
 * DsCommand:
 * @command: what to type, as an administrator
 * @meaning: what it does, in plain words
 * @undo: (nullable): what to type to put it back
 *
 * A command that somebody else has to run, because Doorstep can't.
 */
typedef struct
{
  char *command;
  char *meaning;
  char *undo;
} DsCommand;

extern const DsRecordType ds_command_type;

DsCommand *ds_command_new (void);
void ds_command_free (DsCommand *command);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCommand, ds_command_free)

/**
 * DsOffer:
 * @id: which change, with its object: `vpn-off:UUID`
 * @title: what it does, for a button; while it is in force, what is changed
 * @in_force: whether it is made at the moment
 * @what: one sentence: what it does
 * @lasts: one sentence: for how long
 * @costs: one sentence: what cannot be done meanwhile
 * @password: whether the system asks for a password
 * @undo: (nullable): one sentence: how it is put back; %NULL where there is nothing to put back
 *
 * A change a check offers, or one in force.
 */
typedef struct
{
  char *id;
  char *title;
  gboolean in_force;
  char *what;
  char *lasts;
  char *costs;
  DsPassword password;
  char *undo;
} DsOffer;

extern const DsRecordType ds_offer_type;

DsOffer *ds_offer_new (void);
void ds_offer_free (DsOffer *offer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsOffer, ds_offer_free)

/**
 * DsFinding:
 * @number: 1 to 10
 * @id: the id of the check
 * @title: the name of the check
 * @finding: what it concluded
 * @summary: one sentence: what was found
 * @meaning: (nullable): what that means, in a paragraph
 * @advice: (nullable): what to do about it
 * @details: (element-type DsDetail): technical details
 * @changes: (element-type DsOffer): changes that would help, or are in force
 * @commands: (element-type DsCommand): what an administrator could type
 *
 * What one check concluded, in words.
 */
typedef struct
{
  guint number;
  char *id;
  char *title;
  DsFindingKind finding;
  char *summary;
  char *meaning;
  char *advice;
  GPtrArray *details;
  GPtrArray *changes;
  GPtrArray *commands;
} DsFinding;

extern const DsRecordType ds_finding_type;

DsFinding *ds_finding_new (void);
void ds_finding_free (DsFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFinding, ds_finding_free)

void ds_finding_add_detail (DsFinding *finding, const char *label, const char *value);

G_END_DECLS
