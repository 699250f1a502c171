/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of causes. */

#include "ds-causes.h"

#include <glib/gi18n-lib.h>

/* Of causes that are equally sure, the one further up counts more: what is nearer to the person,
 * and what they can mend themselves, comes first. A title is missing where the judge never gives
 * that grade. */
/* clang-format off */
static const DsCauseRow rows[] = {
  {
    .id = "offline",
    .who = DS_WHO_THIS_COMPUTER,
    .check = 3,
    .any_way = TRUE,
    .judge = ds_cause_offline,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("It looks as if your router does not answer this computer."),
        [DS_GRADE_PROVEN] = N_("This computer has no way out to the internet."),
      },
      .advice = N_("Check the network cable or the Wi-Fi of this computer, and that the router is "
                   "on. Then try again."),
    },
  },
  {
    .id = "vpn-dead",
    .who = DS_WHO_VPN,
    .check = 5,
    .any_way = TRUE,
    .judge = ds_cause_vpn_dead,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("The VPN “{other}” may have lost its connection: nothing comes "
                                 "back through it."),
        [DS_GRADE_LIKELY] = N_("It looks as if nothing gets through the VPN “{other}”."),
        [DS_GRADE_PROVEN] = N_("Nothing gets through the VPN “{other}”. Without it, this computer "
                               "reaches other websites."),
      },
      .advice = N_("Turn the VPN off and on again. If that does not help, leave it off for now, "
                   "and tell the people who run it."),
    },
  },
  {
    .id = "vpn-kill-switch",
    .who = DS_WHO_THIS_COMPUTER,
    .check = 5,
    .any_way = TRUE,
    .judge = ds_cause_vpn_kill_switch,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("It looks as if this computer lets nothing out while the VPN "
                               "“{other}” is off."),
        [DS_GRADE_PROVEN] = N_("This computer lets nothing out while the VPN “{other}” is off."),
      },
      .advice = N_("Turn the VPN on again. If you do not want to use it, look in its program for a "
                   "setting that stops everything without it; it is often called kill switch."),
    },
  },
  {
    .id = "vpn-blocks",
    .who = DS_WHO_VPN,
    .check = 5,
    .judge = ds_cause_vpn_blocks,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("The VPN “{other}” may be what keeps you from {website}."),
        [DS_GRADE_LIKELY] = N_("It looks as if the VPN “{other}” does not let you through to "
                               "{website}."),
        [DS_GRADE_PROVEN] = N_("Through the VPN “{other}” you are turned away from {website}. "
                               "Without it, the website opens."),
      },
      .advice = N_("Turn the VPN off for a moment and try the website; step 5 says how. At work or "
                   "at school, ask the people who run the VPN first."),
    },
  },
  {
    .id = "proxy-unreachable",
    .who = DS_WHO_PROXY,
    .check = 5,
    .any_way = TRUE,
    .judge = ds_cause_proxy_unreachable,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("It looks as if the proxy {other} keeps you from {website}: it "
                               "takes no connection."),
        [DS_GRADE_PROVEN] = N_("The proxy {other} takes no connection. Without it, {website} "
                               "opens."),
      },
      .advice = N_("Look at the proxy in the network settings of this computer. At work or at "
                   "school, ask the people there. In any other network, turn the proxy off."),
    },
  },
  {
    .id = "proxy-blocks",
    .who = DS_WHO_PROXY,
    .check = 5,
    .any_way = TRUE,
    .judge = ds_cause_proxy_blocks,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("The proxy {other} may be the one that does not let you through "
                                 "to {website}."),
        [DS_GRADE_LIKELY] = N_("It looks as if the proxy {other} does not let you through to "
                               "{website}."),
        [DS_GRADE_PROVEN] = N_("The proxy {other} does not let you through to {website}. Without "
                               "it, the website opens."),
      },
      .advice = N_("A proxy of your workplace or school may do so on purpose, so ask the people "
                   "there first. A proxy you set yourself can be turned off in the network "
                   "settings."),
    },
  },
  {
    .id = "hosts-override",
    .who = DS_WHO_THIS_COMPUTER,
    .check = 7,
    .judge = ds_cause_hosts_override,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("A line of the hosts file may send {website} to the wrong place: "
                                 "{other}."),
        [DS_GRADE_LIKELY] = N_("It looks as if a line of the hosts file keeps {website} from "
                               "opening: {other}."),
        [DS_GRADE_PROVEN] = N_("A line of the hosts file sends {website} to an address that fails: "
                               "{other}."),
      },
      .advice = N_("Ask the person who looks after this computer what that line is for. To try "
                   "without it, an administrator can put a # in front of it."),
    },
  },
  {
    .id = "dns-stale",
    .who = DS_WHO_THIS_COMPUTER,
    .check = 7,
    .judge = ds_cause_dns_stale,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("It looks as if this computer goes to an old address of {website}: "
                               "a fresh one opens."),
        [DS_GRADE_PROVEN] = N_("This computer has kept an old address of {website}. At the new "
                               "one, the website opens."),
      },
      .advice = N_("Restart the computer, so that it forgets old addresses. Then try the website "
                   "again."),
    },
  },
  {
    .id = "dns-tampered",
    .who = DS_WHO_PROVIDER,
    .check = 7,
    .judge = ds_cause_dns_tampered,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("The name server {other} may lead {website} to a wrong place."),
        [DS_GRADE_LIKELY] = N_("It looks as if the name server {other} leads {website} to a wrong "
                               "place."),
        [DS_GRADE_PROVEN] = N_("The name server {other} leads {website} to a wrong place. Another "
                               "one knows an address that opens."),
      },
      .advice = N_("It may be a filter of this network, or a page where you have to log in first. "
                   "Ask the person who runs the network, or your provider."),
    },
  },
  {
    .id = "dns-unreachable",
    .who = DS_WHO_ROUTER,
    .check = 7,
    .judge = ds_cause_dns_unreachable,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("The name servers that this computer asks may be out of order."),
        [DS_GRADE_LIKELY] = N_("It looks as if the name servers of this network do not work."),
        [DS_GRADE_PROVEN] = N_("The name servers of this network give no answers."),
      },
      .advice = N_("Turn the router off and on again. If that does not help, ask your provider, or "
                   "the person who runs the network."),
    },
  },
  {
    .id = "nothing-listening-here",
    .who = DS_WHO_THIS_COMPUTER,
    .check = 3,
    .judge = ds_cause_nothing_listening_here,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} is this computer itself, and no program here listens "
                               "at port {port}."),
      },
      .advice = N_("Start the program that should answer there, or check its port number. If you "
                   "did not mean this computer, check the address."),
    },
  },
  {
    .id = "name-unknown",
    .who = DS_WHO_ADDRESS,
    .check = 2,
    .judge = ds_cause_name_unknown,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("It looks as if the name {website} leads to no website."),
        [DS_GRADE_PROVEN] = N_("The name {website} leads to no website."),
      },
      .advice = N_("Check the spelling of the address, letter by letter. If it came from a link, "
                   "look the website up with a search engine."),
    },
  },
  {
    .id = "momentary",
    .who = DS_WHO_NOBODY,
    .check = 1,
    .judge = ds_cause_momentary,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} was closed at first, and opened when it was tried "
                               "again."),
      },
      .advice = N_("Load the page again in your browser. If it is closed now and then, the website "
                   "may be very busy: wait a few minutes each time."),
    },
  },
  {
    .id = "wrong-port",
    .who = DS_WHO_ADDRESS,
    .check = 2,
    .judge = ds_cause_wrong_port,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("The port in the address is probably wrong: {website} takes "
                               "connections at {other}, not at {port}."),
        [DS_GRADE_PROVEN] = N_("{website} refuses at port {port}, and takes connections at the "
                               "usual port {other}."),
      },
      .advice = N_("Try the address without “:{port}”. If somebody gave you that number, ask them "
                   "for the right one."),
    },
  },
  {
    .id = "wrong-scheme",
    .who = DS_WHO_ADDRESS,
    .check = 2,
    .judge = ds_cause_wrong_scheme,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("It looks as if {website} can be reached only at https://."),
        [DS_GRADE_PROVEN] = N_("{website} refuses at http:// and takes connections at https://."),
      },
      .advice = N_("Try the address with https:// in front."),
    },
  },
  {
    .id = "local-firewall",
    .who = DS_WHO_THIS_COMPUTER,
    .check = 8,
    .judge = ds_cause_local_firewall,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("This computer itself may have turned the connection away."),
        [DS_GRADE_LIKELY] = N_("It looks as if this computer itself turned the connection away."),
        [DS_GRADE_PROVEN] = N_("This computer itself turned the connection away."),
      },
      .advice = N_("Look for a rule in the firewall or security software of this computer. It may "
                   "be there on purpose, so ask the person who looks after the computer first."),
    },
  },
  {
    .id = "router-blocks",
    .who = DS_WHO_ROUTER,
    .check = 9,
    .judge = ds_cause_router_blocks,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("Your router may have turned the connection away."),
        [DS_GRADE_LIKELY] = N_("It looks as if your router turned the connection away."),
        [DS_GRADE_PROVEN] = N_("Your router turned the connection away."),
      },
      .advice = N_("Look in the settings of the router for a filter that names this website or "
                   "port {port}. If it is not your router, ask the person who runs it."),
    },
  },
  {
    .id = "port-filtered",
    .who = DS_WHO_PROVIDER,
    .check = 9,
    .judge = ds_cause_port_filtered,
    .words = {
      .titles = {
        [DS_GRADE_LIKELY] = N_("It looks as if port {port} is blocked on the way, whatever the "
                               "website."),
        [DS_GRADE_PROVEN] = N_("Port {port} is blocked past your router, whatever the website."),
      },
      .advice = N_("Ask your provider if it blocks port {port}. Another network, such as a phone "
                   "on mobile data, may let it through."),
    },
  },
  {
    .id = "provider-blocks",
    .who = DS_WHO_PROVIDER,
    .check = 9,
    .judge = ds_cause_provider_blocks,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("The provider’s network may have turned the connection away."),
        [DS_GRADE_LIKELY] = N_("It looks as if the provider’s network turned the connection "
                               "away."),
        [DS_GRADE_PROVEN] = N_("The connection was turned away past your router, in the "
                               "provider’s network."),
      },
      .advice = N_("Ask your provider if it blocks {website}. To compare, try another network, "
                   "such as a phone on mobile data."),
    },
  },
  {
    .id = "website-refuses",
    .who = DS_WHO_WEBSITE,
    .check = 4,
    .judge = ds_cause_website_refuses,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("{website} itself may have turned the connection away."),
        [DS_GRADE_LIKELY] = N_("It looks as if {website} itself turned the connection away."),
        [DS_GRADE_PROVEN] = N_("{website} was reached, and turned the connection away itself."),
      },
      .advice = N_("Wait a few minutes and try again. If it stays like this, tell the people who "
                   "run the website."),
    },
  },
  {
    .id = "website-silent",
    .who = DS_WHO_WEBSITE,
    .check = 4,
    .judge = ds_cause_website_silent,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("Nothing comes back from {website}: it may be switched off."),
        [DS_GRADE_LIKELY] = N_("Nothing comes back from {website}: it is probably switched off, "
                               "or keeps silent."),
        [DS_GRADE_PROVEN] = N_("{website} gives no answer at all."),
      },
      .advice = N_("Try again later. To compare, try another network, such as a phone on mobile "
                   "data. If it stays silent there too, the people who run the website need to "
                   "look."),
    },
  },
  {
    .id = "ipv6-broken",
    .who = DS_WHO_ROUTER,
    .check = 9,
    .judge = ds_cause_ipv6_broken,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("IPv6 may not work on this line; IPv4 does."),
        [DS_GRADE_LIKELY] = N_("It looks as if IPv6 does not work on this line; IPv4 does."),
        [DS_GRADE_PROVEN] = N_("IPv6 does not work on this line; IPv4 does."),
      },
      .advice = N_("The website opens by IPv4, perhaps only after a wait. Turn the router off and "
                   "on again. If that does not help, ask your provider about IPv6."),
    },
  },
  {
    .id = "connection-reset",
    .who = DS_WHO_UNKNOWN,
    .check = 9,
    .any_way = TRUE,
    .judge = ds_cause_connection_reset,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("The connection to {website} was taken first, and then cut off."),
      },
      .advice = N_("Try again. If it is cut off each time, try another network, such as a phone "
                   "on mobile data: if it works there, something on this line cuts it off."),
    },
  },
  {
    .id = "tls-invalid",
    .who = DS_WHO_WEBSITE,
    .check = 4,
    .any_way = TRUE,
    .judge = ds_cause_tls_invalid,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("The certificate of {website} can’t be trusted."),
      },
      .advice = N_("Type no password there. Try another network. If it is the same there, tell the "
                   "people who run the website."),
    },
  },
  {
    .id = "http-error",
    .who = DS_WHO_WEBSITE,
    .check = 4,
    .answer = TRUE,
    .any_way = TRUE,
    .judge = ds_cause_http_error,
  },
  {
    .id = "works",
    .who = DS_WHO_NOBODY,
    .check = 0,
    .answer = TRUE,
    .any_way = TRUE,
    .judge = ds_cause_works,
    .words = {
      .titles = {
        [DS_GRADE_PROVEN] = N_("{website} answers: the connection gets through."),
      },
      .advice = N_("If your browser still shows an error, load the page again. If that does not "
                   "help, go to step 6, the browser."),
    },
  },
  {
    .id = "unknown",
    .who = DS_WHO_UNKNOWN,
    .check = 0,
    .any_way = TRUE,
    .judge = ds_cause_unknown,
    .words = {
      .titles = {
        [DS_GRADE_POSSIBLE] = N_("What was measured does not show who stopped the connection."),
      },
      .advice = N_("Try again in a few minutes. To compare, try another network, such as a phone "
                   "on mobile data."),
    },
  },
};
/* clang-format on */

/**
 * ds_cause_note_clear:
 * @note: a note
 */
void
ds_cause_note_clear (DsCauseNote *note)
{
  g_clear_pointer (&note->other, g_free);
}

/**
 * ds_causes_get:
 * @n_rows: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_rows): the table; its last row is what is said when no
 *   other one holds
 */
const DsCauseRow *
ds_causes_get (guint *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}
