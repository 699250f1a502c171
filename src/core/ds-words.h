/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The words of Doorstep. Screens, help, command line and JSON spell each one as its nick:
 * DS_WHO_THIS_COMPUTER is `this-computer` everywhere. */

/**
 * DsFamily:
 * @DS_FAMILY_IPV4: IPv4
 * @DS_FAMILY_IPV6: IPv6
 */
typedef enum
{
  DS_FAMILY_IPV4,
  DS_FAMILY_IPV6,
} DsFamily;

/**
 * DsWay:
 * @DS_WAY_DIRECT: as the computer is set, to the address the system's resolver gave
 * @DS_WAY_PAST_VPN: bound to the physical link
 * @DS_WAY_PROXY: through the proxy in force
 * @DS_WAY_FRESH_DNS: to an address asked for anew
 * @DS_WAY_SIBLING_PORT: as is, to another port of the same address
 * @DS_WAY_REFERENCE: as is, to a reference site
 *
 * By which way an attempt was made.
 */
typedef enum
{
  DS_WAY_DIRECT,
  DS_WAY_PAST_VPN,
  DS_WAY_PROXY,
  DS_WAY_FRESH_DNS,
  DS_WAY_SIBLING_PORT,
  DS_WAY_REFERENCE,
} DsWay;

/**
 * DsOutcome:
 * @DS_OUTCOME_OPEN: the handshake was completed
 * @DS_OUTCOME_REFUSED: a reset, or an ICMP port unreachable
 * @DS_OUTCOME_TIMED_OUT: nothing came back before the deadline
 * @DS_OUTCOME_UNREACHABLE: an ICMP host or network unreachable
 * @DS_OUTCOME_PROHIBITED: an ICMP administratively prohibited
 * @DS_OUTCOME_RESET: accepted first, reset then
 * @DS_OUTCOME_NO_ROUTE: this computer has no way to send to that address
 * @DS_OUTCOME_ERROR: something else went wrong
 *
 * How an attempt ended.
 */
typedef enum
{
  DS_OUTCOME_OPEN,
  DS_OUTCOME_REFUSED,
  DS_OUTCOME_TIMED_OUT,
  DS_OUTCOME_UNREACHABLE,
  DS_OUTCOME_PROHIBITED,
  DS_OUTCOME_RESET,
  DS_OUTCOME_NO_ROUTE,
  DS_OUTCOME_ERROR,
} DsOutcome;

/**
 * DsWho:
 *
 * Who said no. %DS_WHO_ADDRESS is what was typed.
 */
typedef enum
{
  DS_WHO_THIS_COMPUTER,
  DS_WHO_VPN,
  DS_WHO_PROXY,
  DS_WHO_ROUTER,
  DS_WHO_PROVIDER,
  DS_WHO_WEBSITE,
  DS_WHO_ADDRESS,
  DS_WHO_NOBODY,
  DS_WHO_UNKNOWN,
} DsWho;

/**
 * DsGrade:
 * @DS_GRADE_NONE: it does not hold
 * @DS_GRADE_POSSIBLE: nothing speaks against it
 * @DS_GRADE_LIKELY: the evidence points to it, a control is missing
 * @DS_GRADE_PROVEN: measured, with the control that could have shown otherwise
 */
typedef enum
{
  DS_GRADE_NONE,
  DS_GRADE_POSSIBLE,
  DS_GRADE_LIKELY,
  DS_GRADE_PROVEN,
} DsGrade;

/**
 * DsFindingKind:
 * @DS_FINDING_NOT_RUN: the check has not been made
 * @DS_FINDING_OK: looked at, nothing wrong here
 * @DS_FINDING_ATTENTION: worth knowing, not the cause
 * @DS_FINDING_PROBLEM: this is where the connection is turned away
 * @DS_FINDING_UNKNOWN: it ran and does not decide
 * @DS_FINDING_NOT_NEEDED: nothing to do here
 */
typedef enum
{
  DS_FINDING_NOT_RUN,
  DS_FINDING_OK,
  DS_FINDING_ATTENTION,
  DS_FINDING_PROBLEM,
  DS_FINDING_UNKNOWN,
  DS_FINDING_NOT_NEEDED,
} DsFindingKind;

