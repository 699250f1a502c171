# SPDX-License-Identifier: GPL-3.0-or-later
"""The bed of most scenarios: one way, any number of routers.

    cli ---- r1 ---- r2 ---- r3 ---- srv
       home     provider's      server's network

r1 is the home router: it translates addresses as home routers do, and answers DNS questions. The
others are the provider's. Router rk is hop k; the server is one further.
"""
from addresses import (
    GATEWAY,
    LAN4,
    LAN6,
    NEAR4,
    NEAR6,
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

_NAT = """
table ip nat {
  chain out { type nat hook postrouting priority srcnat; oifname "far" masquerade; }
}
"""


class Chain(Bed):
    """Client, any number of routers, server."""

    def __init__(self, routers=3, nat=True, neighbour=False, delay_us=None, names=None):
        """neighbour: one more computer, nas, next to the client. delay_us: each way of a link."""
        super().__init__(names)
        self.routers = ['r%d' % hop for hop in range(1, routers + 1)]
        for name in ('cli', *self.routers, 'srv'):
            self._host(name, forwards=name in self.routers)
        links = self._links()
        if delay_us is None:
            for link in links:
                link.connect_veth()
        else:
            self._tunnel(links, delay_us)
        if neighbour:
            nas = self._host('nas')
            links.append(Link(self.client, 'eth1', nas, 'eth0', (NEAR4, 0, 24), NEAR6, (10, 20)))
            links[-1].connect_veth()
        for link in links:
            link.number()
        self._add_references()
        self._route()
        if nat:
            self['r1'].nft(_NAT)
        self._start_dns()
        self._settle()

    def _links(self):
        row = [self[name] for name in ('cli', *self.routers, 'srv')]
        links = [Link(row[0], 'eth0', row[1], 'near', (LAN4, 0, 24), LAN6, (10, 1))]
        for i in range(1, len(row) - 2):
            links.append(Link(row[i], 'far', row[i + 1], 'near', *transit(i)))
        links.append(Link(row[-2], 'far', row[-1], 'eth0', (SITE4, 0, 24), SITE6, (1, 10)))
        return links

    def _route(self):
        self.client.ip(*default(GATEWAY))
        self['srv'].ip(*default((f'{SITE4}.1', f'{SITE6}:1')))
        for i, name in enumerate(self.routers, 1):
            lines = []
            if i < len(self.routers):
                lines += default(ends(i)[1])
            if i > 1:
                lines += routes(ends(i - 1)[0], lan_net(), *map(transit_net, range(1, i - 1)))
            self[name].ip(*lines)
