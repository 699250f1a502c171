#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures of every page of the wizard, from real runs on the lab's networks.

Wide and narrow, light and dark; then once with high contrast, once with letters twice the size and
once from right to left. They are put into build/shots, with one sheet that shows them all.
"""
import argparse
import dataclasses
import os
import pathlib
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import desktop  # noqa: E402
import cage  # noqa: E402
import notifications  # noqa: E402
import proxy  # noqa: E402
import rules  # noqa: E402
import wizard  # noqa: E402
from addresses import WWW  # noqa: E402
from chain import Chain  # noqa: E402
from changes_test import HELPED, KEPT, NO_HELP, ChangesTest  # noqa: E402
from wizard_test import REFERENCES, STEPS, step_title  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SITE = 'www.lab.test'

# Until what was asked for is drawn.
SETTLE_S = 0.3
# Into a run that meets silence.
MIDWAY_S = 0.7

DARK = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}
WIDE, NARROW = (900, 700), (360, 720)


@dataclasses.dataclass(frozen=True)
class Look:
    """How the window is seen."""

    name: str
    size: tuple
    environment: dict = dataclasses.field(default_factory=dict)
    dpi: int = 96
    mirrored: bool = False


LOOKS = [
    Look('wide-light', WIDE),
    Look('wide-dark', WIDE, DARK),
    Look('narrow-light', NARROW),
    Look('narrow-dark', NARROW, DARK),
    Look('wide-contrast', WIDE, {'ADW_DEBUG_HIGH_CONTRAST': '1'}),
    Look('narrow-large', NARROW, dpi=192),
    Look('wide-mirrored', WIDE, mirrored=True),
]


class Photographer:
    """Takes one look at the pages of wizards on beds of its own."""

    def __init__(self, screen, look, folder):
        self.screen, self.look, self.folder = screen, look, folder
        self.number = 0
        # What is mounted for it is seen only by beds made later.
        mirrored = screen.mirrored() if look.mirrored else {}
        self.environment = {**look.environment, **mirrored}

    def open(self, bed, address, **more):
        settings = {
            'window-width': self.look.size[0],
            'window-height': self.look.size[1],
            'reference-sites': REFERENCES,
        }
        more = {**self.environment, **more}
        app = wizard.Wizard(self.screen, bed, address, settings=settings, **more)
        app.listen()
        return app

    def take(self, app, name, window=None):
        time.sleep(SETTLE_S)
        self.number += 1
        path = self.folder / f'{self.look.name}-{self.number:02}-{name}.png'
        self.screen.picture(window or app.window, path)

    def pages(self):
        self.screen.scale_text(self.look.dpi)
        with Chain() as bed:
            for step in (rules.references(), rules.reject('r3', rules.RESET, 443)):
                step(bed)
            with self.open(bed, SITE) as app:
                self.asking(app)
                self.result(app, 'refused')
                self.steps(app)
        self.other('checking', SITE, rules.drop('srv', 443), finish=False)
        self.other('silent', SITE, rules.drop('srv', 443))
        self.other('name-unknown', 'nowhere.lab.test')
        self.other('wrong-port', f'http://{SITE}:8080/', rules.serve(80))
        self.other('also', f'http://{SITE}/', rules.serve(80, at=WWW[:1]))
        self.other('works', f'http://{SITE}/', rules.serve(80))
        self.changes()
        self.change_without_help()
        self.commands()

    def changes(self):
        """A change that helps, from the offer to the question at the end."""
        with proxy.with_proxy() as bed:
            for step in (rules.references(), rules.serve(80)):
                step(bed)
            with self.reach_offer(bed) as app:
                self.take(app, 'offer')
                self.below(app, 'offer')
                app.do('button', 'Turn off now')
                self.read(app, HELPED)
                self.take(app, 'helped')
                self.below(app, 'helped')
                self.screen.press('ctrl+w')
                desktop.wait_for(lambda: app.find('button', 'Keep'), 'the question')
                time.sleep(SETTLE_S)
                for window in self.screen.windows():
                    if window != app.window:
                        self.take(app, 'closing', window)
                app.crash()
                app.reopen()
                self.read(app, 'Changed: The proxy is off')
                self.take(app, 'left-over')

    def change_without_help(self):
        with proxy.with_proxy() as bed:
            for step in (rules.references(), rules.serve(80)):
                step(bed)
            with self.reach_offer(bed) as app:
                rules.drop('srv', 80)(bed)
                app.do('button', 'Turn off now')
                self.read(app, 'Trying the website again…')
                self.below(app, 'trying')
                app.do('button', 'Cancel')
                desktop.wait_for(lambda: app.find('button', 'Turn off now'), 'the end of it')
                state = bed.home / 'state'
                state.rename(bed.home / 'state-away')
                state.write_text('in the way')
                app.do('button', 'Turn off now')
                desktop.wait_for(lambda: 'So nothing was' in ' '.join(app.texts()), 'the reason')
                self.below(app, 'failed')
                state.unlink()
                (bed.home / 'state-away').rename(state)
                rules.reject('r3', rules.RESET, 80)(bed)
                app.do('button', 'Turn off now')
                self.read(app, NO_HELP)
                self.below(app, 'no-help')
                app.do('button', 'Turn off anyway')
                self.read(app, KEPT)
                self.below(app, 'kept')

    def reach_offer(self, bed):
        more = {'others': ChangesTest.others, **ChangesTest.environment}
        app = self.open(bed, f'http://{SITE}/', **more)
        self.screen.press('Return')
        app.wait_title('Result')
        app.do('button', 'Continue to step 5: VPN and proxy')
        app.wait_title(step_title(5))
        return app

    def read(self, app, text):
        desktop.wait_for(lambda: text in app.texts(), f'“{text}”', 30)

    def below(self, app, name):
        """The lower part of the page."""
        self.screen.scroll_down(app.window)
        self.take(app, name)

    def commands(self):
        with Chain() as bed:
            for step in (rules.references(), rules.reject('cli', rules.RESET, 80)):
                step(bed)
            with self.open(bed, f'http://{SITE}/') as app:
                self.screen.press('Return')
                app.wait_title('Result')
                app.do('button', 'Continue to step 8: Firewall')
                app.wait_title(step_title(8))
                self.take(app, 'commands')
                self.below(app, 'commands')

    def asking(self, app):
        self.take(app, 'address')
        app.set_address('mailto:someone@example.com')
        self.screen.press('Return')
        self.take(app, 'no-address')
        app.set_address(SITE)

    def result(self, app, name):
        self.screen.press('Return')
        app.wait_title('Result')
        self.take(app, f'result-{name}')

    def steps(self, app):
        app.do('button', 'Go through every step')
        for number in range(1, len(STEPS) + 1):
            app.wait_title(step_title(number))
            self.take(app, f'step-{number:02}')
            if number == 9:
                self.details(app)
            if number < len(STEPS):
                self.screen.press('alt+Left' if self.look.mirrored else 'alt+Right')
        if app.find('button', 'The ten steps'):
            app.do('button', 'The ten steps')
            app.wait_title('The ten steps')
            self.take(app, 'list')

    def details(self, app):
        app.do('button', 'Technical details')
        desktop.wait_for(lambda: app.find('button', 'Copy'), 'the details')
        # From the sentence past the heading and the text to the button, which brings it into view.
        self.screen.press('Tab', 'Tab', 'Tab')
        self.take(app, 'details')

    def other(self, name, address, *steps, finish=True):
        with Chain() as bed:
            for step in (rules.references(), *steps):
                step(bed)
            with self.open(bed, address) as app:
                if finish:
                    self.result(app, name)
                    return
                self.screen.press('Return')
                app.wait_title('Checking')
                time.sleep(MIDWAY_S)
                self.take(app, name)


def sheet(folder):
    """All pictures on one, a row a look."""
    rows = []
    for look in LOOKS:
        pictures = sorted(folder.glob(f'{look.name}-*.png'))
        if pictures:
            rows.append(folder / f'sheet-{look.name}.png')
            size = f'{look.size[0] // 2 + 60}x+6+6'
            tile = ['-tile', 'x2', '-geometry', size, '-background', '#808080']
            subprocess.run(['montage', *pictures, *tile, rows[-1]], check=True)
    subprocess.run(['convert', *rows, '-append', folder / 'sheet.png'], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--build', type=pathlib.Path, default=SOURCE / 'build')
    names = ' '.join(look.name for look in LOOKS)
    parser.add_argument('looks', nargs='*', metavar='LOOK', help=f'some of: {names}')
    options = parser.parse_args()
    build = options.build.resolve()
    os.environ.setdefault('DOORSTEP_UI', str(build / 'src' / 'ui' / 'doorstep'))
    os.environ.setdefault('DOORSTEP_SCHEMAS', str(build / 'data' / 'gschemas.compiled'))
    folder = build / 'shots'
    folder.mkdir(exist_ok=True)
    cage.enter()
    screen = desktop.Desktop()
    desk = notifications.Notifications(screen.bus)
    for look in LOOKS:
        if not options.looks or look.name in options.looks:
            for old in folder.glob(f'{look.name}-*.png'):
                old.unlink()
            Photographer(screen, look, folder).pages()
    desk.close()
    sheet(folder)
    print(folder / 'sheet.png')


if __name__ == '__main__':
    main()
