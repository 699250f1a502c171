# SPDX-License-Identifier: GPL-3.0-or-later
"""The goals, and the table that says whether they are met."""
import dataclasses

DOORSTEP = 'doorstep-cli'

START_AND_JUDGE_MS = 50
CPU_MS = 50
RSS_KIB = 16 * 1024
FAR_AGAINST_NEAR = 1.20
FAR, NEAR = 'closed port, 16 hops', 'closed port, 4 hops'


@dataclasses.dataclass(frozen=True)
class Goal:
    what: str
    measured: float
    limit: float
    unit: str

    @property
    def met(self):
        return self.measured <= self.limit

    def __str__(self):
        mark = 'met   ' if self.met else 'MISSED'
        return f'  {mark}  {self.what}: {self.measured:.2f} {self.unit}, at most {self.limit:.2f}'


def goals(timed):
    """All goals, for a list of what was timed."""
    found = []
    for one in timed:
        case = one.case
        limit = one.dns_ms + case.round_trips * one.rtt_ms + START_AND_JUDGE_MS
        what = f'{case.name}: DNS + {case.round_trips} RTT + {START_AND_JUDGE_MS} ms'
        found.append(Goal(what, one.median(DOORSTEP), limit, 'ms'))
        wrong = len(one.answers) - one.right
        found.append(Goal(f'{case.name}: wrong answers of {len(one.answers)}', wrong, 0, ''))
    by_name = {one.case.name: one for one in timed}
    if FAR in by_name and NEAR in by_name:
        far, near = (one.median(DOORSTEP) - one.dns_ms for one in (by_name[FAR], by_name[NEAR]))
        found.append(Goal('16 hops against 4, without DNS', far / near, FAR_AGAINST_NEAR, 'times'))
    cpu = max(one.median(DOORSTEP, 'cpu_ms') for one in timed)
    found.append(Goal('processor time of a check', cpu, CPU_MS, 'ms'))
    rss = max(run['rss_kib'] for one in timed for run in one.times[DOORSTEP])
    found.append(Goal('memory of a check', rss / 1024, RSS_KIB / 1024, 'MiB'))
    return found


def table(timed):
    """One line a case: medians in ms, and in brackets how many times doorstep-cli's that is."""
    tools = list(timed[0].times)
    lines = [f"{'median ms (times ' + DOORSTEP + ')':<30}{'RTT':>8}{'DNS':>8}"]
    lines[0] += ''.join(f'{tool:>20}' for tool in tools)
    for one in timed:
        line = f'{one.case.name:<30}{one.rtt_ms:>8.1f}{one.dns_ms:>8.1f}'
        for tool in tools:
            median = one.median(tool)
            ratio = median / one.median(DOORSTEP)
            line += f'{median:>12.1f} ({ratio:>4.2f})' if tool != DOORSTEP else f'{median:>20.1f}'
        lines.append(line)
    return '\n'.join(lines)


def numbers(timed):
    """Everything, for a file."""
    return [
        {
            'case': one.case.name,
            'hops': one.case.hops,
            'rtt_ms': one.rtt_ms,
            'dns_ms': one.dns_ms,
            'times': one.times,
            'answers': one.answers,
        }
        for one in timed
    ]