/**
 * DsNameStatus:
 * @DS_NAME_ANSWERED: at least one address came back
 * @DS_NAME_NO_SUCH_NAME: the answer was that there is no such name, or no address for it
 * @DS_NAME_FAILED: no answer could be had
 * @DS_NAME_TIMED_OUT: no answer came before the deadline
 *
 * How one question for a name's addresses ended.
 */
typedef enum
{
  DS_NAME_ANSWERED,
  DS_NAME_NO_SUCH_NAME,
  DS_NAME_FAILED,
  DS_NAME_TIMED_OUT,
} DsNameStatus;

/**
 * DsCacheKind:
 * @DS_CACHE_RESOLVED: systemd-resolved
 * @DS_CACHE_NM_DNSMASQ: the dnsmasq that NetworkManager runs
 * @DS_CACHE_DNSMASQ: another dnsmasq
 * @DS_CACHE_NSCD: the name service cache of the C library
 * @DS_CACHE_UNBOUND: Unbound
 * @DS_CACHE_OTHER: a name server on this computer that does not say what it is
 *
 * A program that keeps answers on this computer.
 */
typedef enum
{
  DS_CACHE_RESOLVED,
  DS_CACHE_NM_DNSMASQ,
  DS_CACHE_DNSMASQ,
  DS_CACHE_NSCD,
  DS_CACHE_UNBOUND,
  DS_CACHE_OTHER,
} DsCacheKind;

/**
 * DsProbePurpose:
 * @DS_PROBE_SWEEP: one of the first round, a different hop limit each
 * @DS_PROBE_REPEAT: a hop limit tried again, from one source port
 * @DS_PROBE_THRESHOLD: answers with a TTL below @min_ttl were dropped by the kernel
 * @DS_PROBE_CONTROL: the same to an open port of the same address
 * @DS_PROBE_DATAGRAM: a UDP datagram to a port nobody listens on
 * @DS_PROBE_BURST: one of a burst between two readings of the devices' counters
 * @DS_PROBE_PAYLOAD: hop-limited data on a connection that was accepted
 */
typedef enum
{
  DS_PROBE_SWEEP,
  DS_PROBE_REPEAT,
  DS_PROBE_THRESHOLD,
  DS_PROBE_CONTROL,
  DS_PROBE_DATAGRAM,
  DS_PROBE_BURST,
  DS_PROBE_PAYLOAD,
} DsProbePurpose;

/**
 * DsProbeAnswer:
 * @DS_ANSWER_SILENT: nothing came back in time
 * @DS_ANSWER_EXPIRED: a hop said that the hop limit was used up (ICMP 11/0, ICMPv6 3/0)
 * @DS_ANSWER_OPEN: the handshake was completed
 * @DS_ANSWER_REFUSED: a reset
 * @DS_ANSWER_REJECTED: an ICMP error that is no expiry
 * @DS_ANSWER_FAILED: the probe could not be sent
 */
typedef enum
{
  DS_ANSWER_SILENT,
  DS_ANSWER_EXPIRED,
  DS_ANSWER_OPEN,
  DS_ANSWER_REFUSED,
  DS_ANSWER_REJECTED,
  DS_ANSWER_FAILED,
} DsProbeAnswer;

/**
 * DsExchangeStage:
 * @DS_STAGE_CONNECT: no connection came about
 * @DS_STAGE_TLS: connected, the TLS handshake failed
 * @DS_STAGE_HTTP: connected (and secured), no answer to the request
 * @DS_STAGE_ANSWERED: an HTTP status line was read
 *
 * The furthest stage an HTTP exchange reached.
 */
typedef enum
{
  DS_STAGE_CONNECT,
  DS_STAGE_TLS,
  DS_STAGE_HTTP,
  DS_STAGE_ANSWERED,
} DsExchangeStage;

/**
 * DsProxySource:
 * @DS_PROXY_SOURCE_UNKNOWN: the system does not say where
 * @DS_PROXY_SOURCE_SETTINGS: the settings of the desktop
 * @DS_PROXY_SOURCE_ENVIRONMENT: an environment variable
 * @DS_PROXY_SOURCE_AUTOMATIC: a script of the network (PAC)
 * @DS_PROXY_SOURCE_PORTAL: the desktop, asked from inside a sandbox
 *
 * Where a proxy is set.
 */
