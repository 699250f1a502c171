/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DsSocketProbeRequest:
 * @address: (unowned): whom to probe
 * @port: the port
 * @datagram: send one UDP datagram in place of a TCP handshake
 * @device: (nullable) (unowned): the device to send by; %NULL to let the routes decide
 * @hop_limit: the TTL or hop limit to send with; 0 for the system's own
 * @min_ttl: let the kernel drop answers that arrive with less (RFC 5082); 0 for none
 * @local_port: the source port to use; 0 for any
 * @timeout_ms: how long to wait for an answer
 * @payload: (nullable) (unowned): what to send once the handshake is completed; then the answer to
 *   that is what counts
 * @payload_hop_limit: the TTL or hop limit to send it with
 * @once: send a single SYN and none again, and end an accepted connection by a reset; for probes
 *
 * One probe: a TCP handshake (or a datagram) whose answer is read from the socket's error queue.
 */
typedef struct
{
  GInetAddress *address;
  guint16 port;
  gboolean datagram;
  const char *device;
  guint hop_limit;
  guint min_ttl;
  guint16 local_port;
  guint timeout_ms;
  GBytes *payload;
  guint payload_hop_limit;
  gboolean once;
} DsSocketProbeRequest;

/**
 * DsSocketProbe:
 * @error_number: 0 for a completed handshake, else the errno it ended with; %ETIMEDOUT with
 *   @waited set when nothing came back in time
 * @waited: whether the deadline ended it
 * @closed: whether the other side ended the connection without a word to what was sent
 * @from: (nullable) (owned): the sender of the ICMP error
 * @icmp_type: its type; meaningless without @from
 * @icmp_code: its code
 * @answer_ttl: the TTL the ICMP error arrived with, 0 when not known
 * @local_port: the source port that was used
 * @sent_us: when it was sent, on the monotonic clock
 * @time_us: how long the answer took
 *
 * What came of a probe.
 */
typedef struct
{
  int error_number;
  gboolean waited;
  gboolean closed;
  GInetAddress *from;
  guint icmp_type;
  guint icmp_code;
  guint answer_ttl;
  guint16 local_port;
  gint64 sent_us;
  gint64 time_us;
} DsSocketProbe;

void ds_socket_probe_free (DsSocketProbe *probe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSocketProbe, ds_socket_probe_free)

void ds_socket_probe_async (const DsSocketProbeRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
DsSocketProbe *ds_socket_probe_finish (GAsyncResult *result, GError **error);

gboolean ds_socket_probe_expired (const DsSocketProbe *probe, GSocketFamily family);

G_END_DECLS
