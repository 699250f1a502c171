# SPDX-License-Identifier: GPL-3.0-or-later
"""The home router's DNS: dnsmasq, which knows the names of the bed and that there are no others."""
import signal
import socket
import struct
import time

from host import Failed

READY_WITHIN_S = 5


def start(host, names, address, folder):
    """Start dnsmasq on a host, on one of its addresses; returns when it answers."""
    hosts = _write_names(names, folder)
    options = [f'--addn-hosts={hosts}', '--local=/#/', '--cache-size=0', '--local-ttl=300']
    return _start(host, address, folder / 'dns-log', [*options, '--except-interface=lo'])


def start_cache(host, upstream, folder):
    """Start a dnsmasq on the host itself that keeps what it once heard from upstream."""
    options = [f'--server={upstream}', '--cache-size=1000']
    return _start(host, '127.0.0.1', folder / 'cache-log', options)


def start_without_knowledge(host, address, folder):
    """Start a dnsmasq that knows nobody to ask: it answers every question with an error."""
    return _start(host, address, folder / 'error-log', ['--except-interface=lo'])


def start_liar(host, address, lies, upstream, folder):
    """Start a dnsmasq that gives made-up addresses: of names and all below them, '#' for any name.

    A name with None is told as upstream has it, and so is what no lie is about.
    """
    options = [
        f'--server=/{name}/{upstream}' if lie is None else f'--address=/{name}/{lie}'
        for name, lie in lies.items()
    ]
    options += [f'--server={upstream}', '--cache-size=0', '--except-interface=lo']
    return _start(host, address, folder / 'liar-log', options)


def rename(daemon, names, folder):
    """Let a running dnsmasq know other addresses."""
    _write_names(names, folder)
    daemon.send_signal(signal.SIGHUP)


def ask(host, address, name):
    """The addresses a server gives for a name, as one lump of bytes."""
    with host.call(socket.socket, socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.settimeout(READY_WITHIN_S)
        asker.connect((address, 53))
        asker.send(question(name))
        return asker.recv(512)


def wait_for(host, address, name, wanted):
    """Wait until that server gives that IPv4 address for the name."""
    give_up = time.monotonic() + READY_WITHIN_S
    while socket.inet_aton(wanted) not in ask(host, address, name):
        if time.monotonic() > give_up:
            raise Failed(f'{address} does not say that {name} is at {wanted}')
        time.sleep(0.01)


def _write_names(names, folder):
    hosts = folder / 'dns-names'
    hosts.write_text(
        ''.join(f'{address} {name}\n' for name, all_ in names.items() for address in all_)
    )
    return hosts


def _start(host, address, log_path, options):
    with open(log_path, 'w') as log:
        daemon = host.daemon(
            [
                # --no-daemon also stays with the user that started it, who may be the only one.
                *('dnsmasq', '--no-daemon', '--conf-file=/dev/null', '--log-queries'),
                *('--no-hosts', '--no-resolv', '--bind-interfaces', f'--listen-address={address}'),
                *options,
            ],
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_it_answers(host, address)
    except OSError:
        raise Failed(f'dnsmasq does not answer: {log_path.read_text()}') from None
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
