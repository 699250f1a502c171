/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check 3: is it only this website, and only this computer? */

#include <glib/gi18n-lib.h>

#include "ds-check-judges.h"
#include "ds-check-say.h"
#include "ds-connection-words.h"

/* clang-format off */
static const DsSaying all_open = {
  .kind = DS_FINDING_OK,
  .summary = N_("Other websites open, and so does this one."),
};

static const DsSaying others_open = {
  .kind = DS_FINDING_OK,
  .summary = N_("Other websites open, so the internet connection is fine."),
  .meaning = N_("The trouble is with this one website, or with the way to it."),
  .advice = N_("Try the website on a phone: first on the same Wi-Fi, then on mobile data. If it "
               "opens only on mobile data, the trouble is in your network or with your provider."),
};

static const DsSaying only_this_open = {
  .kind = DS_FINDING_ATTENTION,
  .summary = N_("The other websites did not open, but this one did."),
  .meaning = N_("They are tried only to compare, so this does no harm."),
};

static const DsSaying none_open = {
  .kind = DS_FINDING_ATTENTION,
  .summary = N_("Other websites do not open either."),
  .meaning = N_("So it may be the internet connection rather than this one website."),
  .advice = N_("Try a website on another device in the same network. If it fails there too, turn "
               "the router off and on again."),
};

static const DsSaying none_tried = {
  .kind = DS_FINDING_NOT_RUN,
  .summary = N_("No other websites were tried."),
  .advice = N_("Open a website that you know well. Then try this one on a phone."),
};
/* clang-format on */

static void
add_routes (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; evidence->links != NULL && i < evidence->links->routes->len; i++)
    {
      const DsRoute *route = g_ptr_array_index (evidence->links->routes, i);
      const char *label =
          route->family == DS_FAMILY_IPV6 ? _("Way out by IPv6") : _("Way out by IPv4");

      if (route->prefix != 0)
        continue;
      if (route->gateway != NULL && route->device != NULL)
        {
          /* Translators: the address of a router, and the network device that leads to it. */
          g_autofree char *value = g_strdup_printf (_("%s by %s"), route->gateway, route->device);

          ds_finding_add_detail (finding, label, value);
        }
      else if (route->device != NULL)
        {
          ds_finding_add_detail (finding, label, route->device);
        }
    }
}

static void
add_connection (const DsConnection *connection, DsFinding *finding)
{
  g_autofree char *name = ds_connection_words_describe (connection);
  g_autofree char *value = NULL;

  if (connection->gateway == NULL)
    {
      ds_finding_add_detail (finding, _("Connection"), name);
      return;
    }
  /* Translators: a connection, and the address of its router. */
  value = g_strdup_printf (_("%s, router %s"), name, connection->gateway);
  ds_finding_add_detail (finding, _("Connection"), value);
}

/* What NetworkManager thinks of the way out is told and judged by nobody here: it looks seldom, and
 * at a website of its own. */
static void
add_network (const DsEvidence *evidence, DsFinding *finding)
{
  const DsNetwork *network = evidence->network;
  const DsExperimentRecord *record = ds_evidence_find_experiment (evidence, "network");

  for (guint i = 0; network != NULL && i < network->connections->len; i++)
    {
      const DsConnection *connection = g_ptr_array_index (network->connections, i);

      if (ds_connection_is_in_use (connection) && connection->kind != DS_CONNECTION_VIRTUAL)
        add_connection (connection, finding);
    }
  if (network != NULL && g_strcmp0 (network->connectivity, "none") == 0)
    ds_finding_add_detail (finding, "NetworkManager", _("sees no way to the internet"));
  else if (network != NULL && g_strcmp0 (network->connectivity, "portal") == 0)
    ds_finding_add_detail (finding, "NetworkManager", _("people may have to sign in first"));
  if (network != NULL && network->metered)
    ds_finding_add_detail (finding, _("Costs"), _("data may cost money here"));
  if (record != NULL && record->error != NULL)
    ds_finding_add_detail (finding, _("Not seen"), record->error);
}

static void
add_references (const DsEvidence *evidence, DsFinding *finding)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == DS_WAY_REFERENCE)
        ds_check_add_attempt (finding, attempt);
    }
}

void
ds_check_others_judge (const DsEvidence *evidence, const DsDiagnosis *diagnosis, DsFinding *finding)
{
  gboolean opened = ds_check_any_open (evidence, DS_WAY_DIRECT);

  add_network (evidence, finding);
  add_routes (evidence, finding);
  add_references (evidence, finding);
  if (ds_check_say_cause (diagnosis, finding))
    return;
  if (ds_check_any_open (evidence, DS_WAY_REFERENCE))
    ds_check_say (finding, opened ? &all_open : &others_open);
  else if (ds_check_say_unfinished (evidence, finding))
    return;
  else if (ds_check_count (evidence, DS_WAY_REFERENCE) > 0)
    ds_check_say (finding, opened ? &only_this_open : &none_open);
  else
    ds_check_say (finding, &none_tried);
}
