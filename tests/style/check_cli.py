#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line program needs no graphical library, neither directly nor by way of another."""

import re
import subprocess
import sys

GRAPHICAL = re.compile(r'^lib(gtk|gdk|adwaita|graphene|pango|cairo|X11|wayland|GL|EGL)\b')


def find_graphical(binary):
    listing = subprocess.run(['ldd', binary], check=True, capture_output=True, text=True).stdout
    libraries = [line.split()[0] for line in listing.splitlines() if line.strip()]
    if not any(name.startswith('libc.so') for name in libraries):
        raise SystemExit(f'{binary} names no libraries at all: {listing}')
    return [name for name in libraries if GRAPHICAL.match(name)]


if __name__ == '__main__':
    graphical = find_graphical(sys.argv[1])
    print('\n'.join(graphical) or 'no graphical library')
    sys.exit(1 if graphical else 0)
