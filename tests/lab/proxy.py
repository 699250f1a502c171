# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxies of the lab: a real one (tinyproxy) at the home router, and the settings that name it."""
import functools
import os
import socket
import time

from addresses import GATEWAY
from chain import Chain
from host import Failed

PORT = 3128
NAME = 'proxy.lab.test'
READY_WITHIN_S = 5

CONFIG = """
Port {port}
Timeout 30
MaxClients 20
LogFile "{folder}/proxy-log"
LogLevel Connect
DisableViaHeader {no_via}
Filter "{folder}/proxy-filter"
FilterExtended On
{more}
"""

# The settings of a desktop, as GSettings keeps them in a file.
MANUAL = """
[system/proxy]
mode='manual'
ignore-hosts={ignore}

[system/proxy/http]
host='{host}'
port={port}

[system/proxy/https]
host='{host}'
port={port}
"""
NONE = "[system/proxy]\nmode='none'\n"

with_proxy = functools.partial(Chain, names={NAME: GATEWAY[:1]})


def proxy(*filtered, more='', via=True):
    """A proxy at the home router that turns away these names, and knows all names of the bed."""

    def step(bed):
        (bed.folder / 'proxy-filter').write_text(''.join(f'^{name}$\n' for name in filtered))
        config = bed.folder / 'proxy-config'
        text = CONFIG.format(
            port=PORT, folder=bed.folder, more=more, no_via='No' if via else 'Yes'
        )
        config.write_text(text)
        start(bed, ['tinyproxy', '-d', '-c', str(config)], PORT)

    return step


def start(bed, argv, port):
    """Start a proxy at the home router that knows all names of the bed; wait until it listens."""
    names = bed.folder / 'proxy-names'
    lines = [f'{address} {name}\n' for name, all_ in bed.names.items() for address in all_]
    names.write_text(''.join(lines))
    # Its own names: the computer it runs on has those of the machine.
    covered = 'mount --bind "$0" /etc/hosts && exec "$@"'
    with open(bed.folder / 'proxy-said', 'w') as said:
        argv = ['unshare', '--mount', 'sh', '-c', covered, str(names), *argv]
        bed['r1'].daemon(argv, stdout=said, stderr=said)
    _wait_until_it_listens(bed, port)


def _wait_until_it_listens(bed, port):
    give_up = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            bed.client.call(socket.create_connection, (GATEWAY[0], port), 1).close()
            return
        except OSError:
            if time.monotonic() > give_up:
                said = (bed.folder / 'proxy-said').read_text()
                raise Failed(f'nobody listens at port {port}: {said}') from None
            time.sleep(0.005)


def variables(uri=f'http://{NAME}:{PORT}', **more):
    """The settings of a terminal."""
    return {'http_proxy': uri, 'https_proxy': uri, **more}


# The settings of a desktop; desktop() writes them.
DESKTOP = {'GSETTINGS_BACKEND': 'keyfile', 'XDG_CURRENT_DESKTOP': 'GNOME'}


def desktop(settings=None, ignore=()):
    """The person has set the proxy, or something else, in the settings of the desktop."""

    def step(bed):
        folder = bed.home / 'config' / 'glib-2.0' / 'settings'
        folder.mkdir(parents=True)
        text = settings or MANUAL.format(host=NAME, port=PORT, ignore=list(ignore) or '@as []')
        (folder / 'keyfile').write_text(text)
        # As GSettings makes it.
        (folder / 'keyfile').chmod(0o600)
        # Theirs to change.
        owner = bed.home.stat()
        for path in (folder / 'keyfile', folder, *folder.parents[:2]):
            os.chown(path, owner.st_uid, owner.st_gid)

    return step
