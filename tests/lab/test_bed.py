# SPDX-License-Identifier: GPL-3.0-or-later
"""The beds are what the scenarios take them for. Measured without the product."""
import errno
import os
import socket
import ssl
import subprocess
import unittest

import dns
import parallel
import pki
import probe
import servers
from addresses import CLIENT, GATEWAY, NEIGHBOUR, REFERENCES, WWW, ends
from bed import TRUST
from chain import Chain
from fork import Fork
from rules import ADMIN, PORT, RESET, drop, first_hops, quiet, reject, serve_tls

REFUSED = errno.ECONNREFUSED

# Where a reset made by the forward chain of a router, or by the server, is first seen.
FIRST_SEEN = {'r1': 2, 'r2': 3, 'r3': 4, 'srv': 4}


# A browser of sorts, run as the person at the client. It trusts whom the system trusts.
GET = """
import ssl, sys, urllib.error, urllib.request
trust = ssl.create_default_context(cafile=sys.argv[2])
try:
    answer = urllib.request.urlopen(sys.argv[1], timeout=5, context=trust)
except urllib.error.HTTPError as error:
    answer = error
except OSError as error:
    sys.exit(print('nothing:', error))
print('answer', answer.status, answer.read().decode(), end='')
"""


def look(bed, address, port=80, **kwargs):
    return bed.client.call(probe.connect, address, port, **kwargs)


def first_refusal(bed, address, port=80):
    return bed.client.call(probe.first_refusal, address, port)


def ask_system(bed, *args):
    """Run a program as the person at the client; returns its exit status and output."""
    pipe = subprocess.PIPE
    process = bed.popen(args, stdout=pipe, stderr=subprocess.STDOUT, text=True)
    output, _ = process.communicate(timeout=10)
    return process.returncode, output


class Hops(unittest.TestCase):
    def test_each_hop_says_its_name(self):
        with Chain() as bed:
            for family, address in enumerate(WWW):
                names = [look(bed, address, ttl=ttl) for ttl in (1, 2, 3)]
                self.assertTrue(all(map(probe.expired, names)), names)
                wanted = [GATEWAY[family], ends(1)[1][family], ends(2)[1][family]]
                self.assertEqual([answer.sender for answer in names], wanted)
                self.assertEqual(look(bed, address, ttl=4).error, REFUSED)

    def test_number_of_routers(self):
        for routers in (1, 2, 5):
            with Chain(routers=routers) as bed:
                for address in WWW:
                    self.assertEqual(first_refusal(bed, address), routers + 1)

    def test_without_address_translation(self):
        with Chain(nat=False) as bed:
            bed.serve(WWW[:1], 80, servers.web())
            self.assertEqual(look(bed, WWW[0]).error, 0)

    def test_next_to_the_client(self):
        with Chain(neighbour=True) as bed:
            for address in NEIGHBOUR:
                self.assertEqual(first_refusal(bed, address), 1)

    def test_delay(self):
        with Chain(routers=3, delay_us=5000) as bed:
            for address in WWW:
                # The quickest of some: a busy machine only ever adds to it.
                quickest = min(look(bed, address).time_s for _ in range(5))
                self.assertAlmostEqual(quickest, 0.040, delta=0.010)

    def test_two_ways(self):
        with Fork() as bed:
            for family, address in enumerate(WWW):
                seen = {look(bed, address, ttl=2).sender for _ in range(12)} - {None}
                self.assertEqual(seen, {ends(1)[1][family], ends(3)[1][family]})
                self.assertEqual(first_refusal(bed, address), 4)

    def test_one_port_takes_one_way(self):
        with Fork() as bed:
            seen = {look(bed, WWW[0], ttl=2, source_port=40000).sender for _ in range(5)} - {None}
            self.assertEqual(len(seen), 1)

    def test_one_way_is_longer(self):
        with Fork(uneven=True) as bed:
            seen = {first_refusal(bed, WWW[0]) for _ in range(12)}
            # A search that changes ways in between may also end between the two.
            self.assertEqual(seen, {4, 5})


