/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-target-scheme.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ds-target.h"

/* What stands before the name of the website: `https://`, a slip of it, nothing at all, or the
 * scheme of something that is no website. */

#define SCHEME_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
#define SLASHES        "/\\"

typedef enum
{
  KIND_FILE,
  KIND_SERVER,
  KIND_SCRIPT,
  KIND_CONTENT,
  KIND_PERSON,
  KIND_BROWSER,
  KIND_SOCKET,
  KIND_OTHER,
} Kind;

static const struct
{
  const char *scheme;
  Kind kind;
} not_websites[] = {
  { "about", KIND_BROWSER },
  { "afp", KIND_FILE },
  { "blob", KIND_CONTENT },
  { "brave", KIND_BROWSER },
  { "callto", KIND_PERSON },
  { "chrome", KIND_BROWSER },
  { "chrome-extension", KIND_BROWSER },
  { "data", KIND_CONTENT },
  { "edge", KIND_BROWSER },
  { "facetime", KIND_PERSON },
  { "file", KIND_FILE },
  { "ftp", KIND_SERVER },
  { "ftps", KIND_SERVER },
  { "geo", KIND_OTHER },
  { "javascript", KIND_SCRIPT },
  { "magnet", KIND_OTHER },
  { "mailto", KIND_PERSON },
  { "moz-extension", KIND_BROWSER },
  { "nfs", KIND_FILE },
  { "opera", KIND_BROWSER },
  { "resource", KIND_BROWSER },
  { "sftp", KIND_SERVER },
  { "sip", KIND_PERSON },
  { "sips", KIND_PERSON },
  { "skype", KIND_PERSON },
  { "smb", KIND_FILE },
  { "sms", KIND_PERSON },
  { "tel", KIND_PERSON },
  { "urn", KIND_OTHER },
  { "vbscript", KIND_SCRIPT },
  { "view-source", KIND_BROWSER },
  { "vivaldi", KIND_BROWSER },
  { "ws", KIND_SOCKET },
  { "wss", KIND_SOCKET },
  { "xmpp", KIND_PERSON },
};

static const char *
sentence_for (Kind kind)
{
  switch (kind)
    {
    case KIND_FILE:
      return _("This is the place of a file or folder, not a website. A website address looks "
               "like https://www.bakery.example.");
    case KIND_SERVER:
      return _("This is the address of a file server, which browsers don’t open any more. A "
               "website address looks like https://www.bakery.example.");
    case KIND_SCRIPT:
      return _("This is a small program for the browser, not a website. A website address looks "
               "like https://www.bakery.example.");
    case KIND_CONTENT:
      return _("This holds the content of a page itself and leads to no website. A website "
               "address looks like https://www.bakery.example.");
    case KIND_PERSON:
      return _("This leads to a person’s e-mail, phone or chat, not to a website. A website "
               "address looks like https://www.bakery.example.");
    case KIND_BROWSER:
      return _("This is a page of the browser itself, not a website. A website address looks "
               "like https://www.bakery.example.");
    case KIND_SOCKET:
      return _("This is a connection that web pages open in the background, not a website. A "
               "website address looks like https://www.bakery.example.");
    case KIND_OTHER:
    default:
      return _("This is opened by another program than the browser and leads to no website. A "
               "website address looks like https://www.bakery.example.");
    }
}

static gboolean
refuse (Kind kind, GError **error)
{
  g_set_error_literal (error, DS_TARGET_ERROR, DS_TARGET_ERROR_NOT_A_WEBSITE, sentence_for (kind));
  return FALSE;
}

static gboolean
find_kind (const char *word, Kind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (not_websites); i++)
    if (g_ascii_strcasecmp (word, not_websites[i].scheme) == 0)
      {
        *kind = not_websites[i].kind;
        return TRUE;
      }
  return FALSE;
}

/* Whether @a becomes @b by one slip of the fingers: a letter too many, too few, another one, or
 * two that changed places. */
static gboolean
is_one_slip (const char *a, const char *b)
{
  while (*a != '\0' && *a == *b)
    {
      a++;
      b++;
    }
  if (*a == '\0' && *b == '\0')
    return TRUE;
  if (*a != '\0' && strcmp (a + 1, b) == 0)
    return TRUE;
  if (*b != '\0' && strcmp (a, b + 1) == 0)
    return TRUE;
  if (*a == '\0' || *b == '\0')
    return FALSE;
  return strcmp (a + 1, b + 1) == 0 ||
         (a[0] == b[1] && a[0] != '\0' && a[1] == b[0] && strcmp (a + 2, b + 2) == 0);
}

/* `http` or `https` when @word is one of them, by a slip or disarmed on purpose (hxxp), else NULL.
 */
static const char *
guess_scheme (const char *word, gboolean *exact)
{
  static const char *const disarmed[] = { "hxxp", "hxxps", "h**p", "h**ps" };
  g_autofree char *lower = g_ascii_strdown (word, -1);
  const char *nearest = strchr (lower, 's') != NULL ? "https" : "http";
  Kind kind;

  *exact = strcmp (lower, "http") == 0 || strcmp (lower, "https") == 0;
  if (*exact)
    return nearest;
  if (find_kind (lower, &kind))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (disarmed); i++)
    if (strcmp (lower, disarmed[i]) == 0)
      return nearest;
  if (is_one_slip (lower, "http") || is_one_slip (lower, "https"))
    return nearest;
  return NULL;
}

