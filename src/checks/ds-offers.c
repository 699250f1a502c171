/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words for every change: what it does, for how long, what it costs, whether it asks for a
 * password, and how it is put back. */

#include "ds-offers.h"

#include <string.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *kind;     /* the change's id up to the colon */
  const char *title;    /* with %s for the subject, if it has one */
  const char *in_force; /* the same */
  const char *verb;     /* for a button, with the underline of a mnemonic */
  const char *anyway;   /* (nullable): the same, after it did not help */
  const char *what;
  const char *lasts;
  const char *costs;
  DsPassword password;
  const char *undo; /* (nullable) */
} OfferWords;

#define UNTIL_PUT_BACK N_("Until you put it back. Doorstep reminds you as long as it lasts.")

/* clang-format off */
static const OfferWords words[] = {
  {
    .kind = "vpn-off",
    .title = N_("Turn the VPN “%s” off for now"),
    .in_force = N_("The VPN “%s” is off"),
    .verb = N_("Turn o_ff now"),
    .anyway = N_("Turn o_ff anyway"),
    .what = N_("The VPN is turned off. What this computer sends then goes straight through your "
               "router."),
    .lasts = UNTIL_PUT_BACK,
    .costs = N_("Meanwhile you can’t reach what is only there through the VPN, and websites see "
                "your own address."),
    .password = DS_PASSWORD_NONE,
    .undo = N_("“Put back” turns the same VPN on again. If the VPN has a password that is not "
               "saved, you have to type it then."),
  },
  {
    .kind = "proxy-off",
    .title = N_("Turn the proxy off for now"),
    .in_force = N_("The proxy is off"),
    .verb = N_("Turn o_ff now"),
    .anyway = N_("Turn o_ff anyway"),
    .what = N_("The network settings are changed to “no proxy”. The address of the proxy stays "
               "there."),
    .lasts = UNTIL_PUT_BACK,
    .costs = N_("Meanwhile you can’t reach what is only there through the proxy, such as pages "
                "of your company or school."),
    .password = DS_PASSWORD_NONE,
    .undo = N_("“Put back” sets the proxy as it was."),
  },
  {
    .kind = "dns-forget",
    .title = N_("Forget the remembered addresses"),
    .in_force = N_("The remembered addresses are forgotten"),
    .verb = N_("_Forget now"),
    .what = N_("This computer forgets the addresses of websites it has looked up, and asks for "
               "them again."),
    .lasts = N_("It is done at once."),
    .costs = N_("Nothing. The next page may take a moment longer to open."),
    .password = DS_PASSWORD_NONE,
  },
  {
    .kind = "firewall-allow",
    .title = N_("Let the connection to this website out for now"),
    .in_force = N_("The firewall lets the connection to this website out"),
    .verb = N_("Let it _out now…"),
    .anyway = N_("Let it _out anyway…"),
    .what = N_("The firewall of this computer gets an exception for this website and this port, "
               "and for nothing else."),
    .lasts = N_("Until you put it back, or the computer is turned off."),
    .costs = N_("Somebody may have had a reason to stop it. On a computer of your company or "
                "school, ask there first."),
    .password = DS_PASSWORD_ADMINISTRATOR,
    .undo = N_("“Put back” takes the exception away again. That asks for the password, too."),
  },
};
/* clang-format on */

static const OfferWords *
find_words (const char *change)
{
  gsize length = strcspn (change, ":");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].kind) == length && strncmp (words[i].kind, change, length) == 0)
      return &words[i];
  return NULL;
}

static char *
make_title (const char *title, const char *subject)
{
  g_auto (GStrv) parts = g_strsplit (_ (title), "%s", 2);

  return g_strjoinv (subject != NULL ? subject : "", parts);
}

/**
 * ds_offer_is_known:
 * @change: a change, with its object or without
 *
 * Returns: whether there is such a kind of change
 */
gboolean
ds_offer_is_known (const char *change)
{
  return find_words (change) != NULL;
}

/**
 * ds_offer_describe:
 * @change: which change, with its object: `vpn-off:UUID`
 * @subject: (nullable): what it is made to, by the name people know
 * @in_force: whether it is made at the moment
 *
 * Returns: (transfer full) (nullable): the change in words; %NULL for an unknown kind of change
 */
DsOffer *
ds_offer_describe (const char *change, const char *subject, gboolean in_force)
{
  const OfferWords *row = find_words (change);
  DsOffer *offer = NULL;

  if (row == NULL)
    return NULL;
  offer = ds_offer_new ();
  offer->id = g_strdup (change);
  offer->title = make_title (in_force ? row->in_force : row->title, subject);
  offer->in_force = in_force;
  offer->what = g_strdup (_ (row->what));
  offer->lasts = g_strdup (_ (row->lasts));
  offer->costs = g_strdup (_ (row->costs));
  offer->password = row->password;
  offer->undo = row->undo != NULL ? g_strdup (_ (row->undo)) : NULL;
  return offer;
}

/**
 * ds_offer_get_verb:
 * @change: which change, with its object or without
 * @anyway: whether it is for somebody who knows that it did not help
 *
 * Returns: (transfer none) (nullable): what stands on the button that makes the change, with the
 *   underline of a mnemonic; %NULL where there is nothing to choose
 */
const char *
ds_offer_get_verb (const char *change, gboolean anyway)
{
  const OfferWords *row = find_words (change);
  const char *verb = row == NULL ? NULL : anyway ? row->anyway : row->verb;

  return verb != NULL ? _(verb) : NULL;
}

/**
 * ds_check_is_in_force:
 * @evidence: what was measured
 * @change: a change, with its object
 *
 * Returns: whether that change was in force meanwhile
 */
gboolean
ds_check_is_in_force (const DsEvidence *evidence, const char *change)
{
  for (guint i = 0; i < evidence->changes->len; i++)
    {
      const DsChangeRecord *record = g_ptr_array_index (evidence->changes, i);

      if (g_strcmp0 (record->change, change) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_check_offer:
 * @evidence: what was measured
 * @change: which change would help, with its object
 * @subject: (nullable): what it would be made to, by the name people know
 * @finding: what a check found
 *
 * Adds a change to those the check offers, or says that it is in force.
 */
void
ds_check_offer (const DsEvidence *evidence,
                const char *change,
                const char *subject,
                DsFinding *finding)
{
  DsOffer *offer = ds_offer_describe (change, subject, ds_check_is_in_force (evidence, change));

  g_return_if_fail (offer != NULL);
  g_ptr_array_add (finding->changes, offer);
}
