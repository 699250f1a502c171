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
 * DsOffer:
 * @id: which change, with its object
 * @title: what it does, for a button
 * @in_force: whether it is made at the moment
 *
 * A change a check offers.
 */
typedef struct
{
  char *id;
  char *title;
  gboolean in_force;
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
 * @changes: (element-type DsOffer): changes that would help
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
} DsFinding;

extern const DsRecordType ds_finding_type;

DsFinding *ds_finding_new (void);
void ds_finding_free (DsFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFinding, ds_finding_free)

void ds_finding_add_detail (DsFinding *finding, const char *label, const char *value);

G_END_DECLS
