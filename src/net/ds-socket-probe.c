/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-socket-probe.h"

#include <errno.h>
#include <glib-unix.h>
#include <linux/errqueue.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ds-bind-device.h"

/* RFC 5082; the kernel knows it, the C library's header does not. */
#ifndef IPV6_MINHOPCOUNT
#define IPV6_MINHOPCOUNT 73
#endif

/* One probe under way; owned by its task. */
typedef struct
{
  /* Input. */
  GInetAddress *address; /* (owned) */
  GBytes *payload;       /* (owned) (nullable): until it is sent */
  DsSocketProbeRequest request;
  /* In progress. */
  int fd;
  GSource *ready;  /* (owned) (nullable) */
  GSource *late;   /* (owned) (nullable) */
  GSource *cancel; /* (owned) (nullable) */
  /* Output. */
  DsSocketProbe *probe; /* (owned) (nullable) */
} State;

static void
drop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
close_socket (State *state)
{
  if (state->fd >= 0)
    close (state->fd);
  state->fd = -1;
}

static void
state_free (State *state)
{
  drop_source (&state->ready);
  drop_source (&state->late);
  drop_source (&state->cancel);
  close_socket (state);
  g_clear_object (&state->address);
  g_clear_pointer (&state->payload, g_bytes_unref);
  g_clear_pointer (&state->probe, ds_socket_probe_free);
  g_free (state);
}

/**
 * ds_socket_probe_free:
 * @probe: (transfer full) (nullable): a probe
 */
void
ds_socket_probe_free (DsSocketProbe *probe)
{
  if (probe == NULL)
    return;
  g_clear_object (&probe->from);
  g_free (probe);
}

static gboolean
is_v6 (State *state)
{
  return g_inet_address_get_family (state->address) == G_SOCKET_FAMILY_IPV6;
}

static gboolean
set_option (int fd, int level, int option, int value)
{
  return setsockopt (fd, level, option, &value, sizeof value) == 0;
}

