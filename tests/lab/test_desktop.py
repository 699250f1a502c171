# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop bed is what the tests take it for: each daemon does its work. Without the product."""
import time
import unittest

import parallel
from addresses import CLIENT, GATEWAY, WWW
from deskbed import HOME, Desktop
from vpn import DEVICE, INSIDE, SERVER, UUID

UP_WITHIN_S = 5

# Where a connection of the person's really comes from, as the website sees it.
ASK = 'import socket, sys; s = socket.create_connection((sys.argv[1], 80), 3); print(s.recv(99))'


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
        _, output = one.call(['ps', '-eo', 'comm='])
        self.assertEqual(output.split().count('NetworkManager'), 1)
        self.assertEqual(output.split().count('dbus-daemon'), 1)
        _, output = one.call(['nmcli', '-t', '-f', 'UUID', 'connection'])
        self.assertIn(HOME, output)


class Names(Desk):
    def test_resolved_keeps_answers(self):
        bed = self.bed()
        query = ['resolvectl', 'query', '--legend=yes', 'www.lab.test']
        status, first = bed.call(query)
        self.assertEqual(status, 0, first)
        self.assertIn('network', first)
        _, second = bed.call(query)
        self.assertIn('Data from: cache', second)
        self.assertIn(WWW[0], second)


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

    def test_who_may(self):
        """polkit sees who sits at the computer, who is remote and who is nowhere."""
        bed = self.bed(vpn={})
        up = ['nmcli', '--wait', '5', 'connection', 'up', UUID]
        for who, may in (('app', True), ('guest', True), ('remote', False), ('none', False)):
            status, output = bed.call(up, who=who)
            self.assertEqual(status == 0, may, f'{who}: {output}')
            if may:
                bed.vpn.down()
        self.assertEqual(bed.agent.prompts(), [])


if __name__ == '__main__':
    parallel.main()
