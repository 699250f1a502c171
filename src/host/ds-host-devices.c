/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network devices of this computer and the addresses on them, as the kernel lists them. They
 * tell of tunnels that no program for settings knows of. */

#include "ds-host-devices.h"

#include <net/if.h>
#include <net/if_arp.h>
#include <sys/socket.h>

#define DEVICES_MAX 512

typedef struct
{
  GPtrArray *devices;  /* (unowned) (element-type DsDevice) */
  GHashTable *indices; /* (owned) (element-type guint GStrvBuilder): the addresses of each device */
  GArray *order;       /* (owned) (element-type int): the index of each of @devices */
} State;

/* The kernel has a word for what was made by software; hardware shows by its type. */
static char *
read_kind (const struct ifinfomsg *info, const struct rtattr *link_info)
{
  const struct rtattr *inner[IFLA_INFO_KIND + 1] = { NULL };
  g_autofree char *kind = NULL;

  if (link_info != NULL)
    ds_host_netlink_read_attributes (RTA_DATA (link_info), RTA_PAYLOAD (link_info), inner,
                                     G_N_ELEMENTS (inner));
  kind = ds_host_netlink_read_string (inner[IFLA_INFO_KIND]);
  if (g_strcmp0 (kind, "tun") == 0 && info->ifi_type == ARPHRD_ETHER)
    return g_strdup ("tap");
  if (kind != NULL && *kind != '\0')
    return g_steal_pointer (&kind);
  if ((info->ifi_flags & IFF_LOOPBACK) != 0)
    return g_strdup ("loopback");
  if (info->ifi_type == ARPHRD_PPP)
    return g_strdup ("ppp");
  return g_strdup (info->ifi_type == ARPHRD_ETHER ? "ethernet" : "other");
}

/**
 * ds_host_devices_parse:
 * @message: a message of rtnetlink(7)
 * @index: (out): the number by which the kernel knows the device
 *
 * Returns: (transfer full) (nullable): the device an `RTM_NEWLINK` tells of; %NULL for any other
 *   message, or one that is cut short
 */
DsDevice *
ds_host_devices_parse (const struct nlmsghdr *message, int *index)
{
  const struct ifinfomsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[IFLA_PARENT_DEV_NAME + 1];
  g_autoptr (DsDevice) device = ds_device_new ();

  if (message->nlmsg_type != RTM_NEWLINK || message->nlmsg_len < NLMSG_LENGTH (sizeof *info))
    return NULL;
  ds_host_netlink_read_attributes (IFLA_RTA (info), IFLA_PAYLOAD (message), attributes,
                                   G_N_ELEMENTS (attributes));
  device->name = ds_host_netlink_read_string (attributes[IFLA_IFNAME]);
  if (device->name == NULL || *device->name == '\0')
    return NULL;
  device->kind = read_kind (info, attributes[IFLA_LINKINFO]);
  /* A tunnel whose program is gone still swallows what the routes send into it. */
  device->is_up = (info->ifi_flags & IFF_UP) != 0 &&
                  (ds_device_is_tunnel (device) || (info->ifi_flags & IFF_RUNNING) != 0);
  device->is_physical = attributes[IFLA_PARENT_DEV_NAME] != NULL;
  *index = info->ifi_index;
  return g_steal_pointer (&device);
}

/**
 * ds_host_devices_parse_address:
 * @message: a message of rtnetlink(7)
 * @index: (out): the number of the device it belongs to
 *
 * Returns: (transfer full) (nullable): the address of this computer an `RTM_NEWADDR` tells of
 */
char *
ds_host_devices_parse_address (const struct nlmsghdr *message, int *index)
{
  const struct ifaddrmsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[IFA_LOCAL + 1];

  if (message->nlmsg_type != RTM_NEWADDR || message->nlmsg_len < NLMSG_LENGTH (sizeof *info))
    return NULL;
  ds_host_netlink_read_attributes (IFA_RTA (info), IFA_PAYLOAD (message), attributes,
                                   G_N_ELEMENTS (attributes));
  *index = (int) info->ifa_index;
  /* On a link with two ends, the plain address is the other end's. */
  if (attributes[IFA_LOCAL] != NULL)
    return ds_host_netlink_read_address (attributes[IFA_LOCAL], info->ifa_family);
  return ds_host_netlink_read_address (attributes[IFA_ADDRESS], info->ifa_family);
}

static void
add_device (const struct nlmsghdr *message, gpointer user_data)
{
  State *state = user_data;
  int index;
  DsDevice *device = ds_host_devices_parse (message, &index);

  if (device == NULL)
    return;
  if (state->devices->len >= DEVICES_MAX)
    {
      ds_device_free (device);
      return;
    }
  g_ptr_array_add (state->devices, device);
  g_array_append_val (state->order, index);
  g_hash_table_insert (state->indices, GINT_TO_POINTER (index), g_strv_builder_new ());
}

static void
add_address (const struct nlmsghdr *message, gpointer user_data)
{
  State *state = user_data;
  int index;
  g_autofree char *address = ds_host_devices_parse_address (message, &index);
  GStrvBuilder *builder =
      address != NULL ? g_hash_table_lookup (state->indices, GINT_TO_POINTER (index)) : NULL;

  if (builder != NULL)
    g_strv_builder_add (builder, address);
}

/* Only the file system tells a Wi-Fi device; and on older kernels, only it tells hardware. */
static void
look_up_hardware (GFile *root, DsDevice *device)
{
  g_autofree char *path =
      g_build_filename (g_file_peek_path (root), "sys/class/net", device->name, NULL);
  g_autofree char *wifi = g_build_filename (path, "phy80211", NULL);
  g_autofree char *hardware = g_build_filename (path, "device", NULL);

  if (g_strcmp0 (device->kind, "ethernet") != 0)
    return;
  if (g_file_test (wifi, G_FILE_TEST_EXISTS))
    {
      g_free (device->kind);
      device->kind = g_strdup ("wifi");
    }
  device->is_physical = device->is_physical || g_file_test (hardware, G_FILE_TEST_EXISTS);
}

static gboolean
ask (guint16 type, DsNetlinkFunc func, State *state, GError **error)
{
  struct
  {
    struct nlmsghdr header;
    struct ifinfomsg info;
  } request = {
    .header = {
      .nlmsg_len = sizeof request,
      .nlmsg_type = type,
      .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
      .nlmsg_seq = 1,
    },
    .info.ifi_family = AF_UNSPEC,
  };

  return ds_host_netlink_ask (&request.header, func, state, error);
}

/**
 * ds_host_devices_read:
 * @root: the root of the file system
 * @devices: (element-type DsDevice): the list to add to
 * @error: return location for a #GIOErrorEnum
 *
 * Reads which network devices there are, and the addresses on them.
 *
 * Returns: whether the kernel told
 */
gboolean
ds_host_devices_read (GFile *root, GPtrArray *devices, GError **error)
{
  g_autoptr (GHashTable) indices =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_strv_builder_unref);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (int));
  State state = { .devices = devices, .indices = indices, .order = order };
  guint first = devices->len;

  if (!ask (RTM_GETLINK, add_device, &state, error) ||
      !ask (RTM_GETADDR, add_address, &state, error))
    return FALSE;
  for (guint i = 0; i < order->len; i++)
    {
      DsDevice *device = g_ptr_array_index (devices, first + i);
      int index = g_array_index (order, int, i);

      device->addresses =
          g_strv_builder_end (g_hash_table_lookup (indices, GINT_TO_POINTER (index)));
      look_up_hardware (root, device);
    }
  return TRUE;
}
