/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ds-dns-message.h"

/* Messages that made trouble for resolvers, one a file. DS_CORPORA names the folder that has them
 * in dns/fuzzinput; they are not part of this project. */

#define HEADER 12

static guint n_read;

/* Nothing but addresses may come out, and not without bound. */
static void
read_message (GBytes *question, const guint8 *data, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (data, length);
  g_autoptr (DsDnsReply) reply = ds_dns_message_read (question, exact, length);

  if (reply == NULL)
    return;
  n_read++;
  g_assert_cmpuint (reply->addresses->len, <=, 16);
  for (guint i = 0; i < reply->addresses->len; i++)
    g_assert_true (g_hostname_is_ip_address (g_ptr_array_index (reply->addresses, i)));
}

/* The end of the question in a message; 0 if it has none of the usual form. */
static gsize
find_question_end (const guint8 *data, gsize length)
{
  gsize at = HEADER;

  while (at < length && data[at] != 0 && data[at] < 64)
    at += 1 + (gsize) data[at];
  return at < length && data[at] == 0 && at + 5 <= length ? at + 5 : 0;
}

/* The question that such a message would answer, so that all of it is read. */
static GBytes *
make_question (const guint8 *data, gsize length)
{
  gsize end = length > HEADER ? find_question_end (data, length) : 0;
  guint8 *question;

  if (end == 0)
    return NULL;
  question = g_memdup2 (data, end);
  memset (question + 2, 0, HEADER - 2);
  question[5] = 1;
  return g_bytes_new_take (question, end);
}

static void
test_message (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) own = ds_dns_message_make ("shop.example", DS_FAMILY_IPV4, 7);
  g_autoptr (GBytes) question = make_question (data, length);

  for (gsize cut = 0; cut <= length; cut++)
    {
      read_message (own, data, cut);
      if (question != NULL)
        read_message (question, data, cut);
    }
}

static void
test_files (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DS_CORPORA"), "dns", "fuzzinput", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_files = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (file, &data, &length, NULL));
      test_message ((const guint8 *) data, length);
      n_files++;
    }
  g_test_message ("%u files, %u readings that came to an end", n_files, n_read);
  g_assert_cmpuint (n_files, >, 0);
  g_assert_cmpuint (n_read, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns-corpora/files", test_files);
  return g_test_run ();
}
