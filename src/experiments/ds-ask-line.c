/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the name servers of one line, over sockets bound to its device: past a VPN, and past
 * everything on this computer that keeps answers. */

#include "ds-ask-line.h"

#include "ds-dns-question.h"

#define DNS_PORT    53
#define TIMEOUT_MS  1000
#define SERVERS_MAX 3

typedef struct
{
  DsExperiment *experiment; /* (owned) */
  DsAskLineCallback callback;
  char *name;     /* (owned) */
  char **servers; /* (owned) */
  char *device;   /* (owned) */
  guint port;
  guint next; /* the server to ask next */
} Question;

static void
question_free (Question *question)
{
  g_clear_object (&question->experiment);
  g_free (question->name);
  g_strfreev (question->servers);
  g_free (question->device);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void ask_next (Question *question);

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (DsExperiment) experiment = g_object_ref (question->experiment);
  g_autoptr (GError) error = NULL;
  DsNameAnswer *answer = ds_dns_question_finish (result, &error);

  if (answer != NULL)
    {
      g_ptr_array_add (ds_experiment_get_evidence (experiment)->names, answer);
      question->callback (experiment, answer, question->port);
      if (answer->status == DS_NAME_FAILED || answer->status == DS_NAME_TIMED_OUT)
        ask_next (g_steal_pointer (&question));
    }
  ds_experiment_end (experiment, error);
}

/* Takes over @question. */
static void
ask_next (Question *question)
{
  const DsLinks *links = ds_experiment_get_evidence (question->experiment)->links;
  DsDnsQuestion order = {
    .name = question->name,
    .port = DNS_PORT,
    .device = question->device,
    .timeout_ms = TIMEOUT_MS,
  };

  /* A name server on this computer asks whom it is told to, and that is by the VPN. */
  while (question->servers[question->next] != NULL &&
         ds_links_own_address (links, question->servers[question->next]))
    question->next++;
  if (question->servers[question->next] == NULL || question->next >= SERVERS_MAX)
    {
      question_free (question);
      return;
    }
  order.server = question->servers[question->next++];
  ds_experiment_begin (question->experiment);
  ds_dns_question_async (&order, ds_experiment_get_cancellable (question->experiment), answered_cb,
                         question);
}

/* The name servers the line itself hands out; a home router that hands out none mostly is one. */
static char **
find_servers (const DsConnection *line)
{
  if (line->dhcp_name_servers != NULL && line->dhcp_name_servers[0] != NULL)
    return g_strdupv (line->dhcp_name_servers);
  if (line->name_servers != NULL && line->name_servers[0] != NULL)
    return g_strdupv (line->name_servers);
  return line->gateway != NULL ? g_strsplit (line->gateway, "\n", -1) : g_new0 (char *, 1);
}

/**
 * ds_ask_line_start:
 * @experiment: who wants to know
 * @line: the connection whose name servers are asked, by its device
 * @name: a host name in ASCII
 * @port: handed on to @callback
 * @callback: called with each answer
 *
 * Asks for the addresses of @name as a piece of work of @experiment, one name server after the
 * other until one knows, and adds the answers to the evidence.
 */
void
ds_ask_line_start (DsExperiment *experiment,
                   const DsConnection *line,
                   const char *name,
                   guint port,
                   DsAskLineCallback callback)
{
  Question *question = g_new0 (Question, 1);

  question->experiment = g_object_ref (experiment);
  question->callback = callback;
  question->name = g_strdup (name);
  question->port = port;
  question->servers = find_servers (line);
  question->device = g_strdup (line->device);
  ask_next (question);
}
