# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for what a scenario does to its bed: who rejects what, who drops what, who serves what.

Each function gives a step: something to call with the bed. A scenario is a list of them.
"""
import itertools

import dns
import pki
import servers
from addresses import GATEWAY, REFERENCES, WWW

# How a packet is turned away, in nftables' words; icmpx stands for ICMP and ICMPv6 alike.
RESET = 'tcp reset'
PORT = 'icmpx port-unreachable'
HOST = 'icmpx host-unreachable'
NET = 'icmpx no-route'
ADMIN = 'icmpx admin-prohibited'
HOST_PROHIBITED = 'icmp host-prohibited'  # IPv4 only

KINDS = (RESET, PORT, HOST, NET, ADMIN)

# Where a firewall of that host looks at the packet, for one that stands on the way.
HOOKS = {'cli': 'output', 'srv': 'input'}

_serial = itertools.count(1)


def _matches(port, to):
    """nftables matches for TCP to a port (None: any) of addresses (None: anybody)."""
    what = f'tcp dport {port}' if port else 'meta l4proto { tcp, udp }'
    if to is None:
        return [what]
    return [f"{'ip6' if ':' in address else 'ip'} daddr {address} {what}" for address in to]


def rule(host, hook, matches, action):
    """A chain of its own at a hook of that host."""

    def step(bed):
        lines = '\n'.join(f'    {match} {action}' for match in matches)
        bed[host].nft(
            f'table inet lab{next(_serial)} {{\n'
            f'  chain only {{\n    type filter hook {hook} priority filter;\n{lines}\n  }}\n}}\n'
        )

    return step


def reject(host, how, port=80, to=WWW, hook=None):
    """Turn away TCP to a port; a router does it where it forwards, unless hook says otherwise."""
    if how == HOST_PROHIBITED and to is not None:
        to = [address for address in to if ':' not in address]
    hook = hook or HOOKS.get(host, 'forward')
    return rule(host, hook, _matches(port, to), f'reject with {_spelled(how)}')


def _spelled(how):
    return how if how == RESET else how.replace(' ', ' type ')


def drop(host, port=80, to=WWW, hook=None):
    """Lose TCP to a port without a word; port None means all TCP and UDP."""
    return rule(host, hook or HOOKS.get(host, 'forward'), _matches(port, to), 'drop')


def quiet(*hosts):
    """Routers that never say that a packet expired."""

    says = ['icmp type time-exceeded', 'icmpv6 type time-exceeded']

    def step(bed):
        for host in hosts:
            rule(host, 'output', says, 'drop')(bed)

    return step


def first_hops(host, hops):
    """Let packets of that host set out with another TTL than 64."""

    def step(bed):
        bed[host].sysctl(net__ipv4__ip_default_ttl=hops)
        for name in ('all', 'default', *_devices(bed[host])):
            bed[host].sysctl(**{f'net__ipv6__conf__{name}__hop_limit': hops})

    return step


def _devices(host):
    return [line.split()[0].split('@')[0] for line in host.run(['ip', '-br', 'link']).splitlines()]


def ip(host, *lines):
    """Change links, addresses or routes of that host."""
    return lambda bed: bed[host].ip(*lines)


def hosts(*lines):
    """More lines in the client's hosts file."""

    def step(bed):
        with open(bed.folder / 'hosts', 'a') as file:
            file.writelines(f'{line}\n' for line in lines)

    return step


def name_servers(*addresses):
    """The client asks these name servers, in that order."""

    def step(bed):
        lines = ''.join(f'nameserver {address}\n' for address in addresses)
        (bed.folder / 'resolv.conf').write_text(lines)

    return step


def name_server_errs(host, address):
    """A name server on one of that host's addresses answers every question with an error."""
    return lambda bed: dns.start_without_knowledge(bed[host], address, bed.folder)


def name_server_lies(host, address, lies):
    """A name server on one of that host's addresses lies about some names (see dns.py)."""
    return lambda bed: dns.start_liar(bed[host], address, lies, GATEWAY[0], bed.folder)


def moved(name, old, new):
    """A name server on the client has kept the old address of a website that has moved since."""

    def step(bed):
        dns.rename(bed.dns, {**bed.names, name: [old]}, bed.folder)
        dns.wait_for(bed.client, GATEWAY[0], name, old)
        dns.start_cache(bed.client, GATEWAY[0], bed.folder)
        dns.wait_for(bed.client, '127.0.0.1', name, old)
        dns.rename(bed.dns, {**bed.names, name: [new]}, bed.folder)
        dns.wait_for(bed.client, GATEWAY[0], name, new)

    return step


def serve(port=80, answer=None, at=WWW, host='srv'):
    """Let somebody listen there; a web page unless answer says otherwise."""
    return lambda bed: bed.serve(at, port, answer or servers.web(), host)


def serve_tls(kind='good', port=443, at=WWW):
    """A web page over TLS, with a certificate of that kind."""
    return lambda bed: bed.serve(at, port, servers.tls(pki.certificate(kind)))


def references(port=443):
    """The reference sites listen at that port, too."""

    def step(bed):
        for addresses in REFERENCES:
            bed.serve(addresses, port, servers.silent())

    return step
