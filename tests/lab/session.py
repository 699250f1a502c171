# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs in the session of the person at a client: a session bus, and what it starts.

GLib's runner of proxy scripts and the desktop portal are the real ones; the bus starts them when
they are asked for.
"""
import time

import daemons
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


def bus(bed):
    """A step: the person has a session bus, which programs find by IN_SESSION."""
    path = bed.home / 'bus'
    argv = ['dbus-daemon', '--session', '--nofork', '--nosyslog', f'--address=unix:path={path}']
    environment = bed.environment(**proxy.DESKTOP, DBUS_SESSION_BUS_ADDRESS=f'unix:path={path}')
    # The house rule for warnings binds the product, not what others wrote.
    del environment['G_DEBUG']
    log = bed.folder / 'session-log'
    with open(log, 'w') as said:
        argv = daemons.program(*bed.as_person(argv))
        bed.client.daemon(argv, env=environment, stdout=said, stderr=said, cwd=bed.home)
    give_up = time.monotonic() + READY_WITHIN_S
    while not path.exists():
        if time.monotonic() > give_up:
            raise Failed(f'no session bus: {log.read_text()}')
        time.sleep(0.005)


def script(answer, excepted='none', status=200):
    """The home router has a script that names the proxy; anybody may load it."""
    text = _SCRIPT.format(answer=answer, excepted=excepted).encode()
    return serve(80, servers.web(status, body=text), GATEWAY[:1], 'r1')


def automatic(url=PAC):
    """The person has set that the proxy comes from a script."""
    return proxy.desktop(_AUTOMATIC.format(url=url))
