# SPDX-License-Identifier: GPL-3.0-or-later
"""The system bus of a desktop bed, as root sees it from outside of the computer it belongs to."""
import socket

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

from computer import wait_until  # noqa: E402

CALL_MS = 10_000

# Short names of those that are asked for properties.
OBJECTS = {
    'firewalld': ('org.fedoraproject.FirewallD1', '/org/fedoraproject/FirewallD1'),
    'NetworkManager': ('org.freedesktop.NetworkManager', '/org/freedesktop/NetworkManager'),
}


class SystemBus:
    def __init__(self, path):
        self._path = path
        wait_until(self._listens, f'somebody listens at {path}')
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            f'unix:path={path}',
            flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION,
            None,
            None,
        )

    def _listens(self):
        with socket.socket(socket.AF_UNIX) as one:
            return one.connect_ex(str(self._path)) == 0

    def call(self, name, path, method, signature='()', *args):
        """Call interface.method as root; returns what came back as a tuple."""
        interface, _, method = method.rpartition('.')
        flags = Gio.DBusCallFlags.NO_AUTO_START
        result = self.connection.call_sync(
            *(name, path, interface, method, GLib.Variant(signature, args)),
            *(None, flags, CALL_MS, None),
        )
        return result.unpack()

    def has(self, name):
        """Whether somebody owns that name."""
        bus = ('org.freedesktop.DBus', '/org/freedesktop/DBus')
        return self.call(*bus, 'org.freedesktop.DBus.NameHasOwner', '(s)', name)[0]

    def get(self, short, key):
        """A property of the main object of a daemon; None before there is one."""
        name, path = OBJECTS[short]
        method = 'org.freedesktop.DBus.Properties.Get'
        try:
            return self.call(name, path, method, '(ss)', name, key)[0]
        except GLib.Error as error:
            if not error.matches(Gio.dbus_error_quark(), Gio.DBusError.UNKNOWN_METHOD):
                raise
            return None

    def close(self):
        self.connection.close_sync(None)
