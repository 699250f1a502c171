/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-cli-print.h"

#include <unistd.h>

#include "ds-cli.h"
#include "ds-report.h"

static GPtrArray *
collect_findings (DsCase *self)
{
  GListModel *model = ds_case_get_findings (self);
  GPtrArray *findings = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (DsFindingItem) item = g_list_model_get_item (model, i);

      /* The model keeps the item, and so the finding, for as long as the case lives. */
      g_ptr_array_add (findings, (gpointer) ds_finding_item_get_finding (item));
    }
  return findings;
}

/**
 * ds_cli_print_json:
 * @self: a case that was judged
 *
 * Returns: (transfer full): its report, on one line
 */
char *
ds_cli_print_json (DsCase *self)
{
  g_autoptr (GPtrArray) findings = collect_findings (self);
  g_autoptr (JsonNode) node =
      ds_report_to_json (ds_case_get_evidence (self), ds_case_get_diagnosis (self), findings);

  return json_to_string (node, FALSE);
}

/**
 * ds_cli_has_colour:
 *
 * Returns: whether what is printed may have colours
 */
gboolean
ds_cli_has_colour (void)
{
  return isatty (STDOUT_FILENO) && g_getenv ("NO_COLOR") == NULL &&
         g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

/**
 * ds_cli_print_text:
 * @self: a case that was judged
 *
 * Returns: (transfer full): its report for a terminal
 */
char *
ds_cli_print_text (DsCase *self)
{
  g_autoptr (GPtrArray) findings = collect_findings (self);

  return ds_report_to_text (ds_case_get_evidence (self), ds_case_get_diagnosis (self), findings,
                            ds_cli_has_colour ());
}

/**
 * ds_cli_exit_status:
 * @self: a case that was judged
 *
 * Returns: the exit status that says what was found
 */
int
ds_cli_exit_status (DsCase *self)
{
  const DsCause *verdict = ds_diagnosis_get_verdict (ds_case_get_diagnosis (self));

  if (verdict == NULL || g_str_equal (verdict->cause, "unknown"))
    return DS_EXIT_NOT_CHECKED;
  return verdict->who == DS_WHO_NOBODY ? DS_EXIT_WORKS : DS_EXIT_PROBLEM;
}
