/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-test-dns.h"

const guint8 ds_test_dns_v4[4] = { 203, 0, 113, 7 };
const guint8 ds_test_dns_v6[16] = { 0x20, 1, 0xd, 0xb8, [15] = 7 };

/* A reply to @question: its number and its question, with other flags, and then @answers records.
 */
GByteArray *
ds_test_dns_reply (GBytes *question, guint8 flags, guint8 code, guint8 answers)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (question, &length);
  GByteArray *reply = g_byte_array_new ();

  g_byte_array_append (reply, data, (guint) length);
  reply->data[2] = flags;
  reply->data[3] = (guint8) (0x80 | code);
  reply->data[7] = answers;
  return reply;
}

/* A record of the name in the question. */
void
ds_test_dns_add_record (GByteArray *reply, guint8 type, const guint8 *data, guint8 length)
{
  const guint8 head[] = { 0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, length };

  g_byte_array_append (reply, head, sizeof head);
  g_byte_array_append (reply, data, length);
}
