/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions to name servers and their answers (RFC 1035), taken apart by the resolver of the C
 * library. What comes in may be anything: whatever is no answer to the question is no answer. */

#include "ds-dns-message.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <resolv.h>
#include <string.h>

/* More than that nobody tries to connect to. */
#define ADDRESSES_MAX 16

/**
 * ds_dns_reply_free:
 * @reply: (transfer full) (nullable): a reply
 */
void
ds_dns_reply_free (DsDnsReply *reply)
{
  if (reply == NULL)
    return;
  g_ptr_array_unref (reply->addresses);
  g_free (reply);
}

/**
 * ds_dns_message_make:
 * @name: a host name in ASCII
 * @family: IPv4 for A records, IPv6 for AAAA records (RFC 3596)
 * @id: the number of the question
 *
 * Returns: (transfer full) (nullable): the question, %NULL if @name can't be asked for
 */
GBytes *
ds_dns_message_make (const char *name, DsFamily family, guint16 id)
{
  guint8 message[NS_PACKETSZ] = { 0 };
  guint8 *end = message + NS_HFIXEDSZ;
  int length = dn_comp (name, end, (int) (sizeof message - NS_HFIXEDSZ - NS_QFIXEDSZ), NULL, NULL);

  if (length < 0)
    return NULL;
  ns_put16 (id, message);
  message[2] = 1; /* recursion desired */
  message[5] = 1; /* one question */
  end += length;
  ns_put16 (family == DS_FAMILY_IPV6 ? ns_t_aaaa : ns_t_a, end);
  ns_put16 (ns_c_in, end + NS_INT16SZ);
  return g_bytes_new (message, (gsize) (end - message) + NS_QFIXEDSZ);
}

/* Whether it answers @question: anybody can send a datagram. */
static gboolean
answers (ns_msg *question, ns_msg *reply)
{
  ns_rr asked, repeated;

  return ns_msg_id (*question) == ns_msg_id (*reply) && ns_msg_getflag (*reply, ns_f_qr) != 0 &&
         ns_msg_getflag (*reply, ns_f_opcode) == ns_o_query &&
         ns_msg_count (*reply, ns_s_qd) == 1 && ns_parserr (question, ns_s_qd, 0, &asked) == 0 &&
         ns_parserr (reply, ns_s_qd, 0, &repeated) == 0 &&
         ns_rr_type (asked) == ns_rr_type (repeated) &&
         ns_rr_class (asked) == ns_rr_class (repeated) &&
         g_ascii_strcasecmp (ns_rr_name (asked), ns_rr_name (repeated)) == 0;
}

static void
add_address (GPtrArray *addresses, ns_rr *record)
{
  char text[INET6_ADDRSTRLEN];
  gboolean six = ns_rr_type (*record) == ns_t_aaaa;

  if (ns_rr_class (*record) != ns_c_in ||
      (six ? ns_rr_rdlen (*record) != NS_IN6ADDRSZ
           : ns_rr_type (*record) != ns_t_a || ns_rr_rdlen (*record) != NS_INADDRSZ) ||
      inet_ntop (six ? AF_INET6 : AF_INET, ns_rr_rdata (*record), text, sizeof text) == NULL ||
      g_ptr_array_find_with_equal_func (addresses, text, g_str_equal, NULL))
    return;
  g_ptr_array_add (addresses, g_strdup (text));
}

/**
 * ds_dns_message_read:
 * @question: what was asked
 * @data: what came in
 * @length: its length
 *
 * Pure.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL if it is no answer to @question
 */
DsDnsReply *
ds_dns_message_read (GBytes *question, gconstpointer data, gsize length)
{
  g_autoptr (DsDnsReply) reply = NULL;
  gsize asked_length;
  const guint8 *asked_data = g_bytes_get_data (question, &asked_length);
  ns_msg asked, message;
  ns_rr record;

  if (length > NS_MAXMSG || ns_initparse (asked_data, (int) asked_length, &asked) != 0 ||
      ns_initparse (data, (int) length, &message) != 0 || !answers (&asked, &message))
    return NULL;
  reply = g_new0 (DsDnsReply, 1);
  reply->addresses = g_ptr_array_new_with_free_func (g_free);
  reply->truncated = ns_msg_getflag (message, ns_f_tc) != 0;
  reply->code = (guint) ns_msg_getflag (message, ns_f_rcode);
  for (int i = 0; i < ns_msg_count (message, ns_s_an); i++)
    {
      if (ns_parserr (&message, ns_s_an, i, &record) != 0)
        return NULL;
      if (reply->addresses->len < ADDRESSES_MAX)
        add_address (reply->addresses, &record);
    }
  return g_steal_pointer (&reply);
}

/**
 * ds_dns_code_to_string:
 * @code: a response code
 *
 * Returns: (not nullable): its name in RFC 1035 section 4.1.1 and RFC 2136 section 2.2, as name
 *   server people say it
 */
const char *
ds_dns_code_to_string (guint code)
{
  static const char *const names[] = { "NOERROR",  "FORMERR", "SERVFAIL",
                                       "NXDOMAIN", "NOTIMP",  "REFUSED" };

  return code < G_N_ELEMENTS (names) ? names[code] : "ERROR";
}
