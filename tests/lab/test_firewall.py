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
from computer import wait_until
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

    def test_status(self):
        """`doorstep-cli status` tells the same, without a website and without a password."""
        bed = self.keep(firewalls.with_firewalld())
        bed.agent.forget()
        run = report.call(bed, 'status')
        self.assertEqual(run.exit, 0, run.stderr)
        self.assertRegex(run.stdout, r'(?m)^  firewalld: in use')
        self.assertRegex(run.stdout, r'(?m)^  Default zone: public')
        self.assertEqual(bed.agent.prompts(), [])

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

class Apps(Desk):
    def test_kill_switch(self):
        """The app of a VPN service lets nothing out; NetworkManager knows of no VPN."""
        bed = self.keep(Desktop())
        serve()(bed)
        references()(bed)
        bed.client.ip('tuntap add dev pvpnksintrf0 mode tun', 'link set pvpnksintrf0 up')
        for port in (80, 443):
            reject('cli', PORT, port, None)(bed)
        run = self.check(bed)
        self.assert_verdict(run, 'vpn-kill-switch', 'this-computer', 'likely', 5)
        self.assertIn('Proton VPN', run.verdict['title'])
        self.assertEqual(guards(run)['proton-vpn'], 'active')
        self.assertIn('Proton VPN', step(run)['advice'])


ALL = 'org.fedoraproject.FirewallD1.all'


