#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times doorstep-cli beside curl, nmap, tcptraceroute and traceroute, whichever are installed.

All in one run, taking turns, on chains of routers whose links are delayed: a round trip to the
server takes 40 ms whether it is 4, 8 or 16 hops away. Medians count. None of the others says who
refused; they show how long a connection, a scan of one port and a trace of the route take on the
same network.
"""
import argparse
import json
import os
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lab'))

import cage  # noqa: E402
import goals  # noqa: E402
import timing  # noqa: E402


def tools_folder(cli):
    """The tests folder of the build the command line comes from."""
    for folder in pathlib.Path(cli).resolve().parents:
        if (folder / 'tests' / 'lab' / 'tunlink').exists():
            return folder / 'tests'
    sys.exit(f'{cli} is not in a build folder that has tests/lab/tunlink')


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--cli', required=True, help='the doorstep-cli to time')
    parser.add_argument('--tools', type=pathlib.Path, help='folder with lab/tunlink, bench/meter')
    parser.add_argument('--runs', type=int, default=7, help='runs of each (default: 7)')
    parser.add_argument('--out', type=pathlib.Path, help='write all numbers to this file, as JSON')
    parser.add_argument('--strict', action='store_true', help='fail when a goal is missed')
    return parser.parse_args()


def main():
    options = parse()
    os.environ['DOORSTEP_CLI'] = str(pathlib.Path(options.cli).resolve())
    folder = options.tools or tools_folder(options.cli)
    cage.enter()
    bench = timing.Bench(folder, options.runs)
    timed = []
    for case in timing.CASES:
        print(f'{case.name} …', file=sys.stderr, flush=True)
        timed.append(bench.time(case))
    reached = goals.goals(timed)
    print(f'{options.runs} runs each, taking turns\n\n{goals.table(timed)}\n')
    print('\n'.join(map(str, reached)))
    if options.out:
        options.out.write_text(json.dumps(goals.numbers(timed), indent=2) + '\n')
    sys.stdout.flush()
    missed = not all(goal.met for goal in reached)
    os._exit(1 if options.strict and missed else 0)


if __name__ == '__main__':
    main()
