/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files, traces and logs of firewalls say, and what an exception in firewalld is. */

#include <glib/gstdio.h>
#include <string.h>

#include "ds-host-firewall-exception.h"
#include "ds-host-firewall-log.h"
#include "ds-host-firewall.h"
#include "ds-host-ufw.h"
#include "ds-test-wait.h"
#include "ds-words-types.h"

#define SITE    "203.0.113.7"
#define SITE_V6 "2001:db8:3::7"

/* --- ufw's files --- */

typedef struct
{
  const char *name;
  const char *text;
  const char *value; /* of ENABLED; (nullable) */
} SettingRow;

static const SettingRow setting_rows[] = {
  { "plain", "ENABLED=yes\n", "yes" },
  { "quoted", "ENABLED=\"no\"\n", "no" },
  { "single-quotes", "ENABLED='yes'", "yes" },
  { "any-case", "ENABLED=YES\n", "yes" },
  { "indented", "  ENABLED=yes  # on\n", "yes" },
  { "last-counts", "ENABLED=yes\nENABLED=no\n", "no" },
  { "comment", "#ENABLED=yes\n", NULL },
  { "another", "NOT_ENABLED=yes\nENABLED_TOO=yes\n", NULL },
  { "empty-value", "ENABLED=\n", NULL },
  { "blank-before", "ENABLED =yes\n", NULL },
  { "a-word-too-long", "ENABLED=yesyesyesyesyesyesyesyesyesyesyesyes\n", NULL },
  { "no-word", "ENABLED=$(reboot)\n", NULL },
  { "empty", "", NULL },
  { "cut-off", "ENABLED", NULL },
};

static void
test_setting (gconstpointer data)
{
  const SettingRow *row = data;
  g_autofree char *value = ds_host_ufw_get_setting (row->text, strlen (row->text), "ENABLED");

  g_assert_cmpstr (value, ==, row->value);
}

/* --- Lines of a log --- */

#define KERNEL "Nov 23 09:46:13 box kernel: [ 1234.567890] "
#define PACKET                                                                                     \
  "LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=40000 DPT=443 WINDOW=64240 SYN"

typedef struct
{
  const char *name;
  const char *line;
  const char *found; /* (nullable) */
} LogRow;

static const LogRow log_rows[] = {
  { "ufw", KERNEL "[UFW BLOCK] IN= OUT=eth0 SRC=192.0.2.10 DST=" SITE " " PACKET " UID=1000",
    "[UFW BLOCK] OUT=eth0 DST=" SITE " DPT=443" },
  { "without-the-time",
    "Nov 23 09:46:13 box kernel: [UFW BLOCK] IN= OUT=eth0 SRC=192.0.2.10 DST=" SITE " " PACKET,
    "[UFW BLOCK] OUT=eth0 DST=" SITE " DPT=443" },
  { "rfc-3339",
    "2026-11-23T09:46:13.123456+00:00 box kernel: [ 1.0] filter_OUT_REJECT: IN= OUT=wlan0 "
    "MAC=00:11:22:33:44:55 SRC=192.0.2.10 DST=" SITE " " PACKET,
    "filter_OUT_REJECT: OUT=wlan0 DST=" SITE " DPT=443" },
  { "ipv6-in-full",
    KERNEL "out: IN= OUT=eth0 SRC=2001:0db8:0001:0000:0000:0000:0000:0010 "
           "DST=2001:0db8:0003:0000:0000:0000:0000:0007 " PACKET,
    "out: OUT=eth0 DST=2001:0db8:0003:0000:0000:0000:0000:0007 DPT=443" },
  { "without-a-prefix", KERNEL "IN= OUT=eth0 SRC=192.0.2.10 DST=" SITE " " PACKET,
    "OUT=eth0 DST=" SITE " DPT=443" },
  { "coming-in", KERNEL "[UFW BLOCK] IN=eth0 OUT= SRC=" SITE " DST=192.0.2.10 " PACKET, NULL },
  { "another-website", KERNEL "[UFW BLOCK] IN= OUT=eth0 SRC=192.0.2.10 DST=203.0.113.70 " PACKET,
    NULL },
  { "another-port",
    KERNEL "[UFW BLOCK] IN= OUT=eth0 SRC=192.0.2.10 DST=" SITE " PROTO=TCP SPT=443 DPT=4433 SYN",
    NULL },
  { "another-protocol",
    KERNEL "[UFW BLOCK] IN= OUT=eth0 SRC=192.0.2.10 DST=" SITE " PROTO=UDP SPT=4000 DPT=443",
    NULL },
  { "no-line-of-a-packet", KERNEL "Out of memory", NULL },
  { "empty", "", NULL },
  { "only-keys", " OUT= DST= DPT= PROTO=", NULL },
};

