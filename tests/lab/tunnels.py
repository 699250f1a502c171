# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of VPNs: real ones that block, are dead or are missed, and those not to blame.

The VPN's computer is hop 1 of what goes through it, r3 and the server's network are behind it.
"""
import functools

import servers
import vpn
from addresses import GATEWAY, WWW
from computer import wait_until
from deskbed import Desktop
from rules import (
    ADMIN,
    PORT,
    RESET,
    drop,
    reject,
    references,
    rule,
    serve,
    serve_tls,
)
from scenario import Scenario, Truth

SITE = 'four.lab.test'
URL = f'http://{SITE}/'
SECURE = f'https://{SITE}/'
OFFER = f'vpn-off:{vpn.UUID}'

# In a scenario that waits for silence: the system's resolver alone takes five seconds.
LATER = ('--timeout', '15')

with_vpn = functools.partial(Desktop, vpn={})
with_names_past = functools.partial(Desktop, vpn={'own_dns': False})
with_split_vpn = functools.partial(Desktop, vpn={'everything': False, 'own_dns': False})

Tunnel = functools.partial(Scenario, bed=with_vpn)


def on(bed):
    bed.vpn.up()


def settle(bed):
    """Until its address is known to be nobody else's, routes are missing."""
    tentative = ['ip', '-6', 'address', 'show', 'tentative']
    wait_until(lambda: not bed.client.run(tentative), 'IPv6 of the VPN')


def by_hand(bed):
    bed.vpn.up_by_hand()


def die(bed):
    bed.vpn.die()


# For visitors from the VPN only.
def bans_vpn(host, how, hook):
    matches = [
        f'ip saddr {vpn.SERVER[0]} tcp dport 80',
        f'ip6 saddr {vpn.SERVER[1]} tcp dport 80',
    ]
    return rule(host, hook, matches, f'reject with {how}')


def at_first_words(host, port):
    """That host lets a handshake pass, and cuts off whoever says something."""
    matches = [f'ip daddr {WWW[0]} tcp dport {port} tcp flags & psh == psh']
    return rule(host, 'forward', matches, f'reject with {RESET}')


def strict(bed):
    """What comes back by another way than it would go out by is dropped (RFC 3704)."""
    bed.client.sysctl(net__ipv4__conf__all__rp_filter=1)


def kill_switch(how, spared='53'):
    """This computer lets nothing out but what goes to the VPN, or to that port."""
    matches = [
        f'oifname "eth0" ip daddr != {vpn.SERVER[0]} {kind} dport != {{ 67, {spared} }}'
        for kind in ('udp', 'tcp')
    ]
    matches += [f'oifname "eth0" ip6 daddr != {GATEWAY[1]} tcp dport 1-65535']
    return rule('cli', 'output', matches, how)


def step(finding, offered=True, says=None):
    """Check 5 concludes that, and offers to turn the VPN off, or does not."""

    def look(report):
        check = report['checks'][4]
        if check['finding'] != finding:
            yield f"check 5 says {check['finding']}, not {finding}: {check['summary']}"
        got = [one['id'] for one in check['changes']]
        if got != ([OFFER] if offered else []):
            yield f'check 5 offers {got}'
        if says is not None and says not in ' '.join(filter(None, map(check.get, TEXTS))):
            yield f'check 5 does not say "{says}": {check}'

    return look


TEXTS = ('summary', 'meaning', 'advice')

HINDERS = step('problem')

