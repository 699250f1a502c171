# SPDX-License-Identifier: GPL-3.0-or-later
"""The bed with a desktop computer as its client: real daemons, a person in front of it, a VPN.

    cli ---- r1 ---- r2 ---- r3 ---- srv
                              |
                             vpn

It is a Chain, whose client gets its address from the home router by DHCP. README.md says how to use
it in a test.
"""
import os
import pathlib
import shutil
import signal
import subprocess

import people
import state
from addresses import CLIENT, GATEWAY, LAN4
from agent import Agent
from chain import Chain
from computer import Computer, wait_until
from sysbus import SystemBus
from vpn import Vpn

HOME = '11111111-1111-4111-8111-111111111111'

# NMState and NMActiveConnectionState.
CONNECTED_SITE = 60

_MANAGER = """
[main]
plugins=keyfile
no-auto-default=*
dhcp=internal
hostname-mode=none
dns={dns}
rc-manager={rc_manager}

[device]
wifi.scan-rand-mac-address=no

[connectivity]
{connectivity}
"""
_PROFILE = f"""
[connection]
id=Home
uuid={HOME}
type=ethernet
interface-name=eth0
timestamp=1

[ipv4]
method=auto

[ipv6]
method=manual
addr-gen-mode=eui64
address1={CLIENT[1]}/64
gateway={GATEWAY[1]}
"""
_RESOLVED = """
[Resolve]
FallbackDNS=
LLMNR=no
MulticastDNS=no
DNSSEC=no
DNSOverTLS=no
"""
_UNBOUND = f"""
server:
  use-syslog: no
  logfile: ""
  module-config: "iterator"
  local-zone: "test." nodefault
forward-zone:
  name: "."
  forward-addr: {GATEWAY[0]}
remote-control:
  control-enable: yes
  control-interface: /run/unbound.ctl
"""

# What systemd-resolved may do though it is not root (systemd-resolved.service).
_MAY = '+setpcap,+net_raw,+net_bind_service'

# How NetworkManager hands on the name servers, and who then writes resolv.conf.
_HANDED_ON = {
    'systemd-resolved': ('systemd-resolved', 'unmanaged'),
    'dnsmasq': ('dnsmasq', 'file'),
    'unbound': ('none', 'unmanaged'),
    'default': ('default', 'file'),
}

DAEMONS = {
    'dbus': ['dbus-daemon', '--system', '--nofork', '--nopidfile', '--nosyslog'],
    'polkit': ['/usr/lib/polkit-1/polkitd', '--no-debug'],
    'systemd-resolved': [
        *('setpriv', '--reuid=systemd-resolve', '--regid=systemd-resolve', '--init-groups'),
        *(f'--inh-caps={_MAY}', f'--ambient-caps={_MAY}'),
        *('env', 'SYSTEMD_LOG_TARGET=console', '/lib/systemd/systemd-resolved'),
    ],
    'NetworkManager': ['NetworkManager', '--debug'],
    'firewalld': ['firewalld', '--nofork', '--nopid'],
    'nscd': ['nscd', '--foreground'],
    'unbound': ['unbound', '-d', '-p'],
}
BUS_NAMES = {
    'polkit': 'org.freedesktop.PolicyKit1',
    'systemd-resolved': 'org.freedesktop.resolve1',
    'NetworkManager': 'org.freedesktop.NetworkManager',
    'firewalld': 'org.fedoraproject.FirewallD1',
}


