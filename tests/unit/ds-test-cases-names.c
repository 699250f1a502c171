/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases in how the name was turned into an address. */

#include "ds-test-build.h"
#include "ds-test-cases.h"

#define SERVER "192.0.2.1"
#define OTHER  "192.0.2.2"
#define LOCAL  "127.0.0.1"

/* --- hosts-override --- */

static DsEvidence *
hosts_line (void)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  build_hosts_line (evidence, 3, WRONG);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
hosts_line_blocks (const char *address)
{
  DsEvidence *evidence = build_refused_at (address);

  build_hosts_line (evidence, 12, address);
  return evidence;
}

static DsEvidence *
hosts_line_blocks_proven (void)
{
  DsEvidence *evidence = hosts_line_blocks ("0.0.0.0");

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
hosts_line_blocks_unasked (void)
{
  return hosts_line_blocks ("127.0.0.1");
}

/* A name of somebody's own: no name server knows it, so the line overrides nothing. */
static DsEvidence *
hosts_line_of_own_name (void)
{
  DsEvidence *evidence = hosts_line_blocks ("127.0.0.1");

  build_server (evidence, SERVER, "udp", DS_NAME_NO_SUCH_NAME, NULL);
  return evidence;
}

/* No name server is asked about a name of this network. */
static DsEvidence *
hosts_line_of_local_name (void)
{
  DsEvidence *evidence = build_run ("http://app.local/");

  build_name (evidence, "app.local", DS_NAME_ANSWERED, "127.0.0.1");
  build_try (evidence, "127.0.0.1", DS_OUTCOME_REFUSED);
  build_hosts_line (evidence, 3, "127.0.0.1");
  return evidence;
}

/* The line says what the name server says. */
static DsEvidence *
hosts_line_is_right (void)
{
  DsEvidence *evidence = build_refused_at (SITE);

  build_hosts_line (evidence, 3, SITE);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  return evidence;
}

/* There is a line, but the address came from somewhere else. */
static DsEvidence *
hosts_line_not_used (void)
{
  DsEvidence *evidence = build_refused_at (SITE);

  build_hosts_line (evidence, 3, WRONG);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  return evidence;
}

static DsEvidence *
hosts_line_and_website_down (void)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  build_hosts_line (evidence, 3, WRONG);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_REFUSED);
  return evidence;
}

/* Nobody could be asked if the line is right: then who refused was measured, the line may do it. */
static DsEvidence *
hosts_line_unasked (void)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  build_hosts_line (evidence, 3, WRONG);
  return evidence;
}

static DsEvidence *
opens_by (const char *address)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, address);
  build_hosts_line (evidence, 3, address);
  build_try (evidence, address, DS_OUTCOME_OPEN);
  build_answer (evidence, address, 200);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
hosts_line_to_program_here (void)
{
  return opens_by ("127.0.0.1");
}

static DsEvidence *
hosts_line_opens (void)
{
  return opens_by (WRONG);
}

/* A line turns the name away from a port that is shut, and the typed port is not the usual one. */
static DsEvidence *
hosts_line_and_other_port_open (void)
{
  DsEvidence *evidence = hosts_line ();

  build_sibling (evidence, WRONG, 80, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
many_names_blocked (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  evidence->hosts = ds_hosts_file_new ();
  evidence->hosts->names = 90003;
  evidence->hosts->blocked = 90000;
  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  return evidence;
}

/* --- dns-unreachable --- */

static DsEvidence *
unresolved (DsNameStatus status)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, status, NULL);
  return evidence;
}

static void
add_silent_server (DsEvidence *evidence, const char *server)
{
  build_server (evidence, server, "udp", DS_NAME_TIMED_OUT, NULL)->time_ms = 1500;
  build_server (evidence, server, "tcp", DS_NAME_TIMED_OUT, NULL)->time_ms = 1500;
}

static void
add_failing_server (DsEvidence *evidence)
{
  DsNameAnswer *answer = build_server (evidence, SERVER, "udp", DS_NAME_FAILED, NULL);

  answer->code = 2;
  answer->error = g_strdup ("SERVFAIL");
}

static DsEvidence *
servers_silent (void)
{
  DsEvidence *evidence = unresolved (DS_NAME_TIMED_OUT);

  add_silent_server (evidence, SERVER);
  add_silent_server (evidence, OTHER);
  return evidence;
}

