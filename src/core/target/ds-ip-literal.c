/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-ip-literal.h"

#include <arpa/inet.h>
#include <string.h>

/* IP addresses as browsers read and write them (URL standard, "host parsing"). */

/* One part of an IPv4 address: decimal, octal after 0, hexadecimal after 0x. Returns -1 for what
 * is no number, and G_MAXINT64 for one that is too large for any place. */
static gint64
parse_part (const char *part)
{
  guint base = 10;
  gint64 value = 0;

  if (*part == '\0')
    return -1;
  if (part[0] == '0' && (part[1] == 'x' || part[1] == 'X'))
    {
      base = 16;
      part += 2;
    }
  else if (part[0] == '0' && part[1] != '\0')
    {
      base = 8;
      part++;
    }
  for (; *part != '\0'; part++)
    {
      int digit = g_ascii_xdigit_value (*part);

      if (digit < 0 || digit >= (int) base)
        return -1;
      if (value <= G_MAXUINT32)
        value = value * base + digit;
    }
  return value > G_MAXUINT32 ? G_MAXINT64 : value;
}

/* The parts between the dots; a dot at the very end counts for nothing. */
static char **
split (const char *host)
{
  gsize length = strlen (host);
  g_autofree char *trimmed = NULL;

  if (length > 1 && host[length - 1] == '.')
    length--;
  trimmed = g_strndup (host, length);
  return g_strsplit (trimmed, ".", -1);
}

/**
 * ds_ipv4_ends_in_number:
 * @host: a name in ASCII
 *
 * Returns: whether the last part of @host is a number, so that it can only be an IPv4 address
 */
gboolean
ds_ipv4_ends_in_number (const char *host)
{
  g_auto (GStrv) parts = split (host);
  guint count = g_strv_length (parts);
  const char *last;

  if (count == 0)
    return FALSE;
  last = parts[count - 1];
  if (*last != '\0' && strspn (last, "0123456789") == strlen (last))
    return TRUE;
  return parse_part (last) >= 0;
}

/**
 * ds_ipv4_parse:
 * @host: a host that ends in a number
 *
 * Returns: (transfer full) (nullable): the address in its four decimal parts, or %NULL when @host
 *   is none
 */
char *
ds_ipv4_parse (const char *host)
{
  g_auto (GStrv) parts = split (host);
  guint count = g_strv_length (parts);
  guint64 address = 0;

  if (count == 0 || count > 4)
    return NULL;
  for (guint i = 0; i < count; i++)
    {
      gint64 value = parse_part (parts[i]);
      guint places = i + 1 < count ? 1 : 5 - count;

      if (value < 0 || value >= (gint64) 1 << (8 * places))
        return NULL;
      address = (address << (8 * places)) + (guint64) value;
    }
  return g_strdup_printf ("%u.%u.%u.%u", (guint) (address >> 24) & 0xFF,
                          (guint) (address >> 16) & 0xFF, (guint) (address >> 8) & 0xFF,
                          (guint) address & 0xFF);
}

/* The first of the longest runs of zeros, of two or more; 8 when there is none. */
static guint
find_gap (const guint16 *pieces, guint *length)
{
  guint gap = 8;

  *length = 1;
  for (guint start = 0; start < 8; start++)
    {
      guint end = start;

      while (end < 8 && pieces[end] == 0)
        end++;
      if (end - start > *length)
        {
          gap = start;
          *length = end - start;
        }
    }
  return gap;
}

/**
 * ds_ipv6_parse:
 * @text: what stands between the square brackets
 *
 * Returns: (transfer full) (nullable): the address as browsers write it, all in hexadecimal (unlike
 *   inet_ntop(), which ends some in the IPv4 way), or %NULL when @text is none
 */
char *
ds_ipv6_parse (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  struct in6_addr address;
  guint16 pieces[8];
  guint gap, length;

  if (inet_pton (AF_INET6, text, &address) != 1)
    return NULL;
  for (guint i = 0; i < 8; i++)
    pieces[i] = (guint16) (address.s6_addr[2 * i] << 8 | address.s6_addr[2 * i + 1]);
  gap = find_gap (pieces, &length);
  for (guint i = 0; i < 8; i++)
    {
      if (i == gap)
        {
          g_string_append (out, "::");
          i += length - 1;
          continue;
        }
      if (out->len > 0 && out->str[out->len - 1] != ':')
        g_string_append_c (out, ':');
      g_string_append_printf (out, "%x", pieces[i]);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
