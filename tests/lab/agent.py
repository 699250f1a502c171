# SPDX-License-Identifier: GPL-3.0-or-later
"""The password agent of a desktop bed: does what it is told to, and notes each prompt.

Imported, it is the bed's side: Agent. Run, it is the program in the person's session that shows,
or would show, the prompts (org.freedesktop.PolicyKit1.AuthenticationAgent).
"""
import pathlib
import pwd
import subprocess
import sys

import people

ANSWERS = ('allow', 'deny', 'cancel')

HELPER = '/usr/lib/polkit-1/polkit-agent-helper-1'
OBJECT = '/org/doorstep/LabAgent'
AUTHORITY = ('org.freedesktop.PolicyKit1', '/org/freedesktop/PolicyKit1/Authority')
INTERFACE = """
<node>
  <interface name='org.freedesktop.PolicyKit1.AuthenticationAgent'>
    <method name='BeginAuthentication'>
      <arg type='s' direction='in'/>
      <arg type='s' direction='in'/>
      <arg type='s' direction='in'/>
      <arg type='a{ss}' direction='in'/>
      <arg type='s' direction='in'/>
      <arg type='a(sa{sv})' direction='in'/>
    </method>
    <method name='CancelAuthentication'>
      <arg type='s' direction='in'/>
    </method>
  </interface>
</node>
"""


class Agent:
    """The agent of one session of people.SESSIONS; remote ones usually have none."""

    def __init__(self, bed, who='desk'):
        self._folder = bed.folder / f'agent-{who}'
        self._folder.mkdir()
        self._folder.chmod(0o777)
        self._log = self._folder / 'prompts'
        self.answer('deny')
        argv = ['/usr/bin/python3', '-B', str(pathlib.Path(__file__).resolve())]
        argv += [people.SESSIONS[who].id, str(self._folder)]
        self._process = bed.popen(argv, who=who, stdout=subprocess.PIPE, text=True)
        if self._process.stdout.readline() != 'ready\n':
            raise RuntimeError('the password agent did not start')

    def close(self):
        """Leave the session without an agent; more than once does no harm."""
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def answer(self, how):
        """What the person does at the next prompts: 'allow' types the password."""
        assert how in ANSWERS
        (self._folder / 'answer').write_text(how)

    def prompts(self):
        """The actions a password was asked for since the last forget(), in order."""
        return self._log.read_text().split() if self._log.exists() else []

    def forget(self):
        self._log.unlink(missing_ok=True)
        self.answer('deny')


def _main(session, folder):
    from gi.repository import Gio, GLib

    folder = pathlib.Path(folder)
    bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)

    def asked(_bus, _sender, _path, _interface, method, parameters, invocation):
        if method != 'BeginAuthentication':
            invocation.return_value(None)
            return
        action, _, _, _, cookie, identities = parameters.unpack()
        with open(folder / 'prompts', 'a') as log:
            print(action, file=log)
        answer = (folder / 'answer').read_text()
        if answer == 'cancel':
            name = 'org.freedesktop.PolicyKit1.Error.Cancelled'
            invocation.return_dbus_error(name, 'The person closed the prompt')
            return
        if answer == 'allow':
            user = pwd.getpwuid(identities[0][1]['uid']).pw_name
            subprocess.run([HELPER, user], input=f'{cookie}\n', text=True, check=True)
        invocation.return_value(None)

    node = Gio.DBusNodeInfo.new_for_xml(INTERFACE)
    bus.register_object(OBJECT, node.interfaces[0], asked, None, None)
    subject = ('unix-session', {'session-id': GLib.Variant('s', session)})
    arguments = GLib.Variant('((sa{sv})ss)', (subject, 'C', OBJECT))
    method = (f'{AUTHORITY[0]}.Authority', 'RegisterAuthenticationAgent', arguments)
    bus.call_sync(*AUTHORITY, *method, None, Gio.DBusCallFlags.NONE, -1, None)
    print('ready', flush=True)
    GLib.MainLoop().run()


if __name__ == '__main__':
    _main(*sys.argv[1:])