static DsEvidence *
servers_silent_line_open (void)
{
  DsEvidence *evidence = servers_silent ();

  build_reference (evidence, REF_ONE, REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
servers_silent_cut_short (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_experiment (evidence, "resolve", DS_RUN_CUT_SHORT);
  add_silent_server (evidence, SERVER);
  build_reference (evidence, REF_ONE, REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
servers_fail (void)
{
  DsEvidence *evidence = unresolved (DS_NAME_FAILED);

  add_failing_server (evidence);
  build_name (evidence, "one.example", DS_NAME_FAILED, NULL);
  return evidence;
}

static DsEvidence *
servers_fail_unasked_else (void)
{
  DsEvidence *evidence = unresolved (DS_NAME_FAILED);

  add_failing_server (evidence);
  return evidence;
}

/* Other names are found: those who keep this one name are at fault. */
static DsEvidence *
servers_fail_for_one_name (void)
{
  DsEvidence *evidence = unresolved (DS_NAME_FAILED);

  add_failing_server (evidence);
  build_open_reference (evidence);
  return evidence;
}

static DsEvidence *
one_server_answers (void)
{
  DsEvidence *evidence = unresolved (DS_NAME_TIMED_OUT);

  add_silent_server (evidence, SERVER);
  build_server (evidence, OTHER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* Whoever this computer's own name server asks in turn is not known. */
static DsEvidence *
own_server_silent (void)
{
  DsEvidence *evidence = unresolved (DS_NAME_TIMED_OUT);

  add_silent_server (evidence, LOCAL);
  build_reference (evidence, REF_ONE, REF_ONE, 443, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
opens_but_server_silent (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, SITE);
  build_try (evidence, SITE, DS_OUTCOME_OPEN);
  build_answer (evidence, SITE, 200);
  add_silent_server (evidence, SERVER);
  build_server (evidence, OTHER, "udp", DS_NAME_ANSWERED, SITE);
  return evidence;
}

/* clang-format off */
const DsTestCase ds_test_cases_names[] = {
  { "hosts line", hosts_line, "hosts-override this-computer proven",
    "2 ok, 3 ok, 4 not-needed, 6 not-needed, 7 problem" },
  { "hosts line blocks", hosts_line_blocks_proven, "hosts-override this-computer proven",
    "3 ok, 7 problem" },
  { "hosts line blocks, not asked", hosts_line_blocks_unasked,
    "hosts-override this-computer likely", "7 problem" },
  { "hosts line of an own name", hosts_line_of_own_name,
    "nothing-listening-here this-computer proven", "3 problem, 7 attention" },
  { "hosts line of a local name", hosts_line_of_local_name,
    "nothing-listening-here this-computer proven", "3 problem, 7 attention" },
  { "hosts line is right", hosts_line_is_right, "website-refuses website proven",
    "4 problem, 7 attention" },
  { "hosts line not used", hosts_line_not_used, "website-refuses website proven",
    "4 problem, 7 attention" },
  { "hosts line, website down", hosts_line_and_website_down,
    "hosts-override this-computer possible", "7 attention" },
  { "hosts line, not asked", hosts_line_unasked,
    "website-refuses website proven, hosts-override this-computer possible", "7 attention" },
  { "hosts line to a program here", hosts_line_to_program_here,
    "hosts-override this-computer likely, works nobody proven", "7 problem" },
  { "hosts line opens", hosts_line_opens, "works nobody proven", "7 attention" },
  { "hosts line, other port open", hosts_line_and_other_port_open,
    "hosts-override this-computer proven", "2 ok, 7 problem" },
  { "many names blocked", many_names_blocked, "works nobody proven", "7 ok" },

  { "name servers asked, silent", servers_silent, "dns-unreachable router likely",
    "2 unknown, 7 problem" },
  { "name servers silent, line open", servers_silent_line_open, "dns-unreachable router proven",
    "3 ok, 7 problem" },
  { "name servers silent, cut short", servers_silent_cut_short, "dns-unreachable router likely",
    "7 problem" },
  { "name servers fail", servers_fail, "dns-unreachable router proven", "7 problem" },
  { "name servers fail, nothing to compare", servers_fail_unasked_else,
    "dns-unreachable router likely", "7 problem" },
  { "name servers fail for one name", servers_fail_for_one_name, "unknown unknown possible",
    "7 attention" },
  { "one name server answers", one_server_answers, "unknown unknown possible", "7 attention" },
  { "own name server silent", own_server_silent, "dns-unreachable router possible",
    "7 attention" },
  { "opens, name server silent", opens_but_server_silent, "works nobody proven", "7 attention" },
  { NULL },
};
/* clang-format on */
