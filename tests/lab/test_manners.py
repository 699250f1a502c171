# SPDX-License-Identifier: GPL-3.0-or-later
"""How the command line behaves: what it sends and to whom, what it makes of bad input, how it
stops, and how it gets through a thousand addresses."""
import json
import signal
import subprocess
import time
import unicodedata
import unittest

import parallel
import proxy
import report
import servers
import watch
from addresses import GATEWAY, REFERENCES, WWW
from chain import Chain
from rules import RESET, drop, references, reject

SWEEP_SYNS = 24
# Repeats, and packets to learn the TTL of the reset itself.
MORE_SYNS = 24

STOPS_WITHIN_S = 0.2

MIB = 1024 * 1024

# None of these is the address of a website. Those that no argument can carry come through "-".
BAD_ARGUMENTS = {
    'empty': '',
    'blanks': '   ',
    'file': 'file:///etc/passwd',
    'javascript': 'javascript:alert(1)',
    'mailto': 'mailto:someone@example.com',
    'port-0': 'http://example.com:0/',
    'port-70000': 'http://example.com:70000/',
    'bell': 'http://exam\x07ple.com/',
    'escape': 'http://exam\x1b[31mple.com/',
    'right-to-left': 'http://exam\u202eple.com/',
    'long-host': 'http://' + '.'.join(['a' * 49] * 6) + '.com/',
    'long-label': 'http://' + 'a' * 64 + '.com/',
}
BAD_LINES = {
    'nul': 'http://exam\0ple.com/\n',
    'one-mebibyte': 'a' * MIB + '\n',
    'one-mebibyte-without-end': 'a' * MIB,
}


class Sending(unittest.TestCase):
    def test_number_of_syns(self):
        """Finding out where a refusal comes from takes few packets: it is nobody's attack."""
        with Chain() as bed:
            references()(bed)
            watch.count_syns(bed['r1'], WWW[0], 80)
            run = report.check(bed, 'http://four.lab.test/')
            self.assertEqual(run.verdict['cause'], 'website-refuses', run.in_short())
            small, full = watch.syns(bed['r1'])
            self.assertGreaterEqual(small, 4)
            self.assertLessEqual(small, SWEEP_SYNS + MORE_SYNS)
            self.assertLessEqual(full, MORE_SYNS)
            self.assertLessEqual(small + full, SWEEP_SYNS + MORE_SYNS)

    def test_only_those_concerned(self):
        """By itself it talks to the target, DNS, the gateway and the reference sites only."""
        with Chain() as bed:
            references()(bed)
            reject('r2', RESET)(bed)
            watch.note_packets(bed.client)
            report.check(bed, 'http://www.lab.test/')
            seen = watch.destinations(bed.client)
            self.assertIn((WWW[0], 'tcp'), seen)
            self.assertIn((GATEWAY[0], 'udp'), seen)
            allowed = {*WWW, *GATEWAY, *REFERENCES[0], *REFERENCES[1]}
            self.assertEqual({address for address, _ in seen} - allowed, set())
            told = {protocol for address, protocol in seen if address in sum(REFERENCES, ())}
            self.assertEqual(told, {'tcp'})

    def test_proxy(self):
        """The proxy that is set is spoken to, and its password is given to nobody else."""
        with proxy.with_proxy() as bed:
            for step in (references(), proxy.proxy(more='BasicAuth joe s3cret')):
                step(bed)
            bed.serve(WWW, 80, servers.web())
            watch.note_packets(bed.client)
            set_to = proxy.variables(f'http://joe:s3cret@{proxy.NAME}:{proxy.PORT}')
            environment = bed.environment(**set_to)
            run = report.check(bed, 'http://four.lab.test/', environment=environment)
            text = report.call(bed, 'check', 'http://four.lab.test/', environment=environment)
            self.assertEqual(run.verdict['cause'], 'works', run.in_short())
            told = {one['way'] for one in run.report['attempts']}
            self.assertIn('proxy', told)
            for said in (run.stdout, run.stderr, text.stdout, text.stderr):
                self.assertNotIn('s3cret', said)
                self.assertNotIn('joe', said)
            seen = {address for address, _ in watch.destinations(bed.client)}
            allowed = {*WWW, *GATEWAY, *REFERENCES[0], *REFERENCES[1]}
            self.assertEqual(seen - allowed, set())

    def test_proxy_left_over(self):
        """A proxy that is named somewhere, but not used by the desktop, is told and not tried."""
        with proxy.with_proxy() as bed:
            for step in (references(), proxy.desktop(proxy.NONE)):
                step(bed)
            bed.serve(WWW, 80, servers.web())
            environment = bed.environment(**proxy.DESKTOP, **proxy.variables())
            run = report.check(bed, 'http://four.lab.test/', environment=environment)
            self.assertEqual(run.report['checks'][4]['finding'], 'attention', run.in_short())
            self.assertNotIn('proxy', {one['way'] for one in run.report['attempts']})

    def test_this_computer_is_not_told_of(self):
        """A check of this computer itself sends nothing about it to anybody."""
        with Chain() as bed:
            watch.note_packets(bed.client)
            report.check(bed, 'http://127.0.0.1:8080/', references=())
            local = {address for address, _ in watch.destinations(bed.client)}
            self.assertIn('127.0.0.1', local)
            self.assertNotIn(WWW[0], local)


