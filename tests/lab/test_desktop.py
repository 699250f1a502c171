# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop bed is what the tests take it for: each daemon does its work. Without the product."""
import time
import unittest

import dns
import parallel
import probe
import proxy
import servers
import state
from addresses import CLIENT, GATEWAY, SITE4, WWW
from agent import Agent
from computer import wait_until
from deskbed import HOME, Desktop
from vpn import DEVICE, INSIDE, SERVER, UUID

UP_WITHIN_S = 10

# Where a connection of the person's really comes from, as the website sees it.
ASK = 'import socket, sys; s = socket.create_connection((sys.argv[1], 80), 3); print(s.recv(99))'

# A program of the desktop: it asks GIO for the proxy, and goes there.
GET = """
import urllib.request
from gi.repository import Gio
proxy, *_ = Gio.ProxyResolver.get_default().lookup('http://www.lab.test/', None)
opener = urllib.request.build_opener(urllib.request.ProxyHandler({'http': proxy}))
print(proxy, opener.open('http://www.lab.test/', timeout=5).status)
"""


def say_who(connection):
    connection.sendall(connection.getpeername()[0].encode())


def seen_as(bed, address):
    status, output = bed.call(['/usr/bin/python3', '-c', ASK, address])
    return output.strip().strip("b'").removeprefix('::ffff:') if status == 0 else output


class Desk(unittest.TestCase):
    def bed(self, **options):
        bed = Desktop(**options)
        self.addCleanup(bed.close)
        return bed


class Network(Desk):
    def test_comes_up_fast(self):
        start = time.monotonic()
        with Desktop(vpn={}):
            up = time.monotonic() - start
        print(f'A desktop bed is up in {up:.2f} s')
        self.assertLess(up, UP_WITHIN_S)

    def test_address_by_dhcp(self):
        bed = self.bed()
        shown = bed.nmcli('-t', '-f', 'DHCP4,IP4,IP6,GENERAL', 'device', 'show', 'eth0')
        self.assertIn(f'IP4.ADDRESS[1]:{CLIENT[0]}/24', shown)
        self.assertIn(f'IP4.DNS[1]:{GATEWAY[0]}', shown)
        self.assertIn(f'domain_name_servers = {GATEWAY[0]}', shown)
        self.assertIn(f'IP6.GATEWAY:{GATEWAY[1]}', shown)

    def test_sees_only_itself(self):
        """Nothing of the machine, nor of another bed, runs on the computer."""
        one, _other = self.bed(), self.bed()
        _, output = one.call(['sh', '-c', 'cat /proc/[0-9]*/comm'])
        self.assertEqual(output.split().count('NetworkManager'), 1)
        self.assertEqual(output.split().count('dbus-daemon'), 1)
        _, output = one.call(['nmcli', '-t', '-f', 'UUID', 'connection'])
        self.assertIn(HOME, output)


class Names(Desk):
    """Each of those that answer for names on a desktop does, and keeps what it has heard."""

    NEW = f'{SITE4}.99'

    def move(self, bed):
        """Let the website move, and the home router know."""
        dns.rename(bed.dns, {**bed.names, 'four.lab.test': [self.NEW]}, bed.folder)
        dns.wait_for(bed.client, GATEWAY[0], 'four.lab.test', self.NEW)

    def look_up(self, bed):
        status, output = bed.call(['getent', 'ahostsv4', 'four.lab.test'])
        return output.split()[0] if status == 0 else None

    def forgets(self, bed, *how):
        """What was heard stays until it is told to forget."""
        self.assertEqual(self.look_up(bed), WWW[0])
        self.move(bed)
        self.assertEqual(self.look_up(bed), WWW[0])
        bed.client.run(how)
        self.assertEqual(self.look_up(bed), self.NEW)

    def test_resolved(self):
        bed = self.bed()
        query = ['resolvectl', 'query', 'four.lab.test']
        self.assertIn('Data from: network', bed.call(query)[1])
        self.assertIn('Data from: cache', bed.call(query)[1])
        self.forgets(bed, 'resolvectl', 'flush-caches')

    def test_dnsmasq_of_the_network_manager(self):
        self.forgets(self.bed(dns='dnsmasq'), 'nmcli', 'connection', 'up', HOME)

    def test_unbound(self):
        self.forgets(self.bed(dns='unbound'), 'unbound-control', 'flush_zone', '.')

    def test_nscd(self):
        self.forgets(self.bed(dns='default', nscd=True), 'nscd', '--invalidate=hosts')

    def test_no_cache(self):
        self.assertEqual(self.look_up(bed := self.bed(dns='default')), WWW[0])
        self.move(bed)
        self.assertEqual(self.look_up(bed), self.NEW)


