/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

/**
 * DsTestCase:
 * @name: what happened, for the name of a test
 * @build: puts together what would have been measured
 * @causes: the causes that hold then, in their order: `CAUSE WHO GRADE, …`
 * @findings: (nullable): what some of the checks conclude: `NUMBER FINDING, …`
 *
 * One thing that can go wrong, and how it must be judged.
 */
typedef struct
{
  const char *name;
  DsEvidence *(*build) (void);
  const char *causes;
  const char *findings;
} DsTestCase;

/* Each ends with a case without name. */
extern const DsTestCase ds_test_cases_here[];
extern const DsTestCase ds_test_cases_dns[];
extern const DsTestCase ds_test_cases_names[];
extern const DsTestCase ds_test_cases_way[];
extern const DsTestCase ds_test_cases_website[];
extern const DsTestCase ds_test_cases_proxy[];
extern const DsTestCase ds_test_cases_vpn[];

void ds_test_cases_add (const char *path, void (*test) (const DsTestCase *test_case));

G_END_DECLS