class Desktop(Chain):
    """A Chain whose client is a desktop computer.

    dns: who answers it, 'systemd-resolved', 'dnsmasq' (NetworkManager's own), 'unbound' or
    'default' (the name servers are asked directly). firewall: firewalld runs. nscd: so does nscd.
    vpn: there is a VPN, and these are its options (vpn.py). name_servers: those the home router
    tells. connectivity: NetworkManager asks this URI whether it is online.
    """

    def __init__(
        self,
        dns='systemd-resolved',
        firewall=False,
        nscd=False,
        vpn=None,
        name_servers=GATEWAY[:1],
        connectivity=None,
        **chain,
    ):
        self._dns = dns
        self._connectivity = connectivity
        self._running = {}
        self.vpn = None
        super().__init__(**chain)
        os.chown(self.home, people.PERSON.uid, people.PERSON.uid)
        self._offer_addresses(name_servers)
        self._write_settings()
        self.client.ip('addr flush dev eth0', 'link set eth0 down')
        wanted = {'systemd-resolved': dns == 'systemd-resolved', 'unbound': dns == 'unbound'}
        wanted |= {'firewalld': firewall, 'nscd': nscd}
        more = [name for name, is_wanted in wanted.items() if is_wanted]
        self._launch('dbus', 'polkit', *more, 'NetworkManager')
        self.agent = Agent(self)
        if vpn is not None:
            self.vpn = Vpn(self, **vpn)
        self._wait_until_online()
        self._settle()

    # Building

    def _client(self):
        cover = self._client_files()
        del cover['/etc/resolv.conf']
        return Computer(f'{self.name}-cli', cover, self.folder)

    def _offer_addresses(self, name_servers):
        """Let the home router give the client its address."""
        with open(self.folder / 'dhcp-log', 'w') as log:
            self['r1'].daemon(
                [
                    *('dnsmasq', '--no-daemon', '--conf-file=/dev/null', '--port=0'),
                    *('--interface=near', '--bind-interfaces', '--no-ping', '--log-dhcp'),
                    *('--dhcp-authoritative', f'--dhcp-leasefile={self.folder}/leases'),
                    f'--dhcp-range={CLIENT[0]},{CLIENT[0]},255.255.255.0,1h',
                    f'--dhcp-option=3,{GATEWAY[0]}',
                    f"--dhcp-option=6,{','.join(name_servers)}",
                ],
                stdout=log,
                stderr=log,
            )

    def _write_settings(self):
        check = f'uri={self._connectivity}' if self._connectivity else 'enabled=false'
        dns, rc_manager = _HANDED_ON[self._dns]
        manager = _MANAGER.format(dns=dns, rc_manager=rc_manager, connectivity=check)
        self.write('/etc/NetworkManager/NetworkManager.conf', manager)
        self.write('/etc/NetworkManager/system-connections/home.nmconnection', _PROFILE, 0o600)
        self.write('/etc/systemd/resolved.conf.d/lab.conf', _RESOLVED)
        self.client.call(shutil.rmtree, '/etc/unbound/unbound.conf.d')
        self.write('/etc/unbound/unbound.conf.d/lab.conf', _UNBOUND)
        self.client.call(self._prepare_files)

    def _prepare_files(self):
        own = f'/run/user/{people.PERSON.uid}'
        for path, (owner, mode) in {
            '/run/dbus': ('root', 0o755),
            '/run/NetworkManager': ('root', 0o755),
            '/run/nscd': ('root', 0o755),
            '/var/cache/nscd': ('root', 0o755),
            '/var/lib/unbound': ('unbound', 0o755),
            '/run/systemd/resolve': ('systemd-resolve', 0o755),
            own: (people.PERSON.name, 0o700),
        }.items():
            os.makedirs(path, exist_ok=True)
            os.chmod(path, mode)
            os.chown(path, *people.ids(owner))
        if self._dns == 'unbound':
            pathlib.Path('/etc/resolv.conf').unlink()
            pathlib.Path('/etc/resolv.conf').write_text('nameserver 127.0.0.1\n')
        if self._dns == 'systemd-resolved':
            os.remove('/etc/resolv.conf')
            os.symlink('/run/systemd/resolve/stub-resolv.conf', '/etc/resolv.conf')

    def _launch(self, *names):
        for name in names:
            self._running[name] = self.client.start(name, DAEMONS[name])
            if name == 'dbus':
                self.bus = SystemBus(self.client.run_folder / 'dbus/system_bus_socket')
        for name in names:
            if name in BUS_NAMES:
                wait_until(lambda: self.bus.has(BUS_NAMES[name]), f'{name}: {self.log(name)}')

    def _wait_until_online(self):
        wait_until(
            lambda: (self.bus.get('NetworkManager', 'State') or 0) >= CONNECTED_SITE
            and self.bus.get('NetworkManager', 'Startup') is False,
            'NetworkManager is connected',
        )
        if self.runs('firewalld'):
            # Its name is there before its rules are; and NetworkManager tells it of each device.
            wait_until(lambda: self.bus.get('firewalld', 'state') == 'RUNNING', 'firewalld runs')
            wait_until(lambda: state.zone_of(self.bus, 'eth0'), 'eth0 has a zone')

    # Using it

    def write(self, path, text, mode=0o644):
        """Write a file of the client's."""

        def write():
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.write(text.lstrip())

        self.client.call(write)

    def log(self, name):
        """What a daemon has said so far."""
        return (self.client.logs / name).read_text()

    def environment(self, **more):
        own = {
            'USER': people.PERSON.name,
            'LOGNAME': people.PERSON.name,
            'XDG_RUNTIME_DIR': f'/run/user/{people.PERSON.uid}',
        }
        return super().environment(**{**own, **more})

    def popen(self, argv, environment=None, who='desk', **kwargs):
        """Start a program in a session of people.SESSIONS, the person's at the desk by default."""
        environment = environment or self.environment()
        options = {'env': environment, 'cwd': self.home, **kwargs}
        return self.client.popen_as(people.SESSIONS[who], argv, **options)

    def background(self, argv, environment=None, log='log'):
        """Start a program of the person's, as the desktop does, which stays until the end."""
        environment = environment or self.environment()
        with open(self.folder / log, 'w') as said:
            options = {'env': environment, 'cwd': self.home, 'stdout': said, 'stderr': said}
            self.client.stay_as(people.SESSIONS['app'], argv, **options)

    def call(self, argv, who='desk', timeout=20, **kwargs):
        """Run a program in a session to its end; returns its exit status and all it said."""
        pipe = {'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT, 'text': True}
        process = self.popen(argv, who=who, **pipe, **kwargs)
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output

    def shell(self, argv):
        """Let the person at the desk have the terminal."""
        environment = self.environment(TERM=os.environ.get('TERM', 'dumb'))
        self.client.talk_as(people.SESSIONS['desk'], argv, environment, self.home)

    def nmcli(self, *args):
        """Run nmcli as root; returns what it printed."""
        return self.client.run(['nmcli', *args])

    def state(self):
        """What that computer is set to; two of them are told apart by state.differences()."""
        return state.take(self)

    def runs(self, name):
        """Whether that daemon has been started."""
        return name in self._running

    def stop(self, name):
        """Ask a daemon to end, and wait until it has."""
        self._end(name, 'terminate')

    def kill(self, name):
        self._end(name, 'kill')

    def _end(self, name, how):
        process = self._running.pop(name)
        getattr(process, how)()
        process.wait()
        if name in BUS_NAMES:
            wait_until(lambda: not self.bus.has(BUS_NAMES[name]), f'{name} has left the bus')

    def freeze(self, name):
        """Let a daemon hang: it is there, and does not answer any more."""
        self._running[name].send_signal(signal.SIGSTOP)

    def thaw(self, name):
        self._running[name].send_signal(signal.SIGCONT)

    def start(self, name):
        """Start a daemon that does not run, and wait until it is there."""
        self._launch(name)
        if name in ('NetworkManager', 'firewalld'):
            self._wait_until_online()

    def restart(self, name):
        self.stop(name)
        self.start(name)

    def close(self):
        self.bus.close()
        super().close()
        self.agent.close()
