# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop keeps about names: seen with the real programs that keep it, and never changed by
looking."""
import unittest

import dns
import parallel
import people
import report
import rules
import servers
import state
import vpn
from addresses import GATEWAY, LAN4, REFERENCES, WWW
from computer import wait_until
from deskbed import Desktop

NAME = 'four.lab.test'
SITE = f'http://{NAME}/'
# Nobody listens at port 80 there.
OLD = REFERENCES[1][0]
NEW = WWW[0]

NOBODY_KEEPS = 'no program on this computer keeps addresses'
LIAR = f'{LAN4}.53'
# Longer than that no program of the desktop that hangs may hold up a run.
HELD_UP_S = 1.5
# That one hangs shows by this: an answer takes a few milliseconds.
WAITED_MS = 300

# A resolver that is there and is of no use: it says nothing, or what makes no sense.
USELESS = """
import sys
from gi.repository import Gio, GLib

INTERFACE = '''<node><interface name="org.freedesktop.resolve1.Manager">
<method name="ResolveHostname"><arg type="i" direction="in"/><arg type="s" direction="in"/>
<arg type="i" direction="in"/><arg type="t" direction="in"/><arg type="s" direction="out"/></method>
<property name="DNS" type="s" access="read"/><property name="Domains" type="u" access="read"/>
<property name="CacheStatistics" type="s" access="read"/>
</interface></node>'''


def asked(connection, sender, path, interface, method, arguments, invocation):
    if sys.argv[1] == 'nonsense':
        invocation.return_value(GLib.Variant('(s)', ('what?',)))


def told(connection, sender, path, interface, name):
    return GLib.Variant('u', 7) if name == 'Domains' else GLib.Variant('s', 'what?')


bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
node = Gio.DBusNodeInfo.new_for_xml(INTERFACE)
if sys.argv[1] == 'nonsense':
    bus.register_object('/org/freedesktop/resolve1', node.interfaces[0], asked, told, None)
else:
    bus.add_filter(lambda bus, message, incoming, _: None if incoming and message.get_interface()
                   in ('org.freedesktop.resolve1.Manager', 'org.freedesktop.DBus.Properties')
                   else message, None)
