# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes: made with the real daemons, tried out, put back byte for byte; nothing is ever lost,
whatever happens in the middle."""
import itertools
import json
import os
import pathlib
import signal
import subprocess
import time
import unittest

import parallel
import proxy
import report
import rules
import state
from addresses import GATEWAY
from computer import wait_until
from deskbed import HOME, Desktop
from people import PERSON
from vpn import UUID

SITE = 'http://www.lab.test/'
VPN_OFF = f'vpn-off:{UUID}'
NO_VPN = 'vpn-off:33333333-3333-4333-8333-333333333333'

# Nobody listens there, and that is found out in no time.
CLOSED = 'http://127.0.0.1:9/'

SETTLES_WITHIN_S = 5

# What GIO leaves of a file that was being written when the program was killed: it is no setting.
LITTER = '/.goutputstream-'

# The person is asked for the password of an administrator, as on a strict system.
NETWORK_CONTROL = 'org.freedesktop.NetworkManager.network-control'
STRICT = f"""
polkit.addRule(function (action, subject) {{
  if (action.id == '{NETWORK_CONTROL}')
    return polkit.Result.AUTH_ADMIN;
}});
"""


class Desk(unittest.TestCase):
    def bed(self, **options):
        bed = Desktop(**options)
        self.addCleanup(bed.close)
        rules.serve()(bed)
        return bed

    def vpn_bed(self):
        """A bed whose VPN is up, and turns away the website."""
        bed = self.bed(vpn={})
        rules.reject('vpn', rules.RESET)(bed)
        self.turn_on(bed)
        return bed

    def turn_on(self, bed):
        bed.vpn.up()
        # Until its address is known to be nobody else's, routes are missing.
        wait_until(lambda: not bed.client.run(['ip', '-6', 'address', 'show', 'tentative']), 'IPv6')

    def listed(self, bed):
        run = call(bed, 'changes', '--json')
        self.assertEqual(run.exit, 0, run.stderr)
        return json.loads(run.stdout)['changes']

    def untouched(self, before, bed):
        """Nothing is changed, and nothing is in the list."""
        self.assertEqual(self.listed(bed), [])
        self.same(before, bed)

    def same(self, before, bed):
        give_up = time.monotonic() + SETTLES_WITHIN_S
        while True:
            after = {name: text for name, text in bed.state().items() if LITTER not in name}
            found = state.differences(before, after)
            if not found or time.monotonic() > give_up:
                break
            time.sleep(0.05)
        self.assertEqual(found, [], '\n'.join(found))

    def put_back(self, bed, *args):
        run = call(bed, 'undo', *(args or ['--all']))
        self.assertEqual(run.exit, 0, run.stdout + run.stderr)

    def refused(self, run, words):
        self.assertEqual(run.exit, 3, run.stdout + run.stderr)
        self.assertIn(words, run.stderr)


def settings(bed):
    return bed.environment(**proxy.DESKTOP)


def call(bed, *args, **kwargs):
    return report.call(bed, *args, environment=settings(bed), **kwargs)


def start(bed, *args, **kwargs):
    return report.start(bed, *args, environment=settings(bed), **kwargs)


def apply(bed, *args, **kwargs):
    return call(bed, 'apply', '--json', *args, **kwargs)


def finish(process):
    return report.Run(process, None, report.PATIENCE_S)


def ledger(bed):
    return bed.home / 'state' / 'doorstep' / 'ledger.json'


def is_intended(bed):
    return ledger(bed).exists() and '"intended"' in ledger(bed).read_text()


class Vpn(Desk):
    def test_helps(self):
        bed = self.vpn_bed()
        before = bed.state()
        run = apply(bed, VPN_OFF, SITE)
        self.assertEqual((run.exit, run.report['tried']['result']), (0, 'helped'), run.stderr)
        self.assertEqual(run.verdict['cause'], 'works')
        self.assertEqual([one['id'] for one in run.report['changes']], [VPN_OFF])
        self.assertEqual(report.problems(run.report), [])
        self.assertFalse(bed.vpn.is_up())
        [entry] = self.listed(bed)
        self.assertEqual((entry['change'], entry['state']), (VPN_OFF, 'in-force'))
        self.assertTrue(entry['left_over'] and entry['in_force'])
        self.assertIn('Work', entry['title'])
        self.assertIn('doorstep-cli changes', call(bed, 'check', SITE).stderr)
        self.put_back(bed)
        self.untouched(before, bed)
        self.assertEqual(bed.agent.prompts(), [])

    def test_does_not_help(self):
        bed = self.vpn_bed()
        rules.reject('r2', rules.RESET)(bed)
        before = bed.state()
        run = apply(bed, VPN_OFF, SITE)
        self.assertEqual((run.exit, run.report['tried']['result']), (1, 'put-back'), run.stderr)
        # The report is about how it is, and that is as before the change.
        self.assertEqual(run.report['changes'], [])
        self.untouched(before, bed)

    def test_kept(self):
        bed = self.vpn_bed()
        rules.reject('r2', rules.RESET)(bed)
        before = bed.state()
        run = apply(bed, '--keep', VPN_OFF, SITE)
        self.assertEqual((run.exit, run.report['tried']['result']), (1, 'kept'), run.stderr)
        [entry] = self.listed(bed)
        self.assertTrue(entry['kept'])
        self.assertFalse(bed.vpn.is_up())
        # Made once is made: not twice.
        self.refused(apply(bed, VPN_OFF, SITE), 'not on')
        self.put_back(bed, entry['entry'])
        self.untouched(before, bed)

    def test_makes_no_sense(self):
        bed = self.vpn_bed()
        before = bed.state()
        self.refused(apply(bed, NO_VPN, CLOSED), 'not on')
        self.refused(apply(bed, f'vpn-off:{HOME}', CLOSED), 'not a VPN')
        for change in ('vpn-off:', 'vpn-off:Work', 'proxy-off:x', 'vpn', ''):
            run = call(bed, 'apply', change, SITE)
            self.assertEqual(run.exit, 2, change)
        self.assertEqual(call(bed, 'undo', 'zzzz').exit, 2)
        self.untouched(before, bed)
        self.assertFalse(ledger(bed).exists())

    def test_answers_already(self):
        bed = self.bed(vpn={})
        self.turn_on(bed)
        before = bed.state()
        run = apply(bed, VPN_OFF, SITE)
        self.assertEqual((run.exit, run.report['tried']['result']), (0, 'not-made'), run.stderr)
        self.untouched(before, bed)

    def test_turned_on_by_hand(self):
        """What is as before already is put back by doing nothing."""
        bed = self.vpn_bed()
        before = bed.state()
        apply(bed, VPN_OFF, SITE)
        self.turn_on(bed)
        [entry] = self.listed(bed)
        self.assertFalse(entry['in_force'])
        self.put_back(bed)
        self.untouched(before, bed)

    def test_profile_removed(self):
        bed = self.vpn_bed()
        apply(bed, VPN_OFF, SITE)
        bed.nmcli('connection', 'delete', UUID)
        run = call(bed, 'undo')
        self.assertEqual(run.exit, 0, run.stderr)
        self.assertIn('removed', run.stdout)
        self.assertEqual(self.listed(bed), [])

    def test_does_not_come_up(self):
        """What cannot be put back stays in the list, and can be put back later."""
        bed = self.vpn_bed()
        before = bed.state()
        apply(bed, VPN_OFF, SITE)
        bed.write('/tmp/away', '')
        plugin = '/usr/lib/NetworkManager/nm-openvpn-service'
        bed.client.run(['mount', '--bind', '/tmp/away', plugin])
        self.refused(call(bed, 'undo'), 'did not come up')
        [entry] = self.listed(bed)
        self.assertEqual(entry['state'], 'in-force')
        bed.client.run(['umount', plugin])
        self.put_back(bed)
        self.untouched(before, bed)


class Manager(Desk):
    def test_absent(self):
        bed = self.vpn_bed()
        bed.stop('NetworkManager')
        self.refused(apply(bed, VPN_OFF, CLOSED), 'NetworkManager is not there')
        self.assertEqual(self.listed(bed), [])

    def test_restarts_between(self):
        """All paths are others then; only the UUID is the same."""
        bed = self.vpn_bed()
        before = bed.state()
        apply(bed, VPN_OFF, SITE)
        bed.restart('NetworkManager')
        self.put_back(bed)
        self.untouched(before, bed)

    def test_absent_at_undo(self):
        bed = self.vpn_bed()
        before = bed.state()
        apply(bed, VPN_OFF, SITE)
        bed.stop('NetworkManager')
        self.refused(call(bed, 'undo'), 'NetworkManager is not there')
        self.assertEqual(len(self.listed(bed)), 1)
        bed.start('NetworkManager')
        self.put_back(bed)
        self.untouched(before, bed)

    def test_dies_meanwhile(self):
        """It dies while it is turning the VPN off: that is told, and nothing is forgotten."""
        bed = self.vpn_bed()
        before = bed.state()
        process = start(bed, 'apply', '--keep', VPN_OFF, CLOSED)
        wait_until(lambda: is_intended(bed), 'the intent is written')
        bed.kill('NetworkManager')
        run = finish(process)
        bed.start('NetworkManager')
        if run.exit == 3:
            self.assertIn('NetworkManager', run.stderr)
        self.assertEqual([one['change'] for one in self.listed(bed)], [VPN_OFF])
        self.put_back(bed)
        self.untouched(before, bed)


class Passwords(Desk):
    def strict_bed(self):
        bed = self.vpn_bed()
        bed.write('/etc/polkit-1/rules.d/00-strict.rules', STRICT)
        ask = f'pkcheck --action-id {NETWORK_CONTROL} --process $$'
        wait_until(lambda: bed.call(['sh', '-c', ask])[0] == 2, 'the rule is in force')
        return bed

    def test_denied(self):
        for answer in ('deny', 'cancel'):
            with self.subTest(answer):
                bed = self.strict_bed()
                before = bed.state()
                bed.agent.answer(answer)
                self.refused(apply(bed, VPN_OFF, CLOSED), 'did not allow it')
                self.assertNotEqual(bed.agent.prompts(), [])
                self.untouched(before, bed)

    def test_denied_at_undo(self):
        bed = self.strict_bed()
        before = bed.state()
        bed.agent.answer('allow')
        self.assertEqual(apply(bed, VPN_OFF, SITE).exit, 0)
        bed.agent.answer('cancel')
        self.refused(call(bed, 'undo'), 'did not allow it')
        self.assertEqual(len(self.listed(bed)), 1)
        bed.agent.answer('allow')
        self.put_back(bed)
        self.untouched(before, bed)

    def test_asked_once(self):
        """Looking asks nobody; the change asks once, and so does putting it back."""
        bed = self.strict_bed()
        bed.agent.answer('allow')
        call(bed, 'check', SITE)
        self.assertEqual(bed.agent.prompts(), [])
        apply(bed, VPN_OFF, SITE)
        self.assertEqual(len(bed.agent.prompts()), 1)
        call(bed, 'changes')
        self.assertEqual(len(bed.agent.prompts()), 1)
        self.put_back(bed)
        self.assertEqual(len(bed.agent.prompts()), 2)

    def test_from_afar(self):
        """A help desk by ssh has no session at the desk, and nobody there to type a password."""
        bed = self.vpn_bed()
        before = bed.state()
        run = call(bed, 'apply', VPN_OFF, CLOSED, who='remote')
        self.refused(run, 'did not allow it')
        self.untouched(before, bed)


class Proxy(Desk):
    def proxy_bed(self):
        """A bed whose settings name a proxy that is gone."""
        bed = self.bed(names={proxy.NAME: GATEWAY[:1]})
        proxy.desktop()(bed)
        return bed

    def test_helps(self):
        bed = self.proxy_bed()
        before = bed.state()
        run = apply(bed, 'proxy-off', SITE)
        self.assertEqual((run.exit, run.report['tried']['result']), (0, 'helped'), run.stderr)
        self.assertNotEqual(state.differences(before, bed.state()), [])
        self.put_back(bed)
        self.untouched(before, bed)

    def test_set_anew_meanwhile(self):
        """What the person has set in the meantime is theirs."""
        bed = self.proxy_bed()
        apply(bed, 'proxy-off', SITE)
        argv = ['gsettings', 'set', 'org.gnome.system.proxy', 'mode', 'auto']
        self.assertEqual(bed.call(argv, environment=settings(bed))[0], 0)
        before = bed.state()
        run = call(bed, 'undo')
        self.assertEqual(run.exit, 0, run.stderr)
        self.assertIn('set anew', run.stdout)
        self.untouched(before, bed)

    def test_goes_nowhere(self):
        """Settings that are kept nowhere are not changed."""
        bed = self.proxy_bed()
        environment = {**settings(bed), 'GSETTINGS_BACKEND': 'memory'}
        run = report.call(bed, 'apply', 'proxy-off', CLOSED, environment=environment)
        self.refused(run, 'can’t change the settings from where it runs')
        self.assertEqual(self.listed(bed), [])


class Interrupted(Desk):
    def test_ctrl_c(self):
        """Whoever ends it in the middle finds everything as before."""
        for sent in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(sent.name):
                bed = self.vpn_bed()
                before = bed.state()
                process = start(bed, 'apply', '--keep', VPN_OFF, CLOSED)
                wait_until(lambda: is_intended(bed), 'the intent is written')
                process.send_signal(sent)
                self.assertEqual(finish(process).exit, 130)
                self.untouched(before, bed)


class Ledger(Desk):
    """Without a place to write down what is changed, nothing is changed."""

    def proxy_bed(self):
        bed = self.bed(names={proxy.NAME: GATEWAY[:1]})
        proxy.desktop()(bed)
        return bed

    def own_state(self, bed, *options):
        folder = bed.home / 'state'
        folder.mkdir()
        bed.client.run(['mount', '-t', 'tmpfs', *options, 'tmpfs', str(folder)])
        return folder

    def test_full_disk(self):
        bed = self.proxy_bed()
        before = bed.state()
        folder = self.own_state(bed, '-o', f'size=8k,uid={PERSON.uid}')
        fill = 'cat /dev/zero >"$0/rest" 2>/dev/null; mkdir "$0/doorstep"; true'
        bed.call(['sh', '-c', fill, str(folder)])
        self.refused(apply(bed, 'proxy-off', CLOSED), 'So nothing was changed')
        self.same(before, bed)
        # There is room for the change, and none when it is put back: that happens all the same.
        bed.call(['rm', str(folder / 'rest')])
        self.assertEqual(apply(bed, '--keep', 'proxy-off', CLOSED).exit, 1)
        bed.call(['sh', '-c', fill, str(folder)])
        run = call(bed, 'undo')
        self.assertIn('still in the list', run.stdout)
        self.same(before, bed)
        bed.call(['rm', str(folder / 'rest')])
        self.put_back(bed)
        self.untouched(before, bed)

    def test_read_only(self):
        bed = self.proxy_bed()
        before = bed.state()
        self.own_state(bed, '-o', 'ro')
        self.refused(apply(bed, 'proxy-off', CLOSED), 'So nothing was changed')
        self.untouched(before, bed)

    def test_disk_errors(self):
        """Each call by which the ledger gets to the disk fails once."""
        bed = self.proxy_bed()
        before = bed.state()
        for name, count in (('fsync', 3), ('rename', 2), ('write', 1), ('openat', 1)):
            for nth in range(1, count + 1):
                with self.subTest(name, nth=nth):
                    fault = f'{name}:error=EIO:when={nth}'
                    argv = trace(bed, name, fault, 'apply', '--keep', 'proxy-off', CLOSED)
                    status, output = bed.call(argv, environment=settings(bed), timeout=60)
                    self.assertIn(status, (1, 3), output)
                    if status == 3:
                        self.untouched(before, bed)
                    else:
                        self.assertEqual(len(self.listed(bed)), 1)
                    self.put_back(bed)
                    self.untouched(before, bed)

    def test_damaged(self):
        """What cannot be read is told, and kept."""
        bed = self.proxy_bed()
        for text in ('{"schema": "doorstep-ledger/2"}', 'nonsense'):
            with self.subTest(text):
                bed.call(['mkdir', '-p', str(ledger(bed).parent)])
                ledger(bed).write_text(text)
                run = call(bed, 'changes')
                self.assertEqual(run.exit, 3)
                self.assertEqual(ledger(bed).read_text(), text)
                run = apply(bed, '--keep', 'proxy-off', CLOSED)
                self.assertEqual(run.exit, 1, run.stderr)
                kept = sorted(ledger(bed).parent.glob('ledger.json.kept-*'))[-1]
                self.assertIn(str(kept), run.stderr)
                self.assertEqual(kept.read_text(), text)
                self.put_back(bed)

    def test_at_once(self):
        """Several at once: each change is made by one, and none is lost."""
        bed = self.bed(vpn={}, names={proxy.NAME: GATEWAY[:1]})
        proxy.desktop()(bed)
        self.turn_on(bed)
        before = bed.state()
        changes = ['proxy-off', VPN_OFF] * 3
        runs = [start(bed, 'apply', '--keep', change, CLOSED) for change in changes]
        exits = [(change, finish(run).exit) for change, run in zip(changes, runs)]
        for change in set(changes):
            self.assertEqual(exits.count((change, 1)), 1, exits)
            self.assertEqual(exits.count((change, 3)), 2, exits)
        self.assertEqual({one['change'] for one in self.listed(bed)}, set(changes))
        undoing = [start(bed, 'undo', '--all') for _ in range(3)]
        for run in map(finish, undoing):
            self.assertIn(run.exit, (0, 3), run.stderr)
            if run.exit == 3:
                self.assertIn('Another Doorstep', run.stderr)
        self.put_back(bed)
        self.untouched(before, bed)


def trace(bed, calls, fault, *args):
    """doorstep-cli, with something happening to it at some system call."""
    options = ['-f', '-qq', '-o', '/dev/null', '-e', f'trace={calls}', '-e', f'inject={fault}']
    # What the program reads and prints elsewhere is not meant.
    folder = ledger(bed).parent
    paths = [str(folder), *(str(folder / f'ledger.{end}') for end in ('json', 'json.new', 'lock'))]
    if calls in ('write', 'openat', 'read'):
        options += [word for path in paths for word in ('-P', path)]
    return ['strace', *options, str(report.cli()), *args]


def kill_after(bed, calls, nth, *args):
    """Run doorstep-cli, and kill it after the n-th call; returns whether it ended before.

    strace counts for each thread by itself, so it only stops the program at every call, and whoever
    counts lets it go on.
    """
    log = bed.home / 'calls'
    log.unlink(missing_ok=True)
    argv = trace(bed, calls, f'{calls}:signal=STOP', *args)
    argv[argv.index('/dev/null')] = str(log)
    process = bed.popen(argv, environment=settings(bed), stdout=subprocess.DEVNULL)
    children = pathlib.Path(f'/proc/{process.pid}/task/{process.pid}/children')
    give_up = time.monotonic() + report.PATIENCE_S
    while process.poll() is None:
        assert time.monotonic() < give_up, log.read_text()
        stops = log.read_text().count('--- SIGSTOP {') if log.exists() else 0
        if stops >= nth:
            _send(children, signal.SIGKILL)
            process.wait()
            return False
        # Once more than needed does no harm, and a stop that came later needs it.
        if stops:
            _send(children, signal.SIGCONT)
        time.sleep(0.002)
    return True


def _send(children, number):
    try:
        for child in children.read_text().split():
            os.kill(int(child), number)
    except (FileNotFoundError, ProcessLookupError):
        pass


class Killed(Desk):
    """Killed after the n-th call of a kind, for every n until it ends by itself: what is changed is
    in the list, and can be put back."""

    def kill_everywhere(self, bed, calls, prepare, *args):
        before = bed.state()
        for nth in itertools.count(1):
            prepare(bed)
            ended = kill_after(bed, calls, nth, *args)
            listed = self.listed(bed)
            if not listed:
                self.same(before, bed)
            self.assertTrue(all(one['left_over'] for one in listed), listed)
            self.put_back(bed)
            self.untouched(before, bed)
            if ended:
                break
        print(f'{args[0]}: killed after {nth - 1} × {calls}')
        self.assertGreater(nth, 1, f'{calls} never came')

    def no_preparation(self, bed):
        pass

    def proxy_bed(self):
        bed = self.bed()
        proxy.desktop()(bed)
        return bed

    def make(self, change):
        def prepare(bed):
            run = apply(bed, '--keep', change, CLOSED)
            self.assertEqual(run.exit, 1, run.stderr)

        return prepare


# Every way in which something leaves the program: for the disk, and for the bus.
FOR_THE_DISK = ('openat', 'write', 'fsync', 'rename', 'unlink', 'fcntl')
FOR_THE_BUS = ('sendmsg',)


def _add_tests():
    for change, bed, calls in (
        ('proxy-off', Killed.proxy_bed, FOR_THE_DISK),
        (VPN_OFF, Killed.vpn_bed, (*FOR_THE_DISK[2:4], *FOR_THE_BUS)),
    ):
        for name in calls:
            for what in ('apply', 'undo'):

                def test(self, change=change, make_bed=bed, name=name, what=what):
                    prepare = self.make(change) if what == 'undo' else self.no_preparation
                    args = ['--keep', change, CLOSED] if what == 'apply' else ['--all']
                    self.kill_everywhere(make_bed(self), name, prepare, what, *args)

                kind = change.partition(':')[0].replace('-', '_')
                setattr(Killed, f'test_{kind}_{what}_{name}', test)


_add_tests()


if __name__ == '__main__':
    parallel.main()
