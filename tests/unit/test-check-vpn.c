/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What check 5 says of a VPN, and when it offers to turn it off. */

#include <string.h>

#include "ds-checks.h"
#include "ds-diagnose.h"
#include "ds-location.h"
#include "ds-test-build.h"
#include "ds-test-cases.h"
#include "ds-vpn-use.h"

#define OFFER "vpn-off:uuid-of-Work"

static DsEvidence *
build (const char *name)
{
  for (const DsTestCase *test_case = ds_test_cases_vpn; test_case->name != NULL; test_case++)
    if (g_str_equal (test_case->name, name))
      return test_case->build ();
  g_assert_not_reached ();
}

static DsFinding *
judge (const DsEvidence *evidence)
{
  g_autoptr (DsDiagnosis) diagnosis = ds_diagnose (evidence);

  return ds_check_judge (ds_check_get (5), evidence, diagnosis);
}

typedef struct
{
  const char *name;
  const char *offer;   /* (nullable) */
  const char *summary; /* a part of it */
} Row;

static const Row rows[] = {
  { "VPN blocks", OFFER, "“Work” you are turned away" },
  { "VPN swallows", OFFER, "nothing comes back" },
  { "website bans VPN", OFFER, "“Work” you are turned away" },
  { "VPN refuses, past it silent", OFFER, "It looks as if" },
  { "VPN refuses, past it refused too", NULL, "does not open either" },
  { "VPN and website closed", NULL, "without it the website does not open either" },
  { "VPN and website closed, past it silent", OFFER, "did not show" },
  { "VPN not on the way", NULL, "does not go through it" },
  { "VPN lets through", NULL, "“Work” is in use, and it lets" },
  { "two VPNs", OFFER, "“Work”" },
  { "VPN dead", OFFER, "Nothing gets through" },
  { "VPN dead, past it silent", OFFER, "may have lost its connection" },
  { "name servers of VPN dead", OFFER, "name servers of the VPN “Work”" },
  { "kill switch", NULL, "while the VPN “Work” is off" },
  { "kill switch of two VPNs", NULL, "while its VPN is off" },
  { "VPN off, website closed", NULL, "neither a VPN nor a proxy" },
  { "VPN not seen", NULL, "not all could be looked at" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DsEvidence) evidence = build (row->name);
  g_autoptr (DsFinding) finding = judge (evidence);
  const DsOffer *offer = finding->changes->len > 0 ? g_ptr_array_index (finding->changes, 0) : NULL;

  g_assert_cmpuint (finding->changes->len, ==, row->offer != NULL ? 1 : 0);
  g_assert_cmpstr (offer != NULL ? offer->id : NULL, ==, row->offer);
  g_assert_nonnull (strstr (finding->summary, row->summary));
}

/* What NetworkManager does not manage can't be offered; there are words in place of it. */
static void
test_unmanaged (void)
{
  g_autoptr (DsEvidence) evidence = build ("VPN blocks");
  DsConnection *vpn = g_ptr_array_index (evidence->network->connections, 1);
  g_autoptr (DsFinding) finding = NULL;

  vpn->managed = FALSE;
  g_clear_pointer (&vpn->uuid, g_free);
  finding = judge (evidence);
  g_assert_cmpuint (finding->changes->len, ==, 0);
  g_assert_nonnull (strstr (finding->advice, "a program of its own"));
}

/* Once it is off, that shows, whatever was measured meanwhile. */
static void
test_in_force (void)
{
  g_autoptr (DsEvidence) evidence = build ("VPN off, website closed");
  DsChangeRecord *record = ds_change_record_new ();
  g_autoptr (DsFinding) finding = NULL;

  record->change = g_strdup (OFFER);
  record->subject = g_strdup ("Work");
  g_ptr_array_add (evidence->changes, record);
  finding = judge (evidence);
  g_assert_cmpuint (finding->changes->len, ==, 1);
  g_assert_true (((DsOffer *) g_ptr_array_index (finding->changes, 0))->in_force);
}

