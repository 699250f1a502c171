# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs in the session of the person at a client: a session bus, and what it starts.

GLib's runner of proxy scripts and the desktop portal are the real ones; the bus starts them when
they are asked for.
"""
import time

import proxy
import servers
from addresses import GATEWAY
from host import Failed
from rules import serve

READY_WITHIN_S = 5

WPAD = 'wpad.lab.test'
PAC = f'http://{WPAD}/proxy.pac'

_AUTOMATIC = """
[system/proxy]
mode='auto'
autoconfig-url='{url}'
"""
_SCRIPT = """
function FindProxyForURL (url, host)
{{
  if (shExpMatch (host, "{excepted}"))
    return "DIRECT";
  return "{answer}";
}}
"""

# The bus has the same path at every client: it is found from the folder programs start in.
IN_SESSION = {**proxy.DESKTOP, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=bus'}
IN_PORTAL = {**IN_SESSION, 'GTK_USE_PORTAL': '1'}


def path(bed):
    return bed.home / 'bus'


def address(bed):
    return f'unix:path={path(bed)}'


def bus(bed, settings=proxy.DESKTOP):
    """A step: the person has a session bus, which programs find by IN_SESSION.

    settings: how those the bus starts find the settings of the desktop.
    """
    argv = ['dbus-daemon', '--session', '--nofork', '--nosyslog', f'--address={address(bed)}']
    environment = bed.environment(**{**settings, 'DBUS_SESSION_BUS_ADDRESS': address(bed)})
    # The house rule for warnings binds the product, not what others wrote.
    del environment['G_DEBUG']
    bed.background(argv, environment, 'session-log')
    give_up = time.monotonic() + READY_WITHIN_S
    while not path(bed).exists():
        if time.monotonic() > give_up:
            raise Failed(f"no session bus: {(bed.folder / 'session-log').read_text()}")
        time.sleep(0.005)


def script(answer, excepted='none', status=200):
    """The home router has a script that names the proxy; anybody may load it."""
    text = _SCRIPT.format(answer=answer, excepted=excepted).encode()
    return serve(80, servers.web(status, body=text), GATEWAY[:1], 'r1')


def automatic(url=PAC):
    """The person has set that the proxy comes from a script."""
    return proxy.desktop(_AUTOMATIC.format(url=url))
