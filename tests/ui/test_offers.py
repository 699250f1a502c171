# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes in the wizard: offered, made, put back. The proxy in the settings is off for a while."""
import desktop  # finds the lab
import parallel
import rules
from changes_test import HELPED, KEPT, NO_HELP, OFF, OFFER, ChangesTest
from desktop import wait_for
from wizard_test import PLAIN, step_title


class ProxyOff(ChangesTest):
    def test_offered_made_and_put_back(self):
        self.reach_offer()
        self.assert_read(f'^{OFFER}$')
        for sentence in ('^Until you put it back', '^Meanwhile you', '^No password is needed'):
            self.assert_read(sentence)
        self.assertIsNone(self.app.find('label', OFF))
        self.assert_all_named()
        self.press_button('Turn off now')
        self.wait_read(HELPED)
        self.assertEqual(self.app.focus().name, HELPED)
        self.assertEqual(self.mode(), "'none'")
        self.wait_read(OFF)
        self.assert_all_named()
        self.press_button('Put back')
        self.wait_read(OFFER)
        self.assert_as_before()
        self.assertIsNotNone(self.app.focus(), 'the focus is somewhere')


    def test_from_the_card_above_every_page(self):
        self.make_change()
        self.screen.press('alt+Left')
        self.app.wait_title('Result')
        self.assert_read(f'^{OFF}$')
        self.screen.press('alt+Left')
        self.app.wait_title('Doorstep')
        self.assert_read(f'^{OFF}$')
        self.screen.press('alt+u')
        self.wait_read('Put back: it is as it was before.')
        self.assert_as_before()
        self.assertEqual(self.app.focus().role, 'text')

    def test_by_key_and_menu(self):
        self.make_change()
        self.screen.press('F10')
        wait_for(lambda: self.app.find('menu item', 'Put Everything Back'), 'the entry')
        self.screen.press('Escape')
        self.screen.press('ctrl+u')
        self.wait_read('Put back: it is as it was before.')
        self.assert_as_before()
        self.screen.press('F10')
        wait_for(lambda: self.app.find('menu item', 'Help'), 'the menu')
        self.assertIsNone(self.app.find('menu item', 'Put Everything Back'))

    def test_try_again_after_putting_back(self):
        self.make_change()
        self.screen.press('alt+Left')
        self.app.wait_title('Result')
        self.assertIn('Website: answered', self.picture())
        self.screen.press('alt+u')
        self.wait_read('Put back: it is as it was before.')
        self.app.do('button', 'Try again')
        wait_for(lambda: 'Website: answered' not in ' '.join(self.app.texts()), 'another verdict')
        self.app.wait_title('Result')

    def test_no_help_is_put_back(self):
        self.reach_offer()
        self.set_up(rules.reject('r3', rules.RESET, 80))
        self.press_button('Turn off now')
        self.wait_read(NO_HELP)
        self.assertEqual(self.app.focus().name, NO_HELP)
        self.assert_as_before()
        self.press_button('Turn off anyway')
        self.wait_read(KEPT)
        self.assertEqual(self.mode(), "'none'")
        self.assertTrue(self.ledger()[0]['kept'])
        # It was decided, so nothing is asked.
        self.screen.press('ctrl+w')
        wait_for(lambda: not self.screen.windows(), 'the end of the window')

    def test_stopped(self):
        self.reach_offer()
        self.set_up(rules.drop('srv', 80))
        self.press_button('Turn off now')
        self.wait_read('Trying the website again…')
        self.assertEqual(self.app.focus().name, 'Cancel')
        self.screen.press('Return')
        self.wait_read('This was stopped, and everything is as it was before.')
        self.assert_as_before()

    def test_try_again_while_it_is_tried(self):
        """What is found then is found without the change: it is put back first."""
        self.reach_offer()
        self.set_up(rules.drop('srv', 80))
        self.press_button('Turn off now')
        self.wait_read('Trying the website again…')
        self.screen.press('ctrl+r')
        self.app.wait_title('Checking')
        self.assert_as_before()
        self.app.wait_title('Result')

    def test_ledger_not_writable(self):
        self.reach_offer()
        state = self.bed.home / 'state'
        state.write_text('in the way')
        self.press_button('Turn off now')
        wait_for(lambda: self.app.focus().name.endswith('what it can put back.'), 'the reason')
        self.assertEqual(self.mode(), "'manual'")
        self.assertIsNone(self.app.find('label', OFF))
        state.unlink()
        self.press_button('Turn off now')
        self.wait_read(HELPED)


