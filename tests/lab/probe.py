# SPDX-License-Identifier: GPL-3.0-or-later
"""One look at the network through an ordinary TCP socket, for telling whether a bed is what its
scenario says it is. Independent of the product on purpose: it is the lab's own measure.
"""
import errno
import select
import socket
import struct
import time
import typing

# From linux/in.h and linux/in6.h; the socket module has no names for them.
IP_RECVERR, IPV6_RECVERR = 11, 25
IP_MINTTL, IPV6_MINHOPCOUNT = 21, 73

# struct sock_extended_err: errno, origin, type, code; the sender's sockaddr follows it.
_EXTENDED_ERROR = struct.Struct('=IBBBBII')
_FROM_ICMP = (2, 3)


class Answer(typing.NamedTuple):
    """errno of the connect (0 open, None no answer), and the ICMP message behind it."""

    error: int | None
    icmp: tuple[int, int] | None
    sender: str | None
    time_s: float


def _icmp(connection, family):
    """The ICMP message that waits in the socket's error queue, and who sent it."""
    try:
        _, control, _, _ = connection.recvmsg(1, 512, socket.MSG_ERRQUEUE)
    except OSError:
        return None, None
    for _, _, data in control:
        _, origin, kind, code, _, _, _ = _EXTENDED_ERROR.unpack_from(data)
        if origin in _FROM_ICMP:
            start = _EXTENDED_ERROR.size + (4 if family == socket.AF_INET else 8)
            size = 4 if family == socket.AF_INET else 16
            return (kind, code), socket.inet_ntop(family, data[start : start + size])
    return None, None


def _options(ttl, min_ttl, family):
    """The socket options of a probe, as (level, name, value)."""
    four = family == socket.AF_INET
    level = socket.IPPROTO_IP if four else socket.IPPROTO_IPV6
    yield level, IP_RECVERR if four else IPV6_RECVERR, 1
    if ttl is not None:
        yield level, socket.IP_TTL if four else socket.IPV6_UNICAST_HOPS, ttl
    if min_ttl is not None:
        yield level, IP_MINTTL if four else IPV6_MINHOPCOUNT, min_ttl


def connect(address, port, ttl=None, timeout_s=0.3, device=None, min_ttl=None, source_port=0):
    """Connect once; to be called on the host that is to connect."""
    family = socket.AF_INET6 if ':' in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.setblocking(False)
        for option in _options(ttl, min_ttl, family):
            connection.setsockopt(*option)
        if device is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
        if source_port:
            connection.bind(('::' if family == socket.AF_INET6 else '0.0.0.0', source_port))
        start = time.monotonic()
        error = connection.connect_ex((address, port))
        if error == errno.EINPROGRESS:
            poll = select.poll()
            poll.register(connection, select.POLLOUT)
            answered = poll.poll(timeout_s * 1000)
            # SO_ERROR first: reading the queue clears it, and an expired probe would look open.
            error = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if not answered:
                error = None
        spent = time.monotonic() - start
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        return Answer(error, *_icmp(connection, family), spent)


def expired(answer):
    """Whether a router said that the packet had used up its hops."""
    return answer.icmp in ((11, 0), (3, 0)) and answer.error == errno.EHOSTUNREACH


def first_refusal(address, port, ttls=range(1, 9)):
    """The smallest TTL at which a refusal comes back, or None."""
    for ttl in ttls:
        if connect(address, port, ttl).error in (errno.ECONNREFUSED, errno.EACCES):
            return ttl
    return None
