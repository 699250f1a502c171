# SPDX-License-Identifier: GPL-3.0-or-later
"""A run leaves nothing behind however it ends, and changes nothing of the machine meanwhile."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import typing
import unittest

import daemons

HERE = pathlib.Path(__file__).resolve().parent

GONE_WITHIN_S = 5

# A run with a bed in use: daemons, servers, a program of the person. Says what it is made of, and
# ends in the way that is asked for; else it stays until it is made to end.
RUN = """
import json, os, sys, time
import cage
cage.enter()
from addresses import WWW
from chain import Chain
from deskbed import Desktop
import servers

how, kind = sys.argv[1:]
bed = Desktop(firewall=True, vpn={}) if kind == "desktop" else Chain(neighbour=True)
bed.serve(WWW, 80, servers.web())
bed.popen(["sleep", "1000"])
made = [f"self/ns/{kind}" for kind in ("net", "mnt", "pid", "uts", "ipc")]
for host in bed.hosts.values():
    made += [f"self/task/{host.thread_id}/ns/{kind}" for kind in ("net", "mnt")]
if kind == "desktop":
    bed.vpn.up()
    made += [f"{bed.client.first_process}/ns/{kind}" for kind in ("cgroup", "pid_for_children")]
made = [os.readlink(f"/proc/{path}") for path in made]
print(json.dumps({"namespaces": made, "group": cage.group and cage.group.name}), flush=True)
if how == "end":
    bed.close()
elif how == "leave":
    os._exit(0)
elif how == "fail":
    raise SystemExit("it went wrong")
time.sleep(1000)
"""

SETTINGS = (
    '/proc/sys/net/ipv4/ip_forward',
    '/proc/sys/net/ipv4/icmp_ratelimit',
    '/proc/sys/net/ipv4/ip_default_ttl',
    '/proc/sys/net/ipv4/ping_group_range',
    '/proc/sys/net/ipv6/conf/all/forwarding',
    '/proc/sys/net/ipv6/conf/all/accept_dad',
    '/proc/sys/net/ipv6/conf/default/accept_ra',
)

LOOKS = (
    ('ip', '-json', 'link'),
    ('ip', '-json', 'address'),
    ('ip', '-json', 'route', 'show', 'table', 'all'),
    ('ip', '-json', '-6', 'route', 'show', 'table', 'all'),
    ('ip', '-json', 'rule'),
    ('ip', 'netns', 'list'),
    ('nft', '--json', 'list', 'ruleset'),
    ('cat', '/etc/resolv.conf', '/etc/hosts', '/etc/nsswitch.conf'),
    ('ls', '/etc/netns', '/run/netns', '/run/lab'),
    ('cat', *SETTINGS),
)

# nft and ip are not always in the path of those who are not root.
WITH_SBIN = {**os.environ, 'PATH': os.environ['PATH'] + ':/usr/sbin:/sbin'}

# What changes by itself: how long an address or a route is still good for.
_AGEING = ('valid_life_time', 'preferred_life_time', 'expires')


def _steady(text):
    try:
        return json.dumps(json.loads(text, object_hook=_without_age))
    except ValueError:
        return text


def _without_age(node):
    return {key: value for key, value in node.items() if key not in _AGEING}


def machine():
    """What a run has no business with, as it is now."""
    found = {}
    for argv in LOOKS:
        result = subprocess.run(argv, capture_output=True, text=True, env=WITH_SBIN)
        found[argv] = (result.returncode, _steady(result.stdout), result.stderr)
    return found


def users_of(namespaces):
    """Processes that live in one of these namespaces or hold one open."""
    users = set()
    for path in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            links = [*path.glob('task/*/ns/*'), *path.glob('fd/*')]
            if namespaces & {os.readlink(link) for link in links}:
                users.add(path.name)
        except OSError:
            # It ended while we looked.
            continue
    return users


def groups_of(name):
    """Control groups of a run, wherever the machine's hierarchy is mounted."""
    lines = pathlib.Path('/proc/self/mountinfo').read_text().splitlines()
    places = [line.split()[4] for line in lines if ' - cgroup2 ' in line]
    return [path for place in places for path in pathlib.Path(place).rglob(name or 'none')]


def mounts_of(namespaces):
    lines = pathlib.Path('/proc/self/mountinfo').read_text().splitlines()
    return [line for line in lines if '/run/lab' in line or any(ns in line for ns in namespaces)]


class Made(typing.NamedTuple):
    """What a run consists of."""

    namespaces: set
    group: str | None


class Leftovers(unittest.TestCase):
    kind = 'chain'

    def setUp(self):
        self.before = machine()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, how):
        """Start a run; returns the process, and what it consists of."""
        process = subprocess.Popen(
            [sys.executable, '-c', RUN, how, self.kind],
            **dict(cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True),
            env={**os.environ, 'TMPDIR': str(self.folder), 'HOME': str(self.folder)},
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        line = process.stdout.readline()
        self.assertTrue(line, process.poll() is not None and process.stderr.read())
        made = json.loads(line)
        return process, Made(set(made['namespaces']) - self.own_namespaces(), made['group'])

    def own_namespaces(self):
        return {os.readlink(link) for link in pathlib.Path('/proc/self/ns').iterdir()}

    def assert_nothing_left(self, made):
        self.assertGreater(len(made.namespaces), 8)
        give_up = time.monotonic() + GONE_WITHIN_S
        while users_of(made.namespaces) or groups_of(made.group):
            if time.monotonic() > give_up:
                break
            time.sleep(0.02)
        self.assertEqual(users_of(made.namespaces), set())
        self.assertEqual(mounts_of(made.namespaces), [])
        self.assertEqual(groups_of(made.group), [])
        self.assertEqual(list(self.folder.rglob('*')), [])
        self.assertEqual(machine(), self.before)

    def test_after_its_end(self):
        for how, status in (('end', None), ('leave', 0), ('fail', 1)):
            process, made = self.start(how)
            if status is None:
                # The bed is closed, the run goes on: the machine is as before already.
                self.assertEqual(machine(), self.before)
                process.terminate()
            process.wait(GONE_WITHIN_S)
            if status is not None:
                self.assertEqual(process.returncode, status)
            self.assert_nothing_left(made)

    def test_when_told_to_stop(self):
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL):
            process, made = self.start('stay')
            self.assertTrue(users_of(made.namespaces))
            self.assertEqual(bool(groups_of(made.group)), bool(made.group))
            process.send_signal(signum)
            process.wait(GONE_WITHIN_S)
            self.assertEqual(process.returncode, -signum)
            self.assert_nothing_left(made)

    def test_meanwhile(self):
        """Nothing of the machine changes while beds are up, and two runs do not mind each other."""
        one, first = self.start('stay')
        other, second = self.start('stay')
        self.assertEqual(machine(), self.before)
        self.assertEqual(first.namespaces & second.namespaces, set())
        for process in (one, other):
            process.terminate()
            process.wait(GONE_WITHIN_S)
        for made in (first, second):
            self.assert_nothing_left(made)


class LeftoversOfDesktops(Leftovers):
    """The same of a bed with all its daemons, most of which do not end with who started them."""

    kind = 'desktop'

    @classmethod
    def setUpClass(cls):
        daemons.fetch()


if __name__ == '__main__':
    unittest.main(verbosity=2)
