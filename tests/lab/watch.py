# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts and notes what a run of the product sends."""
import json

_COUNT = """
table inet count {{
  counter small {{}}
  counter full {{}}
  chain seen {{
    type filter hook prerouting priority raw;
    ip daddr {address} tcp dport {port} tcp flags & (syn | ack) == syn goto measure
  }}
  chain measure {{
    ip ttl <= 24 counter name small return
    counter name full
  }}
}}
"""

# What the kernel sends by itself to find its neighbours is ICMPv6, and does not count.
_NOTE = """
table inet note {
  counter sent {}
  set four { type ipv4_addr . inet_proto; flags dynamic; }
  set six { type ipv6_addr . inet_proto; flags dynamic; }
  chain out {
    type filter hook output priority raw;
    meta l4proto ipv6-icmp return
    counter name sent
    meta nfproto ipv4 add @four { ip daddr . meta l4proto }
    meta nfproto ipv6 add @six { ip6 daddr . meta l4proto }
  }
}
"""


def _listed(host, *what):
    objects = json.loads(host.run(['nft', '--json', 'list', *what]))['nftables']
    return [value for entry in objects for key, value in entry.items() if key != 'metainfo']


def count_syns(router, address, port):
    """Count SYNs to an IPv4 address and port that a router gets to see; see syns()."""
    router.nft(_COUNT.format(address=address, port=port))


def syns(router):
    """How many SYNs had a small TTL, as probes have, and how many the system's own."""
    packets = {counter['name']: counter['packets'] for counter in _listed(router, 'counters')}
    return packets['small'], packets['full']


def note_packets(client):
    """Note whatever the client sends; see packets() and destinations()."""
    client.nft(_NOTE)


def packets(client):
    return sum(counter['packets'] for counter in _listed(client, 'counters'))


def destinations(client):
    """Pairs of an address and a protocol."""
    found = set()
    for name in ('four', 'six'):
        for listed in _listed(client, 'set', 'inet', 'note', name):
            found |= {tuple(element['concat']) for element in listed.get('elem', [])}
    return found
