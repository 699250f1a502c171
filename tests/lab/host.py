# SPDX-License-Identifier: GPL-3.0-or-later
"""One computer of a bed: a network namespace, and a thread that lives in it.

What the thread does happens on that computer: a socket it opens belongs there for good, a program
it starts runs there. A host with its own files also has a mount namespace, in which single files
of /etc are covered by the bed's own.
"""
import concurrent.futures
import pathlib
import signal
import subprocess
import threading

import cage
import kernel


class Failed(Exception):
    """A command the bed depends on did not work."""


class Host:
    def __init__(self, name, cover=None):
        """cover: files to lay over the system's, path to text; gives the host its own mounts."""
        self.name = name
        self._daemons = []
        self._thread = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix=name)
        self.thread_id = self.call(self._move_in)
        self._pin(self.thread_id)
        if cover is not None:
            self.call(self._furnish, cover)

    def call(self, function, *args, **kwargs):
        """Run function on this computer."""
        return self._thread.submit(function, *args, **kwargs).result()

    def popen(self, argv, **kwargs):
        return self.call(subprocess.Popen, argv, **kwargs)

    def run(self, argv, stdin=None, timeout=30):
        """Run a command that is expected to work; returns what it printed."""
        pipe = subprocess.PIPE
        process = self.popen(argv, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True)
        output, _ = process.communicate(stdin, timeout)
        if process.returncode != 0:
            raise Failed(f"{self.name}: {' '.join(argv)}: {output.strip()}\n{stdin or ''}")
        return output

    def daemon(self, argv, **kwargs):
        """Start a program that stays until the host is closed."""
        process = self.popen(argv, **kwargs)
        self._daemons.append(process)
        return process

    def ip(self, *lines):
        self.run(['ip', '-batch', '-'], stdin='\n'.join(lines) + '\n')

    def nft(self, rules):
        self.run(['nft', '-f', '-'], stdin=rules)

    def sysctl(self, **settings):
        """Names with two underscores for each dot: net__ipv4__ip_forward=1."""

        def write():
            for name, value in settings.items():
                pathlib.Path('/proc/sys', *name.split('__')).write_text(str(value))

        self.call(write)

    def close(self):
        for process in self._daemons:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self._thread.shutdown()
        path = cage.NETNS / self.name
        kernel.umount(path)
        path.unlink()

    @staticmethod
    def _move_in():
        kernel.unshare(kernel.CLONE_NEWNET)
        return threading.get_native_id()

    def _pin(self, tid):
        """Give the namespace a name, as `ip netns` does, so that links can be led into it."""
        path = cage.NETNS / self.name
        path.touch()
        kernel.mount(f'/proc/self/task/{tid}/ns/net', path, flags=kernel.MS_BIND)

    def _furnish(self, cover):
        kernel.unshare(kernel.CLONE_NEWNS)
        kernel.mount('none', '/', flags=kernel.MS_REC | kernel.MS_SLAVE)
        quiet = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC | kernel.MS_RDONLY
        kernel.mount('sysfs', '/sys', 'sysfs', quiet)
        self._cover(cover)

    @staticmethod
    def _cover(cover):
        for path, source in cover.items():
            _lay(path, source)


def _lay(path, source):
    """Lay the file source over path, which may be a link to a file that is not there.

    A missing file is made only below /run, which belongs to the cage; anywhere else it would be
    made on the machine itself.
    """
    target = pathlib.Path(path).resolve()
    if not target.exists():
        if target.parts[1] != 'run':
            raise Failed(f'{target} is not there, and would have to be made on this machine')
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    kernel.mount(source, target, flags=kernel.MS_BIND)
