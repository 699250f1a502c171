/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-reading.h"

G_BEGIN_DECLS

/**
 * DsCauseWords:
 * @titles: one sentence for each #DsGrade the cause can have, no surer than that grade
 * @advice: what to do
 *
 * What is said about a cause, to be translated when it is shown. These stand for what the person
 * typed: `{website}`, `{port}`, `{scheme}`; `{other}` for what the judge found beside it, and
 * `{variable}` for the environment variable that names the proxy.
 */
typedef struct
{
  const char *titles[DS_GRADE_PROVEN + 1];
  const char *advice;
} DsCauseWords;

/**
 * DsCauseNote:
 * @words: (unowned) (nullable): to be said in place of the row's own words
 * @advice: (unowned) (nullable): to be said in place of the words' advice
 * @other: (owned) (nullable): what `{other}` stands for
 * @aside: whether it concerns only some addresses, while another one took the connection
 *
 * What a judge adds to its grade.
 */
typedef struct
{
  const DsCauseWords *words;
  const char *advice;
  char *other;
  gboolean aside;
} DsCauseNote;

void ds_cause_note_clear (DsCauseNote *note);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DsCauseNote, ds_cause_note_clear)

/**
 * DsCauseRow:
 * @id: the cause; a contract
 * @who: who said no
 * @check: the check it belongs to, 1 to 10; 0 for none
 * @answer: whether it says that the website answered, so that any likely trouble goes before it
 * @any_way: whether it holds by whatever way browsers go; the others are about the direct way, and
 *   turned nobody away where a proxy is in force
 * @judge: how sure it is that it holds; pure
 * @words: what is said about it
 *
 * One row of the table of causes.
 */
typedef struct
{
  const char *id;
  DsWho who;
  guint check;
  gboolean answer;
  gboolean any_way;
  DsGrade (*judge) (const DsReading *reading, DsCauseNote *note);
  DsCauseWords words;
} DsCauseRow;

const DsCauseRow *ds_causes_get (guint *n_rows);

/* This computer */
DsGrade ds_cause_offline (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_nothing_listening_here (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_local_firewall (const DsReading *reading, DsCauseNote *note);

/* How the name was turned into an address */
DsGrade ds_cause_hosts_override (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_dns_stale (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_dns_tampered (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_dns_unreachable (const DsReading *reading, DsCauseNote *note);
gboolean ds_cause_is_name_made_up (const DsReading *reading);
gboolean ds_cause_leads_astray (const DsReading *reading);

/* What was typed */
DsGrade ds_cause_name_unknown (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_wrong_port (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_wrong_scheme (const DsReading *reading, DsCauseNote *note);

/* The proxy */
DsGrade ds_cause_proxy_unreachable (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_proxy_blocks (const DsReading *reading, DsCauseNote *note);

/* The VPN */
DsGrade ds_cause_vpn_blocks (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_vpn_dead (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_vpn_kill_switch (const DsReading *reading, DsCauseNote *note);

/* The way between */
DsGrade ds_cause_router_blocks (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_port_filtered (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_provider_blocks (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_ipv6_broken (const DsReading *reading, DsCauseNote *note);

/* The website */
DsGrade ds_cause_momentary (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_website_refuses (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_website_silent (const DsReading *reading, DsCauseNote *note);

/* What was said over an open connection */
DsGrade ds_cause_connection_reset (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_tls_invalid (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_http_error (const DsReading *reading, DsCauseNote *note);
DsGrade ds_cause_works (const DsReading *reading, DsCauseNote *note);

/* Nothing else */
DsGrade ds_cause_unknown (const DsReading *reading, DsCauseNote *note);
char **ds_missing_list (const DsReading *reading);

G_END_DECLS
