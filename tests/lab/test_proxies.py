# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of proxy is seen for what it is: the table in detours.py."""
import unittest

import detours
import parallel
import report
import session
from deskbed import HOME, Desktop
from rules import references, serve

Socks = parallel.scenario_tests('Socks', detours.SOCKS)
Automatic = parallel.scenario_tests('Automatic', detours.AUTOMATIC)
Portal = parallel.scenario_tests('Portal', detours.PORTAL)

class Connection(unittest.TestCase):
    """A proxy that is set for a network connection, which no program of the desktop goes by."""

    def test_told(self):
        with Desktop() as bed:
            serve()(bed)
            references()(bed)
            bed.nmcli(
                *('connection', 'modify', HOME, 'proxy.method', 'auto'),
                *('proxy.pac-url', session.PAC, 'proxy.browser-only', 'yes'),
            )
            bed.nmcli('connection', 'up', HOME)
            run = report.check(bed, detours.URL)
        self.assertEqual(run.verdict['cause'], 'works', run.in_short())
        check = run.report['checks'][4]
        self.assertEqual((check['finding'], check['changes']), ('attention', []))
        details = {one['label']: one['value'] for one in check['details']}
        told = details['Proxy script set, but not in use']
        self.assertEqual(told, f'{session.PAC} (connection “Home”)')


if __name__ == '__main__':
    parallel.main()
