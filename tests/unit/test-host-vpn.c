/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A VPN, read from what NetworkManager says of itself. */

#include "ds-host-vpn.h"

#define UUID  "22222222-2222-4222-8222-222222222222"
#define OTHER "33333333-3333-4333-8333-333333333333"
#define NM    "org.freedesktop.NetworkManager"
#define PATH  "/org/freedesktop/NetworkManager"

#define ACTIVE(n, uuid, type, vpn, state, flags, device, config)                                   \
  "objectpath '" PATH "/ActiveConnection/" n "': {'" NM ".Connection.Active': {"                   \
  "'Id': <'Name'>, 'Uuid': <'" uuid "'>, 'Type': <'" type "'>, 'Vpn': <" vpn ">,"                  \
  "'State': <uint32 " state ">, 'StateFlags': <uint32 " flags ">,"                                 \
  "'Devices': <[objectpath '" PATH "/Devices/" device "']>,"                                       \
  "'Ip4Config': <objectpath '" PATH "/IP4Config/" config "'>}}"
#define DEVICE(n, config)                                                                          \
  "objectpath '" PATH "/Devices/" n "': {'" NM ".Device': {"                                       \
  "'Ip4Config': <objectpath '" PATH "/IP4Config/" config "'>}}"
#define CONFIG(n, address)                                                                         \
  "objectpath '" PATH "/IP4Config/" n "': {'" NM ".IP4Config': {"                                  \
  "'AddressData': <[{'address': <'" address "'>, 'prefix': <uint32 24>}]>}}"
#define LINES                                                                                      \
  DEVICE ("1", "1")                                                                                \
  "," DEVICE ("2", "3") "," CONFIG ("1", "192.0.2.7") "," CONFIG ("2", "10.88.0.2") "," CONFIG (   \
      "3", "10.88.0.2")

static const struct
{
  const char *name;
  const char *objects;
  DsConnectionState state;
  gboolean is_vpn;
  const char *link;
  guint others;
} rows[] = {
  { "nothing", "", DS_CONNECTION_INACTIVE, FALSE, NULL, 0 },
  { "plugin", ACTIVE ("1", UUID, "vpn", "true", "2", "0", "1", "2") "," LINES, DS_CONNECTION_ACTIVE,
    TRUE, PATH "/Devices/2", 0 },
  { "plugin-coming-up", ACTIVE ("1", UUID, "vpn", "true", "1", "0", "1", "9") "," LINES,
    DS_CONNECTION_ACTIVATING, TRUE, NULL, 0 },
  { "going-down", ACTIVE ("1", UUID, "vpn", "true", "3", "0", "1", "9"), DS_CONNECTION_DEACTIVATING,
    TRUE, NULL, 0 },
  { "gone", ACTIVE ("1", UUID, "vpn", "true", "4", "0", "1", "9"), DS_CONNECTION_INACTIVE, FALSE,
    NULL, 0 },
  { "state-of-the-future", ACTIVE ("1", UUID, "vpn", "true", "99", "0", "1", "9"),
    DS_CONNECTION_INACTIVE, FALSE, NULL, 0 },
  { "wireguard", ACTIVE ("1", UUID, "wireguard", "false", "2", "0", "2", "2"), DS_CONNECTION_ACTIVE,
    TRUE, PATH "/Devices/2", 0 },
  { "tun", ACTIVE ("1", UUID, "tun", "false", "2", "0", "2", "2"), DS_CONNECTION_ACTIVE, TRUE,
    PATH "/Devices/2", 0 },
  { "ethernet", ACTIVE ("1", UUID, "802-3-ethernet", "false", "2", "0", "1", "1"),
    DS_CONNECTION_ACTIVE, FALSE, PATH "/Devices/1", 0 },
  { "another", ACTIVE ("1", OTHER, "vpn", "true", "2", "0", "1", "2"), DS_CONNECTION_INACTIVE,
    FALSE, NULL, 1 },
  /* The device a plugin has made: no VPN of anybody's. */
  { "seen-only", ACTIVE ("1", OTHER, "tun", "false", "2", "128", "2", "2"), DS_CONNECTION_INACTIVE,
    FALSE, NULL, 0 },
  { "line", ACTIVE ("1", OTHER, "802-3-ethernet", "false", "2", "0", "1", "1"),
    DS_CONNECTION_INACTIVE, FALSE, NULL, 0 },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat ("@a{oa{sa{sv}}} {", rows[i].objects, "}", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) objects = g_variant_parse (NULL, text, NULL, NULL, &error);
      g_autoptr (DsHostVpn) vpn = NULL;

      g_test_message ("%s", rows[i].name);
      g_assert_no_error (error);
      vpn = ds_host_vpn_read (objects, UUID);
      g_assert_cmpint (vpn->state, ==, rows[i].state);
      g_assert_cmpint (vpn->is_vpn, ==, rows[i].is_vpn);
      g_assert_cmpstr (vpn->link, ==, rows[i].link);
      g_assert_cmpstr (vpn->name, ==, vpn->state != DS_CONNECTION_INACTIVE ? "Name" : NULL);
      g_assert_cmpuint (g_strv_length (vpn->others), ==, rows[i].others);
    }
}

/* What says nothing, or something else than it should, is read as nothing. */
static void
test_malformed (void)
{
  static const char *const texts[] = {
    "'" NM ".Connection.Active': {}",
    "'" NM ".Connection.Active': {'Uuid': <7>, 'State': <'2'>}",
    "'" NM ".Connection.Active': {'Uuid': <'" UUID "'>, 'State': <'up'>, 'Devices': <'x'>}",
    "'" NM ".Device': {'Ip4Config': <true>}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text =
          g_strconcat ("@a{oa{sa{sv}}} {objectpath '" PATH "/1': {", texts[i], "}}", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) objects = g_variant_parse (NULL, text, NULL, NULL, &error);
      g_autoptr (DsHostVpn) vpn = NULL;

      g_assert_no_error (error);
      vpn = ds_host_vpn_read (objects, UUID);
      g_assert_cmpint (vpn->state, ==, DS_CONNECTION_INACTIVE);
      g_assert_cmpuint (g_strv_length (vpn->others), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host-vpn/read", test_read);
  g_test_add_func ("/host-vpn/malformed", test_malformed);
  return g_test_run ();
}
