/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-host-devices.h"
#include "ds-host-route.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <string.h>

/* --- Messages as the kernel makes them --- */

typedef union
{
  struct nlmsghdr header;
  char bytes[1024];
} Message;

static void
begin (Message *message, guint16 type, gconstpointer info, gsize size)
{
  memset (message, 0, sizeof *message);
  message->header.nlmsg_type = type;
  message->header.nlmsg_len = (guint32) NLMSG_LENGTH (size);
  memcpy (NLMSG_DATA (&message->header), info, size);
}

static struct rtattr *
add (Message *message, gushort type, gconstpointer data, gsize size)
{
  gsize offset = NLMSG_ALIGN (message->header.nlmsg_len);
  struct rtattr *attribute = (struct rtattr *) (message->bytes + offset);

  attribute->rta_type = type;
  attribute->rta_len = (gushort) RTA_LENGTH (size);
  if (size > 0)
    memcpy (RTA_DATA (attribute), data, size);
  message->header.nlmsg_len = (guint32) (offset + RTA_LENGTH (size));
  return attribute;
}

static void
add_text (Message *message, gushort type, const char *text)
{
  add (message, type, text, strlen (text) + 1);
}

static void
add_address (Message *message, gushort type, int family, const char *text)
{
  guint8 bytes[16];

  g_assert_cmpint (inet_pton (family, text, bytes), ==, 1);
  add (message, type, bytes, family == AF_INET6 ? 16 : 4);
}

typedef struct
{
  const char *name;
  const char *word; /* (nullable): the kernel's, for what is made by software */
  gushort type;
  guint flags;
  const char *parent; /* (nullable) */
  const char *kind;
  gboolean up;
  gboolean physical;
} Row;

static void
make_link (Message *message, const Row *row)
{
  struct ifinfomsg info = { .ifi_index = 7, .ifi_type = row->type, .ifi_flags = row->flags };
  struct
  {
    struct rtattr attribute;
    char text[20];
  } inner = { .attribute.rta_type = IFLA_INFO_KIND };

  begin (message, RTM_NEWLINK, &info, sizeof info);
  if (row->name != NULL)
    add_text (message, IFLA_IFNAME, row->name);
  if (row->parent != NULL)
    add_text (message, IFLA_PARENT_DEV_NAME, row->parent);
  if (row->word == NULL)
    return;
  g_strlcpy (inner.text, row->word, sizeof inner.text);
  inner.attribute.rta_len = (gushort) RTA_LENGTH (strlen (row->word) + 1);
  /* Nested attributes carry a flag beside their type. */
  add (message, IFLA_LINKINFO | NLA_F_NESTED, &inner, inner.attribute.rta_len);
}

static void
test_devices (void)
{
  const guint on = IFF_UP | IFF_RUNNING;
  const Row rows[] = {
    { "eth0", NULL, ARPHRD_ETHER, on, "0000:00:1f.6", "ethernet", TRUE, TRUE },
    { "eth1", NULL, ARPHRD_ETHER, IFF_UP, "0000:00:1f.7", "ethernet", FALSE, TRUE },
    { "lo", NULL, ARPHRD_LOOPBACK, on | IFF_LOOPBACK, NULL, "loopback", TRUE, FALSE },
    { "tun0", "tun", ARPHRD_NONE, on, NULL, "tun", TRUE, FALSE },
    /* Its program is gone. */
    { "tun1", "tun", ARPHRD_NONE, IFF_UP, NULL, "tun", TRUE, FALSE },
    { "tun2", "tun", ARPHRD_NONE, 0, NULL, "tun", FALSE, FALSE },
    { "tap0", "tun", ARPHRD_ETHER, on, NULL, "tap", TRUE, FALSE },
    { "wg0", "wireguard", ARPHRD_NONE, on, NULL, "wireguard", TRUE, FALSE },
    { "ppp0", NULL, ARPHRD_PPP, on, NULL, "ppp", TRUE, FALSE },
    { "br0", "bridge", ARPHRD_ETHER, on, NULL, "bridge", TRUE, FALSE },
    { "ib0", NULL, ARPHRD_INFINIBAND, on, NULL, "other", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsDevice) device = NULL;
      Message message;
      int index = 0;

      make_link (&message, &rows[i]);
      device = ds_host_devices_parse (&message.header, &index);
      g_assert_nonnull (device);
      g_assert_cmpint (index, ==, 7);
      g_assert_cmpstr (device->name, ==, rows[i].name);
      g_assert_cmpstr (device->kind, ==, rows[i].kind);
      g_assert_cmpint (device->is_up, ==, rows[i].up);
      g_assert_cmpint (device->is_physical, ==, rows[i].physical);
    }
}