/* Whether a port and nothing else stands between the colon and what may follow a host. */
static gboolean
is_port (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  return digits > 0 && (text[digits] == '\0' || strchr ("/\\?#", text[digits]) != NULL);
}

/* What separates a scheme that was meant from the rest. `:` alone will do, as browsers add the
 * slashes; without it, or with a near key in its place, there have to be slashes. */
static const char *
skip_separator (const char *text, gboolean exact)
{
  gsize mark = *text != '\0' && strchr (":;.,", *text) != NULL ? 1 : 0;
  gsize slashes = strspn (text + mark, SLASHES);

  if (*text == ':' && (exact || slashes > 0 || !is_port (text + 1)))
    return text + 1 + slashes;
  if (slashes >= 2 || (slashes == 1 && mark == 1))
    return text + mark + slashes;
  return NULL;
}

/* Reads one scheme at the start of @text; FALSE when there is none for the web. */
static gboolean
read_web_scheme (const char *text, DsSchemeReading *reading)
{
  gsize length = strspn (text, SCHEME_LETTERS "*");
  g_autofree char *word = NULL;
  const char *scheme, *rest;
  gboolean exact;

  /* `http.//` and `https,//`: the mark is not part of the word. */
  while (length > 0 && text[length - 1] == '.')
    length--;
  if (length > 8)
    return FALSE;
  word = g_strndup (text, length);
  scheme = guess_scheme (word, &exact);
  rest = scheme != NULL ? skip_separator (text + length, exact) : NULL;
  if (rest == NULL)
    return FALSE;

  reading->scheme = scheme;
  reading->rest = rest;
  if (!exact || text[length] != ':')
    reading->mended = g_strndup (text, (gsize) (rest - text));
  return TRUE;
}

/* The start of a path on this computer or in its network: /etc, ~/, ./, C:\, \\server. */
static gboolean
is_file_path (const char *text)
{
  if (text[0] == '/')
    return text[1] != '/' && text[1] != '\0';
  if (text[0] == '\\')
    return text[1] != '\0';
  if (g_str_has_prefix (text, "~/") || g_str_has_prefix (text, "./") ||
      g_str_has_prefix (text, "../"))
    return TRUE;
  return g_ascii_isalpha (text[0]) && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
}

/* Whether @word, with @rest behind its colon, is a scheme and not a host with its port left out. */
static gboolean
is_unknown_scheme (const char *word, const char *rest)
{
  gsize slashes = strspn (rest, SLASHES);

  return slashes >= 2 ||
         (slashes == 1 && strchr (word, '.') == NULL && strcmp (word, "localhost") != 0);
}

/* Refuses what has the scheme of something else; what has none at all is left to be a host. */
static gboolean
read_other (const char *text, DsSchemeReading *reading, GError **error)
{
  gsize length = strspn (text, SCHEME_LETTERS);
  g_autofree char *word = g_strndup (text, length);
  Kind kind;

  reading->scheme = NULL;
  reading->rest = text;
  if (is_file_path (text))
    return refuse (KIND_FILE, error);
  if (g_str_has_prefix (text, "//"))
    reading->rest = text + strspn (text, SLASHES);
  if (length == 0 || text[length] != ':')
    return TRUE;

  /* A computer may well be called `ftp` or `resource`; a number is no page of theirs. */
  if (find_kind (word, &kind) &&
      (kind == KIND_PERSON || kind == KIND_CONTENT || !is_port (text + length + 1)))
    return refuse (kind, error);
  if (g_ascii_isalpha (*word) && is_unknown_scheme (word, text + length + 1))
    return refuse (KIND_OTHER, error);
  return TRUE;
}

/* One address pasted behind the scheme of another: the inner scheme is the one that was meant. */
static gboolean
read_inner_scheme (DsSchemeReading *reading)
{
  const char *p = reading->rest;
  gboolean secure;
  gsize slashes;

  if (g_ascii_strncasecmp (p, "http", 4) != 0)
    return FALSE;
  p += 4;
  secure = *p == 's' || *p == 'S';
  p += secure ? 1 : 0;
  slashes = strspn (*p == ':' ? p + 1 : p, SLASHES);
  if (slashes < (*p == ':' ? 1 : 2))
    return FALSE;
  p += (*p == ':' ? 1 : 0) + slashes;
  if (*p == '\0')
    return FALSE;

  reading->scheme = secure ? "https" : "http";
  reading->rest = p;
  return TRUE;
}

/**
 * ds_scheme_read:
 * @text: what was typed, without spaces around it
 * @reading: (out caller-allocates): what was found
 * @error: return location for a %DS_TARGET_ERROR_NOT_A_WEBSITE
 *
 * Returns: whether @text may be the address of a website
 */
gboolean
ds_scheme_read (const char *text, DsSchemeReading *reading, GError **error)
{
  const char *after_slashes = g_str_has_prefix (text, "//") ? text + strspn (text, SLASHES) : text;

  memset (reading, 0, sizeof *reading);
  if (!read_web_scheme (after_slashes, reading))
    return read_other (text, reading, error);
  if (read_inner_scheme (reading))
    {
      g_free (reading->mended);
      reading->mended = g_strndup (text, (gsize) (reading->rest - text));
    }
  return TRUE;
}

/**
 * ds_scheme_reading_clear:
 * @reading: a reading, which stays with its owner
 */
void
ds_scheme_reading_clear (DsSchemeReading *reading)
{
  g_clear_pointer (&reading->mended, g_free);
}
