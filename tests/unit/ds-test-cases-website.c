/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases at the website, and over an open connection to it. */

#include "ds-test-build.h"
#include "ds-test-cases.h"

static DsEvidence *
build_site (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  return evidence;
}

static DsEvidence *
build_open (void)
{
  DsEvidence *evidence = build_site ();

  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

/* --- website-refuses --- */

static DsEvidence *
website_resets (void)
{
  DsEvidence *evidence = build_site ();
  DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);

  build_reset_from (evidence, attempt, 3, TRUE);
  attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);
  attempt->number = 2;
  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
website_resets_without_control (void)
{
  DsEvidence *evidence = build_site ();

  build_reset_from (evidence, build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, FALSE);
  return evidence;
}

static DsEvidence *
website_bans (void)
{
  DsEvidence *evidence = build_site ();

  build_icmp (build_try (evidence, SITE, DS_OUTCOME_REFUSED), 3, 3, SITE);
  return evidence;
}

static DsEvidence *
refused_not_located (void)
{
  DsEvidence *evidence = build_site ();

  build_try (evidence, SITE, DS_OUTCOME_REFUSED);
  return evidence;
}

/* --- website-silent --- */

static DsEvidence *
website_silent (gboolean control, gboolean reference)
{
  DsEvidence *evidence = build_site ();
  DsSweep *sweep = build_sweep (evidence, build_try (evidence, SITE, DS_OUTCOME_TIMED_OUT), 2);

  if (control)
    {
      build_probe (sweep, DS_PROBE_CONTROL, 2, DS_ANSWER_EXPIRED);
      build_probe (sweep, DS_PROBE_CONTROL, 3, DS_ANSWER_OPEN);
    }
  if (reference)
    build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
silent_and_heard_of (void)
{
  return website_silent (TRUE, TRUE);
}

static DsEvidence *
silent_somewhere (void)
{
  return website_silent (FALSE, TRUE);
}

static DsEvidence *
silent_like_all (void)
{
  return website_silent (TRUE, FALSE);
}

static DsEvidence *
looked_for_in_vain (const char *address, const char *from)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");
  DsAttempt *attempt;

  build_name (evidence, NAME, DS_NAME_ANSWERED, address);
  attempt = build_try (evidence, address, DS_OUTCOME_UNREACHABLE);
  build_icmp (attempt, 3, 1, from);
  attempt->time_ms = 3100;
  return evidence;
}

