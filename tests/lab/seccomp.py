# SPDX-License-Identifier: GPL-3.0-or-later
"""The system calls a Flatpak app may not make, as a filter bwrap takes (seccomp(2)).

The list follows what Flatpak denies to apps that are not there for developers.
"""
import errno
import platform
import socket
import struct

_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000

# What struct seccomp_data has at these offsets.
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16

_CLONE_NEWUSER = 0x10000000

# How the kernel calls the machine, and its numbers for the calls.
_MACHINES = {'x86_64': 0xC000003E, 'aarch64': 0xC00000B7}
_NUMBERS = {
    'x86_64': {
        'EPERM': (
            *(101, 103, 134, 135, 155, 161, 163, 165, 166, 179, 237, 238, 239, 248, 249, 250),
            *(256, 272, 279, 298, 308),
        ),
        'clone': 56,
        'socket': 41,
    },
    'aarch64': {
        'EPERM': (
            *(39, 40, 41, 51, 60, 89, 92, 97, 116, 117, 217, 218, 219, 235, 236, 237, 238, 239),
            *(241, 268),
        ),
        'clone': 220,
        'socket': 198,
    },
}
# clone3 and the newer calls that mount; alike on every machine.
_UNKNOWN = (428, 429, 430, 431, 432, 433, 435, 442)

_FAMILIES = (
    socket.AF_UNSPEC,
    socket.AF_UNIX,
    socket.AF_INET,
    socket.AF_INET6,
    socket.AF_NETLINK,
)


def _load(offset):
    return [(0x20, 0, 0, offset)]


def _give(value):
    return [(0x06, 0, 0, value)]


def _unless_equal(value, then):
    """Go on with then where what was loaded is value, else behind it."""
    return [(0x15, 0, len(then), value), *then]


def _unless_set(bits, then):
    return [(0x45, 0, len(then), bits), *then]


def _fail(code):
    return _give(_ERRNO | code)


def program():
    """The filter, in the kernel's bytes."""
    machine = platform.machine()
    numbers = _NUMBERS[machine]
    known = [line for family in _FAMILIES for line in _unless_equal(family, _give(_ALLOW))]
    clone = [
        *_load(_FIRST_ARGUMENT),
        *_unless_set(_CLONE_NEWUSER, _fail(errno.EPERM)),
        *_give(_ALLOW),
    ]
    lines = [
        *_load(_ARCH),
        (0x15, 1, 0, _MACHINES[machine]),
        *_fail(errno.EPERM),
        *_load(_NUMBER),
        *_unless_equal(
            numbers['socket'],
            [*_load(_FIRST_ARGUMENT), *known, *_fail(errno.EAFNOSUPPORT)],
        ),
        *_unless_equal(numbers['clone'], clone),
    ]
    for codes, code in ((numbers['EPERM'], errno.EPERM), (_UNKNOWN, errno.ENOSYS)):
        for number in codes:
            lines += _unless_equal(number, _fail(code))
    lines += _give(_ALLOW)
    return b''.join(struct.pack('=HBBI', *line) for line in lines)
