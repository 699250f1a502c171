/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of name servers and what they say, by tables. */

#include "ds-test-dns.h"

static char *
read_addresses (GBytes *question, const GByteArray *reply)
{
  g_autoptr (DsDnsReply) read = ds_dns_message_read (question, reply->data, reply->len);
  GString *text = g_string_new (read == NULL ? "none" : "");

  for (guint i = 0; read != NULL && i < read->addresses->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (read->addresses, i));
  return g_string_free (text, FALSE);
}

static void
test_question (void)
{
  static const guint8 wanted[] = { 0x12, 0x34, 1,   0,   0,   1,   0,   0,  0,   0,
                                   0,    0,    4,   's', 'h', 'o', 'p', 7,  'e', 'x',
                                   'a',  'm',  'p', 'l', 'e', 0,   0,   28, 0,   1 };
  g_autoptr (GBytes) question = ds_dns_message_make (NAME, DS_FAMILY_IPV6, 0x1234);
  g_autofree char *label = g_strnfill (64, 'a');
  g_autofree char *name = g_strconcat (label, ".example", NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (question, &length);

  g_assert_cmpmem (data, length, wanted, sizeof wanted);
  g_assert_null (ds_dns_message_make (name, DS_FAMILY_IPV4, 1));
}

static void
test_answer (void)
{
  g_autoptr (GBytes) question = ds_dns_message_make (NAME, DS_FAMILY_IPV4, 7);
  g_autoptr (GByteArray) reply = ds_test_dns_reply (question, DS_TEST_DNS_ANSWER, 0, 4);
  g_autofree char *addresses = NULL;

  /* An alias (RFC 1034 section 3.6.2), one address twice, and one of the other family. */
  ds_test_dns_add_record (reply, 5, (const guint8 *) "\xc0\x0c", 2);
  ds_test_dns_add_record (reply, 1, ds_test_dns_v4, sizeof ds_test_dns_v4);
  ds_test_dns_add_record (reply, 1, ds_test_dns_v4, sizeof ds_test_dns_v4);
  ds_test_dns_add_record (reply, 28, ds_test_dns_v6, sizeof ds_test_dns_v6);
  addresses = read_addresses (question, reply);
  g_assert_cmpstr (addresses, ==, "203.0.113.7 2001:db8::7");
}

static void
test_codes (void)
{
  static const char *const names[] = { "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN",
                                       "NOTIMP",  "REFUSED", "ERROR" };
  g_autoptr (GBytes) question = ds_dns_message_make (NAME, DS_FAMILY_IPV4, 7);

  for (guint8 code = 0; code < G_N_ELEMENTS (names); code++)
    {
      g_autoptr (GByteArray) reply = ds_test_dns_reply (question, DS_TEST_DNS_ANSWER, code, 0);
      g_autoptr (DsDnsReply) read = ds_dns_message_read (question, reply->data, reply->len);

      g_assert_nonnull (read);
      g_assert_cmpuint (read->code, ==, code);
      g_assert_cmpstr (ds_dns_code_to_string (read->code), ==, names[code]);
    }
}

/* What does not answer the question that was asked is nobody's answer. */
static void
test_not_the_answer (void)
{
  g_autoptr (GBytes) question = ds_dns_message_make (NAME, DS_FAMILY_IPV4, 7);
  g_autoptr (GBytes) other_name = ds_dns_message_make ("shops.example", DS_FAMILY_IPV4, 7);
  g_autoptr (GBytes) other_kind = ds_dns_message_make (NAME, DS_FAMILY_IPV6, 7);
  g_autoptr (GBytes) other_number = ds_dns_message_make (NAME, DS_FAMILY_IPV4, 8);
  g_autoptr (GBytes) other_case = ds_dns_message_make ("SHOP.Example", DS_FAMILY_IPV4, 7);
  GBytes *const wrong[] = { other_name, other_kind, other_number };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GByteArray) reply = ds_test_dns_reply (wrong[i], DS_TEST_DNS_ANSWER, 0, 1);
      g_autofree char *addresses = NULL;

      ds_test_dns_add_record (reply, 1, ds_test_dns_v4, sizeof ds_test_dns_v4);
      addresses = read_addresses (question, reply);
      g_assert_cmpstr (addresses, ==, "none");
    }
  {
    g_autoptr (GByteArray) echo = ds_test_dns_reply (question, 1, 0, 0);
    g_autoptr (GByteArray) same = ds_test_dns_reply (other_case, DS_TEST_DNS_ANSWER, 0, 0);
    g_autofree char *of_echo = read_addresses (question, echo);
    g_autofree char *of_same = read_addresses (question, same);

    g_assert_cmpstr (of_echo, ==, "none");
    g_assert_cmpstr (of_same, ==, "");
  }
}

