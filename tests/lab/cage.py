# SPDX-License-Identifier: GPL-3.0-or-later
"""The world a run of the lab lives in.

enter() continues in a child that has its own mounts, processes, network, host name and IPC. All
the lab makes (network namespaces, links, daemons, files) is made in there, so the machine's own
network and /etc cannot be touched even by mistake, and nothing has to be tidied up: when the child
ends, in whatever way, the kernel takes everything with it. The only state outside is the parent,
which waits, passes the exit status on, and takes the child with it when it is asked to stop.
"""
import ctypes
import os
import pathlib
import signal
import sys

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE, MS_SLAVE, MS_SHARED = 4096, 16384, 1 << 18, 1 << 19, 1 << 20

PR_SET_PDEATHSIG = 1

# Inside the cage; /run is a tmpfs of its own there.
RUN = pathlib.Path('/run/lab')
NETNS = pathlib.Path('/run/netns')

NOBODY = 65534

# Where nft and dnsmasq are, which is not always in the path of those who are not root.
os.environ['PATH'] = os.environ.get('PATH', '/usr/bin:/bin') + ':/usr/sbin:/sbin'

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(what, result):
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f'{what}: {os.strerror(code)}')


def unshare(flags):
    """Give the calling thread namespaces of its own."""
    _checked('unshare', _libc.unshare(ctypes.c_int(flags)))


def mount(source, target, kind=None, flags=0, data=None):
    """mount(2); all arguments as strings or paths."""

    def raw(text):
        return None if text is None else os.fsencode(str(text))

    _checked(
        f'mount {target}',
        _libc.mount(raw(source), raw(target), raw(kind), ctypes.c_ulong(flags), raw(data)),
    )


def umount(target):
    """umount2(2), lazily: what is in use goes away with its last user."""
    mnt_detach = 2
    _checked(f'umount {target}', _libc.umount2(os.fsencode(str(target)), mnt_detach))


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
    mount('none', '/', flags=MS_REC | MS_PRIVATE)
    mount('proc', '/proc', 'proc', MS_NOSUID | MS_NODEV | MS_NOEXEC)
    mount('tmpfs', '/run', 'tmpfs', MS_NOSUID | MS_NODEV, 'mode=0755')
    # A host with mounts of its own still sees the namespaces of hosts made after it.
    mount('none', '/run', flags=MS_SHARED)
    NETNS.mkdir()
    RUN.mkdir()


STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def _wait(child):
    """Wait for the cage and end as it did. A request to stop ends it at once, and us alike."""
    while True:
        signum = signal.sigwait(STOP | {signal.SIGCHLD})
        if signum in STOP:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            signal.signal(signum, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signum})
            os.kill(os.getpid(), signum)
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def enter(interactive=False):
    """Return inside the cage; the caller's own process never gets past here."""
    flags = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
    uid, gid = os.geteuid(), os.getegid()
    sys.stdout.flush()
    sys.stderr.flush()
    if uid == 0:
        unshare(flags)
    else:
        unshare(CLONE_NEWUSER | flags)
        _map_self(uid, gid)
    # Blocked before the child is made, so that no request to stop falls in between.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP | {signal.SIGCHLD})
    child = os.fork()
    if child:
        _wait(child)
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP | {signal.SIGCHLD})
    if not interactive:
        # Ctrl+C is the parent's to act on, and a terminal sends it to the whole group.
        os.setpgid(0, 0)
    _furnish()
