# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop computer is set to, as texts that can be compared: before a change, and after it
was put back, they are the same byte for byte.

Left out is only what changes by itself: counters, ages, the numbers the kernel gives to devices,
and the connections NetworkManager makes up for devices it finds (lo, and the device of a VPN).
"""
import functools
import os
import pathlib
import re

from sysbus import OBJECTS

MADE_UP = ('loopback', 'tun')
PROFILES = (
    '/etc/NetworkManager/system-connections',
    '/run/NetworkManager/system-connections',
)
COMMANDS = {
    'addresses': ['ip', '-o', 'address', 'show', 'up', 'scope', 'global'],
    'routes': ['ip', '-4', 'route', 'show', 'table', 'all'],
    'routes-6': ['ip', '-6', 'route', 'show', 'table', 'all'],
    'policies': ['ip', 'rule'],
    'policies-6': ['ip', '-6', 'rule'],
    'packet-filter': ['nft', '--stateless', 'list', 'ruleset'],
}
RESOLVED = ('dns', 'domain', 'default-route', 'dnssec', 'dnsovertls', 'llmnr', 'mdns')
# Numbers of devices, ages, and words for what is not ready yet.
_PASSING = re.compile(
    r'^Link \d+ |^\d+: |(?:valid|preferred)_lft \S+|tentative | expires \S+| cache .*$', re.M
)


def take(bed):
    """The state of the bed's desktop computer: a dict of texts."""
    found = {name: _steady(bed.client.run(argv)) for name, argv in COMMANDS.items()}
    if bed.runs('NetworkManager'):
        found |= _connections(bed)
    if bed.runs('systemd-resolved'):
        for what in RESOLVED:
            found[f'resolved-{what}'] = _steady(bed.client.run(['resolvectl', what]))
    if bed.runs('firewalld'):
        found |= _firewall(bed.bus)
    found |= bed.client.call(_files, '/etc/resolv.conf', '/etc/hosts', *PROFILES, '/etc/firewalld')
    found |= _files(bed.home / 'config' / 'glib-2.0' / 'settings')
    return {name: text for name, text in found.items() if text is not None}


def differences(before, after):
    """What is not the same, as sentences; empty when all is."""
    return [
        f'{name} was:\n{before.get(name)}\nand is:\n{after.get(name)}'
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _steady(text):
    """Without numbers of devices and ages, and in an order that does not depend on history."""
    text = _PASSING.sub('', text)
    lines = text.splitlines()
    # The rules of a packet filter are nested; everything else is a line each.
    return '\n'.join(lines if '{' in text else sorted(line for line in lines if _lasts(line)))


def _lasts(line):
    """A VPN's device has another link-local address each time."""
    return 'fe80:' not in line


def _connections(bed):
    known = bed.nmcli('-t', '-f', 'UUID,TYPE,NAME,AUTOCONNECT', 'connection')
    active = bed.nmcli('-t', '-f', 'UUID,TYPE,NAME,DEVICE,STATE', 'connection', 'show', '--active')
    return {
        name: '\n'.join(sorted(one for one in text.split() if one.split(':')[1] not in MADE_UP))
        for name, text in (('connections', known), ('active', active))
    }


def zone_of(bus, device):
    """The zone firewalld has put a device into; empty for none."""
    return _ask_firewall(bus, 'zone.getZoneOfInterface', device)


def _ask_firewall(bus, method, *args):
    name, path = OBJECTS['firewalld']
    return bus.call(name, path, f'{name}.{method}', f"({'s' * len(args)})", *args)[0]


def _firewall(bus):
    ask = functools.partial(_ask_firewall, bus)
    found = {f'firewalld-{what}': ask(what) for what in ('getDefaultZone', 'direct.getAllRules')}
    for kind in ('zone', 'policy'):
        plural = {'zone': 'getZones', 'policy': 'getPolicies'}[kind]
        settings = {'zone': 'getZoneSettings2', 'policy': 'getPolicySettings'}[kind]
        for name in ask(f'{kind}.{plural}'):
            found[f'firewalld-{kind}-{name}'] = ask(f'{kind}.{settings}', name)
    return {name: repr(_sorted(value)) for name, value in found.items()}


def _sorted(value):
    if isinstance(value, dict):
        return sorted((key, _sorted(one)) for key, one in value.items())
    return value


def _files(*paths):
    found = {}
    for path in map(pathlib.Path, paths):
        every = [path] if not path.is_dir() or path.is_symlink() else sorted(path.rglob('*'))
        for one in every:
            if one.is_symlink():
                found[f'{one} leads to'] = os.readlink(one)
            if one.is_file() and not _is_made_up(one):
                found[str(one)] = repr((oct(one.stat().st_mode), one.read_bytes()))
    return found


def _is_made_up(path):
    text = path.read_bytes()
    return any(f'type={kind}\n'.encode() in text for kind in MADE_UP)
