# SPDX-License-Identifier: GPL-3.0-or-later
"""The connections of a desktop computer: what `status` and a check's evidence say of them."""
import json
import pathlib
import signal
import unittest

import jsonschema
from gi.repository import GLib

import parallel
import report
import servers
import watch
from addresses import CLIENT, GATEWAY, WWW
from computer import wait_until
from deskbed import HOME, Desktop
from vpn import DEVICE, INSIDE4, UUID

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'doorstep-status-1.schema.json'

# Nobody listens there: a plain refusal.
SITE = 'http://four.lab.test/'
# NetworkManager answers within a few milliseconds, or the status is told without it after this.
ANSWERS_WITHIN_S = 1.0
TOLD_WITHIN_S = 2.5
# Where nothing else is under way, a run waits for it until then, from its beginning; and a timer is
# not late by more than this.
PATIENCE_MS = 500
TIMER_MS = 50

NM = 'org.freedesktop.NetworkManager'
SILENT = 'NetworkManager did not answer'


def taken(found, *names):
    return {name: found[name] for name in names}


class Seen(unittest.TestCase):
    def bed(self, **options):
        bed = Desktop(**options)
        self.addCleanup(bed.close)
        return bed

    def status(self, bed, **kwargs):
        process = report.start(bed, 'status', '--json', **kwargs)
        run = report.Run(process, None, report.PATIENCE_S)
        self.assertEqual(run.exit, 0, run.stderr)
        self.assertEqual(run.stderr, '')
        status = json.loads(run.stdout)
        jsonschema.validate(status, json.loads(SCHEMA.read_text()))
        self.time_s = run.time_s
        return status

    def sorted_status(self, bed):
        """The same, in an order NetworkManager's mood has no part in."""
        status = self.status(bed)
        for one in status['network']['connections']:
            one['addresses'].sort()
        return status

    def network(self, bed):
        """What status says, which is what a check has in its evidence."""
        status = self.status(bed)
        evidence = report.check(bed, SITE).report['evidence']
        self.assertEqual(evidence['network'], status['network'])
        self.evidence = evidence
        return status['network']

    def only(self, network, **wanted):
        """The one connection that is so."""
        found = [
            one
            for one in network['connections']
            if all(one[name] == value for name, value in wanted.items())
        ]
        self.assertEqual(len(found), 1, network['connections'])
        return found[0]

    def record(self, run, name):
        return next(one for one in run.report['evidence']['experiments'] if one['id'] == name)

    def refused(self, bed):
        """A check of a port nobody listens at, judged as ever."""
        run = report.check(bed, SITE)
        self.assertEqual(run.verdict['cause'], 'website-refuses', run.in_short())
        self.assertEqual(report.problems(run.report), [])
        return run


class Lines(Seen):
    def test_cable_by_dhcp(self):
        bed = self.bed()
        network = self.network(bed)
        self.assertEqual((network['manager'], network['metered']), ('answered', False))
        home = self.only(network, uuid=HOME)
        self.assertEqual(
            taken(home, 'name', 'type', 'kind', 'state', 'managed', 'device', 'gateway'),
            {
                'name': 'Home',
                'type': '802-3-ethernet',
                'kind': 'physical',
                'state': 'active',
                'managed': True,
                'device': 'eth0',
                'gateway': GATEWAY[0],
            },
        )
        self.assertTrue(home['is_default_ipv4'] and home['is_default_ipv6'])
        self.assertEqual(home['dhcp_name_servers'], [GATEWAY[0]])
        self.assertEqual(home['name_servers'], [GATEWAY[0]])
        self.assertLessEqual(set(CLIENT), set(home['addresses']))
        self.assertEqual(len(network['connections']), 1)
        self.assertLess(self.time_s, ANSWERS_WITHIN_S)

    def test_of_the_way(self):
        """Which way the kernel takes to the website is in the evidence."""
        self.network(self.bed())
        picked = {one['destination']: one for one in self.evidence['links']['picked']}
        for destination in ('0.0.0.0', WWW[0]):
            self.assertEqual(
                taken(picked[destination], 'device', 'gateway'),
                {'device': 'eth0', 'gateway': GATEWAY[0]},
            )
        self.assertEqual(picked['::']['gateway'], GATEWAY[1])

    def test_sends_nothing_and_asks_nobody(self):
        bed = self.bed(firewall=True)
        watch.note_packets(bed.client)
        for who in ('desk', 'app', 'remote', 'guest', 'none'):
            before = {
                one for one in watch.destinations(bed.client) if not one[0].startswith('127.')
            }
            status = self.status(bed, who=who)
            after = {
                one for one in watch.destinations(bed.client) if not one[0].startswith('127.')
            }
            self.assertEqual(before, after, who)
            self.only(status['network'], uuid=HOME)
        self.assertEqual(bed.agent.prompts(), [])

    def test_in_words(self):
        bed = self.bed(vpn={}, firewall=True)
        run = report.call(bed, 'status')
        self.assertEqual(run.exit, 0)
        self.assertIn('Home (cable, eth0) is on\n', run.stdout)
        self.assertIn('Work (OpenVPN) is off\n', run.stdout)
        self.assertIn('No VPN is on.\n', run.stdout)
        self.assertIn('systemd-resolved', run.stdout)
        self.assertIn('firewalld: in use', run.stdout)
        self.assertEqual(bed.agent.prompts(), [])

    def test_check_shows_them(self):
        run = self.refused(self.bed())
        others = run.report['checks'][2]
        self.assertIn(
            {'label': 'Connection', 'value': f'Home (cable, eth0), router {GATEWAY[0]}'},
            others['details'],
        )