static gboolean
set_options (State *state)
{
  const DsSocketProbeRequest *request = &state->request;
  gboolean v6 = is_v6 (state);
  int level = v6 ? IPPROTO_IPV6 : IPPROTO_IP;
  struct linger linger = { 1, 0 };

  if (!set_option (state->fd, level, v6 ? IPV6_RECVERR : IP_RECVERR, 1) ||
      !set_option (state->fd, level, v6 ? IPV6_RECVHOPLIMIT : IP_RECVTTL, 1))
    return FALSE;
  if (request->hop_limit != 0 &&
      !set_option (state->fd, level, v6 ? IPV6_UNICAST_HOPS : IP_TTL, (int) request->hop_limit))
    return FALSE;
  if (request->min_ttl != 0 &&
      !set_option (state->fd, level, v6 ? IPV6_MINHOPCOUNT : IP_MINTTL, (int) request->min_ttl))
    return FALSE;
  if (request->local_port != 0 && !set_option (state->fd, SOL_SOCKET, SO_REUSEADDR, 1))
    return FALSE;
  if (!request->once || request->datagram)
    return TRUE;
  /* A probe sends one SYN: with a count of 1 the first repetition comes after a second, and the
   * socket is closed by then. */
  return set_option (state->fd, IPPROTO_TCP, TCP_SYNCNT, 1) &&
         setsockopt (state->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == 0;
}

static gboolean
bind_local_port (State *state)
{
  GSocketFamily family = g_inet_address_get_family (state->address);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (family);
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new (any, state->request.local_port);
  struct sockaddr_storage native;

  return g_socket_address_to_native (local, &native, sizeof native, NULL) &&
         bind (state->fd, (struct sockaddr *) &native,
               (socklen_t) g_socket_address_get_native_size (local)) == 0;
}

static guint16
read_local_port (int fd)
{
  struct sockaddr_storage native;
  socklen_t size = sizeof native;

  if (getsockname (fd, (struct sockaddr *) &native, &size) != 0)
    return 0;
  if (native.ss_family == AF_INET6)
    return ntohs (((struct sockaddr_in6 *) &native)->sin6_port);
  return ntohs (((struct sockaddr_in *) &native)->sin_port);
}

static GInetAddress *
offender_address (struct sock_extended_err *extended)
{
  struct sockaddr *offender = SO_EE_OFFENDER (extended);

  if (offender->sa_family == AF_INET)
    return g_inet_address_new_from_bytes (
        (const guint8 *) &((struct sockaddr_in *) offender)->sin_addr, G_SOCKET_FAMILY_IPV4);
  if (offender->sa_family == AF_INET6)
    return g_inet_address_new_from_bytes (
        (const guint8 *) &((struct sockaddr_in6 *) offender)->sin6_addr, G_SOCKET_FAMILY_IPV6);
  return NULL;
}

/* Reads what the error queue says of the ICMP error, if one came: ip(7), "IP_RECVERR". */
static void
read_error_queue (int fd, DsSocketProbe *probe)
{
  char control[512];
  char data[64];
  struct iovec vector = { data, sizeof data };
  struct msghdr message = {
    .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control
  };

  if (recvmsg (fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
    return;
  for (struct cmsghdr *header = CMSG_FIRSTHDR (&message); header != NULL;
       header = CMSG_NXTHDR (&message, header))
    {
      gboolean v6 = header->cmsg_level == IPPROTO_IPV6;

      if (header->cmsg_type == (v6 ? IPV6_RECVERR : IP_RECVERR))
        {
          struct sock_extended_err *extended = (struct sock_extended_err *) CMSG_DATA (header);

          if (extended->ee_origin != SO_EE_ORIGIN_ICMP && extended->ee_origin != SO_EE_ORIGIN_ICMP6)
            continue;
          g_set_object (&probe->from, NULL);
          probe->from = offender_address (extended);
          probe->icmp_type = extended->ee_type;
          probe->icmp_code = extended->ee_code;
        }
      else if (header->cmsg_type == (v6 ? IPV6_HOPLIMIT : IP_TTL))
        probe->answer_ttl = (guint) * (int *) CMSG_DATA (header);
    }
}

static void
finish (GTask *task, int error_number, gboolean waited)
{
  State *state = g_task_get_task_data (task);
  DsSocketProbe *probe = state->probe;

  probe->time_us = g_get_monotonic_time () - probe->sent_us;
  probe->error_number = error_number;
  probe->waited = waited;
  if (state->fd >= 0)
    read_error_queue (state->fd, probe);
  /* The socket goes now, not when the last reference to the task does: its port may be wanted. */
  drop_source (&state->ready);
  drop_source (&state->late);
  drop_source (&state->cancel);
  close_socket (state);
  g_task_return_pointer (task, g_steal_pointer (&state->probe),
                         (GDestroyNotify) ds_socket_probe_free);
  g_object_unref (task);
}

static gboolean ready_cb (int fd, GIOCondition condition, gpointer user_data);

static GSource *
attach (GTask *task, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

/* The handshake is done: now the data, which may not get as far. Returns 0 or an errno. */
static int
send_payload (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr (GBytes) payload = g_steal_pointer (&state->payload);
  gboolean v6 = is_v6 (state);
  gsize size;
  const void *data = g_bytes_get_data (payload, &size);

  if (!set_option (state->fd, v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_UNICAST_HOPS : IP_TTL,
                   (int) state->request.payload_hop_limit))
    return errno;
  state->probe->sent_us = g_get_monotonic_time ();
  if (send (state->fd, data, size, MSG_NOSIGNAL) < 0)
    return errno;
  drop_source (&state->ready);
  state->ready =
      attach (task, g_unix_fd_source_new (state->fd, G_IO_IN | G_IO_ERR), G_SOURCE_FUNC (ready_cb));
  return 0;
}

static gboolean
ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  GTask *task = user_data;
  State *state = g_task_get_task_data (task);
  int error_number = 0;
  socklen_t size = sizeof error_number;
  char byte;

  /* SO_ERROR first: read after the queue, an expired probe looks like a completed handshake. */
  if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &error_number, &size) != 0)
    error_number = errno;
  if (error_number == 0 && state->payload != NULL)
    {
      error_number = send_payload (task);
      if (error_number == 0)
        return G_SOURCE_REMOVE;
    }
  if (error_number == 0 && state->request.payload_hop_limit != 0)
    state->probe->closed = recv (fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
  finish (task, error_number, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
late_cb (gpointer user_data)
{
  finish (user_data, ETIMEDOUT, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
cancel_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  State *state = g_task_get_task_data (task);

  drop_source (&state->ready);
  drop_source (&state->late);
  close_socket (state);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* Returns 0 or an errno; @error is set where the probe can't be sent by the device it should. */
static int
open_socket (State *state, GError **error)
{
  int type = state->request.datagram ? SOCK_DGRAM : SOCK_STREAM;

  state->fd =
      socket (g_inet_address_get_family (state->address), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (state->fd < 0)
    return errno;
  return ds_bind_device (state->fd, state->request.device, error) ? 0 : ENODEV;
}

/* Sends. Returns 0 while under way, else the errno it ended with at once. */
static int
send_off (State *state)
{
  g_autoptr (GSocketAddress) remote =
      g_inet_socket_address_new (state->address, state->request.port);
  struct sockaddr_storage native;
  socklen_t size = (socklen_t) g_socket_address_get_native_size (remote);

  if (!set_options (state) || (state->request.local_port != 0 && !bind_local_port (state)))
    return errno;
  if (!g_socket_address_to_native (remote, &native, sizeof native, NULL))
    return EINVAL;
  state->probe->sent_us = g_get_monotonic_time ();
  if (connect (state->fd, (struct sockaddr *) &native, size) != 0 && errno != EINPROGRESS)
    return errno;
  if (state->request.datagram && send (state->fd, "", 1, 0) < 0)
    return errno;
  state->probe->local_port = read_local_port (state->fd);
  return 0;
}

/**
 * ds_socket_probe_async:
 * @request: what to send; copied
 * @cancellable: (nullable): ends the wait
 * @callback: called when an answer came or the deadline passed
 * @user_data: data for @callback
 *
 * Probes once. Needs no privilege: the kernel hands ICMP errors to the socket they belong to.
 */
void
ds_socket_probe_async (const DsSocketProbeRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);
  GIOCondition condition = request->datagram ? G_IO_IN | G_IO_ERR : G_IO_OUT | G_IO_ERR;
  GError *error = NULL;
  int error_number;

  g_task_set_source_tag (task, ds_socket_probe_async);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->fd = -1;
  state->request = *request;
  state->address = g_object_ref (request->address);
  state->payload = request->payload != NULL ? g_bytes_ref (request->payload) : NULL;
  state->probe = g_new0 (DsSocketProbe, 1);
  state->probe->sent_us = g_get_monotonic_time ();
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  error_number = open_socket (state, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (error_number == 0)
    error_number = send_off (state);
  if (error_number != 0)
    {
      finish (task, error_number, FALSE);
      return;
    }
  state->ready =
      attach (task, g_unix_fd_source_new (state->fd, condition), G_SOURCE_FUNC (ready_cb));
  state->late = attach (task, g_timeout_source_new (request->timeout_ms), late_cb);
  if (cancellable != NULL)
    state->cancel =
        attach (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (cancel_cb));
}

/**
 * ds_socket_probe_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, or for what ds_bind_device() says where the
 *   probe can't be sent by the device asked for; everything else that can happen to a probe is its
 *   result
 *
 * Returns: (transfer full) (nullable): what came of it
 */
DsSocketProbe *
ds_socket_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ds_socket_probe_expired:
 * @probe: what came of a probe
 * @family: IPv4 or IPv6
 *
 * Returns: whether a hop said that the hop limit was used up in transit (RFC 792 type 11 code 0,
 *   RFC 4443 type 3 code 0)
 */
gboolean
ds_socket_probe_expired (const DsSocketProbe *probe, GSocketFamily family)
{
  guint type = family == G_SOCKET_FAMILY_IPV6 ? ICMPV6_TIME_EXCEED : ICMP_TIME_EXCEEDED;

  return probe->from != NULL && probe->icmp_type == type && probe->icmp_code == 0;
}