BLOCKS = [
    Tunnel(
        *('vpn-rejects', URL, [serve(), references(), on, reject('vpn', PORT)]),
        *('vpn-blocks', 'vpn', 'proven', 5, (1, 1)),
        look=HINDERS,
    ),
    Tunnel(
        *('vpn-resets', URL, [serve(), references(), on, reject('vpn', RESET)]),
        *('vpn-blocks', 'vpn', 'proven', 5, (1, 1)),
        look=HINDERS,
    ),
    Tunnel(
        *('vpn-prohibits', URL, [serve(), references(), on, reject('vpn', ADMIN)]),
        *('vpn-blocks', 'vpn', 'proven', 5, (1, 1)),
        look=HINDERS,
    ),
    Tunnel(
        'vpn-resets-both-families',
        'http://www.lab.test/',
        [serve(), references(), on, reject('vpn', RESET)],
        *('vpn-blocks', 'vpn', 'proven', 5, (1, 1)),
        look=HINDERS,
    ),
    Tunnel(
        'vpn-rejects-tls',
        SECURE,
        [serve_tls(), references(), on, reject('vpn', PORT, 443)],
        *('vpn-blocks', 'vpn', 'proven', 5, (1, 1)),
        look=HINDERS,
    ),
    Tunnel(
        *('vpn-drops', URL, [serve(), references(), on, drop('vpn')]),
        *('vpn-blocks', 'vpn', 'proven', 5),
        args=LATER,
        look=HINDERS,
    ),
    # Behind the VPN's computer, where no router and no provider of the person's is.
    Tunnel(
        'blocked-behind-vpn',
        URL,
        [serve(), references(), on, bans_vpn('r3', PORT, 'forward')],
        *('vpn-blocks', 'vpn', 'proven', 5, (2, 2)),
        look=HINDERS,
    ),
    Tunnel(
        'blocked-behind-vpn-by-reset',
        URL,
        [serve(), references(), on, bans_vpn('r3', RESET, 'forward')],
        *('vpn-blocks', 'vpn', 'proven', 5),
        truth=Truth('vpn', 2),
        look=HINDERS,
    ),
    # The website lets nobody in who comes by this VPN.
    Tunnel(
        'website-bans-vpn',
        URL,
        [serve(), references(), on, bans_vpn('srv', RESET, 'input')],
        *('vpn-blocks', 'vpn', 'proven', 5, (3, 3)),
        truth=Truth(('vpn', 'website'), 3),
        look=HINDERS,
    ),
    # It lets connections through, and cuts them off at the first words.
    Tunnel(
        *('vpn-cuts-off', URL, [serve(), references(), on, at_first_words('vpn', 80)]),
        *('vpn-blocks', 'vpn', 'proven', 5),
        look=HINDERS,
    ),
    Tunnel(
        *('vpn-cuts-off-tls', SECURE, [serve_tls(), references(), on, at_first_words('vpn', 443)]),
        *('vpn-blocks', 'vpn', 'proven', 5),
        look=HINDERS,
    ),
    # The way past it gives no answer, so nothing is proven.
    Tunnel(
        'vpn-rejects-past-it-silent',
        URL,
        [serve(), references(), on, reject('vpn', PORT), strict],
        *('vpn-blocks', 'vpn', 'likely', 5, (1, 1)),
        look=HINDERS,
    ),
    Tunnel(
        'vpn-rejects-website-closed',
        URL,
        [references(), on, reject('vpn', PORT)],
        *('vpn-blocks', 'vpn', 'likely', 5, (1, 1)),
        truth=Truth(('vpn', 'website'), 1),
        look=step('problem', offered=False),
    ),
    # Turned on by its own program: NetworkManager can't turn it off.
    Tunnel(
        'vpn-by-hand-rejects',
        URL,
        [serve(), references(), by_hand, reject('vpn', PORT)],
        *('vpn-blocks', 'vpn', 'proven', 5, (1, 1)),
        look=step('problem', offered=False, says='a program of its own'),
    ),
]

DEAD = [
    Tunnel(
        *('vpn-dead', URL, [serve(), references(), on, die]),
        *('vpn-dead', 'vpn', 'proven', 5),
        args=LATER,
        look=HINDERS,
    ),
    Tunnel(
        *('vpn-dead-tls', SECURE, [serve_tls(), references(), on, die]),
        *('vpn-dead', 'vpn', 'proven', 5),
        args=LATER,
        look=HINDERS,
    ),
    # Names are found, since the line's own name servers are asked.
    Tunnel(
        *('vpn-dead-names-found', URL, [serve(), references(), on, die]),
        *('vpn-dead', 'vpn', 'proven', 5),
        args=LATER,
        bed=with_names_past,
        look=HINDERS,
    ),
    Tunnel(
        *('vpn-dead-website-closed', URL, [references(), on, die]),
        *('vpn-dead', 'vpn', 'proven', 5),
        args=LATER,
        truth=Truth(('vpn', 'website')),
    ),
    # Its computer is there, and lets nothing go on.
    Tunnel(
        *('vpn-passes-nothing-on', URL, [serve(), references(), on, drop('vpn', None, None)]),
        *('vpn-dead', 'vpn', 'proven', 5),
        args=LATER,
        look=HINDERS,
    ),
    Tunnel(
        'vpn-names-dead',
        URL,
        [
            *(serve(), references(), on),
            rule('vpn', 'input', ['udp dport 53', 'tcp dport 53'], 'drop'),
        ],
        *('vpn-dead', 'vpn', 'proven', 5),
        args=LATER,
        look=HINDERS,
    ),
]