class Tunnels(Seen):
    def test_off(self):
        work = self.only(self.network(self.bed(vpn={})), kind='vpn')
        self.assertEqual(
            taken(work, 'name', 'uuid', 'type', 'service', 'state', 'managed', 'device'),
            {
                'name': 'Work',
                'uuid': UUID,
                'type': 'vpn',
                'service': 'openvpn',
                'state': 'inactive',
                'managed': True,
                'device': None,
            },
        )

    def test_on_and_off_again(self):
        bed = self.bed(vpn={})
        before = self.sorted_status(bed)['network']
        bed.vpn.up()
        network = self.network(bed)
        # Its device also shows as a connection nobody manages; it is told once.
        work = self.only(network, kind='vpn')
        self.assertEqual(work, network['connections'][0])
        self.assertEqual(
            taken(work, 'uuid', 'state', 'device', 'is_default_ipv4', 'is_default_ipv6'),
            {
                'uuid': UUID,
                'state': 'active',
                'device': DEVICE,
                'is_default_ipv4': True,
                'is_default_ipv6': True,
            },
        )
        self.assertTrue(any(one.startswith(INSIDE4) for one in work['addresses']))
        self.assertEqual(work['name_servers'], [f'{INSIDE4}.1'])
        home = self.only(network, kind='physical')
        self.assertEqual(
            taken(home, 'uuid', 'device', 'gateway', 'is_default_ipv4', 'is_default_ipv6'),
            {
                'uuid': HOME,
                'device': 'eth0',
                'gateway': GATEWAY[0],
                'is_default_ipv4': False,
                'is_default_ipv6': False,
            },
        )
        self.assertEqual(home['dhcp_name_servers'], [GATEWAY[0]])
        picked = {one['destination']: one for one in self.evidence['links']['picked']}
        self.assertEqual(picked[WWW[0]]['device'], DEVICE)
        bed.vpn.down()
        wait_until(lambda: self.sorted_status(bed)['network'] == before, 'all is as before')

    def test_for_its_own_network_only(self):
        bed = self.bed(vpn={'everything': False})
        for family in ('ipv4', 'ipv6'):
            bed.nmcli('connection', 'modify', UUID, f'{family}.never-default', 'yes')
        bed.vpn.up()
        network = self.network(bed)
        work = self.only(network, kind='vpn', state='active')
        self.assertFalse(work['is_default_ipv4'] or work['is_default_ipv6'])
        self.assertTrue(self.only(network, uuid=HOME)['is_default_ipv4'])
        picked = {one['destination']: one for one in self.evidence['links']['picked']}
        self.assertEqual(picked[WWW[0]]['device'], 'eth0')


class Unmanaged(Seen):
    """What others made, as the programs of VPN providers do, with NetworkManager and without."""

    ADDRESS = '10.99.0.2'

    def add_tunnel(self, bed):
        bed.client.ip('tuntap add dev tun5 mode tun')
        bed.client.ip(f'address add {self.ADDRESS}/24 dev tun5', 'link set tun5 up')

    def add_policy(self, bed):
        """As wg-quick(8) has it: the main table stays as it is."""
        bed.client.ip(
            'route add default dev tun5 table 51820',
            'rule add not fwmark 51820 table 51820',
            'rule add table main suppress_prefixlength 0',
        )

    def see(self, bed, carries):
        network = self.network(bed)
        tunnel = self.only(network, kind='vpn')
        self.assertEqual(
            taken(tunnel, 'name', 'type', 'uuid', 'state', 'managed', 'device', 'addresses'),
            {
                'name': 'tun5',
                'type': 'tun',
                'uuid': None,
                'state': 'active',
                'managed': False,
                'device': 'tun5',
                'addresses': [self.ADDRESS],
            },
        )
        self.assertEqual(tunnel['is_default_ipv4'], carries)
        line = self.only(network, kind='physical')
        self.assertEqual((line['device'], line['gateway']), ('eth0', GATEWAY[0]))
        self.assertEqual(line['is_default_ipv4'], not carries)
        picked = {one['destination']: one for one in self.evidence['links']['picked']}
        self.assertEqual(picked[WWW[0]]['device'], 'tun5' if carries else 'eth0')
        main = [one for one in self.evidence['links']['routes'] if one['prefix'] == 0]
        self.assertNotIn('tun5', [one['device'] for one in main])

    def test_with_network_manager(self):
        bed = self.bed()
        self.add_tunnel(bed)
        wait_until(lambda: 'tun5' in bed.nmcli('-t', '-f', 'DEVICE', 'connection', 'show'), 'tun5')
        self.see(bed, False)
        self.add_policy(bed)
        self.see(bed, True)

    def test_without(self):
        bed = self.bed()
        bed.stop('NetworkManager')
        self.add_tunnel(bed)
        self.see(bed, False)
        self.add_policy(bed)
        self.see(bed, True)


