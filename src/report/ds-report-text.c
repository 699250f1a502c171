/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The report for a person at a terminal. */

#include "ds-report.h"

#include <glib/gi18n-lib.h>

#include "ds-path.h"
#include "ds-phrases.h"
#include "ds-report-ways.h"
#include "ds-terminal-text.h"

#define INDENT 2

typedef enum
{
  STYLE_PLAIN,
  STYLE_STRONG,
  STYLE_GOOD,
  STYLE_BAD,
  STYLE_WARN,
} Style;

/* SGR sequences (ECMA-48), understood by every terminal that is said to have colours. */
static const char *const style_starts[] = {
  [STYLE_PLAIN] = "",         [STYLE_STRONG] = "\033[1m", [STYLE_GOOD] = "\033[32m",
  [STYLE_BAD] = "\033[1;31m", [STYLE_WARN] = "\033[33m",
};

typedef struct
{
  GString *page; /* (owned) */
  gboolean colour;
} Sheet;

static void
start_style (Sheet *sheet, Style style)
{
  if (sheet->colour && style != STYLE_PLAIN)
    g_string_append (sheet->page, style_starts[style]);
}

static void
end_style (Sheet *sheet, Style style)
{
  if (sheet->colour && style != STYLE_PLAIN)
    g_string_append (sheet->page, "\033[0m");
}

static void
add_styled (Sheet *sheet, const char *text, Style style)
{
  start_style (sheet, style);
  g_string_append (sheet->page, text);
  end_style (sheet, style);
}

/* --- Where, and how sure --- */

static const char *
describe_where (DsWho who)
{
  switch (who)
    {
    case DS_WHO_THIS_COMPUTER:
      return C_("where a connection ends", "at this computer");
    case DS_WHO_VPN:
      return C_("where a connection ends", "at the VPN");
    case DS_WHO_PROXY:
      return C_("where a connection ends", "at the proxy");
    case DS_WHO_ROUTER:
      return C_("where a connection ends", "at the router of this network");
    case DS_WHO_PROVIDER:
      return C_("where a connection ends", "at the internet provider, or a network after it");
    case DS_WHO_WEBSITE:
      return C_("where a connection ends", "at the website itself");
    case DS_WHO_ADDRESS:
      return C_("where a connection ends", "at the address that was typed");
    case DS_WHO_NOBODY:
      return C_("where a connection ends", "nowhere, it gets through");
    case DS_WHO_UNKNOWN:
    default:
      return C_("where a connection ends", "not known");
    }
}

static const char *
describe_grade (DsGrade grade)
{
  switch (grade)
    {
    case DS_GRADE_PROVEN:
      return C_("how sure it is", "proven");
    case DS_GRADE_LIKELY:
      return C_("how sure it is", "likely");
    case DS_GRADE_POSSIBLE:
      return C_("how sure it is", "possible");
    case DS_GRADE_NONE:
    default:
      return C_("how sure it is", "not known");
    }
}

static void
add_verdict (Sheet *sheet, const DsCause *verdict)
{
  const char *place = describe_where (verdict->who);
  g_autofree char *where = NULL;

  start_style (sheet, STYLE_STRONG);
  ds_terminal_append (sheet->page, verdict->title, 0);
  end_style (sheet, STYLE_STRONG);
  if (verdict->who == DS_WHO_UNKNOWN)
    where = g_strdup_printf (_("Where it ends: %s"), place);
  else
    /* Translators: where the connection ends, and how sure that is. */
    where = g_strdup_printf (_("Where it ends: %s (%s)"), place, describe_grade (verdict->grade));
  ds_terminal_append (sheet->page, where, 0);
  g_string_append_c (sheet->page, '\n');
  ds_terminal_append (sheet->page, verdict->advice, 0);
}

/* --- The path --- */

typedef struct
{
  const char *sign; /* stands before the place */
  const char *line; /* leads to it */
  Style style;
  gboolean told; /* whether the legend explains it */
} PlaceLook;

static PlaceLook
find_place_look (DsPlaceMark mark)
{
  switch (mark)
    {
    case DS_PLACE_REFUSED:
    case DS_PLACE_NO_WAY:
      return (PlaceLook){ "✗", "─", STYLE_BAD, TRUE };
    case DS_PLACE_SUSPECT:
      return (PlaceLook){ "?", "─", STYLE_WARN, TRUE };
    case DS_PLACE_SILENT:
      return (PlaceLook){ "…", "─", STYLE_WARN, TRUE };
    case DS_PLACE_PASSED:
      return (PlaceLook){ "", "──", STYLE_GOOD, FALSE };
    case DS_PLACE_NOT_REACHED:
    case DS_PLACE_UNKNOWN:
    default:
      return (PlaceLook){ "", "··", STYLE_PLAIN, FALSE };
    }
}

/* Only places where something happened are explained below the path. */
static void
add_legend (Sheet *sheet, GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const DsPlace *place = g_ptr_array_index (places, i);
      PlaceLook look = find_place_look (place->mark);
      g_autofree char *words = NULL;

      if (!look.told)
        continue;
      /* Translators: a place on the way and what happened there, "Router: turned you away". */
      words = g_strdup_printf (C_("place and mark", "%s: %s"), ds_phrase_place (place->who),
                                   ds_phrase_place_mark (place));
      g_string_append_printf (sheet->page, "%*s", INDENT, "");
      add_styled (sheet, look.sign, look.style);
      g_string_append_printf (sheet->page, " %s\n", words);
    }
}

