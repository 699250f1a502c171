# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop computer of a bed: a host with users, sessions, daemons and all files of its own.

It has its own processes and control groups, too: its daemons see no others, and end with it.
"""
import os
import pty
import subprocess
import time

import cage
import cgroups
import daemons
import kernel
import people
from host import Failed, Host

READY_WITHIN_S = 20
POLL_S = 0.003

# The first process: its end is the end of all others, and who has lost the parent is its child.
_INIT = """
import signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print('ready', flush=True)
sys.stdin.read()
"""
_FIRST = """
mount -t proc -o nosuid,nodev,noexec proc /proc &&
mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 /sys/fs/cgroup &&
exec /usr/bin/python3 -IS -c "$0"
"""

# A program begins in its group before it is another user's.
_JOIN = 'echo 0 >"$0/cgroup.procs" && exec "$@"'


class Computer(Host):
    def __init__(self, name, cover, folder):
        """cover: files to lay over the system's; folder: where what it changes is kept."""
        if cage.group is None:
            raise Failed('only root can make a desktop computer: it has users, and groups')
        self._folder = folder
        self.logs = folder / 'logs'
        self.logs.mkdir()
        self._group = cage.group / name
        self._group.mkdir()
        super().__init__(name, cover)
        self._begin()

    def _furnish(self, cover):
        kernel.unshare(kernel.CLONE_NEWNS)
        kernel.mount('none', '/', flags=kernel.MS_REC | kernel.MS_SLAVE)
        quiet = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC | kernel.MS_RDONLY
        # Read-only: there is no udev to wait for.
        kernel.mount('sysfs', '/sys', 'sysfs', quiet)
        memory = self._folder / 'changes'
        memory.mkdir()
        daemons.lay_over(memory)
        self._have_run()
        if os.path.exists('/dev/log'):
            # What daemons say is not for the machine's log.
            kernel.mount('/dev/null', '/dev/log', flags=kernel.MS_BIND)
        people.move_in()
        self._cover(cover)

    def _have_run(self):
        """A /run of its own, in which those of the lab are still seen."""
        run = self._folder / 'run'
        run.mkdir()
        for path in (cage.RUN, cage.NETNS):
            (run / path.name).mkdir()
        old = os.open('/run', os.O_PATH)
        kernel.mount(run, '/run', flags=kernel.MS_BIND)
        for path in (cage.RUN, cage.NETNS):
            source = f'/proc/self/fd/{old}/{path.name}'
            kernel.mount(source, path, flags=kernel.MS_BIND | kernel.MS_REC)
        os.close(old)

    def _begin(self):
        """Start the first process, and let all that is started from now on live with it."""
        argv = ['unshare', '--cgroup', '--pid', '--fork', '--kill-child']
        pipes = {'stdin': subprocess.PIPE, 'stdout': subprocess.PIPE, 'text': True}
        joined = ['sh', '-c', _JOIN, str(self._group), *argv, 'sh', '-c', _FIRST, _INIT]
        self._init = super().popen(joined, **pipes)
        self._daemons.append(self._init)
        if self._init.stdout.readline() != 'ready\n':
            raise Failed(f'{self.name}: its first process did not start')
        for kind in ('cgroup', 'pid_for_children'):
            descriptor = os.open(f'/proc/{self._init.pid}/ns/{kind}', os.O_RDONLY)
            self.call(kernel.enter_namespace, descriptor)
            os.close(descriptor)
        self.call(people.open_sessions)

    @property
    def first_process(self):
        """The process by whose namespaces it can be told, as the run of the lab numbers it."""
        return self._init.pid

    @property
    def run_folder(self):
        """Its /run, as the run of the lab sees it."""
        return self._folder / 'run'

    def start(self, name, argv, **kwargs):
        """Start a daemon of the system, in a group of its own; what it says goes into its log."""
        group = people.CGROUPS / 'system.slice' / f'{name}.service'
        self.call(group.mkdir, parents=True, exist_ok=True)
        with open(self.logs / name, 'a') as log:
            return self.daemon(
                ['sh', '-c', _JOIN, str(group), *argv], stdout=log, stderr=log, **kwargs
            )

    def popen_as(self, session, argv, **kwargs):
        """Start a program in somebody's session."""
        return self.popen(_in_session(session, argv), **kwargs)

    def stay_as(self, session, argv, **kwargs):
        """Start a program in somebody's session that stays until the host is closed."""
        return self.daemon(_in_session(session, argv), **kwargs)

    def talk_as(self, session, argv, env, cwd):
        """Let a program in somebody's session have the terminal; returns when it has ended."""
        variables = [f'{name}={value}' for name, value in env.items()]
        here = ['env', '-i', '-C', str(cwd), *variables]
        self.call(pty.spawn, [*here, *_in_session(session, argv)])

    def close(self):
        super().close()
        self._init.communicate()
        cgroups.remove(self._group)


def _in_session(session, argv):
    uid = session.user.uid
    user = [f'--reuid={uid}', f'--regid={uid}', '--init-groups', '--inh-caps=-all']
    group = people.CGROUPS / session.group
    return ['sh', '-c', _JOIN, str(group), 'setpriv', *user, '--', *argv]


def wait_until(true, what, within_s=READY_WITHIN_S):
    """Wait until a function returns something that counts as true; returns that."""
    give_up = time.monotonic() + within_s
    while not (result := true()):
        if time.monotonic() > give_up:
            raise Failed(f'not within {within_s} s: {what}')
        time.sleep(POLL_S)
    return result
