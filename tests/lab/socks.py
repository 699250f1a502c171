# SPDX-License-Identifier: GPL-3.0-or-later
"""SOCKS proxies of the lab, at the home router: dante, which has rules, and microsocks, which asks
for a password."""
import daemons
import proxy
from addresses import GATEWAY

PORT = 1080

_CONFIG = """
logoutput: {folder}/socks-log
internal: near port = {port}
external: far
clientmethod: none
socksmethod: none
user.privileged: root
user.unprivileged: nobody
client pass {{ from: 0.0.0.0/0 to: 0.0.0.0/0 }}
{rules}
socks pass {{ from: 0.0.0.0/0 to: 0.0.0.0/0 }}
"""
_RULE = 'socks block {{ from: 0.0.0.0/0 to: {name} }}'

_SETTINGS = """
[system/proxy]
mode='manual'

[system/proxy/socks]
host='{host}'
port={port}
"""

# It makes processes of its own; they end with the first one.
_TOGETHER = ('unshare', '--pid', '--fork', '--kill-child')


def socks(*forbidden):
    """dante, which turns away those who want to go to these names or addresses."""

    def step(bed):
        config = bed.folder / 'socks-config'
        rules = '\n'.join(_RULE.format(name=name) for name in forbidden)
        config.write_text(_CONFIG.format(folder=bed.folder, port=PORT, rules=rules))
        argv = daemons.program('danted', '-f', str(config))
        proxy.start(bed, [*_TOGETHER, *argv], PORT)

    return step


def with_password(user='joe', password='s3cret'):
    """microsocks, which wants to know who is there."""

    def step(bed):
        own = ['microsocks', '-i', GATEWAY[0], '-p', str(PORT), '-u', user, '-P', password]
        proxy.start(bed, daemons.program(*own), PORT)

    return step


def settings(host=proxy.NAME):
    """The person has set it in the settings of the desktop."""
    return proxy.desktop(_SETTINGS.format(host=host, port=PORT))
