#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Try scenarios by hand.

    run.py --list                      what there is
    run.py ID...                       run these: the report in short, and what is wrong with it
    run.py --shell ID                  a root shell on the client of that scenario's bed
    run.py --desktop                   a shell of the person at a desktop computer; as root

DOORSTEP_CLI is the doorstep-cli to try, DOORSTEP_LAB_TOOLS the folder of tests/lab in the build.
"""
import argparse
import os
import sys

sys.dont_write_bytecode = True

import cage  # noqa: E402
import causes  # noqa: E402
import daemons  # noqa: E402
import detours  # noqa: E402
import proxied  # noqa: E402
import rules  # noqa: E402
import tunnels  # noqa: E402
import turned_away  # noqa: E402
from deskbed import Desktop  # noqa: E402
from vpn import UUID  # noqa: E402

TABLES = (causes, proxied, detours, tunnels, turned_away)
SCENARIOS = {scenario.id: scenario for table in TABLES for scenario in table.ALL}


def find(name):
    """A scenario of the tables, or one made up by chance: anything-SEED."""
    if name.startswith('anything-'):
        return turned_away.anything(int(name.removeprefix('anything-')))
    if name not in SCENARIOS:
        sys.exit(f'There is no scenario {name}; --list shows all.')
    return SCENARIOS[name]


def open_shell(scenario):
    with scenario.bed() as bed:
        for step in scenario.setup:
            step(bed)
        print(f'Typed in this scenario: {scenario.typed} ({bed.name}; its hosts are in /run/netns)')
        bed.client.popen([os.environ.get('SHELL', '/bin/sh')], cwd=bed.home).wait()


def open_desktop():
    with Desktop(firewall=True, vpn={}) as bed:
        for step in (rules.serve(), rules.serve_tls(), rules.references()):
            step(bed)
        print(
            f'http://www.lab.test/ and https://www.lab.test/ answer. "nmcli connection up {UUID}" '
            'turns the VPN on. Every password that is asked for is given.'
        )
        bed.agent.answer('allow')
        bed.shell([os.environ.get('SHELL', '/bin/sh')])


def show(scenario):
    wrong, run = scenario.run()
    print(f'{scenario.id}: {scenario.typed} {scenario.about}\n{run.in_short()}')
    print('\n'.join(f'WRONG: {sentence}' for sentence in wrong) or 'as expected', end='\n\n')
    return bool(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--list', action='store_true')
    parser.add_argument('--shell', metavar='ID')
    parser.add_argument('--desktop', action='store_true')
    parser.add_argument('ids', nargs='*', metavar='ID')
    options = parser.parse_args()
    if options.list:
        for one in SCENARIOS.values():
            print(f"{one.id:45}{one.cause or '-'!s:30}{one.typed}")
        return
    chosen = [find(name) for name in [*options.ids, *([options.shell] if options.shell else [])]]
    daemons.fetch()
    cage.enter(interactive=bool(options.shell or options.desktop))
    if options.desktop:
        open_desktop()
        return
    if options.shell:
        open_shell(chosen[-1])
        return
    wrong = sum([show(scenario) for scenario in chosen])
    sys.stdout.flush()
    os._exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
