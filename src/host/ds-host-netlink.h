/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

G_BEGIN_DECLS

/**
 * DsNetlinkFunc:
 * @message: one message of the answer; its length was looked at
 * @user_data: what was handed in
 *
 * Reads one message of an answer of the kernel.
 */
typedef void (*DsNetlinkFunc) (const struct nlmsghdr *message, gpointer user_data);

gboolean ds_host_netlink_ask (struct nlmsghdr *request,
                              DsNetlinkFunc func,
                              gpointer user_data,
                              GError **error);

void ds_host_netlink_read_attributes (const struct rtattr *first,
                                      gsize length,
                                      const struct rtattr **attributes,
                                      guint n_attributes);
char *ds_host_netlink_read_address (const struct rtattr *attribute, guint8 family);
guint32 ds_host_netlink_read_number (const struct rtattr *attribute);
char *ds_host_netlink_read_string (const struct rtattr *attribute);

G_END_DECLS