class Rejections(unittest.TestCase):
    def test_reset_shows_one_hop_further(self):
        for host, first in FIRST_SEEN.items():
            with Chain() as bed:
                reject(host, RESET)(bed)
                for address in WWW:
                    self.assertEqual(first_refusal(bed, address), first, host)

    def test_reset_before_routing_shows_at_its_hop(self):
        for hop in (1, 2, 3):
            with Chain() as bed:
                reject(f'r{hop}', RESET, hook='prerouting')(bed)
                for address in WWW:
                    self.assertEqual(first_refusal(bed, address), hop)

    def test_reset_on_this_computer(self):
        with Chain() as bed:
            reject('cli', RESET)(bed)
            for address in WWW:
                answer = look(bed, address, ttl=1)
                self.assertEqual((answer.error, answer.icmp), (REFUSED, None))

    def test_icmp_names_its_sender(self):
        senders = {'cli': CLIENT, 'r1': GATEWAY, 'r2': ends(1)[1], 'r3': ends(2)[1], 'srv': WWW}
        for host, sender in senders.items():
            with Chain() as bed:
                reject(host, PORT, 80)(bed)
                reject(host, ADMIN, 81)(bed)
                for family, address in enumerate(WWW):
                    answer = look(bed, address, 80)
                    self.assertEqual((answer.error, answer.sender), (REFUSED, sender[family]), host)
                    self.assertEqual(answer.icmp, ((3, 3), (1, 4))[family])
                    answer = look(bed, address, 81)
                    self.assertEqual(answer.icmp, ((3, 13), (1, 1))[family])

    def test_own_ttl_of_a_reset(self):
        """It has passed two routers when it comes from hop 3, and started with 64 or 63."""
        for start, passes in ((64, 62), (63, 61)):
            with Chain() as bed:
                reject('r3', RESET)(bed)
                first_hops('r3', start)(bed)
                for address in WWW:
                    self.assertEqual(look(bed, address, min_ttl=passes).error, REFUSED)
                    self.assertEqual(look(bed, address, min_ttl=passes + 1).error, None)

    def test_drop(self):
        with Chain() as bed:
            drop('r2')(bed)
            for address in WWW:
                self.assertTrue(probe.expired(look(bed, address, ttl=2)))
                self.assertEqual(look(bed, address, ttl=3).error, None)
                self.assertEqual(look(bed, address, 81).error, REFUSED)

    def test_quiet(self):
        with Chain() as bed:
            quiet('r2')(bed)
            for address in WWW:
                seen = [look(bed, address, ttl=ttl).icmp is not None for ttl in (1, 2, 3)]
                self.assertEqual(seen, [True, False, True])

    def test_other_addresses_are_let_through(self):
        with Chain() as bed:
            reject('r2', RESET)(bed)
            bed.serve(REFERENCES[0], 80, servers.web())
            for address in REFERENCES[0]:
                self.assertEqual(look(bed, address).error, 0)


