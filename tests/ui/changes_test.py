# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of changes in the wizard have in common: a proxy that is in the way."""
import json

import desktop  # finds the lab
import notifications
import proxy
import rules
from desktop import wait_for
from wizard_test import PLAIN, WizardTest, step_title

OFFER = 'Turn the proxy off for now'
HELPED = 'It helped: the website answers now.'
NO_HELP = 'It did not help, so it was put back.'
KEPT = 'It did not help. It stays changed until you put it back.'
OFF = 'Changed: The proxy is off'
# Nobody listens at that port of the home router, unless a test starts a proxy there.
SERVER = {'host': f"'{proxy.NAME}'", 'port': str(proxy.PORT)}


class ChangesTest(WizardTest):
    """The desktop is set to a proxy that takes no connections; past it the website opens."""

    make_bed = proxy.with_proxy
    others = {
        'system/proxy': {'mode': "'manual'"},
        'system/proxy/http': SERVER,
        'system/proxy/https': SERVER,
    }
    environment = {'XDG_CURRENT_DESKTOP': 'GNOME'}

    def setUp(self):
        super().setUp()
        self.desk = notifications.Notifications(self.screen.bus)
        self.addCleanup(self.desk.close)
        self.set_up(rules.serve(80))

    def reach_offer(self):
        self.reach_result(PLAIN)
        self.press_button('Continue to step 5: VPN and proxy')
        self.app.wait_title(step_title(5))

    def make_change(self):
        self.reach_offer()
        self.press_button('Turn off now')
        self.wait_read(HELPED)

    # Looking

    def wait_read(self, text, timeout_s=30):
        wait_for(lambda: text in self.app.texts(), f'“{text}”', timeout_s)

    def mode(self):
        """What the person's settings say, as they are stored."""
        text = (self.bed.home / 'config' / 'glib-2.0' / 'settings' / 'keyfile').read_text()
        part = text.split('[system/proxy]')[1].split('[')[0]
        return next(line.split('=')[1] for line in part.split() if line.startswith('mode='))

    def ledger(self):
        path = self.bed.home / 'state' / 'doorstep' / 'ledger.json'
        return json.loads(path.read_text())['entries'] if path.exists() else []

    def assert_as_before(self):
        self.assertEqual(self.mode(), "'manual'")
        self.assertEqual(self.ledger(), [])
        wait_for(lambda: self.app.find('label', OFF) is None, 'the end of the card')
