# SPDX-License-Identifier: GPL-3.0-or-later
"""Who uses the computer of a desktop bed, and how it knows them.

There is no login manager in a bed. What it would leave behind is written by hand: users and their
sessions, in the files polkit and others read through libsystemd (sd-login(3)), and a control group
for each session.
"""
import dataclasses
import pathlib

CGROUPS = pathlib.Path('/sys/fs/cgroup')


@dataclasses.dataclass(frozen=True)
class User:
    name: str
    uid: int
    groups: tuple = ()

    @property
    def slice(self):
        return f'user.slice/user-{self.uid}.slice'


# The person whose computer it is, and who may become root with a password; and another one.
PERSON = User('person', 61001, ('sudo', 'netdev'))
GUEST = User('guest', 61002)

# The users the daemons run as, where the machine does not have them.
SERVICES = {
    'messagebus': 61101,
    'polkitd': 61102,
    'systemd-resolve': 61103,
    'nm-openvpn': 61104,
    'unbound': 61105,
}
GROUPS = {'sudo': 61201, 'netdev': 61202}


@dataclasses.dataclass(frozen=True)
class Session:
    """A place from which somebody uses the computer; group is where its programs run."""

    user: User
    id: str | None
    group: str
    remote: bool = False


def _scope(user, session_id, remote=False):
    return Session(user, session_id, f'{user.slice}/session-{session_id}.scope', remote)


# desk: at the computer itself. app: there, too, but started by the desktop, as from its menu.
# remote: by ssh. guest: the other one, at the computer. none: no session at all, as from cron.
SESSIONS = {
    'desk': _scope(PERSON, 'c1'),
    'app': Session(
        PERSON,
        None,
        f'{PERSON.slice}/user@{PERSON.uid}.service/app.slice/app-doorstep.scope',
    ),
    'remote': _scope(PERSON, 'c2', remote=True),
    'guest': _scope(GUEST, 'c3'),
    'none': Session(PERSON, None, 'system.slice/cron.service'),
}

_SESSION = """
UID={user.uid}
USER={user.name}
ACTIVE=1
IS_DISPLAY={display}
STATE=active
REMOTE={remote}
TYPE={type}
CLASS=user
{place}
"""
_USER = """
NAME={user.name}
STATE=active
DISPLAY={display}
SESSIONS={all}
ACTIVE_SESSIONS={all}
ONLINE_SESSIONS={all}
SEATS=seat0
ACTIVE_SEATS=seat0
ONLINE_SEATS=seat0
"""
_SEAT = """
IS_SEAT0=1
ACTIVE={session.id}
ACTIVE_UID={session.user.uid}
SESSIONS={session.id}
UIDS={session.user.uid}
"""

# Whoever types a password types the right one; the agent decides whether anything is typed.
_PAM = """
auth sufficient pam_permit.so
account sufficient pam_permit.so
session sufficient pam_permit.so
"""


def move_in():
    """Let the computer know its users; run in its mount namespace."""
    _add_users()
    _write('/etc/pam.d/polkit-1', _PAM)
    state = pathlib.Path('/run/systemd')
    for name in ('sessions', 'users', 'seats', 'machines'):
        (state / name).mkdir(parents=True)
    for session in SESSIONS.values():
        if session.id is not None:
            _write(state / 'sessions' / session.id, _session_file(session))
    for user in (PERSON, GUEST):
        own = [one for one in SESSIONS.values() if one.user == user and one.id]
        names = ' '.join(one.id for one in own)
        _write(state / 'users' / str(user.uid), _USER, user=user, display=own[0].id, all=names)
    _write(state / 'seats' / 'seat0', _SEAT, session=SESSIONS['desk'])


def ids(name):
    """The numbers of a user and of the group of the same name, as the computer knows them."""
    return int(_table('/etc/passwd')[name][1]), int(_table('/etc/passwd')[name][2])


def open_sessions():
    """Make the control groups; once the hierarchy is there."""
    for session in SESSIONS.values():
        (CGROUPS / session.group).mkdir(parents=True, exist_ok=True)


def _write(path, text, **fields):
    pathlib.Path(path).write_text(text.format(**fields).lstrip())


def _session_file(session):
    place = 'REMOTE_HOST=198.51.100.250' if session.remote else 'SEAT=seat0\nVTNR=2'
    return _SESSION.strip('\n').format(
        user=session.user,
        display=int(not session.remote),
        remote=int(session.remote),
        type='tty' if session.remote else 'wayland',
        place=place,
    )


def _add_users():
    users = {name: (uid, '/usr/sbin/nologin') for name, uid in SERVICES.items()}
    users |= {user.name: (user.uid, '/bin/sh') for user in (PERSON, GUEST)}
    passwd, group = _table('/etc/passwd'), _table('/etc/group')
    for name, (uid, shell) in users.items():
        passwd.setdefault(name, ['x', str(uid), str(uid), '', '/nonexistent', shell])
        group.setdefault(name, ['x', str(uid), ''])
    for name, gid in GROUPS.items():
        group.setdefault(name, ['x', str(gid), ''])
        group[name][-1] = ','.join(user.name for user in (PERSON, GUEST) if name in user.groups)
    for path, rows in (('/etc/passwd', passwd), ('/etc/group', group)):
        lines = (':'.join([name, *fields]) + '\n' for name, fields in rows.items())
        pathlib.Path(path).write_text(''.join(lines))


def _table(path):
    rows = (line.split(':') for line in pathlib.Path(path).read_text().splitlines() if line)
    return {name: fields for name, *fields in rows}