class Allowed(Desk):
    """`doorstep-cli apply firewall-allow`: one password, one website, and all as it was before."""

    def call(self, bed, *argv, answer='allow', **options):
        """Returns how it ended, and how often a password was asked for."""
        bed.agent.forget()
        bed.agent.answer(answer)
        run = report.call(bed, *argv, **options)
        return run, bed.agent.prompts()

    def allow(self, bed, answer='allow', typed='http://www.lab.test/', change='firewall-allow'):
        options = [option for name in report.REFERENCES for option in ('--reference', name)]
        return self.call(bed, 'apply', '--json', *options, change, typed, answer=answer)

    def listed(self, bed):
        return report.call(bed, 'changes').stdout

    def assert_as_before(self, bed, before):
        self.assertEqual(state.differences(before, firewalls.state(bed)), [])
        self.assertNotIn('firewall', self.listed(bed))

    def one(self, block):
        bed = self.keep(block.build())
        before = firewalls.state(bed)
        run, prompts = self.allow(bed)
        self.assertEqual(run.exit, 0, run.stdout + run.stderr)
        self.assertEqual(prompts, [ALL])
        self.assertEqual(run.verdict['cause'], 'works')
        self.assertEqual(run.report['tried']['result'], 'helped')
        self.assertEqual(len(run.report['changes']), 1)
        # Both families, and no other port.
        for address in (WWW[0], f'[{WWW[1]}]'):
            self.assertEqual(self.check_quietly(bed, f'http://{address}/'), 'works')
            self.assertEqual(self.check_quietly(bed, f'http://{address}:81/'), 'local-firewall')
        run, prompts = self.call(bed, 'undo', '--all')
        self.assertEqual(run.exit, 0, run.stdout + run.stderr)
        self.assertEqual(prompts, [ALL])
        self.assert_as_before(bed, before)
        self.assert_opens(bed, False)

    def check_quietly(self, bed, typed):
        bed.agent.forget()
        return self.check(bed, typed, '--timeout', '6').verdict['cause']

    def test_says_no(self):
        """Whoever does not type the password has changed nothing, and is told so."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        before = firewalls.state(bed)
        for answer in ('deny', 'cancel'):
            run, prompts = self.allow(bed, answer)
            self.assertEqual(run.exit, 3, run.stdout)
            self.assertEqual(prompts, [ALL])
            self.assertIn('password', run.stderr)
            self.assert_as_before(bed, before)

    def test_says_no_to_putting_back(self):
        """It stays in the list, and can be put back later."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        before = firewalls.state(bed)
        self.allow(bed)
        for answer in ('deny', 'cancel'):
            run, prompts = self.call(bed, 'undo', '--all', answer=answer)
            self.assertNotEqual(run.exit, 0, run.stdout)
            self.assertEqual(prompts, [ALL])
            self.assertIn('firewall', self.listed(bed))
            self.assert_opens_quietly(bed)
        self.call(bed, 'undo', '--all')
        self.assert_as_before(bed, before)

    def assert_opens_quietly(self, bed):
        self.assertEqual(self.check_quietly(bed, 'http://www.lab.test/'), 'works')

    def test_no_help(self):
        """Something else stops it, too: the exception is taken away again at once."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        reject('cli', PORT)(bed)
        before = firewalls.state(bed)
        run, prompts = self.allow(bed)
        self.assertEqual(run.exit, 1, run.stdout + run.stderr)
        self.assertEqual(run.report['tried']['result'], 'put-back')
        self.assertEqual(prompts, [ALL], 'the password is still known')
        self.assert_as_before(bed, before)

    def test_not_firewalld(self):
        """It runs and stops nothing: then there is nothing to make an exception from."""
        bed = self.keep(firewalls.with_firewalld())
        references()(bed)
        reject('cli', PORT)(bed)
        before = firewalls.state(bed)
        run, prompts = self.allow(bed)
        self.assertEqual(run.exit, 3, run.stdout)
        self.assertIn('has no rule', run.stderr)
        self.assertEqual(prompts, [ALL])
        self.assert_as_before(bed, before)

    def test_own_exception_stays(self):
        """An exception that was there before is not taken away with Doorstep's."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        firewalls.firewall_cmd(
            bed,
            *('--policy', 'lab', '--add-rich-rule'),
            f'rule priority="-32768" family="ipv4" destination address="{WWW[0]}" '
            'port port="80" protocol="tcp" accept',
        )
        reject('cli', PORT)(bed)
        before = firewalls.state(bed)
        run, prompts = self.allow(bed, typed=f'http://{WWW[0]}/')
        self.assertEqual(run.exit, 3, run.stdout)
        self.assertIn('already', run.stderr)
        self.assertEqual(prompts, [ALL])
        self.assert_as_before(bed, before)

    def test_reloaded_or_restarted(self):
        """What went by itself is put back without a word, and at times without a password."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        before = firewalls.state(bed)
        for gone, asked in (('reload', [ALL]), ('restart', []), ('stop', [])):
            self.allow(bed)
            if gone == 'reload':
                firewalls.firewall_cmd(bed, '--reload')
            else:
                getattr(bed, gone)('firewalld')
            run, prompts = self.call(bed, 'undo', '--all')
            self.assertEqual(run.exit, 0, run.stdout + run.stderr)
            self.assertEqual(prompts, asked, gone)
            self.assertNotIn('firewall', self.listed(bed))
            if gone != 'stop':
                self.assert_as_before(bed, before)

    def test_dies_while_it_is_asked(self):
        """firewalld is killed while the person types the password."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        before = firewalls.state(bed)
        bed.freeze('firewalld')
        bed.agent.forget()
        bed.agent.answer('allow')
        change = f'firewall-allow:80,{WWW[0]}'
        process = report.start(bed, 'apply', change, f'http://{WWW[0]}/')
        wait_until(lambda: bed.agent.prompts(), 'a password is asked for', within_s=20)
        bed.kill('firewalld')
        run = report.Run(process, None, report.PATIENCE_S)
        self.assertEqual(run.exit, 3, run.stdout)
        self.assertIn('firewalld', run.stderr)
        rules = bed.client.run(['nft', '--stateless', 'list', 'ruleset'])
        self.assertEqual(rules.strip(), before['packet-filter'].strip())
        self.assertNotIn('firewall', self.listed(bed))

    def test_killed_while_it_is_made(self):
        """Whoever is killed once the exception is there leaves a list to put it back from."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        before = firewalls.state(bed)
        bed.agent.forget()
        bed.agent.answer('allow')
        process = report.start(bed, 'apply', 'firewall-allow', 'http://www.lab.test/')
        rules = ['nft', '--stateless', 'list', 'chain', 'inet', 'firewalld']
        made = [*rules, 'filter_OUT_policy_lab_pre']
        wait_until(lambda: 'accept' in bed.client.run(made), 'it is made', within_s=20)
        process.kill()
        report.Run(process, None, report.PATIENCE_S)
        self.assertIn('firewall', self.listed(bed))
        run, prompts = self.call(bed, 'undo', '--all')
        self.assertEqual(run.exit, 0, run.stdout + run.stderr)
        self.assertEqual(prompts, [ALL])
        self.assert_as_before(bed, before)

    def test_no_administrator(self):
        """From afar nobody can be asked: it says so, and nothing is changed."""
        bed = self.keep(firewalls.FIREWALLD[0].build())
        before = firewalls.state(bed)
        argv = ('apply', 'firewall-allow', 'http://www.lab.test/')
        run = report.Run(report.start(bed, *argv, who='none'), None, report.PATIENCE_S)
        self.assertEqual(run.exit, 3, run.stdout)
        self.assertIn('administrator', run.stderr)
        self.assertEqual(bed.agent.prompts(), [])
        self.assert_as_before(bed, before)

    def test_not_offered(self):
        bed = self.keep(firewalls.with_firewalld())
        references()(bed)
        run, prompts = self.allow(bed)
        self.assertEqual(run.exit, 3, run.stdout)
        self.assertEqual(prompts, [])
        self.assertIn('offers', run.stderr)


BLOCKS = (
    (Firewalld, firewalls.FIREWALLD),
    (Allowed, firewalls.FIREWALLD),
    (Others, firewalls.OTHERS),
)
for _class, _blocks in BLOCKS:
    for _block in _blocks:
        _name = f"test_{_block.id.replace('-', '_')}"
        setattr(_class, _name, lambda self, block=_block: self.one(block))
del _class


if __name__ == '__main__':
    parallel.main()