KILL_SWITCH = [
    Tunnel(
        'kill-switch-rejects',
        URL,
        [serve(), references(), kill_switch('reject with icmpx admin-prohibited')],
        *('vpn-kill-switch', 'this-computer', 'likely', 5, (0, 0)),
        look=step('problem', offered=False, says='Work'),
    ),
    Tunnel(
        'kill-switch-resets',
        URL,
        [
            *(serve(), references()),
            rule('cli', 'output', ['oifname "eth0" tcp dport { 80, 443 }'], f'reject with {RESET}'),
        ],
        *('vpn-kill-switch', 'this-computer', 'likely', 5, (0, 0)),
        look=step('problem', offered=False, says='Work'),
    ),
    Tunnel(
        *('kill-switch-drops', URL, [serve(), references(), kill_switch('drop')]),
        *('vpn-kill-switch', 'this-computer', 'likely', 5),
        args=LATER,
        look=step('problem', offered=False, says='Work'),
    ),
    # Names, too: nothing could even be tried.
    Tunnel(
        'kill-switch-stops-names',
        URL,
        [serve(), references(), kill_switch('reject with icmpx admin-prohibited', '67')],
        *('vpn-kill-switch', 'this-computer', 'likely', 5),
        args=LATER,
        look=step('problem', offered=False, says='Work'),
    ),
    Tunnel(
        'kill-switch-drops-names',
        URL,
        [serve(), references(), kill_switch('drop', '67')],
        *('vpn-kill-switch', 'this-computer', 'likely', 5),
        args=LATER,
        look=step('problem', offered=False, says='Work'),
    ),
    # A rule about one website is none, though a VPN is off.
    Tunnel(
        'rejected-here-vpn-off',
        URL,
        [serve(), references(), reject('cli', PORT)],
        *('local-firewall', 'this-computer', 'proven', 8, (0, 0)),
        look=step('not-needed', offered=False),
    ),
    # A rule for the device of the VPN: what is stopped here never got to it.
    Tunnel(
        'rejected-here-before-vpn',
        URL,
        [
            *(serve(), references(), on),
            rule('cli', 'output', ['oifname "tun0" tcp dport 80'], f'reject with {PORT}'),
        ],
        *('local-firewall', 'this-computer', 'proven', 8, (0, 0)),
    ),
]

INNOCENT = [
    Tunnel(
        *('vpn-passes', URL, [serve(), references(), on]),
        *('works', 'nobody', 'proven'),
        exit=0,
        look=step('ok', offered=False),
    ),
    Tunnel(
        *('vpn-by-hand-passes', URL, [serve(), references(), by_hand]),
        *('works', 'nobody', 'proven'),
        exit=0,
        look=step('ok', offered=False),
    ),
    Tunnel(
        *('vpn-and-website-closed', URL, [references(), on]),
        *('website-refuses', 'website', 'proven', 4, (3, 3)),
        look=step('ok', offered=False),
    ),
    Tunnel(
        *('vpn-and-website-silent', URL, [serve(), references(), on, drop('srv')]),
        ('website-silent', 'unknown'),
        args=LATER,
        truth=Truth('website', 3),
        look=step('unknown'),
    ),
    Tunnel(
        *('vpn-and-wrong-port', f'http://{SITE}:8080/', [serve(), references(), on]),
        *('wrong-port', 'address', 'proven', 2, (3, 3)),
    ),
    Tunnel(
        'vpn-and-website-cuts-off',
        URL,
        [serve(80, servers.reset_after_first_words()), references(), on],
        *('connection-reset', 'unknown', 'proven', 9),
        look=step('ok', offered=False),
    ),
    # It only carries its own network.
    Tunnel(
        *('split-vpn-website-closed', URL, [references(), on]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
        bed=with_split_vpn,
        look=step('ok', offered=False),
    ),
    Tunnel(
        *('split-vpn-router-blocks', URL, [serve(), references(), on, reject('r1', PORT)]),
        *('router-blocks', 'router', 'proven', 9, (1, 1)),
        bed=with_split_vpn,
        look=step('ok', offered=False),
    ),
    Tunnel(
        *('vpn-off-website-closed', URL, [references()]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
        look=step('not-needed', offered=False),
    ),
    # Nobody listens in the VPN's own network, either; that is nobody's filter.
    Tunnel(
        *('vpn-name-unknown', 'http://nowhere.lab.test/', [references(), on]),
        *('name-unknown', 'address', 'proven', 2),
    ),
]

ALL = [*BLOCKS, *DEAD, *KILL_SWITCH, *INNOCENT]