/* The details name the VPN, and which device the other way went by. */
static void
test_details (void)
{
  g_autoptr (DsEvidence) evidence = build ("VPN blocks");
  g_autoptr (DsFinding) finding = judge (evidence);
  gboolean named = FALSE;
  gboolean past = FALSE;

  for (guint i = 0; i < finding->details->len; i++)
    {
      const DsDetail *detail = g_ptr_array_index (finding->details, i);

      named |= g_str_equal (detail->value, "Work (openvpn, tun0)");
      past |= strstr (detail->label, SITE) != NULL && strstr (detail->label, "eth0") != NULL;
    }
  g_assert_true (named);
  g_assert_true (past);
}

/* --- What is read for it --- */

/* A sweep went through the VPN; it tells nothing of the try past it. */
static void
test_past_is_not_located (void)
{
  g_autoptr (DsEvidence) evidence = build ("VPN and website closed");
  const DsAttempt *through =
      ds_evidence_find_attempt (evidence, DS_WAY_DIRECT, SITE, evidence->target->port);
  const DsAttempt *past =
      ds_evidence_find_attempt (evidence, DS_WAY_PAST_VPN, SITE, evidence->target->port);
  g_autoptr (DsLocation) location = ds_location_read (evidence, through);

  g_assert_cmpint (location->who, ==, DS_WHO_WEBSITE);
  g_assert_null (ds_location_read (evidence, past));
}

/* Each hop behind a VPN is the VPN's, whatever stands there. */
static void
test_hops_are_its_own (void)
{
  static const guint hops[] = { 1, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (hops); i++)
    {
      g_autoptr (DsEvidence) evidence = build ("VPN lets through");
      const DsAttempt *attempt;
      g_autoptr (DsLocation) location = NULL;

      g_ptr_array_set_size (evidence->attempts, 0);
      attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);
      build_reset_from (evidence, attempt, hops[i], TRUE);
      location = ds_location_read (evidence, attempt);
      g_assert_cmpint (location->who, ==, DS_WHO_VPN);
      g_assert_cmpuint (location->hop_min, ==, hops[i]);
    }
}

/* The tunnel's own address on this computer is this computer. */
static void
test_own_address_of_tunnel (void)
{
  g_autoptr (DsEvidence) evidence = build ("rejected before the VPN");
  const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, 0);
  g_autoptr (DsLocation) location = ds_location_read (evidence, attempt);

  g_assert_cmpstr (attempt->icmp->from, ==, VPN_HERE);
  g_assert_cmpint (location->who, ==, DS_WHO_THIS_COMPUTER);
}

static void
test_carrier (void)
{
  g_autoptr (DsEvidence) all = build ("VPN blocks");
  g_autoptr (DsEvidence) split = build ("VPN not on the way");
  g_autoptr (DsEvidence) off = build ("VPN off, website closed");

  g_assert_nonnull (ds_vpn_use_find_carrier (all, SITE));
  g_assert_nonnull (ds_vpn_use_find_carrier (all, NULL));
  g_assert_null (ds_vpn_use_find_carrier (all, HERE));
  g_assert_null (ds_vpn_use_find_carrier (all, "127.0.0.1"));
  g_assert_null (ds_vpn_use_find_carrier (all, SITE_V6));
  g_assert_null (ds_vpn_use_find_carrier (split, SITE));
  g_assert_null (ds_vpn_use_find_carrier (split, NULL));
  g_assert_null (ds_vpn_use_find_carrier (off, SITE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/check-vpn/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/check-vpn/unmanaged", test_unmanaged);
  g_test_add_func ("/check-vpn/in-force", test_in_force);
  g_test_add_func ("/check-vpn/details", test_details);
  g_test_add_func ("/check-vpn/past-is-not-located", test_past_is_not_located);
  g_test_add_func ("/check-vpn/hops-are-its-own", test_hops_are_its_own);
  g_test_add_func ("/check-vpn/own-address-of-tunnel", test_own_address_of_tunnel);
  g_test_add_func ("/check-vpn/carrier", test_carrier);
  return g_test_run ();
}
