# SPDX-License-Identifier: GPL-3.0-or-later
"""The wizard on real networks, worked by keyboard and by what assistive technology sees."""
import desktop  # finds the lab
import parallel
import rules
from addresses import WWW
from desktop import wait_for
from wizard_test import PLAIN, REFUSING, WizardTest, step_title

# More than anybody types.
LONG = 'https://www.lab.test/' + 40_000 * 'a'


class Verdict(WizardTest):
    def test_refused_by_the_website(self):
        self.open()
        self.assertEqual(self.app.focus().role, 'text')
        self.screen.type(REFUSING)
        self.screen.press('Return')
        self.app.wait_title('Result')
        verdict = self.app.focus()
        self.assertEqual(verdict.role, 'label')
        self.assertIn(REFUSING, verdict.name)
        self.assertIn('turned the connection away', verdict.name)
        self.assert_read('^The website itself$')
        self.assertIn('Website: turned you away', self.picture())
        self.assertIn('Provider: let it through', self.picture())
        self.press_button('Continue to step 4: Down for everyone?')
        self.app.wait_title(step_title(4))
        self.assert_read('^The problem is here$')

    def test_refused_by_the_provider(self):
        self.set_up(rules.serve(80), rules.serve_tls(), rules.reject('r3', rules.RESET, 443))
        self.reach_result()
        self.assert_read('^The internet provider, or a network after it$')
        self.assertIn('Provider: turned you away', self.picture())
        self.assertIn('Website: not reached', self.picture())
        self.screen.press('Return')
        self.app.wait_title(step_title(9))

    def test_name_unknown(self):
        self.reach_result('nowhere.lab.test')
        self.assertIn('nowhere.lab.test', self.app.focus().name)
        self.assert_read('^Nobody: the trouble is in the address$')
        self.assertIsNone(self.app.find('image', 'The way to the website'))
        self.press_button('Continue to step 2: Check the address')
        self.app.wait_title(step_title(2))

    def test_works(self):
        self.set_up(rules.serve(80))
        self.reach_result(PLAIN)
        self.assertIn('Website: answered', self.picture())
        self.assertIsNone(self.app.find('label', 'Who said no'))
        self.press_button('Go through every step')
        self.app.wait_title(step_title(1))

    def test_also_seen(self):
        """It opens over IPv4; that it refuses over IPv6 is worth a row that leads to its step."""
        self.set_up(rules.serve(80, at=WWW[:1]))
        self.reach_result(PLAIN)
        self.assert_all_named()
        row = self.app.find('list item')
        self.assertIn('turned the connection away', row.name)
        self.tab_to('list item', row.name)
        self.screen.press('Return')
        self.app.wait_title(step_title(4))

    def test_try_again(self):
        self.reach_result(PLAIN)
        self.assertIn('Website: turned you away', self.picture())
        self.set_up(rules.serve(80))
        self.press_button('Try again')
        wait_for(lambda: 'Website: answered' in ' '.join(self.app.texts()), 'another verdict')
        self.app.wait_title('Result')


