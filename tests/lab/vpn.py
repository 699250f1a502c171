# SPDX-License-Identifier: GPL-3.0-or-later
"""A VPN for a desktop bed: OpenVPN on a computer of its own, and the client's profile for it.

All that goes through it leaves from the VPN's computer, which stands at the last router.
"""
import dns
import daemons
import pki
from bed import Link
from computer import wait_until

UUID = '22222222-2222-4222-8222-222222222222'
DEVICE = 'tun0'
BY_HAND = 'tun7'

NET4, NET6 = '192.0.2', '2001:db8:2:'
SERVER = (f'{NET4}.30', f'{NET6}:30')
INSIDE4, INSIDE6 = '10.88.0', 'fd88:'
INSIDE = (f'{INSIDE4}.1', f'{INSIDE6}:1')
PORT = 1194

_PROFILE = """
[connection]
id=Work
uuid={uuid}
type=vpn
autoconnect=false
timestamp=1

[vpn]
service-type=org.freedesktop.NetworkManager.openvpn
connection-type=tls
remote={server}:{port}:udp
ca={ca}
cert={certificate}
key={certificate}
cert-pass-flags=4
dev={device}
dev-type=tun

[ipv4]
method=auto
{own_net_only}

[ipv6]
method=auto
{own_net_only}
addr-gen-mode=stable-privacy
"""
_NAT = """
table inet vpn {
  chain out { type nat hook postrouting priority srcnat; oifname "eth0" masquerade; }
}
"""


class Vpn:
    def __init__(self, bed, everything=True, own_dns=True):
        """everything: all goes through it, not only its own network. own_dns: names, too."""
        self._bed = bed
        self.host = bed._host('vpn', forwards=True)
        last = bed[bed.routers[-1]]
        link = Link(last, 'vpn', self.host, 'eth0', (NET4, 0, 24), NET6, (1, 30))
        link.connect_veth()
        link.number()
        self.host.ip(*(f'route add default via {NET}1' for NET in (f'{NET4}.', f'{NET6}:')))
        self.host.nft(_NAT)
        self._folder = bed.folder / 'vpn'
        self._folder.mkdir()
        self._serve(everything, own_dns)
        self._add_profile(everything)

    def _serve(self, everything, own_dns):
        pushed = ['redirect-gateway def1 ipv6'] if everything else []
        if own_dns:
            pushed.append(f'dhcp-option DNS {INSIDE[0]}')
        certificate = pki.for_vpn('server')
        log_path = self._folder / 'log'
        with open(log_path, 'w') as log:
            self.host.daemon(
                daemons.program(
                    *('openvpn', '--dev', 'tunvpn', '--dev-type', 'tun', '--proto', 'udp4'),
                    *('--local', SERVER[0], '--port', str(PORT), '--topology', 'subnet'),
                    *('--server', f'{INSIDE4}.0', '255.255.255.0'),
                    *('--server-ipv6', f'{INSIDE6}:/64', '--dh', 'none', '--verb', '3'),
                    *('--ca', str(pki.vpn_authority()), '--cert', str(certificate)),
                    *('--key', str(certificate)),
                    *(word for one in pushed for word in ('--push', one)),
                ),
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: 'Initialization Sequence Completed' in log_path.read_text(), 'OpenVPN')
        if own_dns:
            self.dns = dns.start(self.host, self._bed.names, INSIDE[0], self._folder)

    def _add_profile(self, everything):
        own_net_only = '' if everything else 'never-default=true'
        profile = _PROFILE.format(
            own_net_only=own_net_only,
            **{'uuid': UUID, 'server': SERVER[0], 'port': PORT, 'device': DEVICE},
            **{'ca': pki.vpn_authority(), 'certificate': pki.for_vpn('client')},
        )
        path = '/etc/NetworkManager/system-connections/work.nmconnection'
        self._bed.write(path, profile, 0o600)
        self._bed.nmcli('connection', 'load', path)

    def up(self):
        self._bed.nmcli('--wait', '20', 'connection', 'up', UUID)

    def up_by_hand(self):
        """Another program turns it on, of which NetworkManager knows nothing."""
        certificate = pki.for_vpn('client')
        self._bed.client.start(
            'openvpn',
            [
                *('openvpn', '--client', '--dev', BY_HAND, '--dev-type', 'tun', '--nobind'),
                *('--remote', SERVER[0], str(PORT), '--proto', 'udp4', '--verb', '3'),
                *('--ca', str(pki.vpn_authority()), '--cert', str(certificate)),
                *('--key', str(certificate)),
            ],
        )
        wait_until(
            lambda: 'Initialization Sequence Completed' in self._bed.log('openvpn'), 'OpenVPN'
        )

    def down(self):
        """Take it down; returns when its device is gone."""
        self._bed.nmcli('--wait', '20', 'connection', 'down', UUID)
        wait_until(lambda: not self.is_up(), 'the device of the VPN is gone')

    def is_up(self):
        return DEVICE in self._bed.client.run(['ip', '-br', 'link'])

    def die(self):
        """From now on all its packets are lost, and nobody says so."""
        self.host.nft(
            'table inet dead {\n'
            f'  chain in {{ type filter hook input priority raw; udp dport {PORT} drop; }}\n'
            '}\n'
        )
