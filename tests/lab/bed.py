# SPDX-License-Identifier: GPL-3.0-or-later
"""Beds: a client, routers and a server of network namespaces, over IPv4 and IPv6.

What they have in common is here; chain.py and fork.py lay out the routers. Each scenario has a bed
of its own: routers answer with only so many ICMP messages a second, and a bed used before would be
one that has said all it may.
"""
import errno
import itertools
import os
import pathlib
import shutil
import subprocess
import time

import cage
import daemons
import dns
import pki
import probe
import servers
from addresses import GATEWAY, NAMES, REFERENCES, WWW
from host import Failed, Host

# Where the systems we know keep the authorities they trust.
TRUST = (
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    '/etc/ssl/ca-bundle.pem',
)

READY_WITHIN_S = 5
TRY_S = 0.1

_serial = itertools.count(1)
_index = itertools.count(100)


def tool(name):
    """A helper program of the lab that meson has built."""
    folder = os.environ.get('DOORSTEP_LAB_TOOLS')
    if folder is None:
        raise Failed('DOORSTEP_LAB_TOOLS does not say where the build has put tests/lab')
    return pathlib.Path(folder) / name


class Link:
    """A cable between two devices, and the networks on it."""

    def __init__(self, here, device, there, far_device, net4, net6, ids=(1, 2)):
        self.ends = ((here, device, ids[0]), (there, far_device, ids[1]))
        self.net4, self.net6 = net4, net6

    def connect_veth(self):
        (here, device, _), (there, far_device, _) = self.ends
        # The kernel puts off the news that a cable is plugged in, by up to a second, when both
        # ends have the same index; IPv6 is deaf until then.
        here.ip(
            f'link add {device} index {next(_index)} type veth '
            f'peer name {far_device} index {next(_index)} netns {there.name}'
        )

    def number(self):
        """Give both ends their addresses and set them up."""
        for host, device, number in self.ends:
            host.ip(
                f'addr add {self.net4[0]}.{self.net4[1] + number}/{self.net4[2]} dev {device}',
                f'addr add {self.net6}:{number}/64 dev {device} nodad',
                f'link set {device} up',
            )


class Bed:
    """What every bed has: hosts, links, a client with files of its own, DNS, servers."""

    def __init__(self, names=None):
        self.name = f'bed{next(_serial)}'
        self.folder = cage.RUN / self.name
        self.home = self.folder / 'home'
        self.home.mkdir(parents=True)
        if cage.has_nobody():
            os.chown(self.home, cage.NOBODY, cage.NOBODY)
        self.names = {**NAMES, **(names or {})}
        self.hosts = {}
        self._tunnels = []
        self._listeners = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __getitem__(self, name):
        return self.hosts[name]

    @property
    def client(self):
        return self.hosts['cli']

    def close(self):
        for listener in self._listeners:
            servers.stop(listener)
        for process in self._tunnels:
            process.kill()
            process.communicate()
        for host in self.hosts.values():
            host.close()
        shutil.rmtree(self.folder)

    # Building, for the beds below

    def _host(self, name, forwards=False):
        host = self._client() if name == 'cli' else Host(f'{self.name}-{name}')
        self.hosts[name] = host
        # Addresses can be used at once, and none comes from elsewhere.
        host.sysctl(
            net__ipv6__conf__all__accept_dad=0,
            net__ipv6__conf__default__accept_dad=0,
            net__ipv6__conf__default__accept_ra=0,
            net__ipv4__ip_forward=int(forwards),
            net__ipv6__conf__all__forwarding=int(forwards),
        )
        host.ip('link set lo up')
        return host

    def _client(self):
        return Host(f'{self.name}-cli', self._client_files())

    def _client_files(self):
        texts = {
            '/etc/resolv.conf': f'nameserver {GATEWAY[0]}\n',
            '/etc/hosts': '127.0.0.1 localhost\n::1 localhost\n',
            '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
        }
        cover = {}
        for path, text in texts.items():
            cover[path] = self.folder / pathlib.Path(path).name
            cover[path].write_text(text)
        for path in TRUST:
            if os.path.exists(path):
                cover[path] = pki.trusted()
        return cover

    def _tunnel(self, links, delay_us):
        """Join links by TUN devices, each way delayed."""
        ends = [f'{host.name}:{device}' for link in links for host, device, _ in link.ends]
        argv = [str(tool('tunlink')), str(delay_us), *ends]
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
        self._tunnels.append(process)
        if process.stdout.readline() != 'ready\n':
            raise Failed('tunlink did not start')

    def _add_references(self):
        for four, six in REFERENCES:
            self['srv'].ip(f'addr add {four}/24 dev eth0', f'addr add {six}/64 dev eth0 nodad')

    def _start_dns(self):
        self.dns = dns.start(self['r1'], self.names, GATEWAY[0], self.folder)

    def _settle(self, tries=1):
        """Wait until packets get through: a link just made is not ready at once."""
        give_up = time.monotonic() + READY_WITHIN_S
        for address in WWW * tries:
            while self._refusal(address) != errno.ECONNREFUSED:
                if time.monotonic() > give_up:
                    raise Failed(f'{self.name}: {address} cannot be reached')

    def _refusal(self, address):
        """What comes back from a port where nobody listens."""
        return self.client.call(probe.connect, address, 1, timeout_s=TRY_S).error

    # Using a bed

    def serve(self, addresses, port, answer, host='srv'):
        """Let answer speak at a port of these addresses of a host."""
        for address in addresses:
            listener = self[host].call(servers.listen, address, port)
            self._listeners.append(listener)
            servers.serve(listener, answer)

    def environment(self, **more):
        """What a program of the person at the client finds in its environment."""
        home = str(self.home)
        return {
            'PATH': os.environ['PATH'],
            'LANG': 'C.UTF-8',
            'HOME': home,
            'TMPDIR': home,
            'XDG_RUNTIME_DIR': home,
            'XDG_CONFIG_HOME': f'{home}/config',
            'XDG_CACHE_HOME': f'{home}/cache',
            'XDG_DATA_HOME': f'{home}/data',
            'XDG_STATE_HOME': f'{home}/state',
            'GSETTINGS_BACKEND': 'memory',
            'G_DEBUG': 'fatal-criticals',
            **more,
        }

    def popen(self, argv, environment=None, **kwargs):
        """Start a program as the person at the client."""
        argv = self._as_person(argv)
        environment = environment or self.environment()
        return self.client.popen(argv, env=environment, cwd=self.home, **kwargs)

    def background(self, argv, environment=None, log='log'):
        """Start a program of the unpacked daemons as the person, which stays until the end."""
        with open(self.folder / log, 'w') as said:
            self.client.daemon(
                daemons.program(*self._as_person(argv)),
                env=environment or self.environment(),
                cwd=self.home,
                stdout=said,
                stderr=said,
            )

    @staticmethod
    def _as_person(argv):
        """The command that runs a program as the person: no privilege, and no way to get any."""
        drop = ['setpriv', '--inh-caps=-all', '--bounding-set=-all', '--no-new-privs']
        if cage.has_nobody():
            drop += [f'--reuid={cage.NOBODY}', f'--regid={cage.NOBODY}', '--clear-groups']
        return [*drop, '--', *argv]
