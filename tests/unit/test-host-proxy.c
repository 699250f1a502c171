/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the settings say about the proxy, with resolvers that answer as desktops do. */

#include "ds-host-proxy-settings.h"
#include "ds-host-proxy-settle.h"
#include "ds-host-proxy.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ds-words-types.h"

#define URL "https://www.shop.example/"

/* --- A resolver that says what it is told to, or nothing at all --- */

#define TEST_TYPE_RESOLVER (test_gnome_resolver_get_type ())
/* Its name stands for the desktop it comes from, as those of GIO's own do. */
G_DECLARE_FINAL_TYPE (TestGnomeResolver, test_gnome_resolver, TEST, GNOME_RESOLVER, GObject)

struct _TestGnomeResolver
{
  GObject parent_instance;
  const char *answer; /* (nullable): URIs with blanks between; %NULL never to answer */
  guint stale;        /* how often the old answer is still given */
  guint asked;
  GTask *kept; /* (owned) (nullable) */
};

static void test_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestGnomeResolver,
                               test_gnome_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      test_resolver_iface_init))

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  TestGnomeResolver *self = TEST_GNOME_RESOLVER (resolver);
  GTask *task = g_task_new (resolver, NULL, callback, user_data);

  self->asked++;
  if (self->stale > 0)
    {
      self->stale--;
      g_task_return_pointer (task, g_strsplit ("http://old.example:1", " ", -1),
                             (GDestroyNotify) g_strfreev);
      g_object_unref (task);
      return;
    }
  if (self->answer == NULL)
    {
      self->kept = task;
      return;
    }
  g_task_return_pointer (task, g_strsplit (self->answer, " ", -1), (GDestroyNotify) g_strfreev);
  g_object_unref (task);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

static void
test_gnome_resolver_class_init (TestGnomeResolverClass *klass)
{
}

static void
test_gnome_resolver_init (TestGnomeResolver *self)
{
}

/* --- Asking --- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GPtrArray *
ask (GProxyResolver *resolver, const char *const *environment, const char *url, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ds_host_proxy_async (resolver, environment, DS_PROXY_MODE_MANUAL, url, 100, NULL, done_cb,
                       &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ds_host_proxy_finish (result, error);
}

static char *
describe (GPtrArray *proxies)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < proxies->len; i++)
    {
      const DsProxy *proxy = ((DsHostProxy *) g_ptr_array_index (proxies, i))->proxy;

      g_string_append_printf (text, "%s%s %s%s%s", i > 0 ? ", " : "", proxy->uri,
                              ds_enum_to_nick (ds_proxy_source_get_type (), (int) proxy->source),
                              proxy->variable != NULL ? " " : "",
                              proxy->variable != NULL ? proxy->variable : "");
      g_string_append (text, proxy->in_force ? "" : " (only seen)");
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *about;
  const char *answer;      /* (nullable): what the desktop says; %NULL without any desktop */
  const char *environment; /* variables with a bar between */
  const char *url;
  const char *found;
} Row;

