/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hosts file and the list of name servers, as texts and as files. */

#include <glib/gstdio.h>
#include <string.h>

#include "ds-host-dns.h"
#include "ds-host-hosts.h"

#define NAME "shop.example"

/* --- Hosts file --- */

typedef struct
{
  const char *name;
  const char *text;
  const char *lines; /* those that name the target: `NUMBER ADDRESS, …` */
  guint names;
  guint blocked;
} HostsRow;

static const HostsRow hosts_rows[] = {
  { "empty", "", "", 0, 0 },
  { "one", "203.0.113.7 shop.example\n", "1 203.0.113.7", 1, 0 },
  { "no-newline-at-end", "203.0.113.7 shop.example", "1 203.0.113.7", 1, 0 },
  { "other-name", "203.0.113.7 shops.example\n", "", 1, 0 },
  { "part-of-name", "203.0.113.7 www.shop.example example\n", "", 2, 0 },
  { "second-name", "203.0.113.7 a.example\tshop.example b.example\n", "1 203.0.113.7", 3, 0 },
  { "any-case", "203.0.113.7 Shop.EXAMPLE\n", "1 203.0.113.7", 1, 0 },
  { "numbers-of-lines", "\n# one\n\n2001:db8::7 shop.example\n", "4 2001:db8::7", 1, 0 },
  { "two-lines", "::7 shop.example\n10.0.0.7 shop.example\n", "1 ::7, 2 10.0.0.7", 2, 0 },
  { "comment", "# 203.0.113.7 shop.example\n", "", 0, 0 },
  { "name-in-comment", "203.0.113.7 a.example # shop.example\n", "", 1, 0 },
  { "comment-without-gap", "203.0.113.7 shop.example#b.example\n", "1 203.0.113.7", 1, 0 },
  { "dot-at-end", "203.0.113.7 shop.example.\n", "", 1, 0 },
  { "indented", " \t203.0.113.7   shop.example  \r\n", "1 203.0.113.7", 1, 0 },
  { "not-an-address", "300.0.0.1 shop.example\nshop.example 203.0.113.7\n", "", 0, 0 },
  { "short-address", "127.1 shop.example\n0x7f000001 shop.example\n", "", 0, 0 },
  { "address-alone", "203.0.113.7\n", "", 0, 0 },
  { "spelled-long", "2001:0db8:0:0:0:0:0:7 shop.example\n", "1 2001:db8::7", 1, 0 },
  { "block-list", "0.0.0.0 ads.example track.example\n:: six.example\n127.0.0.1 c.example\n", "", 4,
    4 },
  { "blocks-target", "0.0.0.0 shop.example\n", "1 0.0.0.0", 1, 1 },
  { "own-names",
    "127.0.0.1 localhost localhost.localdomain\n::1 ip6-localhost ip6-loopback LOCALHOST\n"
    "0.0.0.0 0.0.0.0\n",
    "", 6, 1 },
  { "other-loopback", "127.0.1.1 box.example\n127.0.0.53 stub.example\n", "", 2, 0 },
};

static char *
describe_lines (const DsHostsFile *hosts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hosts->lines->len; i++)
    {
      const DsHostsLine *line = g_ptr_array_index (hosts->lines, i);

      g_string_append_printf (text, "%s%u %s", i > 0 ? ", " : "", line->line, line->address);
    }
  return g_string_free (text, FALSE);
}

static void
test_hosts (gconstpointer data)
{
  const HostsRow *row = data;
  g_autoptr (DsHostsFile) hosts = ds_hosts_file_new ();
  g_autofree char *lines = NULL;

  ds_host_hosts_parse (row->text, strlen (row->text), "/etc/hosts", NAME, hosts);
  lines = describe_lines (hosts);
  g_assert_cmpstr (lines, ==, row->lines);
  g_assert_cmpuint (hosts->names, ==, row->names);
  g_assert_cmpuint (hosts->blocked, ==, row->blocked);
}

