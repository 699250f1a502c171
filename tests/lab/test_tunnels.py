# SPDX-License-Identifier: GPL-3.0-or-later
"""What a VPN does is seen for what it is, as in the table in tunnels.py; and what step 5 offers
then lets the website open, and is put back byte for byte."""
import json
import time
import unittest

import parallel
import report
import rules
import state
import tunnels
from deskbed import Desktop

SETTLES_WITHIN_S = 5

Blocks = parallel.scenario_tests('Blocks', tunnels.BLOCKS)
Dead = parallel.scenario_tests('Dead', tunnels.DEAD)
KillSwitch = parallel.scenario_tests('KillSwitch', tunnels.KILL_SWITCH)
Innocent = parallel.scenario_tests('Innocent', tunnels.INNOCENT)


class Offer(unittest.TestCase):
    """What the check offers, made and put back by the person at the desk."""

    def bed(self, *setup):
        bed = Desktop(vpn={})
        self.addCleanup(bed.close)
        for step in (rules.serve(), rules.references(), tunnels.on):
            step(bed)
        tunnels.settle(bed)
        before = bed.state()
        for step in setup:
            step(bed)
        return bed, before

    def check_offer_helps(self, *setup):
        bed, before = self.bed(*setup)
        checked = report.check(bed, tunnels.URL, *tunnels.LATER)
        offers = [offer['id'] for offer in checked.report['checks'][4]['changes']]
        self.assertEqual(offers, [tunnels.OFFER], checked.in_short())
        applied = report.call(bed, 'apply', '--json', offers[0], tunnels.URL)
        self.assertEqual(applied.verdict['cause'], 'works', applied.in_short())
        in_force = applied.report['checks'][4]['changes']
        self.assertEqual([(one['id'], one['in_force']) for one in in_force], [(offers[0], True)])
        self.assertFalse(bed.vpn.is_up())
        undone = report.call(bed, 'undo', '--all')
        self.assertEqual(undone.exit, 0, undone.stderr)
        self.check_same(before, bed)
        listed = json.loads(report.call(bed, 'changes', '--json').stdout)
        self.assertEqual(listed['changes'], [])
        self.assertEqual(bed.agent.prompts(), [])

    def check_same(self, before, bed):
        give_up = time.monotonic() + SETTLES_WITHIN_S
        while (found := state.differences(before, bed.state())) and time.monotonic() < give_up:
            time.sleep(0.05)
        self.assertEqual(found, [], '\n'.join(found))

    def test_vpn_rejects(self):
        self.check_offer_helps(rules.reject('vpn', rules.PORT))

    def test_vpn_drops(self):
        self.check_offer_helps(rules.drop('vpn'))

    def test_vpn_passes_nothing_on(self):
        self.check_offer_helps(rules.drop('vpn', None, None))


if __name__ == '__main__':
    parallel.main()