class Firewall(Desk):
    def test_rejects(self):
        bed = self.bed(firewall=True)
        bed.serve(WWW, 80, say_who)
        self.assertNotIn('refused', seen_as(bed, WWW[0]))
        rule = ['ipv4', 'filter', 'OUTPUT', '0', '-p', 'tcp', '--dport', '80', '-j', 'REJECT']
        bed.client.run(['firewall-cmd', '--direct', '--add-rule', *rule])
        answer = bed.client.call(probe.connect, WWW[0], 80)
        self.assertEqual(answer.sender, CLIENT[0])

    def test_asks_for_a_password(self):
        """Not for what its zones are, but for the rules in them."""
        bed = self.bed(firewall=True)
        status, output = bed.call(['firewall-cmd', '--get-active-zones'])
        self.assertIn('eth0', output)
        self.assertEqual(bed.agent.prompts(), [])
        bed.call(['firewall-cmd', '--list-rich-rules'])
        self.assertEqual(set(bed.agent.prompts()), {'org.fedoraproject.FirewallD1.config.info'})


class State(Desk):
    def test_shows_each_change(self):
        bed = self.bed(firewall=True, vpn={})
        before = bed.state()
        self.assertEqual(state.differences(before, bed.state()), [])
        keyfile = bed.home / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
        keyfile.parent.mkdir(parents=True)
        zone = ['firewall-cmd', '--zone=public']
        rich = 'rule family=ipv4 port port=9 protocol=tcp accept'
        for do, undo, names in (
            (bed.vpn.up, bed.vpn.down, ('active', 'routes', 'resolved-dns', 'packet-filter')),
            (
                lambda: bed.nmcli('connection', 'modify', HOME, 'ipv4.dns', '192.0.2.1'),
                lambda: bed.nmcli('connection', 'modify', HOME, 'ipv4.dns', ''),
                ('/etc/NetworkManager/system-connections/home.nmconnection',),
            ),
            (
                lambda: bed.client.run([*zone, f'--add-rich-rule={rich}']),
                lambda: bed.client.run([*zone, f'--remove-rich-rule={rich}']),
                ('firewalld-zone-public', 'packet-filter'),
            ),
            (lambda: keyfile.write_text('[a]\n'), keyfile.unlink, (str(keyfile),)),
        ):
            do()
            found = '\n'.join(state.differences(before, bed.state()))
            for name in names:
                self.assertIn(f'{name} was:', found)
            undo()
            if names[0].startswith('/etc'):
                # It is written anew in NetworkManager's own words: this is the state from now on.
                before = bed.state()
            self.assertEqual(state.differences(before, bed.state()), [])


class Daemons(Desk):
    def test_restart(self):
        """All is as before when one of them has been away."""
        bed = self.bed(firewall=True)
        before = bed.state()
        for name in ('NetworkManager', 'firewalld', 'systemd-resolved'):
            bed.restart(name)
            wait_until(lambda: bed.state() == before, f'all is as before {name} was restarted')

    def test_death(self):
        bed = self.bed()
        bed.kill('NetworkManager')
        status, output = bed.call(['nmcli', 'general'])
        self.assertIn('NetworkManager is not running', output)
        bed.start('NetworkManager')
        self.assertEqual(bed.call(['nmcli', 'general'])[0], 0)