Gio.bus_own_name_on_connection(bus, 'org.freedesktop.resolve1', 0, None, None)
GLib.MainLoop().run()
"""


class Names(unittest.TestCase):
    def bed(self, **options):
        bed = Desktop(**options)
        self.addCleanup(bed.close)
        bed.serve(WWW, 80, servers.web())
        return bed

    def move(self, bed, *addresses):
        """Let the website have other addresses, which its name server knows."""
        dns.rename(bed.dns, {**bed.names, NAME: addresses}, bed.folder)
        for address in addresses:
            dns.wait_for(bed.client, GATEWAY[0], NAME, address)

    def go_there(self, bed):
        """What a browser goes by, and what then is kept."""
        status, output = bed.call(['getent', 'ahostsv4', NAME])
        self.assertEqual(status, 0, output)
        return {line.split()[0] for line in output.splitlines()}

    def keep_old(self, bed):
        self.move(bed, OLD)
        self.assertEqual(self.go_there(bed), {OLD})
        self.move(bed, NEW)

    def check(self, bed, cause, who, grade, check, typed=SITE):
        run = report.check(bed, typed)
        self.assertEqual(report.problems(run.report), [])
        told = tuple(run.verdict[key] for key in ('cause', 'who', 'grade', 'check'))
        self.assertEqual(told, (cause, who, grade, check), run.in_short())
        self.assertEqual(report.judge(bed, run).report['verdict'], run.verdict)
        self.assertEqual(bed.agent.prompts(), [])
        return run.report['checks'][6], run

    def works(self, bed):
        return self.check(bed, 'works', 'nobody', 'proven', None)


class Kept(Names):
    def test_resolved(self):
        bed = self.bed()
        self.keep_old(bed)
        step, run = self.check(bed, 'dns-stale', 'this-computer', 'proven', 7)
        self.assertEqual([offer['id'] for offer in step['changes']], ['dns-forget'])
        self.assertEqual(step['changes'][0]['password'], 'none')
        self.assertIn('about:networking#dns', step['advice'])
        kept = [one for one in run.report['evidence']['names'] if one['remembered']]
        self.assertEqual([one['addresses'] for one in kept], [[OLD]])
        # The run has only looked: what is kept is as it was.
        self.assertEqual(self.go_there(bed), {OLD})

    def test_resolved_has_a_way_of_its_own(self):
        """The name servers answer systemd-resolved alone: asking it mends what it keeps."""
        bed = self.bed()
        self.keep_old(bed)
        others = f'meta skuid {people.PERSON.uid} ip daddr {GATEWAY[0]} th dport 53'
        rules.rule('cli', 'output', [others], 'drop')(bed)
        step, run = self.check(bed, 'dns-stale', 'this-computer', 'proven', 7)
        self.assertEqual(step['changes'], [])
        self.assertIn('Load the page again', step['advice'])
        self.assertEqual(self.go_there(bed), {NEW})
        opened = [one for one in run.report['attempts'] if one['way'] == 'fresh-dns']
        self.assertEqual([one['source'] for one in opened], [['resolved']])

    def test_resolved_and_the_website_is_down(self):
        """What is kept is what the name servers say now."""
        bed = self.bed()
        self.move(bed, OLD)
        self.go_there(bed)
        self.check(bed, *('website-refuses', 'website', 'proven', 4))

    def test_resolved_keeps_one_of_many(self):
        """A website that has got one more address keeps the others."""
        bed = self.bed()
        self.move(bed, OLD)
        self.go_there(bed)
        self.move(bed, OLD, NEW)
        run = report.check(bed, SITE)
        causes = [run.verdict['cause'], *(one['cause'] for one in run.report['also'])]
        self.assertNotIn('dns-stale', causes)
        self.assertNotIn('dns-tampered', causes)

    def test_resolved_kept_by_this_very_run(self):
        """What the run itself had looked up proves nothing."""
        bed = self.bed()
        _, run = self.works(bed)
        self.assertFalse(any(one['remembered'] for one in run.report['evidence']['names']))

    def test_managers_dnsmasq(self):
        bed = self.bed(dns='dnsmasq')
        self.keep_old(bed)
        step, _ = self.check(bed, 'dns-stale', 'this-computer', 'likely', 7)
        self.assertEqual([offer['id'] for offer in step['changes']], ['dns-forget'])
        self.assertIn('network is off', step['changes'][0]['costs'])
        self.assertEqual(self.commands(step), ['sudo nmcli general reload dns-full'])
        self.assertEqual(self.go_there(bed), {OLD})

    def test_nscd(self):
        bed = self.bed(dns='default', nscd=True)
        self.keep_old(bed)
        step, _ = self.check(bed, 'dns-stale', 'this-computer', 'likely', 7)
        self.assertEqual(step['changes'], [])
        self.obey(bed, step, 'nscd')

    def test_unbound(self):
        bed = self.bed(dns='unbound')
        self.keep_old(bed)
        step, _ = self.check(bed, 'dns-stale', 'this-computer', 'likely', 7)
        self.assertEqual(step['changes'], [])
        self.obey(bed, step, 'unbound-control')

    def test_nothing(self):
        bed = self.bed(dns='default')
        step, run = self.works(bed)
        self.assertEqual(run.report['evidence']['caches'], [])
        self.assertIn(NOBODY_KEEPS, step['meaning'])

    def commands(self, step):
        return [one['command'] for one in step['commands']]

    def obey(self, bed, step, program):
        """The command that is shown, typed by an administrator, does what it says."""
        (command,) = self.commands(step)
        sudo, *argv = command.split()
        self.assertEqual((sudo, argv[0]), ('sudo', program))
        bed.client.run(argv)
        wait_until(lambda: self.go_there(bed) == {NEW}, f'{command} makes it forget')
        self.works(bed)


class Forgotten(Names):
    """`doorstep-cli apply dns-forget`: it is done without a password, and the website opens."""

    def forget(self, bed, who='desk'):
        options = [option for name in report.REFERENCES for option in ('--reference', name)]
        argv = ('apply', '--json', *options, 'dns-forget', SITE)
        run = report.Run(report.start(bed, *argv, who=who), None, report.PATIENCE_S)
        self.assertEqual(bed.agent.prompts(), [], run.stderr)
        return run

    def forgets(self, bed, who='desk'):
        self.keep_old(bed)
        run = self.forget(bed, who)
        self.assertEqual(run.exit, 0, run.stderr)
        self.assertEqual(run.report['tried']['change'], 'dns-forget')
        self.assertEqual(run.verdict['cause'], 'works')
        self.assertEqual(self.go_there(bed), {NEW})
        # There is nothing to put back.
        self.assertEqual(run.report['changes'], [])
        self.assertFalse((bed.home / 'state/doorstep/ledger.json').exists())

    def refuses(self, bed, *words, who='desk'):
        self.keep_old(bed)
        run = self.forget(bed, who)
        self.assertEqual(run.exit, 3, run.stdout)
        for word in words:
            self.assertIn(word, run.stderr)
        self.assertEqual(self.go_there(bed), {OLD})

    def test_resolved(self):
        self.forgets(self.bed())

    def test_resolved_far_away(self):
        """Nobody needs to sit at the computer for this one."""
        self.forgets(self.bed(), who='remote')

    def test_managers_dnsmasq(self):
        bed = self.bed(dns='dnsmasq')
        before = bed.state()
        self.forgets(bed)
        self.assertEqual(state.differences(before, bed.state()), [])

    def test_managers_dnsmasq_far_away(self):
        """Who is not at the computer may not start its connection anew, and keeps it."""
        self.refuses(self.bed(dns='dnsmasq'), 'NetworkManager', who='remote')

    def test_managers_dnsmasq_under_a_vpn(self):
        bed = self.bed(dns='dnsmasq', vpn={})
        bed.vpn.up()
        rules.reject('srv', rules.RESET)(bed)
        run = self.forget(bed)
        self.assertEqual(run.exit, 3, run.stdout)
        self.assertIn('VPN', run.stderr)
        self.assertIn(vpn.DEVICE, bed.client.run(['ip', 'link']))

    def test_nscd(self):
        self.refuses(self.bed(dns='default', nscd=True), 'administrator')

    def test_unbound(self):
        self.refuses(self.bed(dns='unbound'), 'administrator')

    def test_nothing_to_forget(self):
        bed = self.bed(dns='default')
        self.move(bed, OLD)
        run = self.forget(bed)
        self.assertEqual(run.exit, 3, run.stdout)
        self.assertIn(NOBODY_KEEPS, run.stderr)


class Lies(Names):
    """The name servers that DHCP hands out, and what systemd-resolved makes of them."""

    def lying_bed(self, lies, *honest):
        bed = self.bed(name_servers=(LIAR, *honest))
        bed['r1'].ip(f'addr add {LIAR}/32 dev near')
        dns.start_liar(bed['r1'], LIAR, lies, GATEWAY[0], bed.folder)
        return bed

    def test_of_one_name(self):
        bed = self.lying_bed({NAME: '127.0.0.1'}, GATEWAY[0])
        step, _ = self.check(bed, 'dns-tampered', 'provider', 'proven', 7)
        self.assertEqual(step['changes'], [])

    def test_of_one_name_alone(self):
        bed = self.lying_bed({NAME: '0.0.0.0'})
        self.check(bed, 'dns-tampered', 'provider', 'likely', 7)

    def test_of_names_that_nobody_has(self):
        bed = self.lying_bed({'#': '10.9.8.7', 'lab.test': None})
        self.check(
            *(bed, 'name-unknown', 'address', 'likely', 2), typed='http://shop.exmaple.test/'
        )


class Useless(Names):
    """systemd-resolved is there, and does not answer or answers nonsense: nobody waits for it."""

    def useless(self, how):
        bed = self.bed(dns='default')
        # Nobody else may have that name on the bus.
        user = ['setpriv', '--reuid=systemd-resolve', '--regid=systemd-resolve', '--clear-groups']
        bed.client.start('useless', [*user, '/usr/bin/python3', '-c', USELESS, how])
        wait_until(lambda: bed.bus.has('org.freedesktop.resolve1'), bed.log('useless'))
        _, run = self.works(bed)
        self.assertLess(run.time_s, HELD_UP_S)
        caches = next(one for one in run.report['evidence']['experiments'] if one['id'] == 'caches')
        return run, caches

    def test_silent(self):
        run, caches = self.useless('silent')
        self.assertEqual(run.report['evidence']['caches'], [])
        self.assertGreater(caches['ended_ms'] - caches['started_ms'], WAITED_MS)

    def test_nonsense(self):
        run, _ = self.useless('nonsense')
        self.assertEqual([one['servers'] for one in run.report['evidence']['caches']], [[]])


if __name__ == '__main__':
    parallel.main()