static void
test_log (gconstpointer data)
{
  static const char *const addresses[] = { SITE, SITE_V6, NULL };
  const LogRow *row = data;
  DsFirewallLogQuery query = { .addresses = addresses, .port = 443 };
  g_autofree char *found = ds_host_firewall_log_parse (row->line, &query);

  g_assert_cmpstr (found, ==, row->found);
}

/* What was written down before the run says nothing about it. */
static void
test_log_since (void)
{
  static const char *const addresses[] = { SITE, NULL };
  static const char line[] =
      "2026-11-23T09:46:13+00:00 box kernel: x IN= OUT=eth0 DST=" SITE " PROTO=TCP DPT=443";
  static const char *const times[] = { "2026-11-23T09:46:13Z", "2026-11-23T09:46:14Z" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GDateTime) since = g_date_time_new_from_iso8601 (times[i], NULL);
      DsFirewallLogQuery query = { .addresses = addresses, .port = 443, .since = since };
      g_autofree char *found = ds_host_firewall_log_parse (line, &query);
      g_autofree char *timeless = ds_host_firewall_log_parse (line + 20, &query);

      g_assert_cmpint (found != NULL, ==, i == 0);
      g_assert_null (timeless);
    }
}

/* --- A computer's files --- */

typedef struct
{
  const char *name;
  const char *files; /* `PATH=TEXT`, with bars between; a path with a stroke at its end: a folder */
  const char *guards; /* `ID STATE OUTGOING`, with commas between */
} FilesRow;

static const FilesRow files_rows[] = {
  { "nothing", "etc/hosts=", "" },
  { "ufw-on", "etc/ufw/ufw.conf=ENABLED=yes|etc/default/ufw=DEFAULT_OUTPUT_POLICY=\"DROP\"",
    "ufw active drop" },
  { "ufw-off", "etc/ufw/ufw.conf=ENABLED=no|etc/default/ufw=DEFAULT_OUTPUT_POLICY=\"ACCEPT\"",
    "ufw off accept" },
  { "ufw-seen-from-a-sandbox", "run/host/etc/ufw/ufw.conf=ENABLED=yes", "ufw active -" },
  { "ufw-without-defaults", "etc/ufw/ufw.conf=ENABLED=yes", "ufw active -" },
  { "ufw-not-to-be-understood", "etc/ufw/ufw.conf=nonsense|etc/default/ufw=DEFAULT_OUTPUT_POLICY=x",
    "ufw unseen -" },
  { "ufw-not-to-be-read", "etc/ufw/ufw.conf/", "ufw unseen -" },
  { "opensnitch-installed", "etc/opensnitchd/", "opensnitch present -" },
  { "opensnitch-running", "etc/opensnitchd/|sys/fs/cgroup/system.slice/opensnitch.service/",
    "opensnitch active -" },
  { "older-control-groups", "sys/fs/cgroup/systemd/system.slice/opensnitchd.service/",
    "opensnitch active -" },
  { "kill-switch", "proc/net/dev=face\n  lo: 0 0\npvpnksintrf0: 0 0\n eth0:12 1\n",
    "proton-vpn active -" },
  { "a-name-alike", "proc/net/dev=  mynordlynx: 0 0\n", "" },
  { "mullvad-and-nordvpn", "run/mullvad-vpn=|proc/net/dev=nordlynx:1 1\n",
    "mullvad present -, nordvpn active -" },
  { "nftables", "etc/systemd/system/sysinit.target.wants/nftables.service=", "nftables present -" },
};

static void
make (const char *folder, const char *entry)
{
  g_auto (GStrv) parts = g_strsplit (entry, "=", 2);
  g_autofree char *path = g_build_filename (folder, parts[0], NULL);
  g_autofree char *parent = parts[1] != NULL ? g_path_get_dirname (path) : g_strdup (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  if (parts[1] != NULL)
    g_assert_true (g_file_set_contents (path, parts[1], -1, NULL));
}

static char *
describe (const DsFirewall *firewall)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < firewall->guards->len; i++)
    {
      const DsGuard *guard = g_ptr_array_index (firewall->guards, i);

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? ", " : "", guard->id,
                              ds_enum_to_nick (ds_guard_state_get_type (), (int) guard->state),
                              guard->outgoing != NULL ? guard->outgoing : "-");
    }
  return g_string_free (text, FALSE);
}