class Manager(Seen):
    """NetworkManager is away, comes back, or hangs."""

    def kernel_view(self, network):
        self.assertEqual(len(network['connections']), 1)
        line = network['connections'][0]
        self.assertEqual(
            taken(line, 'name', 'uuid', 'kind', 'managed', 'device', 'gateway', 'is_default_ipv4'),
            {
                'name': 'eth0',
                'uuid': None,
                'kind': 'physical',
                'managed': False,
                'device': 'eth0',
                'gateway': GATEWAY[0],
                'is_default_ipv4': True,
            },
        )

    def test_stopped_and_started(self):
        bed = self.bed(vpn={})
        before = self.sorted_status(bed)
        bed.stop('NetworkManager')
        status = self.status(bed)
        self.assertEqual(status['network']['manager'], 'absent')
        self.assertEqual(status['missing'], [])
        self.kernel_view(status['network'])
        run = self.refused(bed)
        self.assertEqual(self.record(run, 'network')['state'], 'done')
        bed.start('NetworkManager')
        wait_until(lambda: self.sorted_status(bed) == before, 'all is as before')

    def test_restarted_at_any_moment(self):
        """Whenever it is asked, there is an answer or a word that there is none."""
        bed = self.bed(vpn={})
        bed._end('NetworkManager', 'kill')
        bed._launch('NetworkManager')
        for _ in range(20):
            network = self.status(bed)['network']
            self.assertIn(network['manager'], ('answered', 'absent'))
            self.only(network, device='eth0')
        bed._wait_until_online()
        self.assertEqual(self.status(bed)['network']['manager'], 'answered')

    def test_hangs(self):
        bed = self.bed(vpn={})
        daemon = int(bed.client.run(['pidof', 'NetworkManager']))
        bed.client.run(['kill', f'-{signal.SIGSTOP}', str(daemon)])
        try:
            status = self.status(bed)
            self.assertLess(self.time_s, TOLD_WITHIN_S)
            run = self.refused(bed)
        finally:
            bed.client.run(['kill', f'-{signal.SIGCONT}', str(daemon)])
        self.assertEqual(status['network']['manager'], 'silent')
        self.assertEqual(status['missing'], [{'part': 'network-manager', 'message': SILENT}])
        self.kernel_view(status['network'])
        self.assertEqual(run.report['evidence']['network'], status['network'])
        record = self.record(run, 'network')
        self.assertEqual((record['state'], record['error']), ('failed', SILENT))
        self.assertIn({'label': 'Not seen', 'value': SILENT}, run.report['checks'][2]['details'])
        # It is done without as soon as nothing else is under way.
        ended = [
            one['ended_ms']
            for one in run.report['evidence']['experiments']
            if one['id'] != 'network' and one['ended_ms'] is not None
        ]
        self.assertLess(record['ended_ms'], max(*ended, PATIENCE_MS) + TIMER_MS)
        self.assertEqual(self.status(bed)['network']['manager'], 'answered')