typedef enum
{
  DS_PROXY_SOURCE_UNKNOWN,
  DS_PROXY_SOURCE_SETTINGS,
  DS_PROXY_SOURCE_ENVIRONMENT,
  DS_PROXY_SOURCE_AUTOMATIC,
  DS_PROXY_SOURCE_PORTAL,
} DsProxySource;

/**
 * DsProxyMode:
 * @DS_PROXY_MODE_UNKNOWN: there are no such settings here, or a sandbox hides them
 * @DS_PROXY_MODE_NONE: no proxy
 * @DS_PROXY_MODE_MANUAL: the proxies are written there
 * @DS_PROXY_MODE_AUTOMATIC: a script (PAC) names them
 *
 * How the desktop's settings say which proxy to use.
 */
typedef enum
{
  DS_PROXY_MODE_UNKNOWN,
  DS_PROXY_MODE_NONE,
  DS_PROXY_MODE_MANUAL,
  DS_PROXY_MODE_AUTOMATIC,
} DsProxyMode;

/**
 * DsProxyScriptState:
 * @DS_PROXY_SCRIPT_NOT_ASKED: nobody looked: there is none, it named a proxy, or it is a file
 * @DS_PROXY_SCRIPT_THERE: it can be loaded
 * @DS_PROXY_SCRIPT_MISSING: whoever should have it answered that it is not there
 * @DS_PROXY_SCRIPT_UNREACHABLE: whoever should have it can't be reached
 *
 * Whether the script that names the proxies is there.
 */
typedef enum
{
  DS_PROXY_SCRIPT_NOT_ASKED,
  DS_PROXY_SCRIPT_THERE,
  DS_PROXY_SCRIPT_MISSING,
  DS_PROXY_SCRIPT_UNREACHABLE,
} DsProxyScriptState;

/**
 * DsProxyWord:
 * @DS_PROXY_WORD_NOTHING: nothing of its own, as far as it shows
 * @DS_PROXY_WORD_REFUSED: it does not let this person or this website through
 * @DS_PROXY_WORD_FAILED: it could not reach the website
 *
 * What a proxy itself answered, in place of the website.
 */
typedef enum
{
  DS_PROXY_WORD_NOTHING,
  DS_PROXY_WORD_REFUSED,
  DS_PROXY_WORD_FAILED,
} DsProxyWord;

/**
 * DsProxyReason:
 * @DS_PROXY_REASON_NONE: it gave none
 * @DS_PROXY_REASON_RULES: its rules do not allow it (RFC 1928 section 6, reply 2)
 * @DS_PROXY_REASON_PASSWORD: it wants a user name and password, or other ones
 * @DS_PROXY_REASON_REFUSED: the website refused the connection (reply 5)
 * @DS_PROXY_REASON_UNREACHABLE: the website's network or computer can't be reached (3, 4, 6)
 * @DS_PROXY_REASON_FAILED: it failed, and says no more than that (1, 7, 8; any no by SOCKS 4)
 *
 * The reason a SOCKS proxy gave for not letting a connection through.
 */
typedef enum
{
  DS_PROXY_REASON_NONE,
  DS_PROXY_REASON_RULES,
  DS_PROXY_REASON_PASSWORD,
  DS_PROXY_REASON_REFUSED,
  DS_PROXY_REASON_UNREACHABLE,
  DS_PROXY_REASON_FAILED,
} DsProxyReason;

/**
 * DsManagerState:
 * @DS_MANAGER_ABSENT: there is no NetworkManager here
 * @DS_MANAGER_ANSWERED: it said how this computer is connected
 * @DS_MANAGER_SILENT: it is there and did not answer in time, or not in a way that can be read
 *
 * What NetworkManager had to say.
 */
typedef enum
{
  DS_MANAGER_ABSENT,
  DS_MANAGER_ANSWERED,
  DS_MANAGER_SILENT,
} DsManagerState;

