/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases in what name servers said: kept too long, and wrong. */

#include "ds-test-build.h"
#include "ds-test-cases.h"

#define SERVER "192.0.2.1"
#define OTHER  "192.0.2.2"
#define LOCAL  "127.0.0.1"

/* --- dns-stale --- */

static DsEvidence *
old_address (void)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  build_server (evidence, LOCAL, "udp", DS_NAME_ANSWERED, WRONG);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* A name server elsewhere says so too: no copy on this computer is to blame. */
static DsEvidence *
old_address_given_elsewhere (void)
{
  DsEvidence *evidence = old_address ();

  build_server (evidence, OTHER, "udp", DS_NAME_ANSWERED, WRONG);
  return evidence;
}

static DsEvidence *
fresh_address_fails (void)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_REFUSED);
  return evidence;
}

/* Only this computer's own name server says so: it may be the one that is wrong. */
static DsEvidence *
fresh_address_from_here (void)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  build_server (evidence, LOCAL, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* The system left out the IPv6 address; the IPv4 one is not old by that. */
static DsEvidence *
fresh_address_of_other_family (void)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE_V6);
  build_fresh (evidence, SITE_V6, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
same_address (void)
{
  DsEvidence *evidence = build_refused_at (SITE);

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  return evidence;
}

/* --- Kept by systemd-resolved --- */

static void
add_cache (DsEvidence *evidence, DsCacheKind kind)
{
  DsCache *cache = ds_cache_new ();

  cache->kind = kind;
  cache->servers = g_strsplit (SERVER, " ", -1);
  g_ptr_array_add (evidence->caches, cache);
}

static DsNameAnswer *
add_kept (DsEvidence *evidence, DsNameStatus status, const char *address)
{
  DsNameAnswer *answer = build_server (evidence, SERVER, NULL, status, address);

  g_free (answer->source);
  answer->source = g_strdup (DS_NAME_SOURCE_RESOLVED);
  answer->remembered = TRUE;
  return answer;
}

static DsEvidence *
kept_at (const char *address)
{
  DsEvidence *evidence = build_refused_at (WRONG);

  add_cache (evidence, DS_CACHE_RESOLVED);
  add_kept (evidence, DS_NAME_ANSWERED, address);
  return evidence;
}

static DsEvidence *
kept_address (void)
{
  DsEvidence *evidence = kept_at (WRONG);

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

static DsEvidence *
kept_address_asked_once (void)
{
  DsEvidence *evidence = kept_at (WRONG);

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* A website with many addresses: each answer is another one. */
static DsEvidence *
kept_address_of_many (void)
{
  DsEvidence *evidence = kept_at (WRONG);

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, "203.0.113.8");
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* Programs were not given what was kept: it came from elsewhere. */
static DsEvidence *
kept_address_not_used (void)
{
  DsEvidence *evidence = kept_at ("203.0.113.98");

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  return evidence;
}

/* It was kept, and it is right: the website refuses. */
static DsEvidence *
kept_address_is_right (void)
{
  DsEvidence *evidence = build_refused_at (SITE);

  add_cache (evidence, DS_CACHE_RESOLVED);
  add_kept (evidence, DS_NAME_ANSWERED, SITE);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  return evidence;
}

static DsEvidence *
kept_that_there_is_none (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_NO_SUCH_NAME, NULL);
  add_cache (evidence, DS_CACHE_RESOLVED);
  add_kept (evidence, DS_NAME_NO_SUCH_NAME, NULL);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
  build_open_reference (evidence);
  return evidence;
}

/* The name servers say so, too. */
static DsEvidence *
kept_that_there_is_none_rightly (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_NO_SUCH_NAME, NULL);
  add_cache (evidence, DS_CACHE_RESOLVED);
  add_kept (evidence, DS_NAME_NO_SUCH_NAME, NULL);
  build_server (evidence, SERVER, "udp", DS_NAME_NO_SUCH_NAME, NULL);
  build_open_reference (evidence);
  return evidence;
}

/* --- dns-tampered --- */

static DsEvidence *
led_to (const char *address)
{
  DsEvidence *evidence = build_refused_at (address);

  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, address);
  return evidence;
}

