/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes at the proxy. With one in force browsers go through it and by no other way, so it is the
 * first obstacle, whatever becomes of the direct way. That one is the experiment without the proxy:
 * if the website opened by it, the proxy is proven to be what turns the person away. If it did not,
 * the proxy's own no is still a no, but taking the proxy away would not help by itself, and a
 * company that makes everybody use its proxy shuts the direct way on purpose; so it is "likely". */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"

/* clang-format off */
#define SETTINGS_ADVICE                                                                            \
  N_("Look at the proxy in the network settings of this computer. At work or at school, ask the "  \
     "people there. In any other network, turn the proxy off.")

#define VARIABLE_ADVICE                                                                            \
  N_("This proxy is set by the variable {variable}, which is often in the file .profile, .bashrc " \
     "or /etc/environment. If it is no longer needed, take that line out, and log in again.")

static const DsCauseWords no_answer = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the proxy {other} keeps you from {website}: nothing "
                           "comes back from it."),
    [DS_GRADE_PROVEN] = N_("The proxy {other} gives no answer. Without it, {website} opens."),
  },
  .advice = SETTINGS_ADVICE,
};

static const DsCauseWords no_such_proxy = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the proxy {other} keeps you from {website}: its name "
                           "can’t be found."),
    [DS_GRADE_PROVEN] = N_("The name of the proxy {other} can’t be found. Without it, {website} "
                           "opens."),
  },
  .advice = SETTINGS_ADVICE,
};

static const DsCauseWords asks_for_password = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the proxy {other} wants to know who you are before it "
                           "lets you through."),
    [DS_GRADE_PROVEN] = N_("The proxy {other} wants to know who you are. Without it, {website} "
                           "opens."),
  },
  .advice = N_("Your browser should ask for your name and password for the proxy. If you have "
               "none, ask the people who run it."),
};

static const DsCauseWords fails_beyond = {
  .titles = {
    [DS_GRADE_LIKELY] = N_("It looks as if the proxy {other} does not get through to {website}. "
                           "Without it, the website opens."),
    [DS_GRADE_PROVEN] = N_("The proxy {other} does not get through to {website}. Without it, the "
                           "website opens."),
  },
  .advice = N_("Tell the people who run the proxy. If you may, make {website} an exception in the "
               "proxy settings of this computer."),
};
/* clang-format on */

static void
note_name (const DsReading *reading, DsCauseNote *note)
{
  const DsProxy *proxy = reading->proxy.proxy;

  note->other = g_strdup_printf (strchr (proxy->host, ':') != NULL ? "[%s]:%u" : "%s:%u",
                                 proxy->host, proxy->port);
}

/* A network that never let a packet out says nothing about the proxy. */
static gboolean
is_without_route (const DsReading *reading)
{
  return reading->proxy.attempt != NULL && reading->proxy.attempt->outcome == DS_OUTCOME_NO_ROUTE;
}

DsGrade
ds_cause_proxy_unreachable (const DsReading *reading, DsCauseNote *note)
{
  const DsAttempt *attempt = reading->proxy.attempt;
  gboolean next_is_direct = reading->proxy.state == DS_PROXY_NOT_USED;

  /* Where the settings name the direct way as the next choice, browsers take it after a wait. */
  if (reading->proxy.proxy == NULL || is_without_route (reading) ||
      (reading->proxy.state != DS_PROXY_UNREACHABLE && !next_is_direct))
    return DS_GRADE_NONE;
  note_name (reading, note);
  if (attempt == NULL)
    note->words = &no_such_proxy;
  else if (!ds_attempt_was_refused (attempt))
    note->words = &no_answer;
  /* Nothing in the network settings would change a variable. */
  if (reading->proxy.proxy->variable != NULL)
    note->advice = VARIABLE_ADVICE;
  note->aside = next_is_direct;
  return reading->direct_answer != NULL ? DS_GRADE_PROVEN : DS_GRADE_LIKELY;
}

static DsGrade
grade_doubtful (const DsReading *reading)
{
  /* The website says no by both ways: then it is its own no. */
  if (reading->direct_answer != NULL)
    return reading->direct_answer->status < 400 ? DS_GRADE_PROVEN : DS_GRADE_NONE;
  return reading->proxy.exchange->status < 500 ? DS_GRADE_POSSIBLE : DS_GRADE_NONE;
}

/* An answer passed on by the proxy is the website's own. If it is a no, and without the proxy there
 * is none, then the website may be the one that minds the proxy. */
static DsGrade
grade_passed_on (const DsReading *reading)
{
  guint status = reading->proxy.exchange->status;
  gboolean is_no = status == 401 || status == 403 || status >= 500;

  return is_no && reading->direct_answer != NULL && reading->direct_answer->status < 400
             ? DS_GRADE_LIKELY
             : DS_GRADE_NONE;
}

DsGrade
ds_cause_proxy_blocks (const DsReading *reading, DsCauseNote *note)
{
  gboolean opens = reading->direct_answer != NULL;

  if (reading->proxy.exchange == NULL)
    return DS_GRADE_NONE;
  note_name (reading, note);
  if (reading->proxy.exchange->status == 407 ||
      reading->proxy.exchange->proxy_reason == DS_PROXY_REASON_PASSWORD)
    note->words = &asks_for_password;
  else if (reading->proxy.state == DS_PROXY_FAILS || reading->proxy.state == DS_PROXY_SILENT ||
           reading->proxy.exchange->status >= 500)
    note->words = &fails_beyond;
  switch (reading->proxy.state)
    {
    case DS_PROXY_REFUSES:
      return opens ? DS_GRADE_PROVEN : DS_GRADE_LIKELY;
    case DS_PROXY_FAILS:
      /* A website that fails by both ways fails by itself, and the proxy only brings the news. */
      return opens ? DS_GRADE_PROVEN : DS_GRADE_NONE;
    case DS_PROXY_SILENT:
      return opens ? DS_GRADE_LIKELY : DS_GRADE_NONE;
    case DS_PROXY_DOUBTFUL:
      return grade_doubtful (reading);
    case DS_PROXY_PASSES:
      return grade_passed_on (reading);
    case DS_PROXY_NOT_USED:
    case DS_PROXY_NOT_KNOWN:
    case DS_PROXY_UNREACHABLE:
    default:
      return DS_GRADE_NONE;
    }
}
