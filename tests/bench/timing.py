# SPDX-License-Identifier: GPL-3.0-or-later
"""What is timed, on which beds, and how."""
import dataclasses
import json
import os
import shutil
import socket
import statistics
import subprocess
import time
import typing

import cage
import dns
import probe
import report
from addresses import GATEWAY, LAN4, REFERENCES
from chain import Chain
from rules import PORT, RESET, references, reject

NAME = 'four.lab.test'
TYPED = f'http://{NAME}/'

ROUND_TRIP_US = 40_000

# No tool takes longer over one port.
PATIENCE_S = 60


@dataclasses.dataclass(frozen=True)
class Case:
    """A refusal to be timed: how far the server is, who refuses, and how fast that can be known.

    round_trips: 2 where the refusal names its sender, 4 where a repeat is needed to be sure.
    """

    name: str
    hops: int
    cause: str
    hop: int
    round_trips: int
    setup: tuple = ()


CASES = (
    *(Case(f'closed port, {n} hops', n, 'website-refuses', n, 4) for n in (4, 8, 16)),
    Case('reset at hop 4 of 8', 8, 'provider-blocks', 4, 4, (reject('r4', RESET),)),
    Case('ICMP from hop 4 of 8', 8, 'provider-blocks', 4, 2, (reject('r4', PORT),)),
)


@dataclasses.dataclass(frozen=True)
class Tool:
    """A command to be timed; as root where it cannot do without."""

    name: str
    argv: typing.Callable
    as_root: bool = False


def _doorstep():
    names = [option for name in report.REFERENCES for option in ('--reference', name)]
    return [report.cli(), 'check', '--json', *names, TYPED]


DOORSTEP = Tool('doorstep-cli', _doorstep)

PEERS = (
    Tool('curl', lambda: ['curl', '--silent', '--output', '/dev/null', TYPED]),
    Tool('nmap', lambda: ['nmap', '-sT', '-Pn', '-n', '-p', '80', NAME]),
    Tool('tcptraceroute', lambda: ['tcptraceroute', '-n', '-q', '1', '-m', '24', NAME, '80'], True),
    Tool(
        'traceroute',
        lambda: ['traceroute', '-T', '-n', '-q', '1', '-N', '30', '-p', '80', NAME],
        as_root=True,
    ),
)


def installed():
    return [peer for peer in PEERS if shutil.which(peer.name)]


@dataclasses.dataclass
class Timed:
    """All that was measured for one case. times: tool name to its runs, as the meter wrote them."""

    case: Case
    rtt_ms: float
    dns_ms: float
    times: dict
    answers: list

    def median(self, tool, what='wall_ms'):
        return statistics.median(run[what] for run in self.times[tool])

    @property
    def right(self):
        """How many of the answers name the cause and the hop."""
        wanted = (self.case.cause, self.case.hop, self.case.hop)
        return sum(tuple(answer) == wanted for answer in self.answers)


class Bench:
    def __init__(self, tools_folder, runs):
        self._runs = runs
        self._tools = [DOORSTEP, *installed()]
        os.environ['DOORSTEP_LAB_TOOLS'] = str(tools_folder / 'lab')
        # Where the person at the client may run it, too.
        self._meter = shutil.copy(tools_folder / 'bench' / 'meter', cage.RUN / 'meter')

    def time(self, case):
        """Build the bed of a case and time every tool on it, taking turns."""
        delay_us = ROUND_TRIP_US // 2 // case.hops
        with Chain(routers=case.hops - 1, nat=False, delay_us=delay_us) as bed:
            references()(bed)
            for step in case.setup:
                step(bed)
            timed = Timed(case, _rtt_ms(bed), _dns_ms(bed), {t.name: [] for t in self._tools}, [])
            sources = iter(range(30, 250))
            for run in range(self._runs):
                first = run % len(self._tools)
                for tool in self._tools[first:] + self._tools[:first]:
                    _move(bed, next(sources))
                    self._time_one(bed, tool, timed)
            return timed

    def _time_one(self, bed, tool, timed):
        file = bed.home / 'meter.json'
        argv = [self._meter, str(file), *tool.argv()]
        start = bed.client.popen if tool.as_root else bed.popen
        pipe = subprocess.PIPE
        process = start(argv, stdin=subprocess.DEVNULL, stdout=pipe, stderr=subprocess.STDOUT)
        output, _ = process.communicate(timeout=PATIENCE_S)
        timed.times[tool.name].append(json.loads(file.read_text()))
        file.unlink()
        if tool is DOORSTEP:
            timed.answers.append(_answer(output))


def _move(bed, number):
    """Let the client speak from an address it has not used yet.

    A router has only so many ICMP messages for each address; what one tool has used up must not
    slow down the next.
    """
    bed.client.ip(
        f'addr add {LAN4}.{number}/24 dev eth0',
        f'route replace default via {GATEWAY[0]} src {LAN4}.{number}',
    )


def _answer(output):
    """Cause and hop interval of a report."""
    try:
        document = json.loads(output)
        first = [one for one in document['attempts'] if one['number'] == 1]
        place = next(one['refused_by'] for one in first if one['way'] == 'direct')
        return document['verdict']['cause'], place['hop_min'], place['hop_max']
    except (ValueError, KeyError, TypeError, StopIteration):
        return 'no report', None, None


def _rtt_ms(bed):
    """Round trip to the server, by handshakes with a port that is open."""
    address = REFERENCES[0][0]
    tries = [bed.client.call(probe.connect, address, 443) for _ in range(7)]
    assert all(answer.error == 0 for answer in tries), tries
    return 1000 * statistics.median(answer.time_s for answer in tries)


def _dns_ms(bed):
    """Time of one question to the DNS server of the home router."""
    with bed.client.call(socket.socket, socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.settimeout(5)
        asker.connect((GATEWAY[0], 53))
        spent = []
        for _ in range(7):
            start = time.monotonic()
            asker.send(dns.question(NAME))
            asker.recv(512)
            spent.append(time.monotonic() - start)
    return 1000 * statistics.median(spent)
