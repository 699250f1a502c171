/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-first-words.h"

#include <string.h>

#include "ds-client-hello.h"

/**
 * ds_first_words_new:
 * @target: what was typed
 *
 * Returns: (transfer full): the first thing a browser would say over a connection to @target
 */
GBytes *
ds_first_words_new (const DsTarget *target)
{
  g_autofree char *request = NULL;

  if (g_str_equal (target->scheme, "https"))
    return ds_client_hello_new (target->host);
  request = g_strdup_printf ("GET / HTTP/1.1\r\nHost: %s\r\n\r\n", target->host);
  return g_bytes_new (request, strlen (request));
}