static const Row rows[] = {
  { "nothing is set", "direct://", "", URL, "" },
  { "no desktop, nothing is set", NULL, "PATH=/bin|http_proxy=", URL, "" },
  { "the desktop names one", "http://proxy.example:8080", "", URL,
    "http://proxy.example:8080 settings" },
  { "without a port", "http://proxy.example", "", URL, "http://proxy.example:80 settings" },
  { "IPv6", "http://[2001:db8::1]:8080", "", URL, "http://[2001:db8::1]:8080 settings" },
  { "two, and then directly", "http://a.example:1 http://b.example:2 direct://", "", URL,
    "http://a.example:1 settings, http://b.example:2 settings, direct:// settings" },
  { "directly, and then one", "direct:// http://a.example:1", "", URL, "" },
  { "each version of SOCKS", "socks5://s.example:1080 socks4a://s.example:1080", "", URL,
    "socks5://s.example:1080 settings" },
  { "the variable is not what the desktop uses", "direct://", "https_proxy=http://old.example:3128",
    URL, "http://old.example:3128 environment https_proxy (only seen)" },
  { "the variable says the same", "http://proxy.example:8080",
    "https_proxy=http://proxy.example:8080", URL, "http://proxy.example:8080 settings" },
  { "the desktop uses another one", "http://proxy.example:8080",
    "HTTPS_PROXY=http://old.example:3128", URL,
    "http://proxy.example:8080 settings, "
    "http://old.example:3128 environment HTTPS_PROXY (only seen)" },
  { "no desktop", NULL, "https_proxy=http://env.example:3128", URL,
    "http://env.example:3128 environment https_proxy" },
  { "no desktop, without a scheme", NULL, "all_proxy=env.example:3128", URL,
    "http://env.example:3128 environment all_proxy" },
  { "the variable is for the other scheme", NULL, "http_proxy=http://env.example:3128", URL, "" },
  { "for plain pages", NULL, "http_proxy=http://env.example:3128", "http://shop.example/",
    "http://env.example:3128 environment http_proxy" },
  { "an exception", NULL, "https_proxy=http://env.example:3128|no_proxy=a.test, shop.example", URL,
    "" },
  { "an exception with a dot", NULL, "https_proxy=http://env.example:3128|NO_PROXY=.shop.example",
    URL, "" },
  { "an exception for everything", NULL, "https_proxy=http://env.example:3128|no_proxy=*", URL,
    "" },
  { "an exception for another name", NULL,
    "https_proxy=http://env.example:3128|no_proxy=hop.example", URL,
    "http://env.example:3128 environment https_proxy" },
  { "an exception, and it was not in use anyway", "direct://",
    "https_proxy=http://old.example:3128|no_proxy=shop.example", URL, "" },
  { "what names no proxy", NULL, "https_proxy=http://|HTTPS_PROXY=::|all_proxy=direct://", URL,
    "" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TestGnomeResolver) desktop = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_auto (GStrv) environment = g_strsplit (row->environment, "|", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) proxies = NULL;
  g_autofree char *found = NULL;

  desktop->answer = row->answer;
  proxies = ask (row->answer != NULL ? G_PROXY_RESOLVER (desktop) : g_proxy_resolver_get_default (),
                 (const char *const *) environment, row->url, &error);
  g_assert_no_error (error);
  found = describe (proxies);
  g_assert_cmpstr (found, ==, row->found);
}

/* A password is kept for asking the proxy, and is in nothing that may be written down. */
static void
test_password (void)
{
  static const char *const secrets[] = { "https_proxy=http://joe:s3cret@env.example:3128",
                                         "https_proxy=http://joe:s3cret%40x@env.example:3128",
                                         "https_proxy=joe:s3cret@env.example:3128" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      const char *const environment[] = { secrets[i], NULL };
      g_autoptr (GPtrArray) proxies = ask (g_proxy_resolver_get_default (), environment, URL, NULL);
      const DsHostProxy *found = g_ptr_array_index (proxies, 0);
      g_autoptr (JsonNode) node = ds_record_to_json (&ds_proxy_type, found->proxy);
      g_autofree char *json = json_to_string (node, FALSE);

      g_assert_cmpstr (found->proxy->uri, ==, "http://env.example:3128");
      g_assert_nonnull (strstr (found->uri, "joe:s3cret"));
      g_assert_null (strstr (json, "s3cret"));
      g_assert_null (strstr (json, "joe"));
    }
}