static DsFirewall *
look (GDBusConnection *bus, const char *folder)
{
  g_autoptr (DsContext) context = ds_context_new ();
  g_autoptr (GFile) root = g_file_new_for_path (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DsFirewall *firewall;

  ds_context_set_root (context, root);
  ds_context_set_system_bus (context, bus);
  ds_host_firewall_read_async (context, NULL, ds_test_done_cb, &result);
  firewall = ds_host_firewall_read_finish (ds_test_wait (&result), &error);
  g_assert_no_error (error);
  return firewall;
}

/* --- A bus --- */

typedef struct
{
  GDBusConnection *bus;     /* Doorstep's */
  GDBusConnection *service; /* of whoever plays firewalld */
  const char *reply;        /* what it answers, in GVariant's text form; (nullable) */
  const char *reply_to;     /* the only method it answers so; (nullable) */
} Bus;

/* One for all: it takes longer to start than all the rest. */
static GTestDBus *test_bus;

static GDBusConnection *
connect_to_bus (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (test_bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
set_up_bus (Bus *fixture, gconstpointer data)
{
  fixture->bus = connect_to_bus ();
}

static void
tear_down_bus (Bus *fixture, gconstpointer data)
{
  g_clear_object (&fixture->bus);
  if (fixture->service != NULL)
    g_dbus_connection_close_sync (fixture->service, NULL, NULL);
  g_clear_object (&fixture->service);
}

static void
test_files (Bus *fixture, gconstpointer data)
{
  const FilesRow *row = data;
  char *folder = ds_test_make_folder ();
  g_auto (GStrv) entries = g_strsplit (row->files, "|", -1);
  g_autoptr (DsFirewall) firewall = NULL;
  g_autofree char *guards = NULL;

  for (guint i = 0; entries[i] != NULL; i++)
    make (folder, entries[i]);
  firewall = look (fixture->bus, folder);
  guards = describe (firewall);
  g_assert_cmpstr (guards, ==, row->guards);
  g_assert_false (firewall->is_sandboxed);
  ds_test_remove_folder (folder);
}

/* What is not to be seen from inside a sandbox is not taken for absent. */
static void
test_sandbox (Bus *fixture, gconstpointer data)
{
  char *folder = ds_test_make_folder ();
  g_autoptr (DsFirewall) firewall = NULL;

  make (folder, ".flatpak-info=[Application]");
  firewall = look (fixture->bus, folder);
  g_assert_true (firewall->is_sandboxed);
  g_assert_cmpuint (firewall->guards->len, ==, 0);
  ds_test_remove_folder (folder);
}

/* --- firewalld that does not answer as it should --- */

typedef struct
{
  const char *name;
  const char *reply;    /* to every call; (nullable): none at all */
  const char *reply_to; /* only to this method, the others answer with an error; (nullable) */
  const char *guards;
  guint policies;
} AnswerRow;

static const AnswerRow answer_rows[] = {
  { "zone", "('public',)", "getDefaultZone", "firewalld active -", 0 },
  { "wrong-type", "(7,)", NULL, "firewalld unseen -", 0 },
  { "nothing-in-it", "()", NULL, "firewalld unseen -", 0 },
  { "errors-only", "('x',)", "noSuchMethod", "firewalld unseen -", 0 },
  { "silent", NULL, NULL, "firewalld unseen -", 0 },
  { "policies", "({'p': {'ingress_zones': ['HOST'], 'egress_zones': ['ANY'], 'more': ['x']}},)",
    "getActivePolicies", "firewalld unseen -", 1 },
  { "odd-policies", "({'p': {'zones': @as []}, '': @a{sas} {}},)", "getActivePolicies",
    "firewalld unseen -", 2 },
};

static GDBusMessage *
answer (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  const Bus *fixture = user_data;
  g_autoptr (GDBusMessage) reply = NULL;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  if (fixture->reply == NULL)
    {
      g_object_unref (message);
      return NULL;
    }
  if (fixture->reply_to != NULL &&
      !g_str_equal (g_dbus_message_get_member (message), fixture->reply_to))
    reply =
        g_dbus_message_new_method_error_literal (message, "org.fedoraproject.FirewallD1.Exception",
                                                 "NOT_RUNNING");
  else
    {
      reply = g_dbus_message_new_method_reply (message);
      g_dbus_message_set_body (reply, g_variant_new_parsed (fixture->reply));
    }
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (message);
  return NULL;
}

static void
test_answer (Bus *fixture, gconstpointer data)
{
  const AnswerRow *row = data;
  char *folder = ds_test_make_folder ();
  g_autoptr (DsFirewall) firewall = NULL;
  g_autoptr (GVariant) owned = NULL;
  g_autofree char *guards = NULL;
  g_autoptr (GError) error = NULL;

  fixture->reply = row->reply;
  fixture->reply_to = row->reply_to;
  fixture->service = connect_to_bus ();
  owned =
      g_dbus_connection_call_sync (fixture->service, "org.freedesktop.DBus",
                                   "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                   g_variant_new ("(su)", "org.fedoraproject.FirewallD1", 0), NULL,
                                   G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (fixture->service, answer, fixture, NULL);
  firewall = look (fixture->bus, folder);
  guards = describe (firewall);
  g_assert_cmpstr (guards, ==, row->guards);
  g_assert_cmpuint (firewall->policies->len, ==, row->policies);
  ds_test_remove_folder (folder);
}

/* --- The exception --- */

#define RULE_V4                                                                                    \
  "rule priority=\"-32768\" family=\"ipv4\" destination address=\"" SITE "\" port port=\"443\" "   \
  "protocol=\"tcp\" accept"
#define BLOCK "rule family=\"ipv4\" destination address=\"" SITE "\" reject"

typedef struct
{
  const char *name;
  const char *target;
  const char *rules; /* of one policy, with bars between */
  const char *ingress;
  const char *direct;       /* `FAMILY TABLE CHAIN` of a direct rule; (nullable) */
  const char *passthroughs; /* with bars between */
  gboolean is_undo;
  const char *steps; /* `METHOD NUMBER-OF-ITEMS`, with commas between */
} ExceptionRow;

static const ExceptionRow exception_rows[] = {
  { "nothing-stops", "CONTINUE", "", "HOST", NULL, "", FALSE, "" },
  { "a-target-stops", "DROP", "", "HOST", NULL, "", FALSE, "setPolicySettings 1" },
  { "a-rule-stops", "CONTINUE", BLOCK, "HOST", NULL, "", FALSE, "setPolicySettings 2" },
  { "a-rule-that-logs", "ACCEPT", "rule log prefix=\"reject-me\" level=\"info\"", "HOST", NULL, "",
    FALSE, "" },
  { "not-of-this-computer", "DROP", "", "public", NULL, "", FALSE, "" },
  { "direct", "CONTINUE", "", "HOST", "ipv4 filter OUTPUT", "", FALSE, "addPassthrough 10" },
  { "direct-of-the-other-family", "CONTINUE", "", "HOST", "ipv6 filter OUTPUT", "", FALSE, "" },
  { "direct-on-the-way-in", "CONTINUE", "", "HOST", "ipv4 filter INPUT", "", FALSE, "" },
  { "passthrough", "CONTINUE", "", "HOST", NULL, "ipv4 -I OUTPUT 1 -j DROP", FALSE,
    "addPassthrough 10" },
  { "both", "REJECT", BLOCK, "HOST", "ipv4 filter OUTPUT", "", FALSE,
    "setPolicySettings 2, addPassthrough 10" },
  { "there-already", "REJECT", BLOCK "|" RULE_V4, "HOST", NULL, "", FALSE, "" },
  { "taken-away", "REJECT", BLOCK "|" RULE_V4, "HOST", NULL, "", TRUE, "setPolicySettings 1" },
  { "taken-away-where-nothing-stops-now", "CONTINUE", RULE_V4, "public", NULL, "", TRUE,
    "setPolicySettings 0" },
  { "gone-already", "REJECT", BLOCK, "HOST", NULL, "", TRUE, "" },
  { "direct-taken-away", "CONTINUE", "", "HOST", NULL,
    "ipv4 -I OUTPUT -d " SITE " -p tcp --dport 443 -j ACCEPT", TRUE, "removePassthrough 10" },
  { "another-exception-stays", "CONTINUE", "", "HOST", NULL,
    "ipv4 -I OUTPUT -d " SITE " -p tcp --dport 80 -j ACCEPT", TRUE, "" },
};

static char **
split (const char *text)
{
  return *text != '\0' ? g_strsplit (text, "|", -1) : g_new0 (char *, 1);
}

static void
add_policy (DsFirewallSurvey *survey, const ExceptionRow *row)
{
  g_auto (GStrv) rules = split (row->rules);
  const char *const ingress[] = { row->ingress, NULL };
  g_autoptr (GVariant) settings = g_variant_ref_sink (
      g_variant_new_parsed ("{'target': <%s>, 'ingress_zones': <%^as>, 'rich_rules': <%^as>}",
                            row->target, ingress, rules));

  ds_firewall_survey_add_policy (survey, "p", settings);
}

static void
add_direct (DsFirewallSurvey *survey, const ExceptionRow *row)
{
  g_auto (GStrv) words = g_strsplit (row->direct, " ", -1);
  g_autoptr (GVariant) rules = g_variant_ref_sink (
      g_variant_new_parsed ("[(%s, %s, %s, 0, ['-j', 'DROP'])]", words[0], words[1], words[2]));

  ds_firewall_survey_add_direct (survey, rules);
}

static void
add_passthroughs (DsFirewallSurvey *survey, const ExceptionRow *row)
{
  g_auto (GStrv) list = split (row->passthroughs);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (list[i], " ", -1);
      g_autoptr (GVariant) one =
          g_variant_ref_sink (g_variant_new_parsed ("[(%s, %^as)]", words[0], words + 1));

      ds_firewall_survey_add_passthroughs (survey, one);
    }
}

static gsize
count_items (const DsFirewallStep *step)
{
  g_autoptr (GVariant) items = g_variant_get_child_value (step->parameters, 1);
  g_autoptr (GVariant) rules = g_variant_is_of_type (items, G_VARIANT_TYPE_VARDICT)
                                   ? g_variant_lookup_value (items, "rich_rules", NULL)
                                   : g_variant_ref (items);

  return g_variant_n_children (rules);
}

static void
test_exception (gconstpointer data)
{
  const ExceptionRow *row = data;
  char *addresses[] = { (char *) SITE, NULL };
  DsFirewallException exception = { .addresses = addresses, .port = 443 };
  g_autoptr (DsFirewallSurvey) survey = ds_firewall_survey_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  GQueue steps = G_QUEUE_INIT;

  add_policy (survey, row);
  if (row->direct != NULL)
    add_direct (survey, row);
  add_passthroughs (survey, row);
  ds_firewall_exception_plan (&exception, survey, row->is_undo, &steps);
  while (!g_queue_is_empty (&steps))
    {
      g_autoptr (DsFirewallStep) step = g_queue_pop_head (&steps);

      g_string_append_printf (text, "%s%s %" G_GSIZE_FORMAT, text->len > 0 ? ", " : "",
                              step->method, count_items (step));
    }
  g_assert_cmpstr (text->str, ==, row->steps);
}

/* --- Its name --- */

static void
test_object (void)
{
  static const char *const good[] = { "443,203.0.113.7", "1,::1", "65535,192.0.2.1,2001:db8::7" };
  static const char *const bad[] = {
    "",
    "443",
    "443,",
    ",203.0.113.7",
    "0,203.0.113.7",
    "65536,203.0.113.7",
    "+443,203.0.113.7",
    "443,203.0.113.7,",
    "443,203.0.113.7 -j ACCEPT",
    "443,0.0.0.0/0",
    "443,shop.example",
    "443,2001:0db8::7",
    "443,203.0.113.07",
    "443,fe80::1%eth0",
    "1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1,::1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      guint port = 0;
      g_auto (GStrv) addresses = ds_firewall_allow_parse (good[i], &port);
      g_autofree char *id = NULL;

      g_assert_nonnull (addresses);
      id = ds_firewall_allow_id ((const char *const *) addresses, port);
      g_assert_true (g_str_has_prefix (id, "firewall-allow:"));
      g_assert_cmpstr (id + strlen ("firewall-allow:"), ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (GStrv) addresses = ds_firewall_allow_parse (bad[i], NULL);

      if (addresses != NULL)
        g_test_fail_printf ("%s", bad[i]);
    }
}

#define ADD_ROWS(folder, rows, test)                                                               \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)                                                  \
    {                                                                                              \
      g_autofree char *path = g_strdup_printf ("/host-firewall/" folder "/%s", rows[i].name);      \
      g_test_add_data_func (path, &rows[i], test);                                                 \
    }

#define ADD_BUS_ROWS(folder, rows, test)                                                           \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)                                                  \
    {                                                                                              \
      g_autofree char *path = g_strdup_printf ("/host-firewall/" folder "/%s", rows[i].name);      \
      g_test_add (path, Bus, &rows[i], set_up_bus, test, tear_down_bus);                           \
    }

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (test_bus);
  ADD_ROWS ("setting", setting_rows, test_setting);
  ADD_ROWS ("log", log_rows, test_log);
  g_test_add_func ("/host-firewall/log/since", test_log_since);
  ADD_BUS_ROWS ("files", files_rows, test_files);
  g_test_add ("/host-firewall/sandbox", Bus, NULL, set_up_bus, test_sandbox, tear_down_bus);
  ADD_BUS_ROWS ("answer", answer_rows, test_answer);
  ADD_ROWS ("exception", exception_rows, test_exception);
  g_test_add_func ("/host-firewall/object", test_object);
  status = g_test_run ();
  g_test_dbus_down (test_bus);
  g_object_unref (test_bus);
  return status;
}
