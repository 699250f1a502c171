/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-target-reading.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ds-host-display.h"
#include "ds-host.h"
#include "ds-ip-literal.h"
#include "ds-target-scheme.h"
#include "ds-target-text.h"
#include "ds-url-path.h"

/* One text read as one address, as it stands: scheme, user, host, port, path. */

/* A name has 253 characters at most, which in a long script or percent-encoded take more room. */
#define AUTHORITY_MAX 4096

#define BEFORE_PATH "/\\?#"

/**
 * ds_target_reading_init:
 * @reading: (out caller-allocates): a reading
 */
void
ds_target_reading_init (DsTargetReading *reading)
{
  reading->target = ds_record_new (&ds_target_type);
  reading->notes = g_ptr_array_new_with_free_func (g_free);
  reading->user = NULL;
}

/**
 * ds_target_reading_clear:
 * @reading: a reading, which stays with its owner
 */
void
ds_target_reading_clear (DsTargetReading *reading)
{
  g_clear_pointer (&reading->target, ds_target_free);
  g_clear_pointer (&reading->notes, g_ptr_array_unref);
  g_clear_pointer (&reading->user, g_free);
}

static void
add_note (DsTargetReading *reading, char *note)
{
  g_ptr_array_add (reading->notes, note);
}

static gboolean
refuse (GError **error, DsTargetError code, const char *sentence)
{
  g_set_error_literal (error, DS_TARGET_ERROR, code, sentence);
  return FALSE;
}

static gboolean
refuse_words (GError **error)
{
  return refuse (error, DS_TARGET_ERROR_NOT_A_WEBSITE,
                 _("This looks like words to search for. A website address has no spaces and "
                   "looks like www.bakery.example."));
}

static guint
own_port (const char *scheme)
{
  return strcmp (scheme, "https") == 0 ? 443 : 80;
}

/* What a browser tries when no scheme was typed: https, except where it would be refused as a rule:
 * at IP addresses, names of the own network, and ports other than https's two. */
static const char *
guess_scheme (const DsTarget *target, guint port)
{
  static const char *const own_network[] = { ".home.arpa", ".internal", ".lan", ".local",
                                             ".localhost" };

  if (port != 0)
    return port == 443 || port == 8443 ? "https" : "http";
  if (target->is_literal || strchr (target->host, '.') == NULL)
    return "http";
  for (gsize i = 0; i < G_N_ELEMENTS (own_network); i++)
    if (g_str_has_suffix (target->host, own_network[i]))
      return "http";
  return "https";
}

/* 0 in @port when there is none. */
static gboolean
read_port (const char *digits, guint *port, GError **error)
{
  guint64 value = 0;

  *port = 0;
  if (*digits == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (digits, 10, 1, 65535, &value, NULL))
    return refuse (error, DS_TARGET_ERROR_PORT,
                   _("The port, behind the colon, is a number from 1 to 65535, as in "
                     "www.bakery.example:8080."));
  *port = (guint) value;
  return TRUE;
}

/* Cuts @authority in two. An IPv6 address without its brackets is known by having no other
 * reading. */
static char *
split_host (DsTargetReading *reading, const char *authority, const char **port)
{
  const char *bracket = *authority == '[' ? strchr (authority, ']') : NULL;
  const char *colon = strchr (bracket != NULL ? bracket : authority, ':');
  g_autofree char *bare = g_strndup (authority, strcspn (authority, "%"));
  g_autofree char *address = ds_ipv6_parse (bare);

  *port = "";
  if (address != NULL)
    {
      add_note (reading, g_strdup (_("In a website address an IPv6 address stands in square "
                                     "brackets; they were added.")));
      return g_strdup_printf ("[%s]", authority);
    }
  if (colon == NULL || (*authority == '[' && bracket == NULL))
    return g_strdup (authority);
  *port = colon + 1;
  return g_strndup (authority, (gsize) (colon - authority));
}

static void
note_number_form (DsTargetReading *reading, const char *typed)
{
  g_autofree char *plain = ds_text_for_showing (typed);

  if (g_str_has_suffix (plain, "."))
    plain[strlen (plain) - 1] = '\0';
  if (strcmp (plain, reading->target->host) != 0)
    add_note (reading,
              g_strdup_printf (
                  /* Translators: as in “0x7f.1” is another way to write the IP address 127.0.0.1 */
                  _("“%s” is another way to write the IP address %s."), plain,
                     reading->target->host));
}

static gboolean
finish_name (DsTargetReading *reading, GError **error)
{
  DsTarget *target = reading->target;
  gsize length = strlen (target->host);
  gboolean doubtful;

  if (!ds_host_check_name (target->host, error))
    return FALSE;
  if (target->host[length - 1] == '.')
    {
      target->host[length - 1] = '\0';
      add_note (reading, g_strdup (_("The dot at the end of the name was left out.")));
    }
  target->display_host = ds_host_display (target->host, &doubtful);
  if (doubtful)
    add_note (reading, g_strdup (_("The name has letters or signs that are easily taken for "
                                   "others, so it may not be the website it seems to be. It is "
                                   "shown the way computers write it.")));
  if (strchr (target->host, '.') == NULL && strcmp (target->host, "localhost") != 0)
    add_note (reading, g_strdup (_("A name without a dot is looked for in your own network "
                                   "only.")));
  return TRUE;
}