static DsEvidence *
last_router_looks_in_vain (void)
{
  DsEvidence *evidence = looked_for_in_vain (SITE, PROVIDER);

  build_reference (evidence, "one.example", REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
neighbour_silent (void)
{
  return looked_for_in_vain ("192.0.2.77", HERE);
}

static DsEvidence *
one_silent_one_open (void)
{
  DsEvidence *evidence = website_silent (TRUE, TRUE);

  build_try (evidence, "203.0.113.8", DS_OUTCOME_OPEN);
  build_answer (evidence, "203.0.113.8", 200);
  return evidence;
}

/* --- momentary --- */

static DsEvidence *
refused_then_open (void)
{
  DsEvidence *evidence = build_site ();
  DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);

  build_reset_from (evidence, attempt, 3, TRUE);
  attempt = build_try (evidence, SITE, DS_OUTCOME_OPEN);
  attempt->number = 2;
  build_answer (evidence, SITE, 200);
  return evidence;
}

/* One address refuses and another one opens: that is no matter of time. */
static DsEvidence *
refused_here_open_there (void)
{
  DsEvidence *evidence = build_site ();
  DsAttempt *attempt = build_try (evidence, SITE, DS_OUTCOME_REFUSED);

  build_reset_from (evidence, attempt, 3, TRUE);
  attempt = build_try (evidence, "203.0.113.8", DS_OUTCOME_OPEN);
  attempt->number = 2;
  build_answer (evidence, "203.0.113.8", 200);
  return evidence;
}

/* --- Answers --- */

static DsEvidence *
works (void)
{
  DsEvidence *evidence = build_open ();

  build_answer (evidence, SITE, 200);
  return evidence;
}

static DsEvidence *
sent_on (void)
{
  DsEvidence *evidence = build_open ();

  build_answer (evidence, SITE, 301);
  return evidence;
}

static DsEvidence *
answers_503 (void)
{
  DsEvidence *evidence = build_open ();

  build_answer (evidence, SITE, 503);
  return evidence;
}

static DsEvidence *
answers_418 (void)
{
  DsEvidence *evidence = build_open ();

  build_answer (evidence, SITE, 418);
  return evidence;
}

static DsEvidence *
open_without_page (void)
{
  DsEvidence *evidence = build_open ();

  build_exchange (evidence, SITE, DS_STAGE_HTTP)->timed_out = TRUE;
  return evidence;
}

/* --- connection-reset --- */

static DsEvidence *
cut_off (void)
{
  DsEvidence *evidence = build_open ();
  DsAttempt *attempt = g_ptr_array_index (evidence->attempts, 0);

  attempt->outcome = DS_OUTCOME_RESET;
  build_exchange (evidence, SITE, DS_STAGE_TLS)->reset = TRUE;
  return evidence;
}

static DsEvidence *
cut_off_once (void)
{
  DsEvidence *evidence = cut_off ();

  build_try (evidence, "203.0.113.8", DS_OUTCOME_OPEN);
  build_answer (evidence, "203.0.113.8", 200);
  return evidence;
}

/* --- tls-invalid --- */

static DsEvidence *
certificate_fault (const char *faults)
{
  DsEvidence *evidence = build_open ();
  DsExchange *exchange = build_exchange (evidence, SITE, DS_STAGE_TLS);

  exchange->certificate_faults = g_strsplit (faults, " ", -1);
  exchange->certificate_subject = g_strdup ("CN=other.example");
  exchange->certificate_issuer = g_strdup ("CN=Example Authority");
  exchange->certificate_not_before = g_strdup ("2029-01-01T00:00:00Z");
  exchange->certificate_not_after = g_strdup ("2030-01-01T00:00:00Z");
  return evidence;
}

static DsEvidence *
certificate_expired (void)
{
  return certificate_fault ("name expired");
}

static DsEvidence *
certificate_early (void)
{
  return certificate_fault ("not-yet-valid");
}

static DsEvidence *
certificate_of_another (void)
{
  return certificate_fault ("name");
}

static DsEvidence *
certificate_revoked (void)
{
  return certificate_fault ("revoked");
}

static DsEvidence *
certificate_of_nobody (void)
{
  return certificate_fault ("issuer");
}

static DsEvidence *
certificate_weak (void)
{
  return certificate_fault ("weak");
}

static DsEvidence *
certificate_odd (void)
{
  return certificate_fault ("other");
}

static DsEvidence *
certificate_bad_but_answered (void)
{
  DsEvidence *evidence = certificate_fault ("issuer");
  DsExchange *exchange = g_ptr_array_index (evidence->exchanges, 0);

  exchange->stage = DS_STAGE_ANSWERED;
  exchange->status = 200;
  return evidence;
}

/* --- unknown --- */

static DsEvidence *
cut_short (void)
{
  DsEvidence *evidence = refused_not_located ();

  build_experiment (evidence, "localise", DS_RUN_CUT_SHORT);
  build_experiment (evidence, "references", DS_RUN_CUT_SHORT);
  build_experiment (evidence, "fetch", DS_RUN_FAILED);
  return evidence;
}

static DsEvidence *
just_started (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  for (guint i = 0; i < evidence->experiments->len; i++)
    ((DsExperimentRecord *) g_ptr_array_index (evidence->experiments, i))->state =
        i == 1 ? DS_RUN_RUNNING : DS_RUN_WAITING;
  return evidence;
}

/* clang-format off */
const DsTestCase ds_test_cases_website[] = {
  { "website resets", website_resets, "website-refuses website proven",
    "1 attention, 2 ok, 3 ok, 4 problem, 5 not-run, 6 not-needed, 7 ok, 8 ok, 9 ok" },
  { "website resets, no control", website_resets_without_control,
    "website-refuses website likely", "4 problem" },
  { "website bans", website_bans, "website-refuses website proven", "4 problem, 9 ok" },
  { "refused, not located", refused_not_located, "unknown unknown possible", "8 unknown" },

  { "silent, and heard of", silent_and_heard_of, "website-silent website likely", "4 problem" },
  { "silent somewhere", silent_somewhere, "website-silent website possible", "4 attention" },
  { "silent like all others", silent_like_all, "unknown unknown possible", NULL },
  { "last router looks in vain", last_router_looks_in_vain, "website-silent website likely",
    NULL },
  { "neighbour silent", neighbour_silent, "website-silent website likely", NULL },
  { "one silent, one open", one_silent_one_open, "works nobody proven", NULL },

  { "refused, then open", refused_then_open, "momentary nobody proven, works nobody proven",
    "1 problem, 4 ok, 5 not-needed, 6 not-run" },
  { "refused here, open there", refused_here_open_there,
    "works nobody proven, website-refuses website proven", "1 ok, 4 attention" },

  { "works", works, "works nobody proven",
    "1 ok, 2 ok, 3 ok, 4 ok, 5 not-needed, 6 not-run, 7 ok, 8 ok, 9 ok, 10 not-needed" },
  { "sent on", sent_on, "works nobody proven", NULL },
  { "number 503", answers_503, "http-error website proven", "4 problem, 6 not-needed, 9 ok" },
  { "number 418", answers_418, "http-error website proven", NULL },
  { "open, no page", open_without_page, "unknown unknown possible", "1 ok, 4 not-run, 9 ok" },

  { "cut off", cut_off, "connection-reset unknown proven", "1 ok, 9 problem" },
  { "cut off once", cut_off_once, "works nobody proven", "9 ok" },

  { "certificate expired", certificate_expired, "tls-invalid website proven", "4 problem" },
  { "certificate early", certificate_early, "tls-invalid website proven", NULL },
  { "certificate of another", certificate_of_another, "tls-invalid website proven", NULL },
  { "certificate revoked", certificate_revoked, "tls-invalid website proven", NULL },
  { "certificate of nobody", certificate_of_nobody, "tls-invalid website proven", NULL },
  { "certificate weak", certificate_weak, "tls-invalid website proven", NULL },
  { "certificate odd", certificate_odd, "tls-invalid website proven", NULL },
  { "certificate bad, but answered", certificate_bad_but_answered, "tls-invalid website proven",
    NULL },

  { "cut short", cut_short, "unknown unknown possible",
    "3 unknown, 4 unknown, 8 unknown, 9 unknown" },
  { "just started", just_started, "unknown unknown possible",
    "1 not-run, 2 not-run, 3 not-run, 4 not-run, 5 not-run, 6 not-run, 8 not-run, 9 not-run" },
  { NULL },
};
/* clang-format on */
