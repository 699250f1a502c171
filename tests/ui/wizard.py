# SPDX-License-Identifier: GPL-3.0-or-later
"""The running wizard, as somebody meets it who uses a keyboard and has its screen read aloud."""
import os
import shutil

import cage
from desktop import wait_for

def copy(variable, name):
    """A file of the build, where another user can read it."""
    source = os.environ.get(variable)
    if source is None:
        raise RuntimeError(f'{variable} does not say where the build has put {name}')
    target = cage.RUN / name
    if not target.exists():
        shutil.copy(source, target)
        target.chmod(0o755)
    return target


class Wizard:
    def __init__(self, desktop, bed, *arguments, settings=None, others=None, **environment):
        """settings: the person's own choices, by their names; others: those of other programs, by
        their paths.
        """
        folder = cage.RUN / 'schemas'
        folder.mkdir(exist_ok=True)
        copy('DOORSTEP_SCHEMAS', 'schemas/gschemas.compiled')
        chosen = {'io/github/doorstep/Doorstep': settings or {}, **(others or {})}
        self.desktop = desktop
        self.bed = bed
        self.environment = desktop.environment(
            bed, chosen, GSETTINGS_SCHEMA_DIR=str(folder), **environment
        )
        self._log = open(bed.folder / 'wizard.log', 'w+')
        self._open(*arguments)

    def _open(self, *arguments):
        self.process = self.start(*arguments)
        self.window = wait_for(self.desktop.windows, 'a window')[0]
        self.application = wait_for(self._find_application, 'the wizard in the accessibility tree')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def start(self, *arguments):
        program = copy('DOORSTEP_UI', 'doorstep')
        return self.bed.popen(
            [str(program), *arguments], self.environment, stdout=self._log, stderr=self._log
        )

    def close(self):
        self.crash()
        self._log.close()

    def crash(self):
        """The program ends without a chance to do anything about it."""
        self.process.kill()
        self.process.wait()
        wait_for(lambda: self._find_application() is None, 'the end of the wizard')

    def reopen(self, *arguments):
        """The person starts it again; what they have set meanwhile stays."""
        self._open(*arguments)
        self.listen()

    def said(self):
        """What the program wrote to the terminal."""
        self._log.flush()
        return (self.bed.folder / 'wizard.log').read_text()

    def forget_said(self):
        self._log.truncate(0)

    def _find_application(self):
        for application in self.desktop.accessible().children():
            if application.name == 'doorstep':
                return application
        return None

    # Reading

    def nodes(self):
        return self.application.each()

    def find(self, role, name=''):
        """The first node with that role whose name begins so."""
        for node in self.nodes():
            if node.role == role and node.name.startswith(name):
                return node
        return None

    def texts(self):
        """Every text there is to be read."""
        return [name for name in (node.name for node in self.nodes()) if name]

    @property
    def title(self):
        frame = self.find('frame')
        return frame.name if frame is not None else ''

    def focus(self):
        """The node that has the keyboard."""
        for node in self.nodes():
            if node.focused:
                return node
        return None

    def wait_title(self, title, timeout_s=30):
        wait_for(lambda: self.title == title, f'the title “{title}”', timeout_s)

    # Doing

    def do(self, role, name):
        """What assistive technology does for a person: press, without a key or a mouse."""
        wait_for(lambda: self.find(role, name), f'a {role} named “{name}”').press()

    def address(self):
        """What stands in the entry."""
        return self.find('text').text()

    def set_address(self, text):
        self.find('text').set_text(text)

    def listen(self):
        """Have the window take the keyboard."""
        self.desktop.focus(self.window)