class Tunnel(Desk):
    def test_carries_all_and_goes_away(self):
        bed = self.bed(vpn={})
        bed.serve(WWW, 80, say_who)
        before = bed.client.run(['ip', 'route']), bed.client.run(['ip', '-6', 'route'])
        self.assertNotIn(SERVER[0], seen_as(bed, WWW[0]))
        bed.vpn.up()
        for address, server in zip(WWW, SERVER):
            self.assertEqual(seen_as(bed, address), server)
        _, shown = bed.call(['resolvectl', 'dns'])
        self.assertIn(f'({DEVICE}): {INSIDE[0]}', shown)
        bed.vpn.down()
        self.assertNotIn(SERVER[0], seen_as(bed, WWW[0]))
        after = bed.client.run(['ip', 'route']), bed.client.run(['ip', '-6', 'route'])
        self.assertEqual(before, after)
        self.assertEqual(bed.agent.prompts(), [])

    def test_person_turns_it_off_without_a_password(self):
        bed = self.bed(vpn={})
        bed.vpn.up()
        status, output = bed.call(['nmcli', 'connection', 'down', UUID])
        self.assertEqual(status, 0, output)
        self.assertEqual(bed.agent.prompts(), [])

    def test_dies(self):
        bed = self.bed(vpn={})
        bed.serve(WWW, 80, say_who)
        bed.vpn.up()
        bed.vpn.die()
        self.assertIn('timed out', seen_as(bed, WWW[0]))


class Passwords(Desk):
    RELOAD = ('nmcli', 'general', 'reload', 'dns-rc')

    def test_answers_are_as_told(self):
        bed = self.bed()
        for answer, status in (('deny', 1), ('cancel', 1), ('allow', 0)):
            bed.agent.forget()
            bed.agent.answer(answer)
            got, output = bed.call(self.RELOAD)
            self.assertEqual(bool(got), bool(status), f'{answer}: {output}')
            prompts = bed.agent.prompts()
            self.assertEqual(set(prompts), {'org.freedesktop.NetworkManager.reload'}, answer)
        bed.agent.forget()
        bed.agent.close()
        self.assertNotEqual(bed.call(self.RELOAD)[0], 0)
        self.assertEqual(bed.agent.prompts(), [])

    def test_who_may(self):
        """polkit sees who sits at the computer, who is remote and who is nowhere."""
        bed = self.bed(vpn={})
        up = ['nmcli', '--wait', '20', 'connection', 'up', UUID]
        for who, may in (('app', True), ('guest', True), ('remote', False), ('none', False)):
            status, output = bed.call(up, who=who)
            self.assertEqual(status == 0, may, f'{who}: {output}')
            if may:
                bed.vpn.down()
        self.assertEqual(bed.agent.prompts(), [])
        remote = Agent(bed, 'remote')
        self.addCleanup(remote.close)
        remote.answer('allow')
        status, output = bed.call(up, who='remote')
        self.assertEqual(status, 0, output)
        self.assertEqual(remote.prompts(), ['org.freedesktop.NetworkManager.network-control'])


class Proxy(Desk):
    def test_of_the_desktop(self):
        """What the person has set is what programs are told, and it is a proxy that works."""
        bed = self.bed(names={proxy.NAME: GATEWAY[:1]})
        bed.serve(WWW, 80, servers.web())
        proxy.proxy()(bed)
        proxy.desktop()(bed)
        get = ['/usr/bin/python3', '-c', GET]
        status, output = bed.call(get, environment=bed.environment(**proxy.DESKTOP))
        self.assertEqual((status, output), (0, f'http://{proxy.NAME}:{proxy.PORT} 200\n'))
        log = (bed.folder / 'proxy-log').read_text()
        self.assertIn(CLIENT[0], log)


if __name__ == '__main__':
    parallel.main()