class Client(unittest.TestCase):
    def test_has_no_privilege(self):
        with Chain() as bed:
            _, status = ask_system(bed, 'cat', '/proc/self/status')
            fields = dict(line.split(':\t', 1) for line in status.splitlines())
            for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'):
                self.assertEqual(int(fields[name], 16), 0)
            self.assertEqual(fields['NoNewPrivs'], '1')

    def test_cannot_open_a_raw_socket(self):
        with Chain() as bed:
            raw = 'import socket; socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)'
            status, output = ask_system(bed, '/usr/bin/python3', '-c', raw)
            self.assertNotEqual(status, 0)
            self.assertIn('PermissionError', output)

    def test_sees_only_files_of_the_bed(self):
        with Chain() as bed:
            resolver = ask_system(bed, 'cat', '/etc/resolv.conf')[1]
            self.assertEqual(resolver, f'nameserver {GATEWAY[0]}\n')
            self.assertIn('127.0.0.1 localhost', ask_system(bed, 'cat', '/etc/hosts')[1])
            self.assertEqual(ask_system(bed, 'ls', '/run')[1].split(), ['lab', 'netns'])
            devices = ask_system(bed, 'ls', '/sys/class/net')[1].split()
            self.assertEqual(devices, ['eth0', 'lo'])

    def test_names(self):
        with Chain(names={'two.lab.test': ('192.0.2.1', '192.0.2.2')}) as bed:
            self.assertIn(WWW[0], ask_system(bed, 'getent', 'ahostsv4', 'www.lab.test')[1])
            self.assertIn(WWW[1], ask_system(bed, 'getent', 'ahostsv6', 'six.lab.test')[1])
            self.assertIn('192.0.2.2', ask_system(bed, 'getent', 'ahosts', 'two.lab.test')[1])
            self.assertEqual(ask_system(bed, 'getent', 'ahosts', 'nosuch.lab.test'), (2, ''))

    def test_unknown_names_do_not_exist(self):
        """Not "refused", not "failed": the answer is that there is no such name (RFC 1035)."""
        with Chain() as bed:
            for name in ('nosuch.lab.test', 'example.com'):
                with bed.client.call(socket.socket, socket.AF_INET, socket.SOCK_DGRAM) as asker:
                    asker.settimeout(5)
                    asker.connect((GATEWAY[0], 53))
                    asker.send(dns.question(name))
                    self.assertEqual(asker.recv(512)[3] & 15, 3, name)


class Servers(unittest.TestCase):
    def get(self, bed, url):
        """Fetch a page; returns whether it was there, and what came of it."""
        trust = next(filter(os.path.exists, TRUST))
        status, output = ask_system(bed, '/usr/bin/python3', '-c', GET, url, trust)
        self.assertEqual(status, 0, output)
        return output.startswith('answer '), output

    def test_web(self):
        with Chain() as bed:
            bed.serve(WWW, 80, servers.web())
            bed.serve(WWW, 8080, servers.web(503))
            for name in ('four', 'six'):
                answer = self.get(bed, f'http://{name}.lab.test/')
                self.assertEqual(answer, (True, 'answer 200 A page of the lab.\n'))
            self.assertIn('answer 503', self.get(bed, 'http://www.lab.test:8080/')[1])

    def test_certificates(self):
        """The client trusts the good one, and says of each of the others what is wrong."""
        sentences = {
            'good': 'A page of the lab.',
            'expired': 'certificate has expired',
            'not-yet': 'not yet valid',
            'wrong-name': 'Hostname mismatch',
            'unknown-issuer': 'unable to get local issuer certificate',
            'self-signed': 'self-signed certificate',
        }
        self.assertEqual(sorted(sentences), sorted(pki.KINDS))
        with Chain() as bed:
            for port, (kind, sentence) in enumerate(sentences.items(), 4430):
                serve_tls(kind, port)(bed)
                there, output = self.get(bed, f'https://four.lab.test:{port}/')
                self.assertEqual(there, kind == 'good', output)
                self.assertIn(sentence, output)

    def test_resets(self):
        with Chain() as bed:
            bed.serve(WWW, 80, servers.reset_at_once())
            bed.serve(WWW, 81, servers.reset_after_first_words())
            self.assertIn(look(bed, WWW[0], 80).error, (0, errno.ECONNRESET))
            self.assertEqual(look(bed, WWW[0], 81).error, 0)
            for port in (80, 81):
                there, output = self.get(bed, f'http://four.lab.test:{port}/')
                self.assertFalse(there)
                self.assertIn('reset by peer', output)

    def test_tls_server_survives_those_who_do_not_trust_it(self):
        with Chain() as bed:
            serve_tls('self-signed')(bed)
            for _ in range(3):
                self.get(bed, 'https://four.lab.test/')
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with bed.client.call(socket.create_connection, (WWW[0], 443), 5) as plain:
                context.wrap_socket(plain).close()


class SideBySide(unittest.TestCase):
    def test_beds_do_not_see_each_other(self):
        with Chain() as one, Chain() as other:
            one.serve(WWW, 80, servers.web())
            self.assertEqual(look(one, WWW[0]).error, 0)
            self.assertEqual(look(other, WWW[0]).error, REFUSED)


if __name__ == '__main__':
    parallel.main()
