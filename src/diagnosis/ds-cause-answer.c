/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Causes that show only once a connection is open. */

#include <glib/gi18n-lib.h>

#include "ds-causes.h"

/* What the website said by the direct way, while the person is sent another one. */
static gboolean
is_aside (const DsReading *reading, const DsExchange *exchange)
{
  return exchange->proxy == NULL && !reading->is_direct;
}

/* --- Certificates --- */

#define CLOCK_ADVICE                                                                               \
  N_("First see if the date and time of this computer are right. If they are, the people who "     \
     "run the website need to fix this. Type no password there until then.")
#define TRUST_ADVICE                                                                               \
  N_("Type no password there. A public or company network may be reading along, so try another "   \
     "network. If it is the same there, tell the people who run the website.")

typedef struct
{
  const char *fault;
  DsCauseWords words;
} FaultWords;

/* The first one that applies is named. */
/* clang-format off */
static const FaultWords fault_words[] = {
  {
    .fault = "expired",
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("By the clock of this computer, the certificate of {website} has "
                               "run out."),
      },
      .advice = CLOCK_ADVICE,
    },
  },
  {
    .fault = "not-yet-valid",
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("By the clock of this computer, the certificate of {website} is "
                               "not in force yet."),
      },
      .advice = CLOCK_ADVICE,
    },
  },
  {
    .fault = "name",
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} shows a certificate made out to another name."),
      },
      .advice = TRUST_ADVICE,
    },
  },
  {
    .fault = "revoked",
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("The certificate of {website} has been called back."),
      },
      .advice = TRUST_ADVICE,
    },
  },
  {
    .fault = "issuer",
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} shows a certificate signed by nobody this computer "
                               "trusts."),
      },
      .advice = TRUST_ADVICE,
    },
  },
  {
    .fault = "weak",
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("The certificate of {website} is too weak to trust."),
      },
      .advice = TRUST_ADVICE,
    },
  },
};
/* clang-format on */

DsGrade
ds_cause_tls_invalid (const DsReading *reading, DsCauseNote *note)
{
  for (guint i = 0; i < reading->evidence->exchanges->len; i++)
    {
      const DsExchange *exchange = g_ptr_array_index (reading->evidence->exchanges, i);

      if (exchange->certificate_faults == NULL || exchange->certificate_faults[0] == NULL ||
          !ds_reading_counts (reading, exchange))
        continue;
      for (guint f = 0; f < G_N_ELEMENTS (fault_words); f++)
        if (g_strv_contains ((const char *const *) exchange->certificate_faults,
                             fault_words[f].fault))
          {
            note->words = &fault_words[f].words;
            break;
          }
      note->aside = is_aside (reading, exchange);
      return DS_GRADE_PROVEN;
    }
  return DS_GRADE_NONE;
}

/* --- Answers --- */

#define PAGE_ADVICE                                                                                \
  N_("The connection is fine. Check the address, or start from the first page of the website.")
#define SIGN_IN_ADVICE                                                                             \
  N_("The connection is fine. Sign in on the website if you can, or ask the people who run it.")
#define WAIT_ADVICE                                                                                \
  N_("The connection is fine. Wait a few minutes and try again. If it stays like this, the "       \
     "people who run the website need to fix it.")

typedef struct
{
  guint first;
  guint last;
  DsCauseWords words;
} StatusWords;

/* What the numbers of RFC 9110 mean to a visitor; the first row that covers one counts. */
/* clang-format off */
static const StatusWords status_words[] = {
  {
    .first = 401,
    .last = 401,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, and asks who you are (number {other})."),
      },
      .advice = SIGN_IN_ADVICE,
    },
  },
  {
    .first = 403,
    .last = 403,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but does not show you this page (number "
                               "{other})."),
      },
      .advice = SIGN_IN_ADVICE,
    },
  },
  {
    .first = 404,
    .last = 404,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but has no page at this address (number "
                               "{other})."),
      },
      .advice = PAGE_ADVICE,
    },
  },
  {
    .first = 410,
    .last = 410,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but this page is gone for good (number "
                               "{other})."),
      },
      .advice = PAGE_ADVICE,
    },
  },
  {
    .first = 429,
    .last = 429,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but was asked too often (number {other})."),
      },
      .advice = WAIT_ADVICE,
    },
  },
  {
    .first = 451,
    .last = 451,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but the law keeps it from showing this page "
                               "(number {other})."),
      },
      .advice = SIGN_IN_ADVICE,
    },
  },
  {
    .first = 502,
    .last = 502,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but a computer behind it fails (number "
                               "{other})."),
      },
      .advice = WAIT_ADVICE,
    },
  },
  {
    .first = 503,
    .last = 503,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but is too busy or under repair (number "
                               "{other})."),
      },
      .advice = WAIT_ADVICE,
    },
  },
  {
    .first = 504,
    .last = 504,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but a computer behind it is silent (number "
                               "{other})."),
      },
      .advice = WAIT_ADVICE,
    },
  },
  {
    .first = 400,
    .last = 499,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but did not accept the request (number "
                               "{other})."),
      },
      .advice = PAGE_ADVICE,
    },
  },
  {
    .first = 500,
    .last = G_MAXUINT,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answered, but has a fault of its own (number {other})."),
      },
      .advice = WAIT_ADVICE,
    },
  },
};
/* clang-format on */

