/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-test-cases.h"

/* Adds a test for each case. */
void
ds_test_cases_add (const char *path, void (*test) (const DsTestCase *test_case))
{
  static const DsTestCase *const groups[] = { ds_test_cases_here,    ds_test_cases_dns,
                                              ds_test_cases_names,   ds_test_cases_way,
                                              ds_test_cases_website, ds_test_cases_proxy,
                                              ds_test_cases_vpn };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const DsTestCase *test_case = groups[i]; test_case->name != NULL; test_case++)
      {
        g_autofree char *name = g_strconcat (path, "/", test_case->name, NULL);

        g_test_add_data_func (name, test_case, (GTestDataFunc) test);
      }
}
