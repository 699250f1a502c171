/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-check-say.h"

#include <glib/gi18n-lib.h>

/* More lines than that nobody reads, and evidence may come from outside. */
#define DETAILS_MAX 40

#define ASIDE_MEANING                                                                              \
  N_("Another address of the website opened. So this is not what turned you away.")

#define PROXY_MEANING                                                                              \
  N_("This is how it goes without the proxy. The proxy comes first, and it is what turned you "    \
     "away.")

typedef struct
{
  const char *cause;
  const char *meaning;
} Meaning;

/* What each cause means, for the page of its check. */
/* clang-format off */
static const Meaning meanings[] = {
  {
    .cause = "offline",
    .meaning = N_("Without a way out, no website can be reached from here. The website itself may "
                  "be fine."),
  },
  {
    .cause = "hosts-override",
    .meaning = N_("The hosts file is a list of names on this computer. It comes before any name "
                  "server, so a line in it can send a name to any place."),
  },
  {
    .cause = "dns-stale",
    .meaning = N_("A computer keeps the addresses of websites for a while. If a website moves, the "
                  "old address leads to a place that says no."),
  },
  {
    .cause = "dns-tampered",
    .meaning = N_("This network’s own address book answered with a number where no such website "
                  "can be. Some networks do that on purpose to keep a website shut."),
  },
  {
    .cause = "dns-unreachable",
    .meaning = N_("Name servers are the address book of the internet. Without them no website can "
                  "be found by its name."),
  },
  {
    .cause = "nothing-listening-here",
    .meaning = N_("The address leads back to this computer. The program that should answer is not "
                  "running, or it listens at another port."),
  },
  {
    .cause = "name-unknown",
    .meaning = N_("A website has a name, and the name is looked up like a number in a phone book. "
                  "This name is not in the book, so there was nobody to connect to."),
  },
  {
    .cause = "momentary",
    .meaning = N_("A website that starts anew or is very busy can refuse for a moment. It did so "
                  "just now, and then it opened."),
  },
  {
    .cause = "wrong-port",
    .meaning = N_("A port is like one door of a house. The door in the address is shut, but "
                  "another door of the same house is open."),
  },
  {
    .cause = "wrong-scheme",
    .meaning = N_("There is a secure way to a website (https) and a plain way (http). Here one of "
                  "them is shut and the other one is open."),
  },
  {
    .cause = "local-firewall",
    .meaning = N_("A firewall or a security program can stop a connection before it leaves this "
                  "computer. Often that is done on purpose."),
  },
  {
    .cause = "vpn-dead",
    .meaning = N_("A VPN is a tunnel to another network. Its other end went silent, and what is "
                  "sent into it gets lost."),
  },
  {
    .cause = "vpn-kill-switch",
    .meaning = N_("Programs for VPNs can stop all that would go out without the VPN. Often that is "
                  "done on purpose, so that nobody can see what you do."),
  },
  {
    .cause = "vpn-blocks",
    .meaning = N_("A VPN sends what you do through another network first. That network can have "
                  "filters, and some websites let nobody in who comes by a VPN."),
  },
  {
    .cause = "proxy-unreachable",
    .meaning = N_("A proxy fetches websites for you, and browsers ask nobody else. If it can’t be "
                  "reached, no website opens. Often it belongs to a network you have left."),
  },
  {
    .cause = "proxy-blocks",
    .meaning = N_("A proxy fetches websites for you, and browsers ask nobody else. This one was "
                  "reached, but it did not bring you this website."),
  },
  {
    .cause = "router-blocks",
    .meaning = N_("A router passes on what this computer sends. Some routers have filters, such as "
                  "those made for children."),
  },
  {
    .cause = "port-filtered",
    .meaning = N_("Other ports get through, and this one fails for other websites too. Some "
                  "providers, companies and hotels shut single ports for everybody."),
  },
  {
    .cause = "provider-blocks",
    .meaning = N_("Between your router and the website there are other networks: your provider’s "
                  "own, and those after it. Each of them can have filters or faults."),
  },
  {
    .cause = "website-refuses",
    .meaning = N_("A computer that refuses says no at once. That is a clear no, and no sign of a "
                  "weak line. Its program may have stopped, or it may not want visitors from "
                  "here."),
  },
  {
    .cause = "website-silent",
    .meaning = N_("A refusal is a clear no. Here nothing came back at all. The website may keep "
                  "silent, or what was sent may not have got there."),
  },
  {
    .cause = "ipv6-broken",
    .meaning = N_("There are two kinds of internet addresses, IPv4 and the newer IPv6. By IPv4 the "
                  "website opened from here, by IPv6 it did not."),
  },
  {
    .cause = "connection-reset",
    .meaning = N_("Somebody took the connection and dropped it before the page came. That can be "
                  "the website, or a filter on the way to it."),
  },
  {
    .cause = "tls-invalid",
    .meaning = N_("A certificate shows that a website is the one it says it is. This one fails "
                  "that test, so a browser does not show the page."),
  },
  {
    .cause = "http-error",
    .meaning = N_("The website was reached, and it spoke. The trouble is with the page or with the "
                  "programs of the website, not with the connection."),
  },
};
/* clang-format on */

