/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-connect.h"

#include <errno.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>

#include "ds-socket-probe.h"

/* What the system itself uses. */
#define HOP_LIMIT 64

/* ICMP says more than the errno the kernel makes of it (RFC 792, RFC 1812 5.2.7.1, RFC 4443 3.1).
 */
static DsOutcome
outcome_of_icmp (DsFamily family, const DsSocketProbe *probe)
{
  if (family == DS_FAMILY_IPV6)
    {
      if (probe->icmp_type != ICMPV6_DEST_UNREACH)
        return DS_OUTCOME_ERROR;
      switch (probe->icmp_code)
        {
        case ICMPV6_PORT_UNREACH:
          return DS_OUTCOME_REFUSED;
        case ICMPV6_ADM_PROHIBITED:
        case ICMPV6_POLICY_FAIL:
        case ICMPV6_REJECT_ROUTE:
          return DS_OUTCOME_PROHIBITED;
        default:
          return DS_OUTCOME_UNREACHABLE;
        }
    }
  if (probe->icmp_type != ICMP_DEST_UNREACH)
    return DS_OUTCOME_ERROR;
  switch (probe->icmp_code)
    {
    case ICMP_PORT_UNREACH:
    case ICMP_PROT_UNREACH:
      return DS_OUTCOME_REFUSED;
    case ICMP_NET_ANO:
    case ICMP_HOST_ANO:
    case ICMP_PKT_FILTERED:
      return DS_OUTCOME_PROHIBITED;
    default:
      return DS_OUTCOME_UNREACHABLE;
    }
}

static DsOutcome
outcome_of_errno (int error_number)
{
  switch (error_number)
    {
    case 0:
      return DS_OUTCOME_OPEN;
    case ECONNREFUSED:
      return DS_OUTCOME_REFUSED;
    case ETIMEDOUT:
      return DS_OUTCOME_TIMED_OUT;
    case ECONNRESET:
      return DS_OUTCOME_RESET;
    case ENETUNREACH:
    case EADDRNOTAVAIL:
      return DS_OUTCOME_NO_ROUTE;
    case EHOSTUNREACH:
      return DS_OUTCOME_UNREACHABLE;
    case EACCES:
    case EPERM:
      return DS_OUTCOME_PROHIBITED;
    default:
      return DS_OUTCOME_ERROR;
    }
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DsAttempt *attempt = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DsSocketProbe) probe = ds_socket_probe_finish (result, &error);

  if (probe == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  attempt->time_ms = (double) probe->time_us / 1000;
  attempt->local_port = probe->local_port;
  attempt->outcome = probe->closed ? DS_OUTCOME_ERROR : outcome_of_errno (probe->error_number);
  if (probe->error_number != 0)
    attempt->error = g_strdup (g_strerror (probe->error_number));
  if (probe->from != NULL)
    {
      attempt->icmp = ds_record_new (&ds_icmp_type);
      attempt->icmp->type = probe->icmp_type;
      attempt->icmp->code = probe->icmp_code;
      attempt->icmp->ttl = probe->answer_ttl;
      attempt->icmp->from = g_inet_address_to_string (probe->from);
      attempt->outcome = outcome_of_icmp (attempt->family, probe);
    }
  g_task_return_pointer (task, ds_record_copy (&ds_attempt_type, attempt),
                         (GDestroyNotify) ds_attempt_free);
}

/**
 * ds_connect_async:
 * @address: an IP address
 * @port: the port
 * @device: (nullable): the device to go by, past all routes; %NULL to let the routes decide
 * @payload: (nullable): what to say once it is open; then the attempt is open only if something is
 *   said in return
 * @timeout_ms: how long to wait for an answer
 * @cancellable: (nullable): a cancellable
 * @callback: called when the attempt ended
 * @user_data: data for @callback
 *
 * Tries to connect once, as any program would, and reads who turned it away if somebody did.
 */
void
ds_connect_async (const char *address,
                  guint port,
                  const char *device,
                  GBytes *payload,
                  guint timeout_ms,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  DsAttempt *attempt = ds_attempt_new ();
  DsSocketProbeRequest request = {
    .address = inet,
    .port = (guint16) port,
    .device = device,
    .payload = payload,
    .payload_hop_limit = payload != NULL ? HOP_LIMIT : 0,
    .timeout_ms = timeout_ms,
  };

  g_task_set_source_tag (task, ds_connect_async);
  g_task_set_task_data (task, attempt, (GDestroyNotify) ds_attempt_free);
  attempt->address = g_strdup (address);
  attempt->port = port;
  attempt->device = g_strdup (device);
  attempt->family =
      g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? DS_FAMILY_IPV6 : DS_FAMILY_IPV4;
  ds_socket_probe_async (&request, cancellable, probed_cb, task);
}

/**
 * ds_connect_finish:
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, or for what ds_bind_device() says
 *
 * Returns: (transfer full) (nullable): the attempt, with its address, outcome and times set
 */
DsAttempt *
ds_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