class Mocked(Seen):
    """What no bed can have, by a stand-in for NetworkManager."""

    def mock(self):
        bed = self.bed()
        bed.kill('NetworkManager')
        argv = ['/usr/bin/python3', '-m', 'dbusmock', '--system', '--template', 'networkmanager']
        bed.client.start('mock', argv)
        wait_until(lambda: bed.bus.has(NM), f"the stand-in is there: {bed.log('mock')}")
        return bed

    def do(self, bed, method, signature, *args):
        path = '/org/freedesktop'
        return bed.bus.call(NM, path, f'org.freedesktop.DBus.Mock.{method}', signature, *args)

    def add(self, bed, path, interface, methods=(), **properties):
        self.do(
            *(bed, 'AddObject', '(ssa{sv}a(ssss))', f'/org/freedesktop/NetworkManager/{path}'),
            *(f'{NM}.{interface}', properties, methods),
        )

    def set(self, bed, connectivity, metered):
        main = '/org/freedesktop/NetworkManager'
        mock = 'org.freedesktop.DBus.Mock'
        bed.bus.call(NM, main, f'{mock}.AddProperty', '(ssv)', NM, 'Metered', metered)
        known = {'Connectivity': connectivity}
        bed.bus.call(NM, main, f'{mock}.UpdateProperties', '(sa{sv})', NM, known)

    def test_wifi_that_costs_behind_a_portal(self):
        bed = self.mock()
        (device,) = self.do(bed, 'AddWiFiDevice', '(ssu)', 'one', 'eth0', 100)
        (point,) = self.do(
            *(bed, 'AddAccessPoint', '(ssssuuuyu)', device, 'point', 'Cafe'),
            *('00:23:f8:7e:12:bb', 2, 2425, 5400, 82, 0x100),
        )
        (profile,) = self.do(
            bed, 'AddWiFiConnection', '(ssss)', device, 'cafe', 'Cafe', 'wpa-psk'
        )
        self.do(bed, 'AddActiveConnection', '(aosssu)', [device], profile, point, 'wifi', 2)
        self.set(bed, GLib.Variant('u', 2), GLib.Variant('u', 3))
        network = self.network(bed)
        self.assertEqual(
            taken(network, 'manager', 'connectivity', 'metered'),
            {'manager': 'answered', 'connectivity': 'portal', 'metered': True},
        )
        wifi = self.only(network, device='eth0')
        self.assertEqual(
            taken(wifi, 'name', 'type', 'kind', 'managed'),
            {'name': 'Cafe', 'type': '802-11-wireless', 'kind': 'physical', 'managed': True},
        )
        # It is told, and no verdict comes of it.
        run = self.refused(bed)
        details = [one['label'] for one in run.report['checks'][2]['details']]
        self.assertIn('NetworkManager', details)
        self.assertIn('Costs', details)

    def test_wireguard(self):
        bed = self.mock()
        text = GLib.Variant
        device = '/org/freedesktop/NetworkManager/Devices/9'
        self.add(bed, 'Devices/9', 'Device', Interface=text('s', 'wg0'))
        self.add(
            *(bed, 'ActiveConnection/9', 'Connection.Active'),
            Id=text('s', 'Lab'),
            Uuid=text('s', UUID),
            Type=text('s', 'wireguard'),
            State=text('u', 2),
            Devices=text('ao', [device]),
            Default=text('b', True),
        )
        lab = self.only(self.network(bed), kind='vpn')
        self.assertEqual(
            taken(lab, 'name', 'uuid', 'type', 'state', 'managed', 'device', 'is_default_ipv4'),
            {
                'name': 'Lab',
                'uuid': UUID,
                'type': 'wireguard',
                'state': 'active',
                'managed': True,
                'device': 'wg0',
                # Whatever it says, the packets do not go there.
                'is_default_ipv4': False,
            },
        )

    def test_nonsense(self):
        """Properties of other types than they should have are passed over."""
        bed = self.mock()
        wrong = GLib.Variant('a{sv}', {'Id': GLib.Variant('u', 1)})
        self.set(bed, GLib.Variant('s', 'full'), GLib.Variant('s', 'no'))
        self.add(
            *(bed, 'ActiveConnection/1', 'Connection.Active'),
            **{name: wrong for name in ('Id', 'Uuid', 'Devices', 'Ip4Config', 'Default')},
            Type=GLib.Variant('s', 'vpn'),
            State=GLib.Variant('u', 2),
        )
        settings = [('GetSettings', '', 's', 'ret = "what?"')]
        self.add(bed, 'Settings/1', 'Settings.Connection', settings)
        network = self.network(bed)
        self.assertEqual((network['manager'], network['connectivity']), ('answered', None))
        self.assertEqual(self.only(network, kind='vpn')['name'], 'vpn')
        self.only(network, device='eth0')

    def test_answers_something_else(self):
        bed = self.mock()
        self.add(bed, 'Other', 'Other')
        self.do(
            *(bed, 'AddMethod', '(sssss)', 'org.freedesktop.DBus.ObjectManager'),
            *('GetManagedObjects', '', 's', 'ret = "what?"'),
        )
        status = self.status(bed)
        self.assertEqual(status['network']['manager'], 'silent')
        self.assertEqual([one['part'] for one in status['missing']], ['network-manager'])
        self.only(status['network'], device='eth0')
        self.refused(bed)


if __name__ == '__main__':
    parallel.main()
