# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the wizard have in common: a bed, a wizard, and ways to look and to move."""
import functools
import re
import unittest

import accessible
import desktop  # finds the lab
import rules
import wizard
from chain import Chain

REFUSING = 'www.lab.test'
PLAIN = 'http://www.lab.test/'
REFERENCES = "['ref1.lab.test:443', 'ref2.lab.test:443']"
STEPS = [
    'Try again',
    'Check the address',
    'Only this website?',
    'Down for everyone?',
    'VPN and proxy',
    'Browser and extensions',
    'Address book (DNS)',
    'Firewall',
    'Router and provider',
    'Prevention',
]
# More presses of Tab than any page has places to stop at.
MANY = 60


@functools.cache
def screen(**options):
    """The desktop of this process."""
    return desktop.Desktop(**options)


def step_title(number):
    return f'Step {number} of 10 — {STEPS[number - 1]}'


class WizardTest(unittest.TestCase):
    """One bed and one wizard a test; the reference sites answer, the website refuses."""

    width = 900
    make_bed = Chain
    # Settings of other programs by their paths, and more of the environment.
    others = {}
    environment = {}
    # Of the desktop: desktop.Desktop.
    screen_options = {}

    def setUp(self):
        self.screen = screen(**self.screen_options)
        self.bed = self.enterContext(self.make_bed())
        self.set_up(rules.references())

    def set_up(self, *steps):
        for step in steps:
            step(self.bed)

    def open(self, *arguments, **settings):
        settings = {
            'window-width': self.width,
            'window-height': 720,
            'reference-sites': REFERENCES,
            **settings,
        }
        self.app = self.enterContext(
            wizard.Wizard(
                *(self.screen, self.bed, *arguments),
                settings=settings, others=self.others, **self.environment,
            )
        )
        self.app.listen()
        self.addCleanup(self.assert_said_nothing)
        return self.app

    def assert_said_nothing(self):
        self.assertEqual(self.app.said(), '')

    def reach_result(self, address=REFUSING):
        self.open(address)
        self.screen.press('Return')
        self.app.wait_title('Result')

    # Looking

    def assert_all_named(self):
        """Everything that can be operated says what it is."""
        for node in self.app.nodes():
            role, name = node.role, node.name
            if role in accessible.CONTROLS.values():
                self.assertRegex(name, r'\w', f'a {role} without a name on {self.app.title}')
                # GTK calls by its class what has no name.
                self.assertNotRegex(name, r'^(Gtk|Adw|Ds)[A-Z]', f'on {self.app.title}')

    def assert_read(self, pattern):
        texts = self.app.texts()
        self.assertTrue(any(re.search(pattern, text) for text in texts), f'{pattern} in {texts}')

    def picture(self):
        """What the path picture says to those who do not see it."""
        return self.app.find('image', r'The way to the website').name

    # Moving about

    def begin_steps(self):
        self.app.do('button', 'Go through every step')
        self.app.wait_title(step_title(1))

    def tab_to(self, role, name):
        for _ in range(MANY):
            focus = self.app.focus()
            if focus is not None and (focus.role, focus.name) == (role, name):
                return
            self.screen.press('Tab')
        self.fail(f'Tab does not lead to the {role} “{name}” on {self.app.title}')

    def press_button(self, name):
        """By keyboard: to the button, and press it."""
        self.tab_to('button', name)
        self.screen.press('Return')
