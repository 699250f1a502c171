# SPDX-License-Identifier: GPL-3.0-or-later
"""The home router's DNS: dnsmasq, which knows the names of the bed and that there are no others."""
import socket
import struct
import time

from host import Failed

READY_WITHIN_S = 5


def start(host, names, address, folder):
    """Start dnsmasq on a host, on one of its addresses; returns when it answers."""
    hosts = folder / 'dns-names'
    hosts.write_text(
        ''.join(f'{address} {name}\n' for name, all_ in names.items() for address in all_)
    )
    log = open(folder / 'dns-log', 'w')
    daemon = host.daemon(
        [
            # --no-daemon also stays with the user that started it, who may be the only one.
            *('dnsmasq', '--no-daemon', '--conf-file=/dev/null', '--log-queries'),
            *('--no-hosts', f'--addn-hosts={hosts}', '--no-resolv', '--local=/#/'),
            *('--cache-size=0', '--local-ttl=300', '--bind-interfaces'),
            *(f'--listen-address={address}', '--except-interface=lo'),
        ],
        stdout=log,
        stderr=log,
    )
    log.close()
    try:
        _wait_until_it_answers(host, address)
    except OSError:
        raise Failed(f"dnsmasq does not answer: {(folder / 'dns-log').read_text()}") from None
    return daemon


def question(name, kind=1):
    """A DNS question (RFC 1035, section 4) for records of one kind; 1 is A."""
    labels = b''.join(bytes([len(label)]) + label.encode() for label in name.split('.'))
    return struct.pack('>6H', 0x1AB, 0x0100, 1, 0, 0, 0) + labels + struct.pack('>BHH', 0, kind, 1)


def _wait_until_it_answers(host, address):
    asker = host.call(socket.socket, socket.AF_INET, socket.SOCK_DGRAM)
    with asker:
        asker.settimeout(0.01)
        asker.connect((address, 53))
        give_up = time.monotonic() + READY_WITHIN_S
        while True:
            try:
                asker.send(question('localhost.test'))
                asker.recv(512)
                return
            except OSError:
                if time.monotonic() > give_up:
                    raise
                # Refused is answered at once: do not ask a thousand times a second.
                time.sleep(0.002)
