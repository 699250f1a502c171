# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox like Flatpak's for the person's doorstep-cli: boxed() makes desktop beds that have one.

What an app from a store sees: files of its own, the system's programs to read, the machine's
network, its hosts file and resolv.conf; no home of the person, no privilege and no way to get any,
and of the buses what xdg-dbus-proxy lets through. bwrap and xdg-dbus-proxy are those Flatpak uses.
Unlike there, the system's /usr stands in for the runtime.
"""
import os

import report
import seccomp
import session
from computer import wait_until

APP = 'io.github.doorstep.Doorstep'

# The names the app asks for when it is installed.
TALK = (
    'org.freedesktop.NetworkManager',
    'org.freedesktop.resolve1',
    'org.fedoraproject.FirewallD1',
)
DCONF = 'ca.desrt.dconf'

_PORTALS = 'org.freedesktop.portal.*'
_TO_PORTALS = (
    f'--talk={_PORTALS}',
    f'--call={_PORTALS}=*',
    f'--broadcast={_PORTALS}=@/org/freedesktop/portal/*',
)

_INFO = """
[Application]
name={app}

[Instance]
instance-id=1

[Context]
shared=network;

[Session Bus Policy]
{session}

[System Bus Policy]
{system}
"""

# In a runtime. What the machine's own says about names is not seen.
_FILES = {
    'nsswitch.conf': 'passwd: files\ngroup: files\n'
    'hosts: files myhostname resolve [!UNAVAIL=return] dns\n',
    'passwd': 'person:x:{uid}:{uid}::{home}:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n',
    'group': 'person:x:{uid}:\nnogroup:x:65534:\n',
}
# From the machine, read-only: what is its own of these, and the rest is the runtime's.
_ETC = (
    *('hosts', 'resolv.conf', 'host.conf', 'gai.conf'),
    *('ssl', 'pki', 'ld.so.cache', 'alternatives'),
)
_SYS = ('block', 'bus', 'class', 'dev', 'devices')
# systemd-resolved's own socket, by which the C library asks it.
_RESOLVE = '/run/systemd/resolve/io.systemd.Resolve'

# What is set for the tests, and not by a person.
_NOT_PASSED = ('GSETTINGS_BACKEND', 'GTK_USE_PORTAL', 'DBUS_SESSION_BUS_ADDRESS', 'TMPDIR')


def boxed(make, talk=TALK, dconf=False):
    """Beds like make's, whose person runs doorstep-cli in a sandbox.

    talk: the names of the system bus it may talk to. dconf: whether it may reach the desktop's
    settings; else only the portal tells it of them.
    """

    return lambda *args, **kwargs: put_in(make(*args, **kwargs), talk, dconf)


def put_in(bed, talk=TALK, dconf=False):
    """From now on the person's doorstep-cli at that desktop bed runs in a sandbox."""
    bed.sandbox = _Sandbox(bed, talk, dconf)
    bed.popen = bed.sandbox.popen
    return bed