class Keyboard(WizardTest):
    def test_every_step_by_keyboard_alone(self):
        self.reach_result()
        self.assert_all_named()
        self.press_button('Go through every step')
        for number in range(1, 11):
            self.app.wait_title(step_title(number))
            self.assertTrue(self.app.focus().name, 'what was found has the focus')
            self.assertEqual(self.app.focus().role, 'label')
            self.open_details()
            self.assert_all_named()
            self.press_button('Continue' if number < 10 else 'Finish')
        self.app.wait_title('Result')

    def open_details(self):
        if self.app.find('button', 'Technical details') is None:
            return
        self.press_button('Technical details')
        wait_for(lambda: self.app.find('button', 'Copy'), 'the details')

    def test_back_the_same_way(self):
        self.reach_result()
        self.press_button('Continue to step 4: Down for everyone?')
        self.app.wait_title(step_title(4))
        self.screen.press('alt+Right')
        self.app.wait_title(step_title(5))
        self.screen.press('alt+Left')
        self.app.wait_title(step_title(4))
        self.screen.press('alt+Left')
        self.app.wait_title('Result')
        self.screen.press('alt+Left')
        self.app.wait_title('Doorstep')
        self.assertEqual(self.app.focus().role, 'text')

    def test_steps_from_the_list(self):
        self.reach_result()
        self.press_button('Go through every step')
        self.app.wait_title(step_title(1))
        self.tab_to('list item', '1, Try again, Worth knowing')
        self.screen.press('Down', 'Down', 'Return')
        self.app.wait_title(step_title(3))
        self.press_button('Result')
        self.app.wait_title('Result')

    def test_copy_details(self):
        self.reach_result()
        self.begin_steps()
        self.screen.press('alt+Right')
        self.app.wait_title(step_title(2))
        self.app.do('button', 'Technical details')
        self.press_button('Copy')
        for _ in range(3):
            self.screen.press('alt+Left')
        self.app.wait_title('Doorstep')
        self.screen.press('ctrl+a', 'ctrl+v')
        pasted = wait_for(self.address_if_new, 'what was copied')
        self.assertTrue(pasted.startswith(step_title(2)), pasted)
        self.assertIn(REFUSING, pasted)

    def address_if_new(self):
        text = self.app.address()
        return text if text != REFUSING else None


class Narrow(WizardTest):
    width = 360

    def test_every_page_fits(self):
        self.open(REFUSING)
        self.assert_fits()
        self.app.set_address('javascript:x')
        self.screen.press('Return')
        wait_for(lambda: self.app.find('text').description, 'the complaint')
        self.assert_fits()
        self.app.set_address(REFUSING)
        self.screen.press('Return')
        self.app.wait_title('Result')
        self.assert_fits()
        self.begin_steps()
        for number in range(1, 11):
            self.app.wait_title(step_title(number))
            self.assert_fits()
            self.screen.press('alt+Right')

    def assert_fits(self):
        self.assertEqual(self.screen.size(self.app.window)[0], self.width, self.app.title)

    def test_list_is_a_page(self):
        self.reach_result()
        self.begin_steps()
        self.press_button('The ten steps')
        self.app.wait_title('The ten steps')
        self.assert_all_named()
        self.tab_to('list item', '1, Try again, Worth knowing')
        self.screen.press(*['Down'] * 6, 'Return')
        self.app.wait_title(step_title(7))


class LargeText(Narrow):
    """Twice the size of letters, in the same narrow window."""

    def setUp(self):
        super().setUp()
        self.screen.scale_text(192)
        self.addCleanup(self.screen.scale_text, 96)


class Resized(WizardTest):
    def test_list_comes_and_goes(self):
        self.reach_result()
        self.begin_steps()
        self.screen.resize(self.app.window, 360, 720)
        self.press_button('The ten steps')
        self.app.wait_title('The ten steps')
        self.screen.resize(self.app.window, 900, 720)
        self.app.wait_title(step_title(1))
        wait_for(lambda: self.app.find('list item', '7, '), 'the list beside the step')
        self.assertIsNone(self.app.find('button', 'The ten steps'))
        self.screen.resize(self.app.window, 360, 720)
        wait_for(lambda: self.app.find('button', 'The ten steps'), 'the button for the list')
        self.assertIsNone(self.app.find('list item', '7, '))


class Address(WizardTest):
    def test_no_website(self):
        self.open()
        self.assert_all_named()
        wrong = ('', 'mailto:me@example.com', 'file:///etc/passwd', 'example.com:70000', LONG)
        for typed in wrong:
            with self.subTest(typed[:40]):
                self.app.set_address(typed)
                self.screen.press('Return')
                sentence = wait_for(lambda: self.app.find('text').description, 'a sentence')
                self.assertIn(sentence, self.app.texts())
                self.assertEqual(self.app.title, 'Doorstep')
                self.assertEqual(self.app.focus().role, 'text')
                self.app.set_address('e')
                wait_for(lambda: not self.app.find('text').description, 'the end of the sentence')

    def test_markup_is_text(self):
        self.reach_result('https://www.lab.test/<b>&amp;</b>?<i>')
        self.begin_steps()
        self.screen.press('alt+Right')
        self.app.wait_title(step_title(2))
        self.app.do('button', 'Technical details')
        wait_for(lambda: self.app.find('button', 'Copy'), 'the details')
        self.assert_read(r'<b>&amp;</b>\?<i>')

    def test_started_twice(self):
        self.open(REFUSING)
        second = self.app.start('six.lab.test')
        self.assertEqual(second.wait(10), 0)
        wait_for(lambda: self.app.address() == 'six.lab.test', 'the second address')
        self.assertEqual(self.app.title, 'Doorstep')
        self.assertEqual(len(self.screen.windows()), 1)


    def test_two_addresses(self):
        self.open()
        second = self.app.start('one.example', 'two.example')
        self.assertEqual(second.wait(10), 2)
        wait_for(lambda: 'one address' in self.app.said(), 'the reason')
        self.assertEqual(self.app.address(), '')
        self.app.forget_said()


