# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technology sees of a program, asked for over D-Bus.

The libraries for this keep copies of what they once saw and fall over when a window goes away in
the middle of a look. Here every question is put to the program itself, and a thing that is no
longer there is simply not there.
"""
from gi.repository import Gio, GLib

_SPI = 'org.a11y.atspi.'
_ROOT = ('org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root')
_PATIENCE_MS = 5000

# From AtspiRole: what can be operated, and some of what can be read.
CONTROLS = {
    7: 'check box',
    8: 'check menu item',
    11: 'combo box',
    31: 'list',
    32: 'list item',
    35: 'menu item',
    37: 'page tab',
    42: 'progress bar',
    43: 'button',
    44: 'radio button',
    51: 'slider',
    52: 'spin button',
    61: 'text',
    62: 'toggle button',
    79: 'entry',
    88: 'link',
}
_ROLES = {23: 'frame', 27: 'image', 29: 'label', 83: 'heading', **CONTROLS}

# From AtspiStateType.
_FOCUSED = 12


def _connect():
    session = Gio.DBusConnection.new_for_address_sync(*_arguments(_session_address()))
    answer = session.call_sync(
        *('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None),
        *(Gio.DBusCallFlags.NONE, _PATIENCE_MS, None),
    )
    return Gio.DBusConnection.new_for_address_sync(*_arguments(answer.unpack()[0]))


def _session_address():
    return Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None)


def _arguments(address):
    flags = Gio.DBusConnectionFlags
    kind = flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION
    return address, kind, None, None


class Node:
    """One thing of the accessibility tree."""

    def __init__(self, connection, owner, path):
        self._connection, self._owner, self._path = connection, owner, path

    def _call(self, interface, method, arguments=None):
        answer = self._connection.call_sync(
            *(self._owner, self._path, interface, method, arguments, None),
            *(Gio.DBusCallFlags.NONE, _PATIENCE_MS, None),
        )
        return answer.unpack()

    def _ask(self, method, otherwise):
        """The answer to a question about what it is; otherwise, when it is gone."""
        try:
            return self._call(_SPI + 'Accessible', method)[0]
        except GLib.Error:
            return otherwise

    def _get(self, interface, name):
        arguments = GLib.Variant('(ss)', (_SPI + interface, name))
        return self._call('org.freedesktop.DBus.Properties', 'Get', arguments)[0]

    def _property(self, name):
        try:
            return self._get('Accessible', name)
        except GLib.Error:
            return ''

    @property
    def name(self):
        return self._property('Name')

    @property
    def description(self):
        return self._property('Description')

    @property
    def role(self):
        return _ROLES.get(self._ask('GetRole', 0), '')

    @property
    def focused(self):
        low = (self._ask('GetState', [0, 0]) or [0])[0]
        return bool(low & 1 << _FOCUSED)

    def children(self):
        for owner, path in self._ask('GetChildren', []):
            yield Node(self._connection, owner, path)

    def each(self):
        """Itself, and all that is in it."""
        yield self
        for child in self.children():
            yield from child.each()

    # Doing

    def press(self):
        self._call(_SPI + 'Action', 'DoAction', GLib.Variant('(i)', (0,)))

    def text(self):
        """What stands in an entry."""
        length = self._get('Text', 'CharacterCount')
        return self._call(_SPI + 'Text', 'GetText', GLib.Variant('(ii)', (0, length)))[0]

    def set_text(self, text):
        self._call(_SPI + 'EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))


def desktop():
    """The node whose children are the programs."""
    return Node(_connect(), *_ROOT)
