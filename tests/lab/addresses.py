# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of addresses all beds share, IPv4 first and IPv6 second in every pair."""

LAN4, LAN6 = '192.168.77', '2001:db8:77:'
NEAR4, NEAR6 = '192.168.78', '2001:db8:78:'
SITE4, SITE6 = '203.0.113', '2001:db8:113:'

CLIENT = (f'{LAN4}.10', f'{LAN6}:10')
GATEWAY = (f'{LAN4}.1', f'{LAN6}:1')
NEIGHBOUR = (f'{NEAR4}.20', f'{NEAR6}:20')
WWW = (f'{SITE4}.10', f'{SITE6}:10')
REFERENCES = [(f'{SITE4}.20', f'{SITE6}:20'), (f'{SITE4}.21', f'{SITE6}:21')]

# www has both families, four and six one each; all three are the same server.
NAMES = {
    'www.lab.test': WWW,
    'four.lab.test': WWW[:1],
    'six.lab.test': WWW[1:],
    'ref1.lab.test': REFERENCES[0],
    'ref2.lab.test': REFERENCES[1],
}


def transit(number):
    """The networks of a provider's link, as Link takes them."""
    return ('198.51.100', 16 * number, 28), f'2001:db8:64:{number}:'


def ends(number):
    """The addresses on a provider's link: the end nearer to the client, and the other."""
    return tuple((f'198.51.100.{16 * number + k}', f'2001:db8:64:{number}::{k}') for k in (1, 2))


def transit_net(number):
    return f'198.51.100.{16 * number}/28', f'2001:db8:64:{number}::/64'


def lan_net():
    return f'{LAN4}.0/24', f'{LAN6}:/64'


def routes(via, *nets):
    return [f'route add {net[k]} via {via[k]}' for net in nets for k in (0, 1)]


def default(via):
    return [f'route add default via {hop}' for hop in via]
