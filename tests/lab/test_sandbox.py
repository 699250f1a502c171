# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside a sandbox like Flatpak's the same is found, changed and put back as outside.

The scenarios are those of the other tables and tests, with the program in a sandbox.
"""
import dataclasses
import functools
import json
import subprocess
import unittest

import causes
import detours
import firewalls
import parallel
import proxy
import report
import rules
import sandbox
import servers
import session
import test_firewall
import test_names
import tunnels
from addresses import WWW
from chain import Chain
from deskbed import Desktop
from vpn import UUID

TABLES = (causes, detours, tunnels)
SCENARIOS = {row.id: row for table in TABLES for row in table.ALL}

SITE = 'http://four.lab.test/'
VPN_OFF = f'vpn-off:{UUID}'

# How the desktop's settings are found where dconf keeps them.
DCONF = {'GSETTINGS_BACKEND': 'dconf', 'XDG_CURRENT_DESKTOP': 'GNOME'}


def inside(name, **more):
    """A row of another table, at a desktop computer, with the program in a sandbox."""
    row = SCENARIOS[name]
    make = row.bed.func if isinstance(row.bed, functools.partial) else row.bed
    options = row.bed.keywords if isinstance(row.bed, functools.partial) else {}
    boxed = sandbox.boxed(Desktop if make is Chain else make)
    return dataclasses.replace(row, bed=functools.partial(boxed, **options), **more)


# Only the proxy for the target comes through the portal, and nothing can be set.
BY_PORTAL = detours.found('portal', mode='unknown', writable=False)

Same = parallel.scenario_tests(
    'Same',
    [
        inside('open'),
        inside('hosts-line-to-shut-port'),
        inside('names-not-answered-line-open'),
        inside('dropped-on-this-computer'),
        inside('vpn-rejects'),
        inside('vpn-drops'),
        inside('vpn-by-hand-rejects'),
        inside('vpn-dead'),
        inside('kill-switch-rejects'),
        inside('portal-proxy-dead', look=BY_PORTAL),
        inside('portal-proxy-filters', look=BY_PORTAL),
        inside('portal-without-proxy', look=detours.found(None, mode='unknown')),
    ],
)


class Inside(unittest.TestCase):

    def bed(self, talk=sandbox.TALK, dconf=False, **options):
        bed = sandbox.boxed(Desktop, talk, dconf)(**options)
        self.addCleanup(bed.close)
        bed.serve(WWW, 80, servers.web())
        return bed

    def call(self, bed, *args, **variables):
        return report.call(bed, *args, environment=bed.environment(**variables))


class Firewall(test_firewall.Desk):
    """firewalld is asked over the bus; of the others no file is seen."""

    one = test_firewall.Firewalld.one

    def keep(self, bed):
        return super().keep(sandbox.put_in(bed))

    def test_firewalld(self):
        self.one(next(one for one in firewalls.FIREWALLD if one.id == 'policy-reject'))

    def test_another(self):
        block = next(one for one in firewalls.OTHERS if one.id == 'ufw-deny')
        run = self.check(self.keep(block.build()))
        self.assert_verdict(run, 'local-firewall', 'this-computer', block.grade, 8)


class Names(test_names.Names):
    """What is kept about names, and a name server that lies."""

    lying_bed = test_names.Lies.lying_bed
    test_kept = test_names.Kept.test_resolved
    test_lies = test_names.Lies.test_of_one_name

    def bed(self, **options):
        bed = sandbox.boxed(Desktop)(**options)
        self.addCleanup(bed.close)
        bed.serve(WWW, 80, servers.web())
        return bed


# What an app may not do, each with how it ends.
ESCAPES = """
import os, socket
def end_of(what, *args):
    try:
        what(*args)
    except OSError as error:
        return error.strerror
    return 'it worked'
for end in (
    end_of(socket.socket, socket.AF_PACKET, socket.SOCK_RAW),
    end_of(socket.socket, socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP),
    end_of(os.mkdir, '/usr/own'),
    end_of(os.mkdir, '/etc/own'),
    end_of(os.chroot, '/'),
    end_of(os.listdir, '/home'),
    end_of(os.listdir, '/proc/1/root/home'),
    end_of(os.listdir, os.environ['HOME'] + '/config'),
):
    print(end)