/* This computer's own names lead to itself; anywhere else they would be worth knowing. */
static void
test_hosts_own_name (void)
{
  static const char text[] = "127.0.0.1 localhost\n::1 localhost\n203.0.113.7 localhost\n";
  g_autoptr (DsHostsFile) hosts = ds_hosts_file_new ();
  g_autofree char *lines = NULL;

  ds_host_hosts_parse (text, strlen (text), "/etc/hosts", "localhost", hosts);
  lines = describe_lines (hosts);
  g_assert_cmpstr (lines, ==, "3 203.0.113.7");
  g_assert_cmpuint (hosts->blocked, ==, 0);
}

/* Whatever is in it: text that is no text, NULs, a line without end, a list without end. */
static void
test_hosts_hostile (void)
{
  static const char odd[] = "\xff\xfe 1.2.3.4\0 shop.example\n1.2.3.4 \xff shop.example \xc3\n";
  g_autoptr (DsHostsFile) hosts = ds_hosts_file_new ();
  g_autoptr (GString) many = g_string_new (NULL);
  const DsHostsLine *line;

  ds_host_hosts_parse (odd, sizeof odd - 1, "/etc/hosts", NAME, hosts);
  g_assert_cmpuint (hosts->lines->len, ==, 1);
  line = g_ptr_array_index (hosts->lines, 0);
  g_assert_true (g_utf8_validate (line->text, -1, NULL));
  g_assert_cmpuint (line->line, ==, 2);

  g_string_append (many, "1.2.3.4");
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, " shop.example");
  for (guint i = 0; i < 1000; i++)
    g_string_append (many, "\n1.2.3.4 shop.example");
  ds_host_hosts_parse (many->str, many->len, "/etc/hosts", NAME, hosts);
  g_assert_cmpuint (hosts->lines->len, <=, 16);
  for (guint i = 0; i < hosts->lines->len; i++)
    g_assert_cmpuint (strlen (((DsHostsLine *) g_ptr_array_index (hosts->lines, i))->text), <=,
                      1000);
}

/* --- Files --- */

typedef struct
{
  char *folder;
  GFile *root;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("doorstep-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->root = g_file_new_for_path (fixture->folder);
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
put (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = path_of (fixture, name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const made[] = { "etc/hosts",    "etc/resolv.conf",
                                      "etc",          "run/host/etc/hosts",
                                      "run/host/etc", "run/host",
                                      "run",          "" };

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *path = path_of (fixture, made[i]);

      g_remove (path);
    }
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->root);
  g_free (fixture->folder);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static DsHostsFile *
read_hosts (Fixture *fixture, GError **error)
{
  g_clear_object (&fixture->result);
  ds_host_hosts_read_async (fixture->root, NAME, NULL, done_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ds_host_hosts_read_finish (fixture->result, error);
}

static void
test_no_hosts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DsHostsFile) hosts = read_hosts (fixture, NULL);

  g_assert_nonnull (hosts);
  g_assert_cmpuint (hosts->names, ==, 0);
}

static void
test_hosts_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (fixture, "etc/hosts/file", "");
  g_assert_null (read_hosts (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  {
    g_autofree char *path = path_of (fixture, "etc/hosts/file");

    g_remove (path);
  }
}

/* In a sandbox: the copy that programs see there adds nothing, a line that only one has counts. */
static void
test_hosts_of_sandbox (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DsHostsFile) hosts = NULL;
  g_autofree char *lines = NULL;

  put (fixture, "etc/hosts", "127.0.0.1 localhost\n0.0.0.0 shop.example\n");
  put (fixture, "run/host/etc/hosts",
       "127.0.0.1 localhost\n0.0.0.0 shop.example\n\n1.2.3.4 shop.example\n");
  hosts = read_hosts (fixture, NULL);
  g_assert_nonnull (hosts);
  lines = describe_lines (hosts);
  g_assert_cmpstr (lines, ==, "2 0.0.0.0, 4 1.2.3.4");
  g_assert_cmpstr (((DsHostsLine *) g_ptr_array_index (hosts->lines, 1))->file, ==, "/etc/hosts");
  g_assert_cmpuint (hosts->names, ==, 3);
  g_assert_cmpuint (hosts->blocked, ==, 1);
}

/* No more than a mebibyte is read. */
static void
test_hosts_bound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("1.2.3.4 shop.example\n");
  g_autoptr (DsHostsFile) hosts = NULL;
  g_autofree char *lines = NULL;

  while (text->len < 1024 * 1024)
    g_string_append (text, "0.0.0.0 ads.example\n");
  g_string_append (text, "5.6.7.8 shop.example\n");
  put (fixture, "etc/hosts", text->str);
  hosts = read_hosts (fixture, NULL);
  lines = describe_lines (hosts);
  g_assert_cmpstr (lines, ==, "1 1.2.3.4");
  g_assert_cmpuint (hosts->names, >, 50000);
}

