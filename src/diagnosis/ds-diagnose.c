/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From evidence to ranked causes: every row of the table is asked, and those that hold are put in
 * order. */

#include "ds-diagnose.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "ds-causes.h"

/* How causes stand to each other, before their grades are compared. The question is "what turned me
 * away?": a likely trouble goes before "it answers", and "it answers" before a mere possibility.
 * What befell one address while another one opened turned nobody away. */
typedef enum
{
  STANDING_TROUBLE,
  STANDING_ANSWER,
  STANDING_DOUBT,
  STANDING_NOTHING_ELSE,
  STANDING_ASIDE,
} Standing;

typedef struct
{
  Standing standing;
  guint row;
  DsCause *cause; /* (owned) until it is taken over */
} Ranked;

static const char *
find_value (const DsReading *reading, const DsCauseNote *note, const char *name, gsize length)
{
  const DsTarget *target = reading->target;
  const struct
  {
    const char *name;
    const char *value;
  } values[] = {
    { "website", target->display_host != NULL ? target->display_host : target->host },
    { "scheme", target->scheme },
    { "other", note->other },
    { "variable", reading->proxy.proxy != NULL ? reading->proxy.proxy->variable : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (strlen (values[i].name) == length && strncmp (values[i].name, name, length) == 0)
      return values[i].value;
  return NULL;
}

/* One pass, so that nothing in a value is taken for a placeholder. */
static char *
fill (const DsReading *reading, const DsCauseNote *note, const char *text)
{
  g_autoptr (GString) filled = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *end = *text == '{' ? strchr (text, '}') : NULL;
      const char *value =
          end != NULL ? find_value (reading, note, text + 1, (gsize) (end - text - 1)) : NULL;

      if (end != NULL && g_str_has_prefix (text, "{port}"))
        g_string_append_printf (filled, "%u", reading->target->port);
      else if (value != NULL)
        g_string_append (filled, value);
      else
        end = NULL;
      if (end == NULL)
        g_string_append_c (filled, *text);
      text = end != NULL ? end + 1 : text + 1;
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static Standing
find_standing (const DsReading *reading,
               const DsCauseRow *row,
               const DsCauseNote *note,
               DsGrade grade)
{
  if (note->aside || (!row->any_way && !reading->is_direct))
    return STANDING_ASIDE;
  if (row->answer)
    return STANDING_ANSWER;
  return grade >= DS_GRADE_LIKELY ? STANDING_TROUBLE : STANDING_DOUBT;
}

/* Through the proxy the website was reached. That the direct way is shut is then no trouble at all:
 * where everybody has to use a proxy it is meant to be so. */
static gboolean
is_passed_by (const DsReading *reading, const DsCauseRow *row)
{
  return !row->any_way && reading->proxy.state == DS_PROXY_PASSES;
}

static void
ranked_clear (gpointer data)
{
  ds_cause_free (((Ranked *) data)->cause);
}

static gboolean
judge_row (GArray *found, const DsReading *reading, guint index, gboolean nothing_else)
{
  guint n_rows;
  const DsCauseRow *row = &ds_causes_get (&n_rows)[index];
  DsCauseNote note = { 0 };
  DsGrade grade = row->judge (reading, &note);
  g_autofree char *other = note.other;
  const DsCauseWords *words = note.words != NULL ? note.words : &row->words;
  Ranked ranked = { .row = index };

  if (grade == DS_GRADE_NONE || is_passed_by (reading, row))
    return FALSE;
  ranked.standing =
      nothing_else ? STANDING_NOTHING_ELSE : find_standing (reading, row, &note, grade);
  ranked.cause = ds_cause_new ();
  ranked.cause->cause = g_strdup (row->id);
  ranked.cause->who = row->who;
  ranked.cause->grade = grade;
  ranked.cause->check = row->check;
  ranked.cause->title = fill (reading, &note, _(words->titles[grade]));
  ranked.cause->advice =
      fill (reading, &note, _(note.advice != NULL ? note.advice : words->advice));
  g_array_append_val (found, ranked);
  return ranked.standing != STANDING_ASIDE;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *first = a;
  const Ranked *second = b;

  if (first->standing != second->standing)
    return first->standing < second->standing ? -1 : 1;
  if (first->cause->grade != second->cause->grade)
    return first->cause->grade > second->cause->grade ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

/**
 * ds_diagnose:
 * @evidence: what was measured, with a target in it
 *
 * Judges the evidence. It looks at nothing else, so the same evidence gives the same diagnosis,
 * also after it was written to a report and read back.
 *
 * Returns: (transfer full): the causes that hold, the best one first, and what could not be
 *   measured
 */
DsDiagnosis *
ds_diagnose (const DsEvidence *evidence)
{
  g_autoptr (DsReading) reading = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Ranked));
  DsDiagnosis *diagnosis = ds_diagnosis_new ();
  gboolean explained = FALSE;
  guint n_rows;

  g_return_val_if_fail (evidence->target != NULL, diagnosis);

  reading = ds_reading_new (evidence);
  ds_causes_get (&n_rows);
  g_array_set_clear_func (found, ranked_clear);
  for (guint i = 0; i + 1 < n_rows; i++)
    explained |= judge_row (found, reading, i, FALSE);
  if (!explained)
    judge_row (found, reading, n_rows - 1, TRUE);
  g_array_sort (found, compare_ranked);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (diagnosis->causes, g_steal_pointer (&g_array_index (found, Ranked, i).cause));
  diagnosis->missing = ds_missing_list (reading);
  return diagnosis;
}