/* A script that never comes to an end does not hold up the run. */
static void
test_late (void)
{
  static const char *const environment[] = { NULL };
  g_autoptr (TestGnomeResolver) desktop = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (GError) error = NULL;
  GTask *kept;

  g_assert_null (ask (G_PROXY_RESOLVER (desktop), environment, URL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  /* An answer that comes after all is let go. */
  kept = g_steal_pointer (&desktop->kept);
  g_task_return_pointer (kept, g_strsplit ("http://late.example:1", " ", -1),
                         (GDestroyNotify) g_strfreev);
  g_object_unref (kept);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_cancel (void)
{
  static const char *const environment[] = { NULL };
  g_autoptr (TestGnomeResolver) desktop = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun_us = g_get_monotonic_time ();
  GTask *kept;

  ds_host_proxy_async (G_PROXY_RESOLVER (desktop), environment, DS_PROXY_MODE_MANUAL, URL, 10000,
                       cancellable, done_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ds_host_proxy_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, G_USEC_PER_SEC);
  kept = g_steal_pointer (&desktop->kept);
  g_task_return_new_error (kept, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_object_unref (kept);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- A setting that was just turned off --- */

static gboolean
settle (TestGnomeResolver *desktop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean settled;

  ds_host_proxy_settle_async (G_PROXY_RESOLVER (desktop), 300, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  settled = ds_host_proxy_settle_finish (result, &error);
  g_assert_no_error (error);
  return settled;
}

/* Whoever says which proxy is in force may hear of it a moment later. */
static void
test_settles (void)
{
  g_autoptr (TestGnomeResolver) desktop = g_object_new (TEST_TYPE_RESOLVER, NULL);

  desktop->answer = "direct://";
  desktop->stale = 3;
  g_assert_true (settle (desktop));
  /* It is asked for both kinds of pages. */
  g_assert_cmpuint (desktop->asked, ==, 5);
}

static void
test_never_settles (void)
{
  g_autoptr (TestGnomeResolver) desktop = g_object_new (TEST_TYPE_RESOLVER, NULL);

  desktop->answer = "http://proxy.example:8080";
  g_assert_false (settle (desktop));
}

/* --- The settings --- */

typedef struct
{
  const char *about;
  const char *mode;
  const char *url;
  gboolean in_sandbox;
  DsProxyMode found;
  const char *script; /* (nullable) */
} SettingsRow;

static const SettingsRow settings_rows[] = {
  { "none", "none", "http://wpad.example/", FALSE, DS_PROXY_MODE_NONE, NULL },
  { "manual", "manual", "", FALSE, DS_PROXY_MODE_MANUAL, NULL },
  { "script", "auto", "http://wpad.example/a.pac?b=1", FALSE, DS_PROXY_MODE_AUTOMATIC,
    "http://wpad.example/a.pac?b=1" },
  { "script with a password", "auto", "http://joe:s3cret@wpad.example:81/a.pac", FALSE,
    DS_PROXY_MODE_AUTOMATIC, "http://wpad.example:81/a.pac" },
  { "script to be found", "auto", "", FALSE, DS_PROXY_MODE_AUTOMATIC, NULL },
  { "what is no address", "auto", "a.pac", FALSE, DS_PROXY_MODE_AUTOMATIC, NULL },
  /* What is set in there is nobody else's. */
  { "sandbox without dconf", "manual", "", TRUE, DS_PROXY_MODE_UNKNOWN, NULL },
};

static void
test_settings (gconstpointer data)
{
  const SettingsRow *row = data;
  g_autofree char *folder = g_dir_make_tmp ("doorstep-proxy-XXXXXX", NULL);
  g_autofree char *info = g_build_filename (folder, ".flatpak-info", NULL);
  g_autoptr (GFile) root = g_file_new_for_path (folder);
  g_autoptr (DsContext) context = ds_context_new ();
  g_autoptr (GSettings) settings = g_settings_new ("org.gnome.system.proxy");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DsProxySettings) found = NULL;

  g_settings_set_string (settings, "mode", row->mode);
  g_settings_set_string (settings, "autoconfig-url", row->url);
  if (row->in_sandbox)
    g_assert_true (g_file_set_contents (info, "", 0, NULL));
  ds_context_set_root (context, root);
  ds_host_proxy_settings_read_async (context, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  found = ds_host_proxy_settings_read_finish (result, NULL);
  g_assert_cmpint (found->mode, ==, row->found);
  g_assert_cmpstr (found->script, ==, row->script);
  g_assert_cmpint (found->script_state, ==, DS_PROXY_SCRIPT_NOT_ASKED);
  g_assert_cmpint (found->writable, ==, !row->in_sandbox);
  g_remove (info);
  g_remove (folder);
}

/* Settings that are kept in a file of this test's own. */
static char *
use_own_settings (void)
{
  char *folder = g_dir_make_tmp ("doorstep-settings-XXXXXX", NULL);

  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  return folder;
}

static void
remove_own_settings (const char *folder)
{
  static const char *const names[] = { "glib-2.0/settings/keyfile", "glib-2.0/settings", "glib-2.0",
                                       "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int failed;

  /* What GIO answers where it knows no desktop. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  folder = use_own_settings ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/host-proxy/row/", rows[i].about, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (settings_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/host-proxy/settings/", settings_rows[i].about, NULL);

      g_test_add_data_func (path, &settings_rows[i], test_settings);
    }
  g_test_add_func ("/host-proxy/settles", test_settles);
  g_test_add_func ("/host-proxy/never-settles", test_never_settles);
  g_test_add_func ("/host-proxy/password", test_password);
  g_test_add_func ("/host-proxy/late", test_late);
  g_test_add_func ("/host-proxy/cancel", test_cancel);
  failed = g_test_run ();
  remove_own_settings (folder);
  return failed;
}