static void
add_better (DsEvidence *evidence)
{
  build_server (evidence, OTHER, "udp", DS_NAME_ANSWERED, SITE);
  build_fresh (evidence, SITE, DS_OUTCOME_OPEN);
}

static void
add_made_up (DsEvidence *evidence, const char *address)
{
  DsNameAnswer *answer =
      build_server (evidence, SERVER, "udp",
                    address != NULL ? DS_NAME_ANSWERED : DS_NAME_NO_SUCH_NAME, address);

  g_free (answer->name);
  answer->name = g_strdup ("qzkwvxjtrplmnbghdfsaceiy.com");
  answer->made_up = TRUE;
}

static DsEvidence *
led_to_loopback_known_better (void)
{
  DsEvidence *evidence = led_to ("127.0.0.1");

  add_better (evidence);
  return evidence;
}

static DsEvidence *
led_to_private_known_better (void)
{
  DsEvidence *evidence = led_to ("10.9.8.7");

  add_better (evidence);
  return evidence;
}

/* The other name server has another address, as large websites do, and it opens. */
static DsEvidence *
differs_and_opens (void)
{
  DsEvidence *evidence = led_to (WRONG);

  add_made_up (evidence, NULL);
  add_better (evidence);
  return evidence;
}

static DsEvidence *
led_to_made_up_known_better (void)
{
  DsEvidence *evidence = led_to (WRONG);

  add_made_up (evidence, WRONG);
  add_better (evidence);
  return evidence;
}

static DsEvidence *
led_to_nothing (void)
{
  return led_to ("0.0.0.0");
}

/* Names for one's own computer are given this address by everybody. */
static DsEvidence *
led_to_loopback (void)
{
  return led_to ("127.0.0.1");
}

static DsEvidence *
led_to_private (void)
{
  return led_to ("10.9.8.7");
}

/* Only this computer's own name server says so. */
static DsEvidence *
led_to_nothing_from_here (void)
{
  DsEvidence *evidence = build_refused_at ("0.0.0.0");

  build_server (evidence, LOCAL, "udp", DS_NAME_ANSWERED, "0.0.0.0");
  return evidence;
}

/* Both say so: an address of the inside, and the website there is down. */
static DsEvidence *
led_to_private_by_both (void)
{
  DsEvidence *evidence = led_to ("10.9.8.7");

  build_server (evidence, OTHER, "udp", DS_NAME_ANSWERED, "10.9.8.7");
  return evidence;
}

static DsEvidence *
led_to_private_and_opens (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, "10.9.8.7");
  build_try (evidence, "10.9.8.7", DS_OUTCOME_OPEN);
  build_answer (evidence, "10.9.8.7", 200);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, "10.9.8.7");
  add_better (evidence);
  return evidence;
}

static DsEvidence *
hosts_line_to_private (void)
{
  DsEvidence *evidence = led_to ("10.9.8.7");

  build_hosts_line (evidence, 3, "10.9.8.7");
  return evidence;
}

/* Every name leads to one place, the reference sites among them: so do login pages. */
static DsEvidence *
one_place_for_all (void)
{
  DsEvidence *evidence = build_run ("https://" NAME "/");

  build_name (evidence, NAME, DS_NAME_ANSWERED, "10.9.8.7");
  build_try (evidence, "10.9.8.7", DS_OUTCOME_REFUSED);
  build_server (evidence, SERVER, "udp", DS_NAME_ANSWERED, "10.9.8.7");
  add_made_up (evidence, "10.9.8.7");
  build_name (evidence, "one.example", DS_NAME_ANSWERED, "10.9.8.7");
  build_reference (evidence, "one.example", "10.9.8.7", 443, DS_OUTCOME_REFUSED);
  return evidence;
}