/**
 * DsConnectionKind:
 * @DS_CONNECTION_PHYSICAL: a line of this computer: a cable, Wi-Fi, a mobile network
 * @DS_CONNECTION_VPN: a tunnel through another line
 * @DS_CONNECTION_VIRTUAL: a network that stays within this computer, as of virtual machines
 */
typedef enum
{
  DS_CONNECTION_PHYSICAL,
  DS_CONNECTION_VPN,
  DS_CONNECTION_VIRTUAL,
} DsConnectionKind;

/**
 * DsConnectionState:
 * @DS_CONNECTION_INACTIVE: set up, and not in use
 * @DS_CONNECTION_ACTIVATING: being turned on
 * @DS_CONNECTION_ACTIVE: in use
 * @DS_CONNECTION_DEACTIVATING: being turned off
 */
typedef enum
{
  DS_CONNECTION_INACTIVE,
  DS_CONNECTION_ACTIVATING,
  DS_CONNECTION_ACTIVE,
  DS_CONNECTION_DEACTIVATING,
} DsConnectionState;

/**
 * DsGuardKind:
 * @DS_GUARD_FIREWALL: a firewall: rules for packets
 * @DS_GUARD_PROGRAM: a program that asks or decides which program may go online
 * @DS_GUARD_VPN_APP: the app of a VPN service, which can stop everything that does not go through
 * it
 *
 * What sort of thing on this computer may stop a connection.
 */
typedef enum
{
  DS_GUARD_FIREWALL,
  DS_GUARD_PROGRAM,
  DS_GUARD_VPN_APP,
} DsGuardKind;

/**
 * DsGuardState:
 * @DS_GUARD_UNSEEN: it could not be seen if it is there, or what it does
 * @DS_GUARD_OFF: it is there, and turned off
 * @DS_GUARD_PRESENT: it is there; it does not show if it is in use
 * @DS_GUARD_ACTIVE: it is in use
 *
 * How something that may stop connections does.
 */
typedef enum
{
  DS_GUARD_UNSEEN,
  DS_GUARD_OFF,
  DS_GUARD_PRESENT,
  DS_GUARD_ACTIVE,
} DsGuardState;

/**
 * DsPassword:
 * @DS_PASSWORD_NONE: nobody is asked for one
 * @DS_PASSWORD_PERHAPS: the system may ask for one
 * @DS_PASSWORD_ADMINISTRATOR: the system asks for an administrator's
 *
 * Whether a change asks for a password.
 */
typedef enum
{
  DS_PASSWORD_NONE,
  DS_PASSWORD_PERHAPS,
  DS_PASSWORD_ADMINISTRATOR,
} DsPassword;

/**
 * DsRunState:
 * @DS_RUN_WAITING: what it needs is not there yet
 * @DS_RUN_RUNNING: under way
 * @DS_RUN_DONE: ran to its end
 * @DS_RUN_FAILED: could not run; its error says why
 * @DS_RUN_NOT_NEEDED: the evidence made it needless
 * @DS_RUN_CUT_SHORT: cancelled, or the deadline of the run passed
 *
 * What became of one experiment.
 */
typedef enum
{
  DS_RUN_WAITING,
  DS_RUN_RUNNING,
  DS_RUN_DONE,
  DS_RUN_FAILED,
  DS_RUN_NOT_NEEDED,
  DS_RUN_CUT_SHORT,
} DsRunState;

/**
 * DsPlaceMark:
 * @DS_PLACE_PASSED: the connection got through here
 * @DS_PLACE_REFUSED: here it was turned away
 * @DS_PLACE_SUSPECT: here or at a neighbour it was turned away
 * @DS_PLACE_NO_WAY: from here no way leads on
 * @DS_PLACE_SILENT: no answer came from here
 * @DS_PLACE_NOT_REACHED: the connection never came this far
 * @DS_PLACE_UNKNOWN: not measured
 *
 * What happened at one place of the path from this computer to the website.
 */
typedef enum
{
  DS_PLACE_PASSED,
  DS_PLACE_REFUSED,
  DS_PLACE_SUSPECT,
  DS_PLACE_NO_WAY,
  DS_PLACE_SILENT,
  DS_PLACE_NOT_REACHED,
  DS_PLACE_UNKNOWN,
} DsPlaceMark;

G_END_DECLS
