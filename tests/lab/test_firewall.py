# SPDX-License-Identifier: GPL-3.0-or-later
"""The firewalls of the computer itself: recognised without a password, and told how to open."""
import functools
import subprocess
import unittest

import firewalls
import parallel
import report
import state
from addresses import WWW
from deskbed import Desktop
from rules import PORT, references, reject, serve

NUMBER = 8


def step(run):
    return run.report['checks'][NUMBER - 1]


def guards(run):
    return {one['id']: one['state'] for one in run.report['evidence']['firewall']['guards']}


class Desk(unittest.TestCase):
    def keep(self, bed):
        self.addCleanup(bed.close)
        return bed

    def check(self, bed, typed='http://www.lab.test/', *args):
        run = report.check(bed, typed, *args)
        self.assertEqual(report.problems(run.report), [])
        self.assertEqual(bed.agent.prompts(), [], 'a check asks for no password')
        return run

    def assert_verdict(self, run, cause, who, grade, number):
        wanted = {'cause': cause, 'who': who, 'check': number}
        verdict = {key: run.verdict[key] for key in wanted}
        self.assertEqual(verdict, wanted, run.in_short())
        grades = grade if isinstance(grade, tuple) else (grade,)
        self.assertIn(run.verdict['grade'], grades, run.in_short())

    def assert_opens(self, bed, opens=True):
        run = report.check(bed, 'http://www.lab.test/')
        cause = run.verdict['cause']
        self.assertEqual(cause == 'works', opens, run.in_short())

    def look(self, block):
        bed = self.keep(block.build())
        run = self.check(bed)
        self.assert_verdict(run, 'local-firewall', 'this-computer', block.grade, NUMBER)
        self.assertEqual({id for id, how in guards(run).items() if how == 'active'}, {*block.seen})
        self.assertEqual(step(run)['finding'], 'problem')
        return bed, run

    def obey(self, bed, command):
        """Type a command into a terminal of root's; sudo is what he does not need."""
        bed.client.run(['sh', '-ec', f'sudo() {{ "$@"; }}; {command}'])


class Firewalld(Desk):
    """With firewalld, Doorstep offers to make the exception itself."""

    def one(self, block):
        _bed, run = self.look(block)
        offered = [change['id'] for change in step(run)['changes']]
        self.assertEqual(offered, [f'firewall-allow:80,{WWW[1]},{WWW[0]}'])
        self.assertEqual(step(run)['changes'][0]['password'], 'administrator')
        self.assertEqual(step(run)['commands'], [])

    def test_innocent(self):
        """It runs, and it is the website that refuses."""
        bed = self.keep(firewalls.with_firewalld())
        references()(bed)
        run = self.check(bed)
        self.assert_verdict(run, 'website-refuses', 'website', ('proven', 'likely'), 4)
        self.assertEqual(guards(run)['firewalld'], 'active')
        self.assertEqual(step(run)['finding'], 'ok')
        self.assertEqual((step(run)['changes'], step(run)['commands']), ([], []))
        self.assertIn('firewalld', [detail['label'] for detail in step(run)['details']])

    def test_zones_and_policies(self):
        bed = self.keep(firewalls.with_firewalld())
        firewalls.policy('drop')(bed)
        firewalls.firewall_cmd(bed, '--zone=work', '--change-interface=eth0')
        seen = self.check(bed).report['evidence']['firewall']
        self.assertEqual(seen['default_zone'], 'public')
        self.assertIn('work: eth0', seen['zones'])
        mine = [one for one in seen['policies'] if one['name'] == 'lab']
        # What it does with the rest, only an administrator may read.
        wanted = {'name': 'lab', 'ingress': ['HOST'], 'egress': ['ANY'], 'target': None}
        self.assertEqual(mine, [wanted])

    def test_free_to_read(self):
        """Where reading is free, what a policy does with the rest is told, too."""
        bed = self.keep(firewalls.with_firewalld(strict=False))
        firewalls.closed_policy('REJECT')(bed)
        seen = self.check(bed).report['evidence']['firewall']
        mine = [one['target'] for one in seen['policies'] if one['name'] == 'lab']
        self.assertEqual(mine, ['REJECT'])

    def test_panic(self):
        bed = self.keep(firewalls.with_firewalld())
        serve()(bed)
        firewalls.panic(bed)
        run = self.check(bed, f'http://{WWW[0]}/', '--timeout', '5')
        self.assertTrue(run.report['evidence']['firewall']['is_panic'])
        self.assert_verdict(run, 'local-firewall', 'this-computer', 'likely', NUMBER)
        (command,) = step(run)['commands']
        self.obey(bed, command['command'])
        self.assertEqual(self.check(bed, f'http://{WWW[0]}/').verdict['cause'], 'works')
        self.obey(bed, command['undo'])
        self.assertNotEqual(self.check(bed, f'http://{WWW[0]}/').verdict['cause'], 'works')

    def test_hangs(self):
        """One that does not answer keeps nobody waiting, and is not taken for absent."""
        bed = self.keep(firewalls.with_firewalld())
        references()(bed)
        plain = self.check(bed)
        bed.freeze('firewalld')
        run = self.check(bed)
        self.assert_verdict(run, 'website-refuses', 'website', ('proven', 'likely'), 4)
        self.assertEqual(guards(run)['firewalld'], 'unseen')
        self.assertLess(run.report['duration_ms'], plain.report['duration_ms'] + 300)

    def test_absent_and_not_started(self):
        bed = self.keep(Desktop())
        references()(bed)
        self.assertNotIn('firewalld', guards(self.check(bed)))
        self.assertFalse(bed.bus.has('org.fedoraproject.FirewallD1'))

    def test_without_any_bus(self):
        bed = self.keep(Desktop())
        references()(bed)
        reject('cli', PORT)(bed)
        bed.client.call(functools.partial(subprocess.run, ['rm', '/run/dbus/system_bus_socket']))
        run = report.check(bed, f'http://{WWW[0]}/')
        self.assert_verdict(run, 'local-firewall', 'this-computer', 'proven', NUMBER)


class Others(Desk):
    """Without it, an administrator is told what to type, and how to take it back."""

    def one(self, block):
        bed, run = self.look(block)
        before = firewalls.state(bed)
        commands = step(run)['commands']
        self.assertEqual(step(run)['changes'], [])
        self.assertTrue(commands)
        for command in commands:
            self.assertIn(f'sudo {block.tool}', command['command'].replace('ip6t', 'ipt'))
            self.obey(bed, command['command'])
        self.assert_opens(bed)
        other = report.check(bed, f'http://{WWW[0]}:81/').verdict['cause']
        self.assertEqual(other, 'works' if block.id == 'ufw-deny' else 'local-firewall')
        for command in commands:
            self.obey(bed, command['undo'])
        self.assertEqual(state.differences(before, firewalls.state(bed)), [])
        self.assert_opens(bed, False)


for _class, _blocks in ((Firewalld, firewalls.FIREWALLD), (Others, firewalls.OTHERS)):
    for _block in _blocks:
        _name = f"test_{_block.id.replace('-', '_')}"
        setattr(_class, _name, lambda self, block=_block: self.one(block))
del _class


if __name__ == '__main__':
    parallel.main()
