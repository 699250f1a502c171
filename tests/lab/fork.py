# SPDX-License-Identifier: GPL-3.0-or-later
"""A bed with two ways between r1 and r3.

    cli ---- r1 ---- a ---- r3 ---- srv
               `---- b ----'
"""
from addresses import (
    GATEWAY,
    LAN4,
    LAN6,
    SITE4,
    SITE6,
    default,
    ends,
    lan_net,
    routes,
    transit,
    transit_net,
)
from bed import Bed, Link


class Fork(Bed):
    """Two ways between r1 and r3, each connection taking one of them."""

    # Addresses of the routers on the two ways: those of b alone, and those of both.
    BRANCHES_B = (*ends(3)[1], *ends(4)[0], *ends(5)[0], *ends(5)[1])
    BRANCHES = (*ends(1)[1], *ends(2)[0], *BRANCHES_B)

    def __init__(self, uneven=False, names=None):
        """uneven: the way by b is one router longer."""
        super().__init__(names)
        long_way = ['b', 'b2'] if uneven else ['b']
        for name in ('cli', 'r1', 'a', *long_way, 'r3', 'srv'):
            self._host(name, forwards=name not in ('cli', 'srv'))
        links = [
            Link(self['cli'], 'eth0', self['r1'], 'near', (LAN4, 0, 24), LAN6, (10, 1)),
            Link(self['r1'], 'fara', self['a'], 'near', *transit(1)),
            Link(self['a'], 'far', self['r3'], 'neara', *transit(2)),
            Link(self['r1'], 'farb', self['b'], 'near', *transit(3)),
            Link(self[long_way[-1]], 'far', self['r3'], 'nearb', *transit(4)),
            Link(self['r3'], 'far', self['srv'], 'eth0', (SITE4, 0, 24), SITE6, (1, 10)),
        ]
        if uneven:
            links.append(Link(self['b'], 'far', self['b2'], 'near', *transit(5)))
        for link in links:
            link.connect_veth()
        for link in links:
            link.number()
        self._add_references()
        self._route(uneven)
        self._start_dns()
        # Often enough to have gone both ways.
        self._settle(tries=6)

    def _route(self, uneven):
        """r1 chooses by addresses and ports; the way back is always by a, as ways often differ.

        Policy 3 with the fields named is policy 1, except that it looks at the packet itself: over
        a veth a packet keeps the hash of the socket it came from, and policy 1 would go by that.
        """
        fields = 0x01 | 0x02 | 0x04 | 0x10 | 0x20
        for family in ('ipv4', 'ipv6'):
            self['r1'].sysctl(
                **{
                    f'net__{family}__fib_multipath_hash_fields': fields,
                    f'net__{family}__fib_multipath_hash_policy': 3,
                }
            )
        self.client.ip(*default(GATEWAY))
        self['srv'].ip(*default((f'{SITE4}.1', f'{SITE6}:1')))
        ways = [ends(1)[1], ends(3)[1]]
        for family, everything in enumerate(('0.0.0.0/0', '::/0')):
            hops = ' '.join(f'nexthop via {way[family]}' for way in ways)
            self['r1'].ip(f'route add {everything} {hops}')
        self['a'].ip(*default(ends(2)[1]), *routes(ends(1)[0], lan_net()))
        self['b'].ip(
            *default(ends(5)[1] if uneven else ends(4)[1]), *routes(ends(3)[0], lan_net())
        )
        if uneven:
            self['b2'].ip(*default(ends(4)[1]), *routes(ends(5)[0], lan_net()))
        self['r3'].ip(*routes(ends(2)[0], lan_net(), transit_net(1)))
