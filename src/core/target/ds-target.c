/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ds-target-mend.h"
#include "ds-target-reading.h"
#include "ds-target-text.h"

/* Ample for every address in use; browsers and servers give up far below it. */
#define TEXT_MAX (32 * 1024)

static const DsField target_fields[] = {
  DS_FIELD (DsTarget, typed, STRING),
  DS_FIELD (DsTarget, url, STRING),
  DS_FIELD (DsTarget, scheme, STRING),
  DS_FIELD (DsTarget, host, STRING),
  DS_FIELD (DsTarget, display_host, STRING),
  DS_FIELD (DsTarget, port, UINT),
  DS_FIELD (DsTarget, port_given, BOOL),
  DS_FIELD (DsTarget, scheme_given, BOOL),
  DS_FIELD (DsTarget, is_literal, BOOL),
  DS_FIELD (DsTarget, path, STRING),
  DS_FIELD (DsTarget, notes, STRV),
  DS_FIELD (DsTarget, suggestions, STRV),
  { NULL },
};

const DsRecordType ds_target_type = { "target", sizeof (DsTarget), target_fields };

G_DEFINE_QUARK (ds_target_error_quark, ds_target_error)

/* One more attempt. @mended is what a mend made of the text, %NULL when it made nothing of it;
 * @note is what is said when the attempt succeeds. */
static gboolean
try_mended (DsTargetReading *reading, const char *mended, const char *note)
{
  g_auto (DsTargetReading) attempt = { NULL };
  g_autoptr (GError) error = NULL;

  ds_target_reading_init (&attempt);
  if (mended == NULL || !ds_target_reading_read (&attempt, mended, &error))
    return FALSE;
  g_ptr_array_add (attempt.notes, g_strdup (note));
  ds_target_reading_clear (reading);
  *reading = attempt;
  memset (&attempt, 0, sizeof attempt);
  return TRUE;
}

/* Takes the one address out of a sentence, such as the one a browser shows. */
static gboolean
try_text (DsTargetReading *reading, const char *text, GError **error)
{
  g_auto (GStrv) addresses = ds_mend_find_addresses (text);
  g_autofree char *host = NULL;
  const char *note = _("The address was taken out of the text around it.");

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_auto (DsTargetReading) one = { NULL };

      ds_target_reading_init (&one);
      if (!ds_target_reading_read (&one, addresses[i], NULL))
        continue;
      if (host == NULL)
        host = g_strdup (one.target->host);
      else if (strcmp (host, one.target->host) != 0)
        {
          g_set_error_literal (error, DS_TARGET_ERROR, DS_TARGET_ERROR_NOT_A_WEBSITE,
                               _("There is more than one address in this text. Enter one alone, "
                                 "as in www.bakery.example."));
          return FALSE;
        }
    }
  for (guint i = 0; addresses[i] != NULL; i++)
    if (try_mended (reading, addresses[i], note))
      return TRUE;
  return FALSE;
}

/* Reads @text, and where that fails, what may have been meant by it. The error is that of the text
 * as it stands, unless there are several addresses in it. */
static gboolean
read_or_mend (DsTargetReading *reading, const char *text, GError **error)
{
  const char *marks_note = _("The marks around the address were left out.");
  g_autofree char *bare = NULL, *closed = NULL, *dotted = NULL;
  g_autoptr (GError) first = NULL, several = NULL;

  bare = ds_mend_marks (text);
  if (ds_mend_is_quoted (text) && try_mended (reading, bare, marks_note))
    return TRUE;
  if (ds_target_reading_read (reading, text, &first))
    return TRUE;
  ds_target_reading_clear (reading);
  ds_target_reading_init (reading);

  if (try_mended (reading, bare, marks_note))
    return TRUE;
  if (bare == NULL)
    bare = g_strdup (text);
  closed = ds_mend_gaps (bare);
  if (try_mended (reading, closed, _("The spaces inside the address were left out.")))
    return TRUE;
  dotted = ds_mend_dots (bare);
  if (try_mended (reading, dotted, _("A mark in the name was read as a dot.")))
    return TRUE;
  if (ds_text_has_space (bare) && try_text (reading, bare, &several))
    return TRUE;
  g_propagate_error (error,
                     several != NULL ? g_steal_pointer (&several) : g_steal_pointer (&first));
  return FALSE;
}

/* The text for showing it again. A password is not shown, as the text also goes into reports. */
static char *
make_typed (const DsTargetReading *reading, const char *text)
{
  g_autofree char *user = NULL;
  g_autoptr (GString) typed = NULL;
  g_autofree char *shown = ds_text_for_showing (text);

  if (reading->user == NULL || *reading->user == '\0')
    return g_steal_pointer (&shown);
  typed = g_string_new (shown);
  user = g_strconcat (reading->user, "@", NULL);
  if (g_string_replace (typed, user, "…@", 1) == 0)
    g_string_assign (typed, reading->target->url);
  return g_string_free (g_steal_pointer (&typed), FALSE);
}

/**
 * ds_target_parse:
 * @typed: what was typed or pasted; any bytes
 * @length: how many bytes, or -1 when a NUL ends them
 * @error: return location for a #DsTargetError
 *
 * Reads @typed as a browser's address bar does, where it leads to a website, and mends what a
 * person may have meant by it where a browser would search for it instead.
 *
 * Returns: (transfer full) (nullable): the target, or %NULL with a sentence in @error
 */
DsTarget *
ds_target_parse (const char *typed, gssize length, GError **error)
{
  gsize size = length >= 0 ? (gsize) length : strlen (typed);
  g_auto (DsTargetReading) reading = { NULL };
  g_autofree char *tidy = NULL, *line = NULL, *text = NULL;

  if (size > TEXT_MAX)
    {
      g_set_error_literal (
          error, DS_TARGET_ERROR, DS_TARGET_ERROR_TOO_LONG,
          _("This is more text than a website address can have. A website address looks like "
            "www.bakery.example."));
      return NULL;
    }
  tidy = ds_text_tidy (typed, size);
  if (*tidy == '\0')
    {
      g_set_error_literal (
          error, DS_TARGET_ERROR, DS_TARGET_ERROR_EMPTY,
          _("Nothing was typed yet. A website address looks like www.bakery.example."));
      return NULL;
    }
  line = ds_text_join_lines (tidy);
  text = ds_text_narrow (line);
  ds_target_reading_init (&reading);
  if (!read_or_mend (&reading, text, error))
    return NULL;

  reading.target->typed = make_typed (&reading, tidy);
  if (reading.notes->len > 0)
    {
      g_ptr_array_add (reading.notes, NULL);
      reading.target->notes = (char **) g_ptr_array_steal (reading.notes, NULL);
    }
  return g_steal_pointer (&reading.target);
}

/**
 * ds_target_copy:
 * @target: (nullable): a target
 *
 * Returns: (transfer full) (nullable): a deep copy
 */
DsTarget *
ds_target_copy (const DsTarget *target)
{
  return ds_record_copy (&ds_target_type, target);
}

/**
 * ds_target_free:
 * @target: (transfer full) (nullable): a target
 */
void
ds_target_free (DsTarget *target)
{
  ds_record_free (&ds_target_type, target);
}
