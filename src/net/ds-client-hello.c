/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-client-hello.h"

/**
 * ds_client_hello_new:
 * @server_name: the name of the server, for the server name indication (RFC 6066)
 *
 * Lets the TLS library write the first message of a handshake into memory, where nobody answers.
 * Filtering boxes look at the server name in it.
 *
 * Returns: (transfer full) (nullable): the bytes of a TLS ClientHello; %NULL without TLS support
 */
GBytes *
ds_client_hello_new (const char *server_name)
{
  g_autoptr (GInputStream) input = g_memory_input_stream_new ();
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GIOStream) stream = g_simple_io_stream_new (input, output);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (server_name, 443);
  g_autoptr (GIOStream) connection = g_tls_client_connection_new (stream, identity, NULL);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (output);

  if (connection == NULL)
    return NULL;
  /* No I/O happens: the stream is memory, and the handshake ends where the answer would begin. */
  g_tls_connection_handshake (G_TLS_CONNECTION (connection), NULL, NULL);
  if (g_memory_output_stream_get_data_size (memory) == 0)
    return NULL;
  return g_bytes_new (g_memory_output_stream_get_data (memory),
                      g_memory_output_stream_get_data_size (memory));
}
