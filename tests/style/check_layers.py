#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes in src/ follow the layers: arrows point down only, and each layer sees only the outside
libraries that are its business."""

import re

import project_tree

# Each layer: the layers it may include beside itself, and the outside libraries. The words of core,
# the table of checks and the list of changes are part of what the case shows to its two faces.
LAYERS = {
    'core': ((), ('json', 'idn2', 'icmp')),
    'net': (('core',), ('socket', 'icmp', 'soup')),
    'host': (('core',), ('socket', 'icmp')),
    'experiments': (('core', 'net', 'host'), ()),
    'checks': (('core',), ()),
    'diagnosis': (('core',), ()),
    'changes': (('core', 'host'), ()),
    'case': (('core', 'net', 'host', 'experiments', 'checks', 'diagnosis', 'changes'), ()),
    'report': (('core', 'checks', 'diagnosis'), ('json', 'qrencode')),
    'cli': (('core', 'checks', 'changes', 'case', 'report'), ()),
    'ui': (('core', 'checks', 'changes', 'case', 'report'), ('gtk',)),
}

# Each outside library: what its headers look like. GLib and the C library are for every layer.
OUTSIDE = {
    'json': r'json-glib/.*',
    'idn2': r'idn2\.h',
    'soup': r'libsoup/.*',
    'nm': r'NetworkManager\.h|libnm/.*',
    'qrencode': r'qrencode\.h',
    'gtk': r'(gtk|gdk|gsk|pango|graphene|cairo|adwaita)([-/].*|\.h)',
    # Numbers of the wire, no calls.
    'icmp': r'netinet/(icmp6|in|ip_icmp)\.h',
    'socket': r'sys/socket\.h|sys/un\.h|netinet/.*|netpacket/.*|net/.*|resolv\.h|arpa/nameser.*'
    r'|ifaddrs\.h|netdb\.h|linux/.*|poll\.h',
}
FOR_ALL = (
    r'(glib|gio|gobject)(-[a-z]+)*(\.h|/.*)'
    r'|(assert|ctype|errno|fcntl|float|inttypes|limits|locale|math|signal|stdarg|stdbool|stddef'
    r'|stdint|stdio|stdlib|string|strings|termios|time|unistd|arpa/inet'
    r'|sys/(ioctl|resource|stat|time|types|utsname|wait))\.h'
)

# Headers made by the build, and the layer they belong to (None: every layer may have them).
GENERATED = {
    'ds-config.h': None,
    'ds-words-types.h': 'core',
    'ds-case-types.h': 'case',
    'ds-changes-types.h': 'changes',
    'ds-resources.h': 'ui',
}

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def check(root):
    sources = [
        path
        for path in project_tree.files(root)
        if path.startswith('src/') and path.endswith(('.c', '.h'))
    ]
    homes = {path.rsplit('/', 1)[1]: layer_of(path) for path in sources if path.endswith('.h')}
    homes.update(GENERATED)
    for path in sources:
        layer = layer_of(path)
        if layer not in LAYERS:
            yield project_tree.Problem(path, 0, 'is in no layer')
            continue
        for number, line in enumerate(project_tree.read_text(root, path).splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                judge = judge_own if match[1] == '"' else judge_outside
                text = judge(layer, match[2], homes)
                if text:
                    yield project_tree.Problem(path, number, text)


def layer_of(path):
    parts = path.split('/')
    return parts[1] if len(parts) > 2 else ''


def judge_own(layer, name, homes):
    if '/' in name:
        return f'"{name}": include it by its plain file name'
    if name not in homes:
        return f'"{name}" is no header of src/; one made by the build belongs into GENERATED'
    home = homes[name]
    if home in (None, layer) or home in LAYERS[layer][0]:
        return None
    return f'{layer} may not include "{name}" of {home}'


def judge_outside(layer, name, _homes):
    if re.fullmatch(FOR_ALL, name):
        return None
    for library, pattern in OUTSIDE.items():
        if re.fullmatch(pattern, name):
            return None if library in LAYERS[layer][1] else f'{layer} may not include <{name}>'
    return f'<{name}> is in no row of the table of outside libraries'


if __name__ == '__main__':
    project_tree.main(check)