class _Sandbox:
    def __init__(self, bed, talk, dconf):
        self._bed = bed
        self._outside = bed.popen
        self._talk = talk
        self._dconf = dconf
        self._folder = bed.folder / 'sandbox'
        self._folder.mkdir()
        self._uid = bed.home.stat().st_uid
        os.chown(self._folder, self._uid, self._uid)
        self._own = bed.home / '.var' / 'app' / APP
        self._proxies = None

    def popen(self, argv, environment=None, **kwargs):
        """What the bed's popen() does, for doorstep-cli inside the sandbox.

        To judge a report is left outside: the sandbox does not see where it is kept.
        """
        if str(argv[0]) != str(report.cli()) or argv[1] == 'judge':
            return self._outside(argv, environment=environment, **kwargs)
        return self.enter(['/app/bin/doorstep-cli', *argv[1:]], environment, **kwargs)

    def enter(self, argv, environment=None, **kwargs):
        """Start a program inside."""
        self._prepare()
        filter_file = os.open(self._folder / 'seccomp', os.O_RDONLY)
        try:
            return self._outside(
                [*self._command(filter_file), *argv],
                environment=self._environment(environment or self._bed.environment()),
                pass_fds=(filter_file,),
                **kwargs,
            )
        finally:
            os.close(filter_file)

    def _prepare(self):
        """What stays from one run to the next."""
        if self._proxies is not None:
            return
        (self._folder / 'seccomp').write_bytes(seccomp.program())
        session_names = [f'{DCONF}=talk'] if self._dconf else []
        info = _INFO.format(
            app=APP,
            session='\n'.join(session_names),
            system='\n'.join(f'{name}=talk' for name in self._talk),
        )
        (self._folder / 'info').write_text(info.lstrip())
        for name, text in _FILES.items():
            text = text.format(uid=self._uid, home=self._bed.home)
            (self._folder / name).write_text(text)
        for folder in (self._own, self._own / 'config'):
            self._make_folder(folder)
        self._proxies = [*self._let_through_system(), *self._let_through_session()]

    def _make_folder(self, folder):
        """Make a folder of the person's, and those above it."""
        if folder.exists():
            return
        self._make_folder(folder.parent)
        folder.mkdir()
        os.chown(folder, self._uid, self._uid)

    # The buses

    def _let_through_system(self):
        path = '/run/dbus/system_bus_socket'
        if not self._is_there(path):
            return []
        rules = [f'--talk={name}' for name in self._talk]
        self._start_proxy(f'unix:path={path}', 'system-bus', rules)
        return ['--ro-bind', str(self._folder / 'system-bus'), path]

    def _let_through_session(self):
        path = session.path(self._bed)
        if not path.exists():
            return []
        rules = [*_TO_PORTALS, *([f'--talk={DCONF}'] if self._dconf else [])]
        self._start_proxy(f'unix:path={path}', 'session-bus', rules)
        return ['--ro-bind', str(self._folder / 'session-bus'), '/run/flatpak/bus']

    def _is_there(self, path):
        return self._bed.client.call(os.path.exists, path)

    def _start_proxy(self, address, name, rules):
        """xdg-dbus-proxy, which has the app's info as its own: by it portals know whose it is."""
        socket = self._folder / name
        argv = ['xdg-dbus-proxy', address, str(socket), '--filter', *rules]
        bound = ['bwrap']
        for entry in os.listdir('/'):
            path = f'/{entry}'
            if os.path.islink(path):
                bound += ['--symlink', os.readlink(path), path]
            else:
                bound += ['--bind', path, path]
        bound += ['--ro-bind', str(self._folder / 'info'), '/.flatpak-info', '--']
        self._bed.background([*bound, *argv], log=f'{name}-log')
        wait_until(socket.exists, f'xdg-dbus-proxy listens at {socket}')

    # The sandbox

    def _command(self, filter_file):
        uid, folder = str(self._uid), self._folder
        argv = ['bwrap', '--unshare-all', '--share-net', '--die-with-parent', '--new-session']
        argv += ['--cap-drop', 'ALL', '--seccomp', str(filter_file)]
        argv += ['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--ro-bind', '/usr', '/usr']
        argv += ['--dir', '/var', '--symlink', '../run', '/var/run']
        for name in ('bin', 'sbin', 'lib', 'lib64'):
            argv += ['--symlink', f'usr/{name}', f'/{name}']
        for name in _SYS:
            argv += ['--ro-bind-try', f'/sys/{name}', f'/sys/{name}']
        for name in _ETC:
            argv += ['--ro-bind-try', f'/etc/{name}', f'/etc/{name}']
        for name in _FILES:
            argv += ['--ro-bind', str(folder / name), f'/etc/{name}']
        argv += ['--ro-bind-try', _RESOLVE, _RESOLVE, '--tmpfs', f'/run/user/{uid}']
        argv += ['--ro-bind', str(folder / 'info'), '/.flatpak-info']
        argv += ['--bind', str(self._own), str(self._own), *self._proxies]
        if self._dconf:
            argv += self._see_dconf(uid)
        argv += ['--ro-bind', str(report.cli()), '/app/bin/doorstep-cli']
        return [*argv, '--remount-ro', '/', '--chdir', '/']

    def _see_dconf(self, uid):
        """The desktop's settings, where the app's own copy of dconf would look for them."""
        runtime = self._bed.environment()['XDG_RUNTIME_DIR']
        kept = self._bed.home / 'config' / 'dconf'
        self._make_folder(kept)
        return [
            *('--ro-bind', str(kept), str(self._own / 'config' / 'dconf')),
            *('--bind-try', f'{runtime}/dconf', f'/run/user/{uid}/dconf'),
        ]

    def _environment(self, outside):
        kept = {name: value for name, value in outside.items() if name not in _NOT_PASSED}
        own = {
            'FLATPAK_ID': APP,
            'container': 'flatpak',
            'XDG_RUNTIME_DIR': f'/run/user/{self._uid}',
            'XDG_CONFIG_HOME': f'{self._own}/config',
            'XDG_CACHE_HOME': f'{self._own}/cache',
            'XDG_DATA_HOME': f'{self._own}/data',
            'XDG_STATE_HOME': f'{self._own}/.local/state',
        }
        if '/run/flatpak/bus' in self._proxies:
            own['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/run/flatpak/bus'
        return {**kept, **own}