/* Cut off anywhere, changed anywhere: it reads no further than it was given, and gives nothing but
 * addresses. */
static void
test_hostile (void)
{
  g_autoptr (GBytes) question = ds_dns_message_make (NAME, DS_FAMILY_IPV4, 7);
  g_autoptr (GByteArray) reply = ds_test_dns_reply (question, DS_TEST_DNS_ANSWER, 0, 3);
  guint length;

  ds_test_dns_add_record (reply, 5, (const guint8 *) "\xc0\x1e",
                          2); /* an alias that points at itself */
  ds_test_dns_add_record (reply, 1, ds_test_dns_v4, sizeof ds_test_dns_v4);
  ds_test_dns_add_record (reply, 28, ds_test_dns_v6, sizeof ds_test_dns_v6);
  length = reply->len;
  for (guint cut = 0; cut < length; cut++)
    {
      g_autofree guint8 *exact = g_memdup2 (reply->data, cut);

      g_assert_null (ds_dns_message_read (question, exact, cut));
    }
  for (guint at = 0; at < length; at++)
    for (guint value = 0; value < 256; value++)
      {
        g_autofree guint8 *changed = g_memdup2 (reply->data, length);
        g_autoptr (DsDnsReply) read = NULL;

        changed[at] = (guint8) value;
        read = ds_dns_message_read (question, changed, length);
        for (guint i = 0; read != NULL && i < read->addresses->len; i++)
          g_assert_true (g_hostname_is_ip_address (g_ptr_array_index (read->addresses, i)));
      }
}

static void
test_many (void)
{
  g_autoptr (GBytes) question = ds_dns_message_make (NAME, DS_FAMILY_IPV4, 7);
  g_autoptr (GByteArray) reply = ds_test_dns_reply (question, DS_TEST_DNS_ANSWER, 0, 200);
  g_autoptr (DsDnsReply) read = NULL;

  for (guint8 i = 0; i < 200; i++)
    {
      const guint8 address[] = { 10, 0, 0, i };

      ds_test_dns_add_record (reply, 1, address, sizeof address);
    }
  read = ds_dns_message_read (question, reply->data, reply->len);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->addresses->len, ==, 16);
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) question = ds_dns_message_make (NAME, DS_FAMILY_IPV4, 7);
  g_autoptr (GByteArray) reply = ds_test_dns_reply (question, DS_TEST_DNS_CUT, 0, 1);
  g_autoptr (DsDnsReply) read = NULL;

  ds_test_dns_add_record (reply, 1, ds_test_dns_v4, sizeof ds_test_dns_v4);
  read = ds_dns_message_read (question, reply->data, reply->len);
  g_assert_nonnull (read);
  g_assert_true (read->truncated);
  g_assert_cmpuint (read->addresses->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns-message/question", test_question);
  g_test_add_func ("/dns-message/answer", test_answer);
  g_test_add_func ("/dns-message/codes", test_codes);
  g_test_add_func ("/dns-message/not-the-answer", test_not_the_answer);
  g_test_add_func ("/dns-message/hostile", test_hostile);
  g_test_add_func ("/dns-message/many", test_many);
  g_test_add_func ("/dns-message/truncated", test_truncated);
  return g_test_run ();
}