/* --- A name that nobody has, with an address all the same --- */

static DsEvidence *
name_unknown_rewritten (void)
{
  DsEvidence *evidence = led_to (WRONG);

  add_made_up (evidence, WRONG);
  return evidence;
}

static DsEvidence *
name_unknown_to_other (void)
{
  DsEvidence *evidence = name_unknown_rewritten ();

  build_server (evidence, OTHER, "udp", DS_NAME_NO_SUCH_NAME, NULL);
  return evidence;
}

static DsEvidence *
name_known_and_others_rewritten (void)
{
  DsEvidence *evidence = led_to (SITE);

  add_made_up (evidence, WRONG);
  return evidence;
}

/* clang-format off */
const DsTestCase ds_test_cases_dns[] = {
  { "old address", old_address, "dns-stale this-computer likely", "2 ok, 7 problem" },
  { "old address given elsewhere", old_address_given_elsewhere, "website-refuses website proven",
    "7 ok" },
  { "fresh address fails", fresh_address_fails, "website-refuses website proven", "7 attention" },
  { "fresh address from here", fresh_address_from_here, "website-refuses website proven",
    "7 attention" },
  { "fresh address of the other family", fresh_address_of_other_family,
    "website-refuses website proven", "7 attention" },
  { "same address", same_address, "website-refuses website proven", "4 problem, 7 ok" },

  { "kept address", kept_address, "dns-stale this-computer proven", "2 ok, 7 problem" },
  { "kept address, asked once", kept_address_asked_once, "dns-stale this-computer likely",
    "7 problem" },
  { "kept address of many", kept_address_of_many, "dns-stale this-computer likely", "7 problem" },
  { "kept address not used", kept_address_not_used, "dns-stale this-computer likely",
    "7 problem" },
  { "kept address is right", kept_address_is_right, "website-refuses website proven", "7 ok" },
  { "kept that there is none", kept_that_there_is_none, "dns-stale this-computer proven",
    "7 problem" },
  { "kept that there is none, rightly", kept_that_there_is_none_rightly,
    "name-unknown address proven", "2 problem" },

  { "led to loopback, known better", led_to_loopback_known_better,
    "dns-tampered provider proven", "7 problem" },
  { "led to private, known better", led_to_private_known_better, "dns-tampered provider proven",
    "7 problem" },
  { "differs and opens", differs_and_opens, "website-refuses website proven", "7 ok" },
  { "led to made up, known better", led_to_made_up_known_better,
    "dns-tampered provider proven", "7 problem" },
  { "led to nothing", led_to_nothing, "dns-tampered provider likely", "7 problem" },
  { "led to loopback", led_to_loopback,
    "nothing-listening-here this-computer proven, dns-tampered provider possible",
    "3 problem, 7 attention" },
  { "led to private", led_to_private,
    "website-refuses website proven, dns-tampered provider possible", "7 attention" },
  { "led to nothing from here", led_to_nothing_from_here,
    "nothing-listening-here this-computer proven", "7 ok" },
  { "led to private by both", led_to_private_by_both,
    "website-refuses website proven, dns-tampered provider possible", "7 attention" },
  { "led to private and opens", led_to_private_and_opens, "works nobody proven", "7 ok" },
  { "hosts line to private", hosts_line_to_private, "website-refuses website proven",
    "7 attention" },
  { "one place for all", one_place_for_all, "dns-tampered provider likely", "7 problem" },

  { "name unknown, rewritten", name_unknown_rewritten,
    "name-unknown address likely, dns-tampered provider possible", "2 problem" },
  { "name unknown to another", name_unknown_to_other,
    "name-unknown address proven, dns-tampered provider possible", "2 problem" },
  { "name known, others rewritten", name_known_and_others_rewritten,
    "website-refuses website proven", "7 ok" },
  { NULL },
};
/* clang-format on */