class Cancel(WizardTest):
    """Somebody drops the packets, so that a run takes long enough to be stopped."""

    def setUp(self):
        super().setUp()
        self.set_up(rules.drop('srv', 443))

    def begin(self):
        self.open(REFUSING)
        self.screen.press('Return')
        self.app.wait_title('Checking')

    def test_cancel_button(self):
        self.begin()
        self.assert_all_named()
        self.assertIsNotNone(self.app.find('progress bar', 'Progress'))
        self.screen.press('Return')
        self.app.wait_title('Doorstep')
        self.assertEqual(self.app.address(), REFUSING)
        self.assertEqual(self.app.focus().role, 'text')

    def test_escape_and_again(self):
        self.begin()
        self.screen.press('Escape')
        self.app.wait_title('Doorstep')
        self.screen.press('Return')
        self.app.wait_title('Checking')
        self.app.wait_title('Result')
        self.assertIn('Website: no answer', self.picture())

    def test_closed_while_checking(self):
        self.begin()
        self.screen.press('ctrl+q')
        self.assertEqual(self.app.process.wait(10), 0)


class Help(WizardTest):
    """F1, with a stand-in for the help viewer that notes what it is asked for."""

    def setUp(self):
        super().setUp()
        self.noted = self.bed.home / 'noted'
        folder = self.bed.home / 'data' / 'applications'
        folder.mkdir(parents=True)
        (folder / 'viewer.desktop').write_text(
            '[Desktop Entry]\nType=Application\nName=Viewer\n'
            f"Exec=sh -c \"echo %u >>'{self.noted}'\"\nMimeType=x-scheme-handler/help;\n"
        )
        (folder / 'mimeapps.list').write_text(
            '[Default Applications]\nx-scheme-handler/help=viewer.desktop\n'
        )

    def last_noted(self):
        lines = self.noted.read_text().split() if self.noted.exists() else [None]
        return lines[-1]

    def test_page_of_the_step(self):
        self.reach_result()
        self.screen.press('F1')
        wait_for(lambda: self.last_noted() == 'help:doorstep', 'the first page of the help')
        self.app.do('button', 'Continue to step 4: Down for everyone?')
        self.app.wait_title(step_title(4))
        self.screen.press('F1')
        wait_for(lambda: self.last_noted() == 'help:doorstep/check-elsewhere', 'help with step 4')


class Menu(WizardTest):
    def test_shortcuts(self):
        self.open()
        self.screen.press('ctrl+question')
        wait_for(lambda: self.app.find('frame', 'Keyboard Shortcuts'), 'the shortcuts')

    def test_about(self):
        self.open()
        self.screen.press('F10')
        wait_for(lambda: self.app.find('menu item', 'About Doorstep'), 'the menu')
        self.assert_all_named()
        self.screen.press('Up', 'Return')
        wait_for(lambda: len(self.screen.windows()) == 2, 'the window about the program')
        # It is no second wizard, and does not keep an address from the first.
        self.assertEqual(self.app.start(REFUSING).wait(10), 0)
        wait_for(lambda: self.app.address() == REFUSING, 'the address')
        self.assertEqual(len(self.screen.windows()), 2)


if __name__ == '__main__':
    parallel.main(side_by_side=False)