static void
test_addresses (void)
{
  struct ifaddrmsg info = { .ifa_family = AF_INET, .ifa_index = 3 };
  g_autofree char *own = NULL;
  g_autofree char *plain = NULL;
  Message message;
  int index = 0;

  begin (&message, RTM_NEWADDR, &info, sizeof info);
  add_address (&message, IFA_ADDRESS, AF_INET, "10.8.0.1");
  plain = ds_host_devices_parse_address (&message.header, &index);
  g_assert_cmpstr (plain, ==, "10.8.0.1");
  add_address (&message, IFA_LOCAL, AF_INET, "10.8.0.2");
  own = ds_host_devices_parse_address (&message.header, &index);
  g_assert_cmpstr (own, ==, "10.8.0.2");
  g_assert_cmpint (index, ==, 3);
}

static void
make_route (Message *message, guint8 type)
{
  struct rtmsg info = { .rtm_family = AF_INET, .rtm_dst_len = 32, .rtm_type = type };
  guint32 index = if_nametoindex ("lo");

  begin (message, RTM_NEWROUTE, &info, sizeof info);
  add_address (message, RTA_DST, AF_INET, "203.0.113.7");
  add (message, RTA_OIF, &index, sizeof index);
}

static void
test_routes (void)
{
  static const struct
  {
    struct rtvia via;
    guint8 address[16];
  } over_ipv6 = { { .rtvia_family = AF_INET6 }, { 0xfe, 0x80, [15] = 1 } };
  g_autoptr (DsRoute) plain = NULL;
  g_autoptr (DsRoute) through = NULL;
  g_autoptr (DsRoute) across = NULL;
  Message message;

  make_route (&message, RTN_UNICAST);
  plain = ds_host_route_parse (&message.header);
  g_assert_cmpstr (plain->destination, ==, "203.0.113.7");
  g_assert_cmpstr (plain->device, ==, "lo");
  g_assert_null (plain->gateway);
  add_address (&message, RTA_GATEWAY, AF_INET, "192.0.2.1");
  through = ds_host_route_parse (&message.header);
  g_assert_cmpstr (through->gateway, ==, "192.0.2.1");
  make_route (&message, RTN_UNICAST);
  add (&message, RTA_VIA, &over_ipv6, sizeof (struct rtvia) + 16);
  across = ds_host_route_parse (&message.header);
  g_assert_cmpstr (across->gateway, ==, "fe80::1");
  make_route (&message, RTN_BLACKHOLE);
  g_assert_null (ds_host_route_parse (&message.header));
}

/* Cut off anywhere, a message is read as far as it goes, and never beyond. */
static void
test_cut_short (void)
{
  static const Row row = { "tun0", "tun", ARPHRD_NONE, IFF_UP, "usb", "tun", TRUE, TRUE };
  Message whole[2];

  make_link (&whole[0], &row);
  make_route (&whole[1], RTN_UNICAST);
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    for (guint32 length = NLMSG_HDRLEN; length < whole[i].header.nlmsg_len; length++)
      {
        g_autofree struct nlmsghdr *cut = g_memdup2 (&whole[i], length);
        g_autoptr (DsDevice) device = NULL;
        g_autoptr (DsRoute) route = NULL;
        g_autofree char *address = NULL;
        int index;

        cut->nlmsg_len = length;
        device = ds_host_devices_parse (cut, &index);
        route = ds_host_route_parse (cut);
        address = ds_host_devices_parse_address (cut, &index);
        g_assert_null (address);
        g_assert_true (device == NULL || g_str_has_prefix ("tun0", device->name));
      }
}

/* --- The real kernel --- */

static void
test_kernel (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_device_free);
  g_autoptr (GFile) root = g_file_new_for_path ("/");
  g_autoptr (GError) error = NULL;
  g_autoptr (DsRoute) own = NULL;

  g_assert_true (ds_host_devices_read (root, devices, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, >=, 1);
  own = ds_host_route_pick ("127.0.0.9", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (own->destination, ==, "127.0.0.9");
  g_assert_cmpstr (own->device, ==, "lo");
  g_assert_null (ds_host_route_pick ("nonsense", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host-netlink/devices", test_devices);
  g_test_add_func ("/host-netlink/addresses", test_addresses);
  g_test_add_func ("/host-netlink/routes", test_routes);
  g_test_add_func ("/host-netlink/cut-short", test_cut_short);
  g_test_add_func ("/host-netlink/kernel", test_kernel);
  return g_test_run ();
}
