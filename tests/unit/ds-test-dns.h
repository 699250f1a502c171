/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-dns-message.h"

G_BEGIN_DECLS

/* The flags of a reply (RFC 1035 section 4.1.1): a whole one, and one that is cut off. */
#define DS_TEST_DNS_ANSWER 0x81
#define DS_TEST_DNS_CUT    0x83

#define NAME "shop.example"

extern const guint8 ds_test_dns_v4[4];  /* 203.0.113.7 */
extern const guint8 ds_test_dns_v6[16]; /* 2001:db8::7 */

GByteArray *ds_test_dns_reply (GBytes *question, guint8 flags, guint8 code, guint8 answers);
void ds_test_dns_add_record (GByteArray *reply, guint8 type, const guint8 *data, guint8 length);

G_END_DECLS