/* --- Name servers --- */

typedef struct
{
  const char *name;
  const char *text;
  const char *servers;
} ServersRow;

static const ServersRow servers_rows[] = {
  { "none", "", "127.0.0.1" },
  { "one", "nameserver 192.0.2.53\n", "192.0.2.53" },
  { "two", "search lan\nnameserver 192.0.2.53\noptions edns0\nnameserver\t2001:db8::53 \r\n",
    "192.0.2.53 2001:db8::53" },
  { "stub", "nameserver 127.0.0.53\n", "127.0.0.53" },
  { "no-more-than-three",
    "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4\n",
    "10.0.0.1 10.0.0.2 10.0.0.3" },
  { "twice", "nameserver 10.0.0.1\nnameserver 10.0.0.1\n", "10.0.0.1" },
  { "comments", "# nameserver 10.0.0.1\n;nameserver 10.0.0.2\nnameserver 10.0.0.3 # three\n",
    "10.0.0.3" },
  { "not-an-address", "nameserver dns.example\nnameserver\nnameserver 1.2.3.4.5\n", "127.0.0.1" },
  { "other-word", "nameservers 10.0.0.1\n nameserver 10.0.0.2\n", "127.0.0.1" },
};

static void
test_servers (gconstpointer data)
{
  const ServersRow *row = data;
  g_auto (GStrv) servers = ds_host_dns_parse (row->text, strlen (row->text));
  g_autofree char *all = g_strjoinv (" ", servers);

  g_assert_cmpstr (all, ==, row->servers);
}

static void
test_servers_file (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) servers = NULL;

  put (fixture, "etc/resolv.conf", "nameserver 192.0.2.53\n");
  ds_host_dns_read_async (fixture->root, NULL, done_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  servers = ds_host_dns_read_finish (fixture->result, NULL);
  g_assert_cmpstr (servers[0], ==, "192.0.2.53");
  g_assert_null (servers[1]);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/host-names/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hosts_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/host-names/hosts/", hosts_rows[i].name, NULL);

      g_test_add_data_func (path, &hosts_rows[i], test_hosts);
    }
  g_test_add_func ("/host-names/hosts-own-name", test_hosts_own_name);
  g_test_add_func ("/host-names/hosts-hostile", test_hosts_hostile);
  ADD ("no-hosts", test_no_hosts);
  ADD ("hosts-unreadable", test_hosts_unreadable);
  ADD ("hosts-of-sandbox", test_hosts_of_sandbox);
  ADD ("hosts-bound", test_hosts_bound);
  for (guint i = 0; i < G_N_ELEMENTS (servers_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/host-names/servers/", servers_rows[i].name, NULL);

      g_test_add_data_func (path, &servers_rows[i], test_servers);
    }
  ADD ("servers-file", test_servers_file);
  return g_test_run ();
}
