# SPDX-License-Identifier: GPL-3.0-or-later
"""System calls the lab is made of and Python has no names for."""
import ctypes
import os
import signal

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE, MS_SLAVE, MS_SHARED = 4096, 16384, 1 << 18, 1 << 19, 1 << 20

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


def enter_namespace(descriptor):
    """setns(2): let the calling thread use the namespace behind a file descriptor."""
    _checked('setns', _libc.setns(ctypes.c_int(descriptor), ctypes.c_int(0)))


def end_with_parent():
    """Be killed when the thread that made this process ends."""
    pr_set_pdeathsig = 1
    _checked('prctl', _libc.prctl(pr_set_pdeathsig, signal.SIGKILL))