/* clang-format off */
static const DsSaying cut_short = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("This check could not finish. The result is unknown, not bad."),
  .advice = N_("Try again, and let the check run to its end."),
};

static const DsSaying failed = {
  .kind = DS_FINDING_UNKNOWN,
  .summary = N_("This check could not be made. The result is unknown, not bad."),
  .advice = N_("Try again in a few minutes."),
};

static const DsSaying not_yet = {
  .kind = DS_FINDING_NOT_RUN,
  .summary = N_("This has not been checked yet."),
};

static const DsSaying offline = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: this computer has to get out to the internet first. Step 3 is about "
                "that."),
};

static const DsSaying this_computer = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the address is this computer itself."),
};

static const DsSaying no_address = {
  .kind = DS_FINDING_NOT_NEEDED,
  .summary = N_("Not needed: the name led to no address, so there was nothing to connect to."),
};
/* clang-format on */

static const char *
find_meaning (const char *cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_strcmp0 (meanings[i].cause, cause) == 0)
      return _(meanings[i].meaning);
  return NULL;
}

static const char *
translate (const char *text)
{
  return text != NULL ? _(text) : NULL;
}

/**
 * ds_check_say_text:
 * @finding: the finding to fill
 * @kind: what was concluded
 * @summary: one sentence, translated
 * @meaning: (nullable): what that means, translated
 * @advice: (nullable): what to do, translated
 *
 * Puts a conclusion into words.
 */
void
ds_check_say_text (DsFinding *finding,
                   DsFindingKind kind,
                   const char *summary,
                   const char *meaning,
                   const char *advice)
{
  finding->finding = kind;
  g_free (finding->summary);
  g_free (finding->meaning);
  g_free (finding->advice);
  finding->summary = g_strdup (summary);
  finding->meaning = g_strdup (meaning);
  finding->advice = g_strdup (advice);
}

/**
 * ds_check_say:
 * @finding: the finding to fill
 * @saying: what to say
 *
 * Puts a conclusion into words that are the same each time.
 */
void
ds_check_say (DsFinding *finding, const DsSaying *saying)
{
  ds_check_say_text (finding, saying->kind, translate (saying->summary),
                     translate (saying->meaning), translate (saying->advice));
}

/**
 * ds_check_is_by_proxy:
 * @diagnosis: the diagnosis
 *
 * Returns: whether the proxy is what turned the person away
 */
gboolean
ds_check_is_by_proxy (const DsDiagnosis *diagnosis)
{
  const DsCause *verdict = ds_diagnosis_get_verdict (diagnosis);

  return verdict != NULL && verdict->who == DS_WHO_PROXY;
}

