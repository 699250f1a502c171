/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ds-words.h"

G_BEGIN_DECLS

/**
 * DsDnsReply:
 * @truncated: whether there is more than fits into a datagram
 * @code: the response code (RFC 1035 section 4.1.1)
 * @addresses: (element-type utf8): the addresses in the answer
 *
 * What a name server said to one question.
 */
typedef struct
{
  gboolean truncated;
  guint code;
  GPtrArray *addresses;
} DsDnsReply;

void ds_dns_reply_free (DsDnsReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDnsReply, ds_dns_reply_free)

GBytes *ds_dns_message_make (const char *name, DsFamily family, guint16 id);
DsDnsReply *ds_dns_message_read (GBytes *question, gconstpointer data, gsize length);
const char *ds_dns_code_to_string (guint code);

G_END_DECLS
