/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-phrases.h"

#include <glib/gi18n-lib.h>

#include "ds-checks.h"

/**
 * ds_phrase_place:
 * @who: whose place it is
 *
 * Returns: the name under that place of the path picture
 */
const char *
ds_phrase_place (DsWho who)
{
  switch (who)
    {
    case DS_WHO_THIS_COMPUTER:
      return C_("place on the way to a website", "This computer");
    case DS_WHO_VPN:
      return C_("place on the way to a website", "VPN");
    case DS_WHO_PROXY:
      return C_("place on the way to a website", "Proxy");
    case DS_WHO_ROUTER:
      return C_("place on the way to a website", "Router");
    case DS_WHO_PROVIDER:
      return C_("place on the way to a website", "Provider");
    case DS_WHO_WEBSITE:
      return C_("place on the way to a website", "Website");
    case DS_WHO_ADDRESS:
    case DS_WHO_NOBODY:
    case DS_WHO_UNKNOWN:
      break;
    }
  return C_("place on the way to a website", "Not known");
}

/**
 * ds_phrase_who:
 * @who: who said no
 *
 * Returns: the answer to "Who said no?"
 */
const char *
ds_phrase_who (DsWho who)
{
  switch (who)
    {
    case DS_WHO_THIS_COMPUTER:
      return C_("who said no", "This computer");
    case DS_WHO_VPN:
      return C_("who said no", "The VPN");
    case DS_WHO_PROXY:
      return C_("who said no", "The proxy");
    case DS_WHO_ROUTER:
      return C_("who said no", "The router of this network");
    case DS_WHO_PROVIDER:
      return C_("who said no", "The internet provider, or a network after it");
    case DS_WHO_WEBSITE:
      return C_("who said no", "The website itself");
    case DS_WHO_ADDRESS:
      return C_("who said no", "Nobody: the trouble is in the address");
    case DS_WHO_NOBODY:
      return C_("who said no", "Nobody");
    case DS_WHO_UNKNOWN:
      break;
    }
  return C_("who said no", "Not known");
}

/**
 * ds_phrase_grade:
 * @grade: how sure a cause is
 *
 * Returns: (nullable): the answer to "How sure is that?"
 */
const char *
ds_phrase_grade (DsGrade grade)
{
  switch (grade)
    {
    case DS_GRADE_PROVEN:
      return _("Sure: it was measured, and cross-checked.");
    case DS_GRADE_LIKELY:
      return _("Likely: the measurements point to it, one cross-check is missing.");
    case DS_GRADE_POSSIBLE:
      return _("Possible: nothing that was measured speaks against it.");
    case DS_GRADE_NONE:
      break;
    }
  return NULL;
}

/**
 * ds_phrase_finding:
 * @finding: what a check concluded
 *
 * Returns: that in a few words
 */
const char *
ds_phrase_finding (DsFindingKind finding)
{
  switch (finding)
    {
    case DS_FINDING_OK:
      return C_("what a check found", "Nothing wrong here");
    case DS_FINDING_ATTENTION:
      return C_("what a check found", "Worth knowing");
    case DS_FINDING_PROBLEM:
      return C_("what a check found", "The problem is here");
    case DS_FINDING_UNKNOWN:
      return C_("what a check found", "Result unknown");
    case DS_FINDING_NOT_NEEDED:
      return C_("what a check found", "Not needed");
    case DS_FINDING_NOT_RUN:
      break;
    }
  return C_("what a check found", "Not checked yet");
}

/**
 * ds_phrase_place_mark:
 * @place: a place of the path picture
 *
 * Returns: what happened there, in a few words
 */
const char *
ds_phrase_place_mark (const DsPlace *place)
{
  switch (place->mark)
    {
    case DS_PLACE_PASSED:
      if (place->who == DS_WHO_WEBSITE)
        return C_("what happened at a place", "answered");
      return C_("what happened at a place", "let it through");
    case DS_PLACE_REFUSED:
      return C_("what happened at a place", "turned you away");
    case DS_PLACE_SUSPECT:
      return C_("what happened at a place", "perhaps here");
    case DS_PLACE_NO_WAY:
      return C_("what happened at a place", "has no way out");
    case DS_PLACE_SILENT:
      return C_("what happened at a place", "no answer");
    case DS_PLACE_NOT_REACHED:
      return C_("what happened at a place", "not reached");
    case DS_PLACE_UNKNOWN:
      break;
    }
  return C_("what happened at a place", "not measured");
}

/**
 * ds_phrase_path:
 * @places: (element-type DsPlace): the places of the path picture
 *
 * Returns: (transfer full): what the picture shows, in words
 */
char *
ds_phrase_path (GPtrArray *places)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      const DsPlace *place = g_ptr_array_index (places, i);
      /* Translators: a place on the way and what happened there, "Router: let it through". */
      g_autofree char *part =
          g_strdup_printf (C_("place and mark", "%s: %s"), ds_phrase_place (place->who),
                               ds_phrase_place_mark (place));

      g_strv_builder_add (builder, part);
    }
  parts = g_strv_builder_end (builder);
  /* Translators: stands between the places of the way to a website, "Router: let it through;
   * Website: no answer". */
  list = g_strjoinv (C_("between places", "; "), parts);
  /* Translators: %s lists the places of the way to a website and what happened there. */
  return g_strdup_printf (_("The way to the website. %s."), list);
}

/**
 * ds_phrase_step:
 * @number: the check's number
 * @title: its title
 *
 * Returns: (transfer full): the line that says where in the ten steps the person is
 */
char *
ds_phrase_step (guint number, const char *title)
{
  /* Translators: "Step 4 of 10 — Down for everyone?" */
  return g_strdup_printf (_("Step %u of %u — %s"), number, DS_N_CHECKS, title);
}
