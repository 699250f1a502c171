# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of the lab: what answers when a connection gets through.

A way of answering is a function that is given the connected socket; serve() lets one answer on a
listening socket that a host of a bed has opened.
"""
import http
import socket
import ssl
import struct
import threading

# A client that says nothing is let go after this.
PATIENCE_S = 10

MAX_HEAD = 16 * 1024


def _read_head(connection):
    head = b''
    while b'\r\n\r\n' not in head and len(head) < MAX_HEAD:
        piece = connection.recv(4096)
        if not piece:
            break
        head += piece
    return head


def web(status=200, headers=(), body=b'A page of the lab.\n'):
    """Plain HTTP: one answer, then the connection ends."""

    def answer(connection):
        if not _read_head(connection):
            return
        lines = [f'HTTP/1.1 {status} {http.HTTPStatus(status).phrase}']
        lines += [f'Content-Length: {len(body)}', 'Content-Type: text/plain', 'Connection: close']
        lines += headers
        connection.sendall('\r\n'.join(lines).encode() + b'\r\n\r\n' + body)

    return answer


def tls(certificate, inner=None):
    """TLS with the certificate and key in a PEM file, and inner (a web page) within."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    inner = inner or web()

    def answer(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            inner(secured)

    return answer


def _reset(connection):
    """Close so that the other side gets a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    connection.close()


def reset_at_once():
    """Accept, and hang up with a reset before a word is said."""
    return _reset


def reset_after_first_words():
    """Accept, listen to the first bytes, and hang up with a reset."""

    def answer(connection):
        connection.recv(4096)
        _reset(connection)

    return answer


def silent():
    """Accept, listen, and never say anything."""

    def answer(connection):
        while connection.recv(4096):
            pass

    return answer


def _converse(connection, answer):
    with connection:
        connection.settimeout(PATIENCE_S)
        try:
            answer(connection)
        except OSError:
            # The other side left, did not trust the certificate or reset the connection.
            pass


def _accept(listener, answer):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_converse, args=(connection, answer), daemon=True).start()


def listen(address, port):
    """Open a listening socket; to be called on the host that is to listen."""
    family = socket.AF_INET6 if ':' in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(512)
    return listener


def serve(listener, answer):
    """Let answer speak on every connection until the listener is stopped."""
    threading.Thread(target=_accept, args=(listener, answer), daemon=True).start()


def stop(listener):
    """Wake the thread that waits for connections, and let it end."""
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
