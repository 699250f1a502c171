# SPDX-License-Identifier: GPL-3.0-or-later
"""The world a run of the lab lives in.

enter() continues in a child that has its own mounts, processes, network, host name and IPC. All
the lab makes (network namespaces, links, daemons, files) is made in there, so the machine's own
network and /etc cannot be touched even by mistake, and nothing has to be tidied up: when the child
ends, in whatever way, the kernel takes everything with it. The only state outside is the parent,
which waits, passes the exit status on, and takes the child with it when it is asked to stop, and
the keeper of the run's control group (cgroups.py).
"""
import os
import pathlib
import signal
import sys

import cgroups
import kernel

# Inside the cage; /run is a tmpfs of its own there.
RUN = pathlib.Path('/run/lab')
NETNS = pathlib.Path('/run/netns')

NOBODY = 65534

# The control group of the run, once it is in the cage; only root has one.
group = None

OWN = (
    kernel.CLONE_NEWNS
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
)

# Where nft and dnsmasq are, which is not always in the path of those who are not root.
os.environ['PATH'] = os.environ.get('PATH', '/usr/bin:/bin') + ':/usr/sbin:/sbin'


def has_nobody():
    """Whether there is another user to become; not so in a user namespace with one user."""
    ranges = map(str.split, pathlib.Path('/proc/self/uid_map').read_text().splitlines())
    return any(int(first) <= NOBODY < int(first) + int(count) for first, _, count in ranges)


def _map_self(uid, gid):
    """Be root of the new user namespace, which is all a run without privilege needs."""
    pathlib.Path('/proc/self/setgroups').write_text('deny')
    pathlib.Path('/proc/self/uid_map').write_text(f'0 {uid} 1')
    pathlib.Path('/proc/self/gid_map').write_text(f'0 {gid} 1')


def _furnish():
    """Run as the first process of the cage: mounts that see only the cage."""
    kernel.mount('none', '/', flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount('proc', '/proc', 'proc', kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    kernel.mount('tmpfs', '/run', 'tmpfs', kernel.MS_NOSUID | kernel.MS_NODEV, 'mode=0755')
    # A host with mounts of its own still sees the namespaces of hosts made after it.
    kernel.mount('none', '/run', flags=kernel.MS_SHARED)
    NETNS.mkdir()
    RUN.mkdir()


STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def _wait(child, keeper):
    """Wait for the cage and end as it did. A request to stop ends it at once, and us alike."""
    while True:
        signum = signal.sigwait(STOP | {signal.SIGCHLD})
        if signum in STOP:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            keeper and keeper.join()
            signal.signal(signum, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signum})
            os.kill(os.getpid(), signum)
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            keeper and keeper.join()
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def enter(interactive=False):
    """Return inside the cage; the caller's own process never gets past here."""
    global group
    uid, gid = os.geteuid(), os.getegid()
    sys.stdout.flush()
    sys.stderr.flush()
    # Blocked before the children are made, so that no request to stop falls in between.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP | {signal.SIGCHLD})
    keeper = cgroups.Keeper() if uid == 0 else None
    if uid == 0:
        kernel.unshare(OWN)
    else:
        kernel.unshare(kernel.CLONE_NEWUSER | OWN)
        _map_self(uid, gid)
    child = os.fork()
    if child:
        keeper and keeper.let_go()
        _wait(child, keeper)
    kernel.end_with_parent()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP | {signal.SIGCHLD})
    if not interactive:
        # Ctrl+C is the parent's to act on, and a terminal sends it to the whole group.
        os.setpgid(0, 0)
    _furnish()
    if keeper and keeper.group:
        group = cgroups.show(keeper.group, RUN / 'cgroup')
