/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions to the kernel's routing part, rtnetlink(7). Anybody may ask, inside a sandbox too, and
 * nothing is sent to a network. The kernel answers within the call, so nothing is waited for. */

#include "ds-host-netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the kernel puts into one piece of a long answer at most. */
#define PIECE_MAX 32768
/* A computer with more than this many pieces of devices or addresses has enough of them. */
#define PIECES_MAX 256

static int
open_socket (void)
{
  struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
  struct timeval patience = { .tv_usec = 200000 };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

  if (fd < 0)
    return -1;
  /* Connected, it hears from nobody but the kernel. */
  if (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0 ||
      connect (fd, (struct sockaddr *) &kernel, sizeof kernel) != 0)
    {
      close (fd);
      return -1;
    }
  return fd;
}

/* Reads one piece of the answer. Returns whether there is more to come; on an error, which the
 * kernel sends as a message of its own, errno is set. */
static gboolean
read_piece (const char *piece, gsize length, DsNetlinkFunc func, gpointer user_data)
{
  const struct nlmsghdr *message = (const struct nlmsghdr *) piece;
  gboolean more = FALSE;

  errno = 0;
  for (; NLMSG_OK (message, length); message = NLMSG_NEXT (message, length))
    {
      if (message->nlmsg_type == NLMSG_DONE)
        return FALSE;
      if (message->nlmsg_type == NLMSG_ERROR)
        {
          const struct nlmsgerr *report = NLMSG_DATA (message);

          if (message->nlmsg_len >= NLMSG_LENGTH (sizeof *report))
            errno = -report->error;
          else
            errno = EPROTO;
          return FALSE;
        }
      more = (message->nlmsg_flags & NLM_F_MULTI) != 0;
      func (message, user_data);
    }
  return more;
}

static gboolean
read_answer (int fd, DsNetlinkFunc func, gpointer user_data)
{
  g_autofree char *piece = g_malloc (PIECE_MAX);

  for (guint i = 0; i < PIECES_MAX; i++)
    {
      gssize length = recv (fd, piece, PIECE_MAX, 0);

      if (length < 0)
        return FALSE;
      if (!read_piece (piece, (gsize) length, func, user_data))
        return errno == 0;
    }
  return TRUE;
}

/**
 * ds_host_netlink_ask:
 * @request: what to ask, with its length, type and flags
 * @func: called for each message of the answer
 * @user_data: data for @func
 * @error: return location for a #GIOErrorEnum: what the kernel says, or that it cannot be asked
 *
 * Asks the kernel one question.
 *
 * Returns: whether it was answered
 */
gboolean
ds_host_netlink_ask (struct nlmsghdr *request,
                     DsNetlinkFunc func,
                     gpointer user_data,
                     GError **error)
{
  int fd = open_socket ();
  gboolean answered = fd >= 0 && send (fd, request, request->nlmsg_len, 0) >= 0 &&
                      read_answer (fd, func, user_data);
  int saved_errno = errno;

  if (fd >= 0)
    close (fd);
  if (!answered)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                         g_strerror (saved_errno));
  return answered;
}

/**
 * ds_host_netlink_read_attributes:
 * @first: where the attributes begin
 * @length: how long they are together, in bytes
 * @attributes: (array length=n_attributes): where to put each one, by its type; %NULL for those
 *   that are not there
 * @n_attributes: how many types there are
 */
void
ds_host_netlink_read_attributes (const struct rtattr *first,
                                 gsize length,
                                 const struct rtattr **attributes,
                                 guint n_attributes)
{
  int left = (int) MIN (length, G_MAXINT);

  memset (attributes, 0, n_attributes * sizeof *attributes);
  for (const struct rtattr *one = first; RTA_OK (one, left); one = RTA_NEXT (one, left))
    {
      guint type = one->rta_type & NLA_TYPE_MASK;

      if (type < n_attributes)
        attributes[type] = one;
    }
}

/**
 * ds_host_netlink_read_address:
 * @attribute: (nullable): an attribute
 * @family: `AF_INET` or `AF_INET6`
 *
 * Returns: (transfer full) (nullable): the address in it
 */
char *
ds_host_netlink_read_address (const struct rtattr *attribute, guint8 family)
{
  gsize size = family == AF_INET6 ? sizeof (struct in6_addr) : sizeof (struct in_addr);
  char text[INET6_ADDRSTRLEN];

  if (attribute == NULL || RTA_PAYLOAD (attribute) < size ||
      (family != AF_INET && family != AF_INET6))
    return NULL;
  return g_strdup (inet_ntop (family, RTA_DATA (attribute), text, sizeof text));
}

/**
 * ds_host_netlink_read_number:
 * @attribute: (nullable): an attribute
 *
 * Returns: the number of 32 bits in it, or 0
 */
guint32
ds_host_netlink_read_number (const struct rtattr *attribute)
{
  guint32 number = 0;

  if (attribute != NULL && RTA_PAYLOAD (attribute) >= sizeof number)
    memcpy (&number, RTA_DATA (attribute), sizeof number);
  return number;
}

/**
 * ds_host_netlink_read_string:
 * @attribute: (nullable): an attribute
 *
 * Returns: (transfer full) (nullable): the text in it
 */
char *
ds_host_netlink_read_string (const struct rtattr *attribute)
{
  return attribute != NULL ? g_strndup (RTA_DATA (attribute), RTA_PAYLOAD (attribute)) : NULL;
}