class BadInput(unittest.TestCase):
    def assert_refused(self, run, bed):
        self.assertEqual(run.exit, 2, run.stderr)
        lines = run.stderr.splitlines()
        self.assertEqual(len(lines), 1, run.stderr[:1000])
        self.assertLess(len(lines[0]), 400)
        self.assertTrue(lines[0].endswith('.'), lines[0])
        harmful = [char for char in lines[0] if unicodedata.category(char) in ('Cc', 'Cf')]
        self.assertEqual(harmful, [])
        self.assertEqual(watch.packets(bed.client), 0)

    def test_sentences(self):
        with Chain() as bed:
            watch.note_packets(bed.client)
            for name, typed in BAD_ARGUMENTS.items():
                with self.subTest(name):
                    self.assert_refused(report.call(bed, 'check', '--', typed), bed)
            for name, line in BAD_LINES.items():
                with self.subTest(name):
                    self.assert_refused(report.call(bed, 'check', '-', stdin=line), bed)

    def test_json(self):
        """In a list each of them gets a line of its own, in its place."""
        with Chain() as bed:
            watch.note_packets(bed.client)
            given = [typed for typed in BAD_ARGUMENTS.values() if typed.strip()]
            run = report.call(bed, 'check', '--json', '-', stdin='\n'.join(given) + '\n')
            self.assertEqual(run.exit, 2, run.stderr)
            lines = [json.loads(line) for line in run.stdout.splitlines()]
            self.assertEqual(len(lines), len(given))
            for line, typed in zip(lines, given):
                # Long ones are cut short.
                self.assertEqual(line['typed'][:200], typed[:200])
                self.assertLess(len(line['typed']), 300)
                self.assertEqual(report.problems(line), [])
            self.assertEqual(watch.packets(bed.client), 0)

    def test_usage(self):
        with Chain() as bed:
            for args in (('check',), ('check', '--nosuch', 'a.test'), ('nosuch',), ()):
                with self.subTest(args):
                    run = report.call(bed, *args)
                    self.assertEqual(run.exit, 2)
                    self.assertTrue(run.stderr)


class Stopping(unittest.TestCase):
    def stop(self, bed, *args, stdin=None):
        process = report.start(bed, 'check', *args)
        if stdin is not None:
            process.stdin.write(stdin)
            process.stdin.flush()
        time.sleep(1)
        self.assertIsNone(process.poll(), 'it was to be waiting still')
        process.send_signal(signal.SIGINT)
        start = time.monotonic()
        process.wait(10)
        spent = time.monotonic() - start
        process.communicate()
        self.assertLess(spent, STOPS_WITHIN_S)
        self.assertNotEqual(process.returncode, 0)

    def test_waiting_for_an_answer(self):
        with Chain() as bed:
            drop('srv', None)(bed)
            for options in ((), ('--json',)):
                self.stop(bed, *options, 'http://four.lab.test/')

    def test_waiting_for_a_name(self):
        with Chain() as bed:
            drop('r1', None, GATEWAY, 'input')(bed)
            self.stop(bed, 'http://four.lab.test/')

    def test_waiting_for_the_page(self):
        with Chain() as bed:
            bed.serve(WWW, 80, servers.silent())
            self.stop(bed, 'http://four.lab.test/')

    def test_waiting_for_more_lines(self):
        with Chain() as bed:
            self.stop(bed, '-', stdin='http://127.0.0.1:8080/\n')


class Many(unittest.TestCase):
    def peak(self, process):
        """Watch the memory of a process until it ends; the most it had resident, in bytes."""
        most = 0
        while process.poll() is None:
            try:
                with open(f'/proc/{process.pid}/status') as status:
                    for line in status:
                        if line.startswith('VmHWM:'):
                            most = max(most, int(line.split()[1]) * 1024)
            except OSError:
                break
            time.sleep(0.005)
        return most

    def run_all(self, bed, addresses, *options):
        """Give all addresses at once; returns the run's lines, its time, its peak of memory."""
        given, said = bed.home / 'addresses', bed.home / 'said'
        given.write_text(''.join(f'{address}\n' for address in addresses))
        names = [option for name in report.REFERENCES for option in ('--reference', name)]
        start = time.monotonic()
        with open(given) as stdin, open(said, 'w') as stdout:
            argv = [report.cli(), 'check', '--json', *names, *options, '-']
            process = bed.popen(argv, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL)
            most = self.peak(process)
        self.assertIn(process.returncode, (1, 3))
        return said.read_text().splitlines(), time.monotonic() - start, most

    def test_a_thousand(self):
        with Chain() as bed:
            references()(bed)
            bed.serve(WWW, 80, servers.web())
            kinds = (
                'http://four.lab.test:{}/',
                f'http://{WWW[0]}/{{}}',
                'http://nosuch{}.lab.test/',
                'http://127.0.0.1:{}/',
                'http://six.lab.test:{}/',
            )
            typed = [kinds[i % len(kinds)].format(10000 + i) for i in range(1000)]
            lines, spent, most = self.run_all(bed, typed)
            self.assertEqual([json.loads(line)['target']['typed'] for line in lines], typed)
            for line in lines[::100]:
                self.assertEqual(report.problems(json.loads(line)), [])
            print(f'1000 addresses: {spent:.1f} s, {most / MIB:.1f} MiB at most', flush=True)
            self.assertGreater(most, MIB)
            self.assertLessEqual(most, 64 * MIB)

    def test_not_one_after_the_other(self):
        """Silent addresses are waited for together."""
        with Chain() as bed:
            references()(bed)
            drop('srv', None)(bed)
            one = self.run_all(bed, ['http://four.lab.test:8000/'], '--timeout', '2')
            many = [f'http://four.lab.test:{port}/' for port in range(8001, 8017)]
            lines, spent, _ = self.run_all(bed, many, '--timeout', '2')
            self.assertEqual(len(lines), len(many))
            self.assertLess(spent, 4 * one[1])


if __name__ == '__main__':
    parallel.main()
