# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop nobody sees: an X server, a session bus with nothing on it but accessibility, and the
settings of one person. Programs are started on the client of a lab bed and drawn here.

It lives in the lab's cage, so it ends with it. The X server is reached through its socket in the
file system: network namespaces have none in common.
"""
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lab'))

import accessible  # noqa: E402
import cage  # noqa: E402  (found by the path above)
import kernel  # noqa: E402

SOCKETS = pathlib.Path('/tmp/.X11-unix')
READY_WITHIN_S = 10

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <servicedir>{folder}/services</servicedir>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
"""

_GTK = """[Settings]
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
gtk-enable-animations={animations}
"""

# A locale is a folder named after it; this one is there on every system.
_LOCALE = pathlib.Path('/usr/lib/locale/C.utf8')

# Where the usual prefix has translations.
_SHARE = pathlib.Path('/usr/local/share')
_EMPTY = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'

_A11Y_SERVICE = pathlib.Path('/usr/share/dbus-1/services/org.a11y.Bus.service')


class Desktop:
    def __init__(self, width=1280, height=1024, uid=cage.NOBODY):
        """uid: whose desktop it is; the person at a desktop bed has a number of their own."""
        self._uid = uid
        self.folder = cage.RUN / 'desktop'
        self.folder.mkdir()
        self._know_person()
        self._give(self.folder)
        self._processes = []
        self._accessible = None
        self.display = self._start_x(width, height)
        self.bus = f'unix:path={self.folder}/bus'
        self._start_bus()
        os.environ.update(
            DISPLAY=self.display,
            DBUS_SESSION_BUS_ADDRESS=self.bus,
            XDG_RUNTIME_DIR=str(self.folder),
        )

    def _know_person(self):
        """A bus wants to know whose it is."""
        try:
            pwd.getpwuid(self._uid)
        except KeyError:
            users = cage.RUN / 'passwd'
            line = f'person:x:{self._uid}:{self._uid}::/nonexistent:/bin/sh\n'
            users.write_text(pathlib.Path('/etc/passwd').read_text() + line)
            kernel.mount(users, '/etc/passwd', flags=kernel.MS_BIND)

    def _as_person(self, argv):
        if not cage.has_nobody():
            return argv
        user = [f'--reuid={self._uid}', f'--regid={self._uid}', '--clear-groups']
        return ['setpriv', *user, '--', *argv]

    def _give(self, path):
        if cage.has_nobody():
            os.chown(path, self._uid, self._uid)

    def _start_x(self, width, height):
        SOCKETS.mkdir(mode=0o1777, exist_ok=True)
        # Displays of the machine itself are neither seen nor taken.
        kernel.mount('tmpfs', SOCKETS, 'tmpfs', kernel.MS_NOSUID | kernel.MS_NODEV, 'mode=1777')
        reader, writer = os.pipe()
        screen = f'{width}x{height}x24'
        server = subprocess.Popen(
            [
                *('Xvfb', '-displayfd', str(writer), '-screen', '0', screen),
                *('-nolisten', 'tcp', '-nolock', '-ac', '-noreset'),
            ],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(server)
        os.close(writer)
        with os.fdopen(reader) as answer:
            return ':' + answer.readline().strip()

    def _start_bus(self):
        services = self.folder / 'services'
        services.mkdir()
        shutil.copy(_A11Y_SERVICE, services)
        config = self.folder / 'bus.conf'
        config.write_text(_BUS.format(folder=self.folder))
        environment = {
            'PATH': os.environ.get('PATH', '/usr/bin:/bin'),
            'XDG_RUNTIME_DIR': str(self.folder),
            'HOME': str(self.folder),
            'DISPLAY': self.display,
        }
        bus = ['dbus-daemon', f'--config-file={config}', '--nofork', '--print-address']
        process = subprocess.Popen(
            self._as_person(bus), env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._processes.append(process)
        if not process.stdout.readline():
            raise RuntimeError('the session bus did not start')

    def accessible(self):
        """What assistive technology sees of all programs."""
        if self._accessible is None:
            self._accessible = accessible.desktop()
        return self._accessible

    def scale_text(self, dpi):
        """How many dots make an inch of text, for programs started from now on; 96 is usual."""
        subprocess.run(['xrdb', '-merge'], input=f'Xft.dpi: {dpi}\n', text=True, check=True)

    @staticmethod
    def mirrored():
        """The environment of somebody whose language is written from right to left.

        GTK goes by its own translation, which is looked for only in a locale that is not C, and
        only where the program has one too: here it gets an empty one.
        """
        folder = cage.RUN / 'locales'
        if not folder.exists():
            shutil.copytree(_LOCALE, folder / 'ar_EG.utf8')
            kernel.mount('tmpfs', _SHARE, 'tmpfs', kernel.MS_NOSUID | kernel.MS_NODEV, 'mode=755')
            catalogue = _SHARE / 'locale' / 'ar' / 'LC_MESSAGES' / 'doorstep.mo'
            catalogue.parent.mkdir(parents=True)
            subprocess.run(['msgfmt', '-o', catalogue, '-'], input=_EMPTY, text=True, check=True)
        return {'LOCPATH': str(folder), 'LANG': 'ar_EG.UTF-8'}

    def environment(self, bed, settings=None, **more):
        """What a program of the person at the client of bed finds in its environment.

        settings: lines of GSettings, by path; they are the person's own choices.
        """
        config = bed.home / 'config'
        self._write(config / 'gtk-4.0' / 'settings.ini', _GTK.format(animations='false'))
        # As GLib itself writes it, so that putting a value back leaves the same bytes.
        groups = []
        for path, values in (settings or {}).items():
            groups.append(f'[{path}]\n' + ''.join(f'{key}={values[key]}\n' for key in values))
        keyfile = config / 'glib-2.0' / 'settings' / 'keyfile'
        self._write(keyfile, '\n'.join(groups))
        keyfile.chmod(0o600)
        return bed.environment(
            DISPLAY=self.display,
            DBUS_SESSION_BUS_ADDRESS=self.bus,
            GDK_BACKEND='x11',
            GTK_A11Y='atspi',
            GSK_RENDERER='cairo',
            GSETTINGS_BACKEND='keyfile',
            G_DEBUG='fatal-warnings',
            **more,
        )

    def _write(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        while path != cage.RUN and path.parent != cage.RUN:
            self._give(path)
            path = path.parent

    # What a person does at the keyboard, and sees

    @staticmethod
    def press(*keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)

    @staticmethod
    def type(text):
        subprocess.run(['xdotool', 'type', '--delay', '5', text], check=True)

    @staticmethod
    def windows():
        """Windows that are shown, as numbers of X."""
        found = subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--class', 'doorstep'],
            capture_output=True, text=True,
        )
        return found.stdout.split()

    @staticmethod
    def focus(window):
        subprocess.run(['xdotool', 'windowfocus', '--sync', window], check=True)

    def focus_nothing(self):
        """The person looks at something else."""
        root = subprocess.run(
            ['xdotool', 'search', '--maxdepth', '0', '.*'], capture_output=True, text=True
        ).stdout.split()[0]
        # A window under the pointer keeps it.
        subprocess.run(['xdotool', 'mousemove', '1279', '1023'], check=True)
        self.focus(root)

    @staticmethod
    def size(window):
        lines = subprocess.run(
            ['xdotool', 'getwindowgeometry', '--shell', window],
            capture_output=True, text=True, check=True,
        ).stdout.split()
        values = dict(line.split('=') for line in lines)
        return int(values['WIDTH']), int(values['HEIGHT'])

    def scroll_down(self, window):
        """Turns the mouse's wheel over the page until its end."""
        width, height = self.size(window)
        place = ['--window', window, str(width * 2 // 3), str(height // 2)]
        wheel = ['--repeat', '40', '--delay', '5', '5']
        subprocess.run(['xdotool', 'mousemove', *place, 'click', *wheel], check=True)

    @staticmethod
    def resize(window, width, height):
        size = [str(width), str(height)]
        subprocess.run(['xdotool', 'windowsize', '--sync', window, *size], check=True)

    @staticmethod
    def picture(window, path):
        subprocess.run(['import', '-window', window, str(path)], check=True)


def wait_for(question, what, timeout_s=READY_WITHIN_S):
    """The first answer of question that counts as true; an error naming what, when none comes."""
    give_up = time.monotonic() + timeout_s
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > give_up:
            raise AssertionError(f'this did not come about in {timeout_s} s: {what}')
        time.sleep(0.02)