static void
add_path (Sheet *sheet, const DsEvidence *evidence, const DsDiagnosis *diagnosis)
{
  g_autoptr (GPtrArray) places = ds_path_read_places (evidence, diagnosis);
  guint column = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const DsPlace *place = g_ptr_array_index (places, i);
      PlaceLook look = find_place_look (place->mark);
      const char *name = ds_phrase_place (place->who);
      g_autofree char *join =
          i > 0 ? g_strdup_printf (" %s%s ", look.line, look.sign)
                : g_strdup_printf ("%s%s", look.sign, *look.sign != '\0' ? " " : "");
      guint width = ds_terminal_width (join) + ds_terminal_width (name);

      if (i == 0 || column + width > DS_TERMINAL_COLUMNS)
        {
          g_string_append_printf (sheet->page, "%s%*s", i > 0 ? "\n" : "", INDENT, "");
          column = INDENT;
        }
      add_styled (sheet, join, look.style);
      g_string_append (sheet->page, name);
      column += width;
    }
  g_string_append_c (sheet->page, '\n');
  add_legend (sheet, places);
}

/* --- The ten checks --- */

typedef struct
{
  const char *sign;
  Style style;
} FindingLook;

static FindingLook
find_finding_look (DsFindingKind kind)
{
  switch (kind)
    {
    case DS_FINDING_OK:
      return (FindingLook){ "✓", STYLE_GOOD };
    case DS_FINDING_ATTENTION:
      return (FindingLook){ "▲", STYLE_WARN };
    case DS_FINDING_PROBLEM:
      return (FindingLook){ "✗", STYLE_BAD };
    case DS_FINDING_UNKNOWN:
      return (FindingLook){ "?", STYLE_WARN };
    case DS_FINDING_NOT_NEEDED:
      return (FindingLook){ "–", STYLE_PLAIN };
    case DS_FINDING_NOT_RUN:
    default:
      return (FindingLook){ "·", STYLE_PLAIN };
    }
}

static void
add_checks (Sheet *sheet, GPtrArray *findings)
{
  guint widest = 0;

  for (guint i = 0; i < findings->len; i++)
    widest =
        MAX (widest, ds_terminal_width (((DsFinding *) g_ptr_array_index (findings, i))->title));
  for (guint i = 0; i < findings->len; i++)
    {
      const DsFinding *finding = g_ptr_array_index (findings, i);
      FindingLook look = find_finding_look (finding->finding);

      g_string_append_printf (sheet->page, "%*u ", INDENT + 2, finding->number);
      add_styled (sheet, look.sign, look.style);
      g_string_append_printf (sheet->page, " %s%*s  ", finding->title,
                              (int) (widest - ds_terminal_width (finding->title)), "");
      add_styled (sheet, ds_phrase_finding (finding->finding), look.style);
      g_string_append_c (sheet->page, '\n');
    }
}

/* --- What else --- */

static void
add_list (Sheet *sheet, const char *heading, const char *const *sentences)
{
  if (sentences[0] == NULL)
    return;
  g_string_append_printf (sheet->page, "\n%s\n", heading);
  for (guint i = 0; sentences[i] != NULL; i++)
    ds_terminal_append (sheet->page, sentences[i], INDENT);
}

static void
add_also (Sheet *sheet, const DsDiagnosis *diagnosis)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 1; i < diagnosis->causes->len; i++)
    g_ptr_array_add (titles, ((DsCause *) g_ptr_array_index (diagnosis->causes, i))->title);
  g_ptr_array_add (titles, NULL);
  add_list (sheet, _("Also seen:"), (const char *const *) titles->pdata);
}

/**
 * ds_report_to_text:
 * @evidence: what was measured, with a target in it
 * @diagnosis: what ds_diagnose() says about it
 * @findings: (element-type DsFinding): what the checks say about it
 * @colour: whether to use colours; nothing is said by colour alone
 *
 * Writes the report for a terminal of 80 columns: the sentence, who said no and how sure that is,
 * what to do, the path, a line for each check, and what can be changed or typed. Nothing from
 * outside can control the terminal.
 *
 * Returns: (transfer full): lines of UTF-8
 */
char *
ds_report_to_text (const DsEvidence *evidence,
                   const DsDiagnosis *diagnosis,
                   GPtrArray *findings,
                   gboolean colour)
{
  Sheet sheet = { .page = g_string_new (NULL), .colour = colour };
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

  add_verdict (&sheet, verdict);
  g_string_append_c (sheet.page, '\n');
  add_path (&sheet, evidence, diagnosis);
  g_string_append_c (sheet.page, '\n');
  add_checks (&sheet, findings);
  add_also (&sheet, diagnosis);
  ds_report_append_ways (sheet.page, evidence, findings);
  /* Where it is proven, what else could have been measured does not matter. */
  if (diagnosis->missing != NULL && verdict->grade != DS_GRADE_PROVEN)
    add_list (&sheet, _("What could not be measured:"), (const char *const *) diagnosis->missing);
  return g_string_free (sheet.page, FALSE);
}
