/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ds-idna.h"
#include "ds-ip-literal.h"
#include "ds-target.h"

/* The host of an address: first as the URL standard reads it, which lets a lot through, then what
 * the name service can answer for (RFC 1035 section 2.3.4 and the characters in use). */

#define DNS_LABEL_MAX 63
#define DNS_NAME_MAX  253

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, DS_TARGET_ERROR, DS_TARGET_ERROR_HOST, sentence);
  return FALSE;
}

static gboolean
refuse_character (GError **error, gunichar c)
{
  char utf8[7] = "";

  if (c == ' ')
    return refuse (error, _("There is a space in the website name, and no name has one. A "
                            "website address looks like https://www.bakery.example."));
  if (c == 0 || !g_unichar_isgraph (c) || g_unichar_ismark (c))
    return refuse (error, _("There is a character in the website name that can’t be seen or "
                            "can’t be part of it. Type the name again by hand, as in "
                            "www.bakery.example."));
  g_unichar_to_utf8 (c, utf8);
  g_set_error (error, DS_TARGET_ERROR, DS_TARGET_ERROR_HOST,
               /* Translators: %s is a single character. */
               _("A website name can’t have “%s” in it. It is made of letters, digits, hyphens "
                 "and dots, as in www.bakery.example."),
                  utf8);
  return FALSE;
}

static char *
parse_ipv6 (const char *text, GError **error)
{
  g_autofree char *inner = NULL;
  char *address;

  if (!g_str_has_suffix (text, "]"))
    {
      refuse (error, _("The closing square bracket is missing. An IPv6 address in a website "
                       "address looks like https://[2001:db8::7]."));
      return NULL;
    }
  inner = g_strndup (text + 1, strlen (text) - 2);
  address = ds_ipv6_parse (inner);
  if (address == NULL && strchr (inner, ':') != NULL && strchr (inner, '%') != NULL)
    refuse (error, _("Browsers can’t open an IPv6 address with a percent sign: what follows it "
                     "is the name of a connection of one computer only. An address that works "
                     "everywhere looks like https://[2001:db8::7]."));
  else if (address == NULL)
    refuse (error, _("What stands in the square brackets is not an IPv6 address. One looks like "
                     "https://[2001:db8::7]."));
  return address;
}

/* NULL when a NUL comes out, which no name has; other bytes are made into UTF-8. */
static char *
percent_decode (const char *text)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p++)
    {
      int high = *p == '%' ? g_ascii_xdigit_value (p[1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (p[2]) : -1;

      if (low < 0)
        {
          g_string_append_c (out, *p);
          continue;
        }
      if (high == 0 && low == 0)
        return NULL;
      g_string_append_c (out, (char) (high << 4 | low));
      p += 2;
    }
  return g_utf8_make_valid (out->str, (gssize) out->len);
}

/* The forbidden domain code points of the URL standard. */
static gboolean
is_forbidden (char c)
{
  return g_ascii_iscntrl (c) || strchr (" #/:<>?@[\\]^|%", c) != NULL;
}

static char *
parse_domain (const char *text, GError **error)
{
  g_autofree char *decoded = percent_decode (text);
  g_autofree char *ascii = NULL;
  gunichar culprit = 0;

  if (decoded != NULL)
    ascii = ds_idna_to_ascii (decoded, &culprit);
  if (decoded == NULL || culprit != 0)
    {
      refuse_character (error, culprit);
      return NULL;
    }
  if (ascii == NULL)
    {
      refuse (error, _("The letters of this website name can’t stand together like that. Copy "
                       "the name again from where it was written. A website address looks like "
                       "https://www.bakery.example."));
      return NULL;
    }
  for (const char *p = ascii; *p != '\0'; p++)
    if (is_forbidden (*p))
      {
        refuse_character (error, (guchar) *p);
        return NULL;
      }
  return g_steal_pointer (&ascii);
}

/**
 * ds_host_parse:
 * @text: a host as typed, in UTF-8; IPv6 in square brackets
 * @is_literal: (out): whether it is an IP address
 * @error: return location for a %DS_TARGET_ERROR_HOST
 *
 * The host parser of the URL standard, for the schemes of the web.
 *
 * Returns: (transfer full) (nullable): the host in ASCII, an IPv6 address without brackets; or
 *   %NULL with a sentence in @error
 */
char *
ds_host_parse (const char *text, gboolean *is_literal, GError **error)
{
  g_autofree char *host = NULL;

  *is_literal = FALSE;
  if (*text == '[')
    {
      *is_literal = TRUE;
      return parse_ipv6 (text, error);
    }
  host = parse_domain (text, error);
  if (host == NULL)
    return NULL;
  if (*host == '\0')
    {
      refuse (error, _("The name of the website is missing. A website address looks like "
                       "https://www.bakery.example."));
      return NULL;
    }
  if (ds_ipv4_ends_in_number (host))
    {
      char *address = ds_ipv4_parse (host);

      *is_literal = TRUE;
      if (address == NULL)
        refuse (error, _("This looks like an IP address and is none. An IP address is four "
                         "numbers from 0 to 255, as in 192.0.2.7."));
      return address;
    }
  return g_steal_pointer (&host);
}

static gboolean
check_label (const char *label, GError **error)
{
  if (*label == '\0')
    return refuse (error, _("There is a dot in the website name with nothing before it. Dots "
                            "stand between words, as in www.bakery.example."));
  if (strlen (label) > DNS_LABEL_MAX)
    return refuse (error, _("A part of the website name is longer than 63 characters, and no "
                            "part is. A website address looks like https://www.bakery.example."));
  return TRUE;
}

/**
 * ds_host_check_name:
 * @name: a name from ds_host_parse(), not an IP address; a dot may end it
 * @error: return location for a %DS_TARGET_ERROR_HOST
 *
 * Returns: whether the name service can be asked about @name
 */
gboolean
ds_host_check_name (const char *name, GError **error)
{
  g_autofree char *trimmed = g_strdup (name);
  g_auto (GStrv) labels = NULL;
  gsize length = strlen (trimmed);

  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
      return refuse_character (error, (guchar) *p);

  if (length > 1 && trimmed[length - 1] == '.')
    trimmed[--length] = '\0';
  if (length > DNS_NAME_MAX)
    return refuse (error, _("The website name is longer than 253 characters, and no name is. A "
                            "website address looks like https://www.bakery.example."));
  labels = g_strsplit (trimmed, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!check_label (labels[i], error))
      return FALSE;
  return TRUE;
}