"""
ENDS = [
    'Address family not supported by protocol',
    'Operation not permitted',
    *['Read-only file system'] * 2,
    'Operation not permitted',
    *['No such file or directory'] * 3,
]


class Walls(Inside):
    """What the sandbox keeps away, so that the other tests mean something."""

    def test_escapes(self):
        bed = self.bed()
        proxy.desktop()(bed)
        pipes = {'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT, 'text': True}
        process = bed.sandbox.enter(['/usr/bin/python3', '-c', ESCAPES], **pipes)
        output, _ = process.communicate(timeout=20)
        self.assertEqual(output.splitlines(), ENDS)

    def test_names_not_asked_for(self):
        """polkit is on the bus, and not for the app."""
        bed = self.bed()
        argv = ['gdbus', 'introspect', '--system', '--object-path', '/', '--dest']
        ends = []
        for name in ('org.freedesktop.NetworkManager', 'org.freedesktop.PolicyKit1'):
            pipes = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
            ends.append(bed.sandbox.enter([*argv, name], **pipes).wait(20))
        self.assertEqual(ends, [0, 1])


class Changes(Inside):
    def test_vpn(self):
        bed = self.bed(vpn={})
        rules.reject('vpn', rules.RESET)(bed)
        bed.vpn.up()
        run = self.call(bed, 'apply', '--json', VPN_OFF, SITE)
        self.assertEqual((run.exit, run.report['tried']['result']), (0, 'helped'), run.stderr)
        self.assertFalse(bed.vpn.is_up())
        listed = json.loads(self.call(bed, 'changes', '--json').stdout)['changes']
        self.assertEqual([(one['change'], one['state']) for one in listed], [(VPN_OFF, 'in-force')])
        run = self.call(bed, 'undo', '--all')
        self.assertEqual(run.exit, 0, run.stderr)
        self.assertTrue(bed.vpn.is_up())
        self.assertEqual(bed.agent.prompts(), [])

    def test_proxy_without_dconf(self):
        """What would be written never gets to the desktop, and it is said where the setting is."""
        bed = self.bed(names=detours.NAMES)
        session.bus(bed)
        proxy.desktop()(bed)
        run = self.call(bed, 'apply', 'proxy-off', SITE)
        self.assertEqual(run.exit, 3, run.stdout + run.stderr)
        self.assertIn('Settings, Network, Network Proxy', run.stderr)
        listed = json.loads(self.call(bed, 'changes', '--json').stdout)['changes']
        self.assertEqual(listed, [])

    def test_proxy_with_dconf(self):
        bed = self.bed(dconf=True, names=detours.NAMES)
        self.set_by_dconf(bed)
        run = report.check(bed, SITE, environment=bed.environment(**DCONF))
        self.assertEqual(run.verdict['cause'], 'proxy-unreachable', run.in_short())
        self.assertEqual([one['id'] for one in run.report['checks'][4]['changes']], ['proxy-off'])
        run = self.call(bed, 'apply', '--json', 'proxy-off', SITE, **DCONF)
        self.assertEqual((run.exit, run.report['tried']['result']), (0, 'helped'), run.stderr)
        self.assertEqual(self.setting(bed), "'none'")
        run = self.call(bed, 'undo', '--all', **DCONF)
        self.assertEqual(run.exit, 0, run.stderr)
        self.assertEqual(self.setting(bed), "'manual'")

    def set_by_dconf(self, bed):
        session.bus(bed, DCONF)
        for key, value in (
            ('proxy.http host', f"'{proxy.NAME}'"),
            ('proxy.http port', str(proxy.PORT)),
            ('proxy mode', "'manual'"),
        ):
            self.gsettings(bed, 'set', *f'org.gnome.system.{key}'.split(), value)

    def setting(self, bed):
        return self.gsettings(bed, 'get', 'org.gnome.system.proxy', 'mode').strip()

    def gsettings(self, bed, *args):
        environment = bed.environment(**DCONF, DBUS_SESSION_BUS_ADDRESS=session.address(bed))
        status, output = bed.call(['gsettings', *args], environment=environment)
        self.assertEqual(status, 0, output)
        return output


class Withheld(Inside):
    """Each name may be taken from the app by the person, and it has to do without."""

    def test_everything(self):
        bed = self.bed(talk=())
        run = report.check(bed, SITE)
        self.assertEqual((run.exit, run.verdict['cause']), (0, 'works'), run.in_short())
        self.assertEqual(report.problems(run.report), [])
        self.assertEqual(run.report['evidence']['network']['manager'], 'absent')
        self.assertEqual(run.stderr, '')
        details = {one['label']: one['value'] for one in run.report['checks'][4]['details']}
        self.assertIn('may not ask it', details['NetworkManager'])

    def test_status(self):
        bed = self.bed(talk=())
        run = self.call(bed, 'status')
        self.assertEqual((run.exit, run.stderr), (0, ''))
        self.assertIn('NetworkManager is not there, or Doorstep may not ask it.', run.stdout)

    def test_vpn(self):
        bed = self.bed(talk=(), vpn={})
        rules.reject('vpn', rules.RESET)(bed)
        bed.vpn.up()
        run = self.call(bed, 'apply', VPN_OFF, SITE)
        self.assertEqual(run.exit, 3, run.stdout + run.stderr)
        self.assertIn('NetworkManager', run.stderr)
        self.assertTrue(bed.vpn.is_up())


if __name__ == '__main__':
    parallel.main()