class Crash(ChangesTest):
    def test_put_back_at_the_next_start(self):
        self.make_change()
        self.app.crash()
        self.assertEqual(self.mode(), "'none'")
        self.app.reopen()
        self.wait_read(OFF)
        self.assert_read('^This is left over from earlier.$')
        self.assertEqual(self.app.focus().role, 'text')
        self.assert_all_named()
        self.press_button('Put back')
        self.assert_as_before_soon()
        self.assertEqual(self.app.focus().role, 'text')

    def assert_as_before_soon(self):
        wait_for(lambda: not self.ledger(), 'an empty ledger')
        self.assert_as_before()

    def test_put_back_from_the_step(self):
        """What is left over from another run is seen and put back where it was offered, too."""
        self.make_change()
        self.app.crash()
        self.app.reopen(PLAIN)
        self.wait_read(OFF)
        self.screen.press('Return')
        self.app.wait_title('Result')
        self.app.do('button', 'Put back')
        self.assert_as_before_soon()


class Reminder(ChangesTest):
    def test_closed_and_put_back_from_the_notification(self):
        self.make_change()
        self.ask_by('ctrl+w')
        self.app.do('button', 'Keep')
        wait_for(lambda: not self.screen.windows(), 'the end of the window')
        name = wait_for(lambda: next(iter(self.desk.shown), None), 'a notification')
        self.assertEqual(self.desk.shown[name]['title'], 'The proxy is off')
        self.assertEqual(self.desk.shown[name]['buttons'][0]['label'], 'Put back')
        self.assertIsNone(self.app.process.poll())
        self.desk.press(name)
        wait_for(lambda: not self.desk.shown, 'the end of the notification')
        self.assertEqual(self.app.process.wait(10), 0)
        self.assertEqual((self.mode(), self.ledger()), ("'manual'", []))

    def ask_by(self, key):
        self.screen.press(key)
        wait_for(lambda: self.app.find('button', 'Keep'), 'the question')
        self.assertTrue(self.screen.windows())
        self.assert_all_named()

    def test_quit_asks_and_puts_back(self):
        self.make_change()
        self.ask_by('ctrl+q')
        self.screen.press('Escape')
        wait_for(lambda: not self.app.find('button', 'Keep'), 'the end of the question')
        self.assertEqual(self.mode(), "'none'")
        self.app.listen()
        self.ask_by('ctrl+q')
        self.screen.press('Return')
        self.assertEqual(self.app.process.wait(10), 0)
        self.assertEqual((self.mode(), self.ledger()), ("'manual'", []))

    def test_looking_elsewhere(self):
        """While its window has the focus nothing is shown; then once, until it is put back."""
        self.make_change()
        self.assertEqual(self.desk.count, 0)
        self.screen.focus_nothing()
        name = wait_for(lambda: next(iter(self.desk.shown), None), 'a notification')
        self.assertEqual(self.desk.shown[name]['priority'], 'low')
        self.app.listen()
        self.screen.focus_nothing()
        self.app.listen()
        self.screen.press('alt+u')
        wait_for(lambda: not self.desk.shown, 'the end of the notification')
        self.assertEqual(self.desk.count, 1)
        self.assert_as_before()

    def test_other_process_puts_back(self):
        """The notification of a program that was killed still works: the desktop starts it."""
        self.make_change()
        self.app.crash()
        entry = self.ledger()[0]['id']
        service = self.app.start('--gapplication-service')
        self.desk.shown[f'change-{entry}'] = {
            'buttons': [{'action': 'app.put-back', 'target': entry}]
        }
        wait_for(lambda: self.desk.is_running(), 'the program on the bus')
        self.desk.press(f'change-{entry}')
        wait_for(lambda: not self.desk.shown, 'the end of the notification')
        self.assertEqual((self.mode(), self.ledger()), ("'manual'", []))
        self.assertEqual(service.wait(20), 0)
        self.app.reopen()


class NarrowChanges(ChangesTest):
    width = 360

    def test_all_of_it_fits(self):
        self.reach_offer_narrow()
        self.assert_fits()
        self.app.do('button', 'Turn off now')
        self.wait_read(HELPED)
        self.assert_fits()
        self.screen.press('ctrl+w')
        wait_for(lambda: self.app.find('button', 'Keep'), 'the question')
        self.assert_fits()

    def reach_offer_narrow(self):
        self.reach_result(PLAIN)
        self.app.do('button', 'Continue to step 5: VPN and proxy')
        self.app.wait_title(step_title(5))

    def assert_fits(self):
        self.assertEqual(self.screen.size(self.app.window)[0], self.width, self.app.title)


class LargeChanges(NarrowChanges):
    """Twice the size of letters, in the same narrow window."""

    def setUp(self):
        super().setUp()
        self.screen.scale_text(192)
        self.addCleanup(self.screen.scale_text, 96)


if __name__ == '__main__':
    parallel.main(side_by_side=False)