/* An answer nobody vouches for may come from anybody. */
static const DsExchange *
find_answer (const DsReading *reading, guint first, guint last)
{
  for (guint i = 0; i < reading->evidence->exchanges->len; i++)
    {
      const DsExchange *exchange = g_ptr_array_index (reading->evidence->exchanges, i);

      if (ds_reading_counts (reading, exchange) && exchange->stage == DS_STAGE_ANSWERED &&
          exchange->certificate_faults == NULL && exchange->status >= first &&
          exchange->status <= last)
        return exchange;
    }
  return NULL;
}

DsGrade
ds_cause_http_error (const DsReading *reading, DsCauseNote *note)
{
  const DsExchange *exchange = find_answer (reading, 400, G_MAXUINT);

  if (exchange == NULL)
    return DS_GRADE_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (status_words) && note->words == NULL; i++)
    if (exchange->status >= status_words[i].first && exchange->status <= status_words[i].last)
      note->words = &status_words[i].words;
  note->other = g_strdup_printf ("%u", exchange->status);
  note->aside = is_aside (reading, exchange);
  return DS_GRADE_PROVEN;
}

/* clang-format off */
#define BROWSER_ADVICE                                                                             \
  N_("If your browser still shows an error, load the page again. If that does not help, go to "    \
     "step 6, the browser.")

static const DsCauseWords through_proxy = {
  .titles = {
    [DS_GRADE_PROVEN] = N_("{website} answers: the connection gets through, with the proxy and "
                           "without it."),
  },
  .advice = BROWSER_ADVICE,
};

static const DsCauseWords at_least_through_proxy = {
  .titles = {
    [DS_GRADE_PROVEN] = N_("{website} answers through the proxy: the connection gets through."),
  },
  .advice = BROWSER_ADVICE,
};

static const DsCauseWords only_through_proxy = {
  .titles = {
    [DS_GRADE_PROVEN] = N_("{website} answers through the proxy. Without the proxy it does not "
                           "open, which is normal where a proxy is a must."),
  },
  .advice = BROWSER_ADVICE,
};
/* clang-format on */

static const DsCauseWords *
choose_proxy_words (const DsReading *reading)
{
  const DsNameAnswer *answer = ds_evidence_find_name (reading->evidence, reading->target->host);
  gboolean without_name =
      reading->endings->len == 0 && answer != NULL && answer->status == DS_NAME_NO_SUCH_NAME;

  if (reading->direct_answer != NULL)
    return &through_proxy;
  return ds_reading_failed (reading) || without_name ? &only_through_proxy
                                                     : &at_least_through_proxy;
}

DsGrade
ds_cause_works (const DsReading *reading, DsCauseNote *note)
{
  const DsExchange *exchange = find_answer (reading, 100, 399);

  if (exchange == NULL)
    return DS_GRADE_NONE;
  if (exchange->proxy != NULL)
    note->words = choose_proxy_words (reading);
  note->aside = is_aside (reading, exchange);
  return DS_GRADE_PROVEN;
}

/* --- Cut off --- */

DsGrade
ds_cause_connection_reset (const DsReading *reading, DsCauseNote *note)
{
  gboolean cut_off = FALSE;

  for (guint i = 0; i < reading->endings->len; i++)
    {
      const DsEnding *ending = g_ptr_array_index (reading->endings, i);

      cut_off |= reading->is_direct && ending->attempt->outcome == DS_OUTCOME_RESET;
    }
  for (guint i = 0; i < reading->evidence->exchanges->len; i++)
    {
      const DsExchange *exchange = g_ptr_array_index (reading->evidence->exchanges, i);

      if (exchange->stage == DS_STAGE_ANSWERED)
        return DS_GRADE_NONE;
      cut_off |= reading->is_direct && exchange->proxy == NULL && exchange->reset;
    }
  return cut_off ? DS_GRADE_PROVEN : DS_GRADE_NONE;
}
