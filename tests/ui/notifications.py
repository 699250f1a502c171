# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands where a desktop shows notifications, and does what somebody does who presses a button of
one.

A shell that shows them for real needs a whole session; the two interfaces here are all that it and
a program say to each other.
"""
import threading

from gi.repository import Gio, GLib

APP = 'io.github.doorstep.Doorstep'
PATH = '/io/github/doorstep/Doorstep'

_INTERFACE = """<node><interface name="org.gtk.Notifications">
  <method name="AddNotification">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
  </method>
  <method name="RemoveNotification">
    <arg type="s" direction="in"/><arg type="s" direction="in"/>
  </method>
</interface></node>"""


class Notifications:
    """What the program shows at the moment, by the program's own ids."""

    def __init__(self, address):
        flags = Gio.DBusConnectionFlags
        self.shown = {}
        self.count = 0
        self._context = GLib.MainContext()
        self._context.push_thread_default()
        self._bus = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
        )
        interface = Gio.DBusNodeInfo.new_for_xml(_INTERFACE).interfaces[0]
        self._bus.register_object('/org/gtk/Notifications', interface, self._called, None, None)
        self._call(
            *('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'),
            *('RequestName', GLib.Variant('(su)', ('org.gtk.Notifications', 4))),
        )
        self._context.pop_thread_default()
        self._loop = GLib.MainLoop(self._context)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        self._context.push_thread_default()
        self._loop.run()

    def _call(self, name, path, interface, method, arguments):
        return self._bus.call_sync(
            *(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 10_000, None)
        )

    def _called(self, bus, sender, path, interface, method, arguments, invocation):
        _app, name, *rest = arguments.unpack()
        if method == 'AddNotification':
            self.count += 1
            self.shown[name] = rest[0]
        else:
            self.shown.pop(name, None)
        invocation.return_value(None)

    def is_running(self):
        """Whether the program is on the bus."""
        answer = self._call(
            *('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'),
            *('NameHasOwner', GLib.Variant('(s)', (APP,))),
        )
        return answer.unpack()[0]

    def press(self, name, number=0):
        """The button with that number of a notification, as a shell tells it to the program."""
        button = self.shown[name]['buttons'][number]
        action = button['action'].removeprefix('app.')
        parameters = [GLib.Variant('s', button['target'])]
        self._call(
            *(APP, PATH, 'org.freedesktop.Application', 'ActivateAction'),
            GLib.Variant('(sava{sv})', (action, parameters, {})),
        )

    def close(self):
        self._loop.quit()
        self._thread.join()
        self._bus.close_sync(None)