/* A cause behind an answer, behind "unknown" or behind the proxy did not turn the person away. */
static gboolean
is_aside (const DsDiagnosis *diagnosis, const DsCause *cause)
{
  static const char *const ends[] = { "works",        "http-error",        "unknown",
                                      "proxy-blocks", "proxy-unreachable", NULL };

  for (guint i = 0; i < diagnosis->causes->len; i++)
    {
      const DsCause *before = g_ptr_array_index (diagnosis->causes, i);

      if (before == cause)
        return FALSE;
      if (g_strv_contains (ends, before->cause))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_check_say_cause:
 * @diagnosis: the diagnosis
 * @finding: the finding of a check
 *
 * Says the best cause that belongs to the check, if there is one. It is the problem if it turned
 * the person away and more than a mere possibility.
 *
 * Returns: whether there is one
 */
gboolean
ds_check_say_cause (const DsDiagnosis *diagnosis, DsFinding *finding)
{
  const DsCause *cause = ds_diagnosis_find_check (diagnosis, finding->number);

  if (cause == NULL)
    return FALSE;
  if (is_aside (diagnosis, cause))
    ds_check_say_text (finding, DS_FINDING_ATTENTION, cause->title,
                       ds_check_is_by_proxy (diagnosis) ? _(PROXY_MEANING)
                                                        : _(ASIDE_MEANING), NULL);
  else
    ds_check_say_text (finding,
                       cause->grade >= DS_GRADE_LIKELY ? DS_FINDING_PROBLEM : DS_FINDING_ATTENTION,
                       cause->title, find_meaning (cause->cause), cause->advice);
  return TRUE;
}

static gboolean
is_any (const DsEvidence *evidence, const DsFinding *finding, DsRunState state)
{
  const DsCheck *check = ds_check_get (finding->number);

  for (guint i = 0; check->experiments[i] != NULL; i++)
    {
      const DsExperimentRecord *record =
          ds_evidence_find_experiment (evidence, check->experiments[i]);
      DsRunState found = record != NULL ? record->state : DS_RUN_WAITING;

      if (found == state)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_check_say_unfinished:
 * @evidence: what was measured
 * @finding: the finding of a check
 *
 * Says that the check is not through, if one of the experiments it waits for is not. A check asks
 * this once it found nothing that holds anyway.
 *
 * Returns: whether that is so
 */
gboolean
ds_check_say_unfinished (const DsEvidence *evidence, DsFinding *finding)
{
  if (is_any (evidence, finding, DS_RUN_CUT_SHORT))
    ds_check_say (finding, &cut_short);
  else if (is_any (evidence, finding, DS_RUN_FAILED))
    ds_check_say (finding, &failed);
  else if (is_any (evidence, finding, DS_RUN_RUNNING) || is_any (evidence, finding, DS_RUN_WAITING))
    ds_check_say (finding, &not_yet);
  else
    return FALSE;
  return TRUE;
}

/**
 * ds_check_say_out_of_reach:
 * @evidence: what was measured
 * @diagnosis: the diagnosis
 * @finding: the finding of a check about the way to the website
 *
 * Says that there was no way to look at, if this computer never got to send anything.
 *
 * Returns: whether that is so
 */
gboolean
ds_check_say_out_of_reach (const DsEvidence *evidence,
                           const DsDiagnosis *diagnosis,
                           DsFinding *finding)
{
  const DsNameAnswer *answer = ds_evidence_find_name (evidence, evidence->target->host);

  if (ds_check_has_cause (diagnosis, "offline"))
    ds_check_say (finding, &offline);
  else if (ds_check_has_cause (diagnosis, "nothing-listening-here"))
    ds_check_say (finding, &this_computer);
  else if (answer != NULL && answer->status != DS_NAME_ANSWERED &&
           ds_check_count (evidence, DS_WAY_DIRECT) == 0)
    ds_check_say (finding, &no_address);
  else
    return FALSE;
  return TRUE;
}

static const char *
describe_outcome (DsOutcome outcome)
{
  switch (outcome)
    {
    case DS_OUTCOME_OPEN:
      return C_("how a try ended", "open");
    case DS_OUTCOME_REFUSED:
      return C_("how a try ended", "refused");
    case DS_OUTCOME_TIMED_OUT:
      return C_("how a try ended", "no answer");
    case DS_OUTCOME_UNREACHABLE:
      return C_("how a try ended", "unreachable");
    case DS_OUTCOME_PROHIBITED:
      return C_("how a try ended", "prohibited");
    case DS_OUTCOME_RESET:
      return C_("how a try ended", "open, then cut off");
    case DS_OUTCOME_NO_ROUTE:
      return C_("how a try ended", "no route");
    case DS_OUTCOME_ERROR:
    default:
      return C_("how a try ended", "failed");
    }
}

/**
 * ds_check_format_ms:
 * @time_ms: a measured time
 *
 * Rounds what a report holds, so that a report read back gives the same text.
 *
 * Returns: (transfer full): the time for the technical details
 */
char *
ds_check_format_ms (double time_ms)
{
  double rounded = CLAMP (time_ms, 0, G_MAXINT / 1000.0);
  gint64 time_us = (gint64) (rounded * 1000 + 0.5);

  if (time_us < 1000)
    return g_strdup (_("under 1 ms"));
  return g_strdup_printf (_("%u ms"), (guint) ((time_us + 500) / 1000));
}

/**
 * ds_check_add_attempt:
 * @finding: a finding
 * @attempt: an attempt
 *
 * Adds a line about @attempt to the technical details.
 */
void
ds_check_add_attempt (DsFinding *finding, const DsAttempt *attempt)
{
  g_autofree char *time = ds_check_format_ms (attempt->time_ms);
  const char *outcome = describe_outcome (attempt->outcome);
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;

  if (finding->details->len >= DETAILS_MAX)
    return;
  if (attempt->number > 1)
    label = g_strdup_printf (_("%s, port %u, try %u"), attempt->address, attempt->port,
                                attempt->number);
  else
    label = g_strdup_printf (_("%s, port %u"), attempt->address, attempt->port);
  if (attempt->icmp != NULL)
    /* Translators: how a try ended, after which time, and the ICMP message that ended it. */
    value = g_strdup_printf (_("%s after %s, ICMP %u/%u from %s"), outcome, time,
                                attempt->icmp->type, attempt->icmp->code, attempt->icmp->from);
  else
    /* Translators: how a try ended, and after which time. */
    value = g_strdup_printf (_("%s after %s"), outcome, time);
  ds_finding_add_detail (finding, label, value);
}

/**
 * ds_check_count:
 * @evidence: what was measured
 * @way: by which way
 *
 * Returns: how many attempts were made that way
 */
guint
ds_check_count (const DsEvidence *evidence, DsWay way)
{
  guint count = 0;

  for (guint i = 0; i < evidence->attempts->len; i++)
    if (((const DsAttempt *) g_ptr_array_index (evidence->attempts, i))->way == way)
      count++;
  return count;
}

/**
 * ds_check_any_open:
 * @evidence: what was measured
 * @way: by which way
 *
 * Returns: whether an attempt made that way was let in
 */
gboolean
ds_check_any_open (const DsEvidence *evidence, DsWay way)
{
  for (guint i = 0; i < evidence->attempts->len; i++)
    {
      const DsAttempt *attempt = g_ptr_array_index (evidence->attempts, i);

      if (attempt->way == way && !ds_attempt_failed (attempt))
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_check_has_cause:
 * @diagnosis: the diagnosis
 * @id: a cause
 *
 * Returns: whether that cause holds
 */
gboolean
ds_check_has_cause (const DsDiagnosis *diagnosis, const char *id)
{
  for (guint i = 0; i < diagnosis->causes->len; i++)
    if (g_strcmp0 (((const DsCause *) g_ptr_array_index (diagnosis->causes, i))->cause, id) == 0)
      return TRUE;
  return FALSE;
}
