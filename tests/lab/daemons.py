# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemons of a desktop, where they come from, and how a computer of a bed gets to see them.

They are unpacked in the build folder (fetch_daemons.sh says why), and lie over the system's own
files there: every program and every file stands where it does on a desktop, and what a daemon
writes lands in memory.
"""
import hashlib
import os
import pathlib
import shutil
import subprocess

import kernel
from host import Failed

FETCH = pathlib.Path(__file__).with_name('fetch_daemons.sh')

# Settings and memories that are the machine's and not the bed's; bed.py takes care of the rest.
PRIVATE = (
    '/etc/NetworkManager/system-connections',
    '/etc/NetworkManager/conf.d',
    '/etc/NetworkManager/dispatcher.d',
    '/etc/firewalld/zones',
    '/etc/firewalld/policies',
    '/etc/polkit-1/rules.d',
    '/etc/systemd/resolved.conf.d',
    '/var/lib/NetworkManager',
    '/var/lib/firewalld',
)


def _folder():
    tools = os.environ.get('DOORSTEP_LAB_TOOLS')
    if tools is None:
        raise Failed('DOORSTEP_LAB_TOOLS does not say where the build has put tests/lab')
    return pathlib.Path(tools) / 'daemons'


def _are_there():
    """Whether they have been unpacked, and by FETCH as it is now."""
    made = _folder() / 'versions'
    by = hashlib.sha256(FETCH.read_bytes()).hexdigest()
    return made.exists() and made.read_text().startswith(by)


def fetch():
    """Unpack them unless they are there; to be called before the cage, which has no network."""
    if 'DOORSTEP_LAB_TOOLS' in os.environ and os.geteuid() == 0 and not _are_there():
        subprocess.run([str(FETCH), str(_folder())], check=False)


def program(*argv):
    """The command that runs one of them elsewhere than on a desktop computer."""
    over = f'mount -t overlay overlay -o ro,lowerdir={_folder()}/system/usr:/usr /usr'
    return ['unshare', '--mount', 'sh', '-c', f'{over} && exec "$@"', 'sh', *argv]


def lay_over(memory):
    """Lay them over the files of the mount namespace we are in; memory: a folder for changes."""
    system = _folder() / 'system'
    if not _are_there():
        raise Failed(f'the daemons are not there; as root: {FETCH} {_folder()}')
    _overlay('/usr', f'lowerdir={system}/usr:/usr', kernel.MS_RDONLY)
    for name in ('etc', 'var'):
        upper, work = memory / name, memory / f'{name}-work'
        upper.mkdir()
        work.mkdir()
        layers = f'lowerdir={system}/{name}:/{name},upperdir={upper},workdir={work}'
        _overlay(f'/{name}', layers)
    for path in PRIVATE:
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path, mode=0o755)


def _overlay(path, layers, flags=0):
    """Mount an overlay, and again on it what was mounted below its path."""
    below = {point: os.open(point, os.O_PATH) for point in _mounts_below(path)}
    kernel.mount('overlay', path, 'overlay', flags, layers)
    for point, descriptor in below.items():
        kernel.mount(f'/proc/self/fd/{descriptor}', point, flags=kernel.MS_BIND)
        os.close(descriptor)


def _mounts_below(path):
    lines = pathlib.Path('/proc/thread-self/mountinfo').read_text().splitlines()
    points = (line.split()[4].encode().decode('unicode_escape') for line in lines)
    return [point for point in points if point.startswith(f'{path}/')]