static gboolean
read_host (DsTargetReading *reading, const char *text, GError **error)
{
  DsTarget *target = reading->target;

  target->host = ds_host_parse (text, &target->is_literal, error);
  if (target->host == NULL)
    return FALSE;
  if (!target->is_literal)
    return finish_name (reading, error);
  target->display_host = g_strdup (target->host);
  if (*text != '[')
    note_number_form (reading, text);
  return TRUE;
}

/* Everything up to the last @ sign is for logging in and is sent to nobody. */
static const char *
drop_user (DsTargetReading *reading, const char *authority)
{
  const char *at = strrchr (authority, '@');

  if (at == NULL)
    return authority;
  reading->user = g_strndup (authority, (gsize) (at - authority));
  return at + 1;
}

static void
note_user (DsTargetReading *reading)
{
  if (reading->user == NULL || *reading->user == '\0')
    return;
  add_note (reading,
            g_strdup_printf (
                /* Translators: %s is the name of the website. */
                _("What stands before the @ sign is a user name and not the website, so it was "
                  "left out. The website in this address is %s."),
                   reading->target->display_host));
}

static void
write_url (DsTarget *target)
{
  gboolean brackets = strchr (target->host, ':') != NULL;
  g_autofree char *port = g_strdup_printf (":%u", target->port);

  target->url =
      g_strdup_printf ("%s://%s%s%s%s%s", target->scheme, brackets ? "[" : "", target->host,
                       brackets ? "]" : "", target->port_given ? port : "", target->path);
}

static gboolean
read_authority (DsTargetReading *reading, const char *authority, guint *port, GError **error)
{
  const char *host_and_port, *digits;
  g_autofree char *host = NULL;

  if (strlen (authority) > AUTHORITY_MAX)
    return refuse (error, DS_TARGET_ERROR_HOST,
                   _("The website name is far longer than a name can be. A website address looks "
                     "like https://www.bakery.example."));
  host_and_port = drop_user (reading, authority);
  host = split_host (reading, host_and_port, &digits);
  return read_host (reading, host, error) && read_port (digits, port, error);
}

static gboolean
is_mail_address (const DsSchemeReading *scheme, const char *authority)
{
  const char *at = strchr (authority, '@');

  return scheme->scheme == NULL && at != NULL && at > authority &&
         strchr (authority, ':') == NULL && strlen (scheme->rest) == strlen (authority);
}

/* Whether the spaces in @tail are those of a text rather than of a path: browsers take
 * `bakery.example/my file` for an address and `and/or both` for words. */
static gboolean
is_text (const DsTargetReading *reading, const DsSchemeReading *scheme, const char *tail)
{
  if (!ds_text_has_space (tail))
    return FALSE;
  if (*tail != '\0' && ds_text_is_space (g_utf8_get_char (tail + 1)))
    return TRUE;
  return scheme->scheme == NULL && !reading->target->is_literal &&
         strchr (reading->target->host, '.') == NULL;
}

/**
 * ds_target_reading_read:
 * @reading: an empty reading
 * @text: tidy text on one line
 * @error: return location for a #DsTargetError
 *
 * Fills in @reading's target, all but what was typed and the notes, which stay beside it.
 *
 * Returns: whether @text is the address of a website as it stands
 */
gboolean
ds_target_reading_read (DsTargetReading *reading, const char *text, GError **error)
{
  g_auto (DsSchemeReading) scheme = { NULL };
  g_autofree char *authority = NULL;
  DsTarget *target = reading->target;
  const char *tail;
  guint port;

  if (!ds_scheme_read (text, &scheme, error))
    return FALSE;
  authority = g_strndup (scheme.rest, strcspn (scheme.rest, BEFORE_PATH));
  tail = scheme.rest + strlen (authority);
  if (is_mail_address (&scheme, authority))
    return refuse (error, DS_TARGET_ERROR_NOT_A_WEBSITE,
                   _("This is an e-mail address. A website address has no @ sign and looks like "
                     "www.bakery.example."));
  if (scheme.scheme == NULL && ds_text_has_space (authority))
    return refuse_words (error);
  if (!read_authority (reading, authority, &port, error))
    return FALSE;
  if (is_text (reading, &scheme, tail))
    return refuse_words (error);

  target->scheme_given = scheme.scheme != NULL;
  target->scheme = g_strdup (scheme.scheme != NULL ? scheme.scheme : guess_scheme (target, port));
  target->port_given = port != 0 && port != own_port (target->scheme);
  target->port = port != 0 ? port : own_port (target->scheme);
  target->path = ds_url_path_parse (tail);
  write_url (target);
  if (scheme.mended != NULL)
    add_note (reading, g_strdup_printf (
                           /* Translators: as in “htttp://” was read as “http://”. */
                           _("“%s” was read as “%s://”."), scheme.mended, target->scheme));
  note_user (reading);
  return TRUE;
}
