# SPDX-License-Identifier: GPL-3.0-or-later
"""The control groups of a run.

The computer of a desktop bed tells by the control group of a process whose session it belongs to,
as every desktop does, so it needs groups of its own. They are the one thing in the lab that does
not vanish with the last process in it. A keeper makes the run's group before the cage is there,
waits outside of it until the run has ended, in whatever way, and takes the group away again.
"""
import os
import pathlib
import time

import kernel

GONE_WITHIN_S = 5
POLL_S = 0.005


class Keeper:
    """The process that keeps the run's group; made by the one that is to enter the cage."""

    def __init__(self):
        listen, self._alive = os.pipe()
        answer, say = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _be_keeper(listen, say, close=(answer, self._alive))
        os.close(listen)
        os.close(say)
        with os.fdopen(answer) as lines:
            self.group = lines.read() or None

    def let_go(self):
        """Leave it to the cage to keep the keeper waiting."""
        os.close(self._alive)

    def join(self):
        os.waitpid(self._pid, 0)


def show(name, at):
    """Mount the hierarchy at a path of the cage; returns where the group of that name is then."""
    at.mkdir()
    kernel.mount('cgroup2', at, 'cgroup2')
    return at / name


def _be_keeper(listen, say, close):
    for descriptor in close:
        os.close(descriptor)
    # Whatever ends the run does not end its keeper.
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(null, descriptor)
    try:
        group = _make()
    except OSError:
        os._exit(1)
    with os.fdopen(say, 'w') as answer:
        answer.write(str(group.relative_to('/sys')))
    os.read(listen, 1)
    remove(group)
    os._exit(0)


def _make():
    """Make a group below the one we are in; the hierarchy may be mounted nowhere, or read-only."""
    lines = pathlib.Path('/proc/self/cgroup').read_text().splitlines()
    ours = next((line[3:] for line in lines if line.startswith('0::')), '/')
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount('none', '/', flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount('cgroup2', '/sys', 'cgroup2')
    group = pathlib.Path('/sys', ours.strip('/'), f'doorstep-lab-{os.getpid()}')
    group.mkdir()
    return group


def remove(group):
    """End what is in a group, and take it away with those below it."""
    give_up = time.monotonic() + GONE_WITHIN_S
    while group.exists() and time.monotonic() < give_up:
        try:
            (group / 'cgroup.kill').write_text('1')
            for folder, _, _ in os.walk(group, topdown=False):
                os.rmdir(folder)
        except OSError:
            # A process is a moment in dying.
            time.sleep(POLL_S)
