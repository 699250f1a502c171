# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes in the wizard on a computer with real daemons: a VPN, a firewall, and passwords."""
import functools

import desktop  # finds the lab
import firewalls
import notifications
import parallel
import people
import rules
import state
import vpn
import wizard
from addresses import GATEWAY
from changes_test import HELPED, OFF
from deskbed import Desktop
from desktop import wait_for
from wizard_test import PLAIN, WizardTest, step_title

# Nobody listens there.
SERVER = {'host': f"'{GATEWAY[0]}'", 'port': '3128'}
VPN_OFF = 'Changed: The VPN “Work” is off'
LET_OUT = 'Changed: The firewall lets the connection to this website out'


class DeskTest(WizardTest):
    screen_options = {'uid': people.PERSON.uid}

    def setUp(self):
        super().setUp()
        self.desk = notifications.Notifications(self.screen.bus)
        self.addCleanup(self.desk.close)
        self.set_up(rules.serve(80))

    def wait_read(self, text, timeout_s=40):
        wait_for(lambda: text in self.app.texts(), f'“{text}”', timeout_s)

    def assert_as_it_was(self):
        self.assertEqual(state.differences(self.before, self.bed.state()), [])


class VpnOff(DeskTest):
    """The VPN turns the website away."""

    make_bed = functools.partial(Desktop, vpn={})

    def setUp(self):
        super().setUp()
        self.bed.vpn.up()
        self.set_up(rules.reject('vpn', rules.RESET, 80, hook='forward'))

    def test_turned_off_and_on_again(self):
        self.reach_result(PLAIN)
        self.before = self.bed.state()
        self.screen.press('Return')
        self.app.wait_title(step_title(5))
        self.press_button('Turn off now')
        self.wait_read(HELPED)
        self.assert_read(f'^{VPN_OFF}$')
        self.assertNotIn('tun0', self.bed.client.run(['ip', '-br', 'link']))
        self.press_button('Put back')
        wait_for(lambda: self.app.find('label', VPN_OFF) is None, 'the end of the card', 40)
        self.assertIn('tun0', self.bed.client.run(['ip', '-br', 'link']))
        self.assertEqual(self.bed.agent.prompts(), [])
        self.assert_as_it_was()


class FirewallAllow(DeskTest):
    """firewalld stops the website, and asks for a password to let it out."""

    make_bed = staticmethod(firewalls.with_firewalld)

    def setUp(self):
        super().setUp()
        self.set_up(firewalls.policy('reject'))
        self.bed.agent.forget()

    def reach_offer(self):
        self.reach_result(PLAIN)
        self.before = self.bed.state()
        self.app.do('button', 'Continue to step 8: Firewall')
        self.app.wait_title(step_title(8))
        self.assert_read('administrator’s password')

    def test_password_refused_or_not_given(self):
        self.reach_offer()
        for answer, sentence in (('deny', 'did not allow it'), ('cancel', 'was closed')):
            with self.subTest(answer):
                self.bed.agent.forget()
                self.bed.agent.answer(answer)
                self.press_button('Let it out now…')
                wait_for(lambda: sentence in self.app.focus().name, sentence, 40)
                self.assertEqual(len(self.bed.agent.prompts()), 1)
                self.assertIsNone(self.app.find('label', LET_OUT))
                self.assert_as_it_was()

    def test_let_out_and_put_back(self):
        self.reach_offer()
        self.bed.agent.answer('allow')
        self.press_button('Let it out now…')
        self.wait_read(HELPED)
        self.wait_read(LET_OUT)
        self.screen.press('alt+u')
        wait_for(lambda: self.app.find('label', LET_OUT) is None, 'the end of the card', 40)
        self.assert_as_it_was()


class OtherProcess(DeskTest):
    """What somebody changes from a terminal is seen in the window, too, and put back from there."""

    make_bed = functools.partial(Desktop, vpn={})
    others = {'system/proxy': {'mode': "'manual'"}, 'system/proxy/http': SERVER}
    environment = {'XDG_CURRENT_DESKTOP': 'GNOME'}

    def setUp(self):
        super().setUp()
        self.bed.vpn.up()
        self.open()
        self.before = self.bed.state()

    def call(self, *arguments):
        program = wizard.copy('DOORSTEP_CLI', 'doorstep-cli')
        _, said = self.bed.call([str(program), *arguments], environment=self.app.environment)
        return said

    def test_several_at_once(self):
        for change, sentence in ((f'vpn-off:{vpn.UUID}', VPN_OFF), ('proxy-off', OFF)):
            said = self.call('apply', '--keep', change, PLAIN)
            wait_for(lambda: sentence in self.app.texts(), said)
        self.assert_all_named()
        self.press_button('Put back')
        wait_for(lambda: self.app.find('label', VPN_OFF) is None, 'the end of the first row', 40)
        self.assertEqual(self.app.focus().name, 'Put back')
        self.assert_read(f'^{OFF}$')
        self.screen.press('Return')
        wait_for(lambda: self.app.find('label', OFF) is None, 'the end of the second row')
        self.assertEqual(self.app.focus().role, 'text')
        self.assert_as_it_was()

    def test_put_back_elsewhere(self):
        self.call('apply', '--keep', 'proxy-off', PLAIN)
        self.wait_read(OFF)
        self.call('undo', '--all')
        wait_for(lambda: self.app.find('label', OFF) is None, 'the end of the row')
        self.assert_as_it_was()


if __name__ == '__main__':
    parallel.main(side_by_side=False)
