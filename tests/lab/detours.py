# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of other proxies: those that speak SOCKS, those a script names, those behind a portal.

They want daemons that are unpacked (daemons.py).
"""
import functools

import proxy
import servers
import session
import socks
from addresses import GATEWAY, WWW
from chain import Chain
from proxied import LATER, SITE, shut_for_client
from rules import PORT, drop, references, reject, serve, serve_tls
from scenario import Scenario, Truth

URL = f'http://{SITE}/'
SECURE = f'https://{SITE}/'

NAMES = {proxy.NAME: GATEWAY[:1], session.WPAD: GATEWAY[:1]}
with_names = functools.partial(Chain, names=NAMES)

BySocks = functools.partial(Scenario, bed=with_names, environment=proxy.DESKTOP)
ByScript = functools.partial(Scenario, bed=with_names, environment=session.IN_SESSION)
ByPortal = functools.partial(Scenario, bed=with_names, environment=session.IN_PORTAL)
BySocks4 = functools.partial(
    Scenario,
    bed=with_names,
    environment=proxy.variables(f'socks4://{proxy.NAME}:{socks.PORT}'),
)

# What else a report has to say; each of these gives what is wrong with it.


def reason(wanted):
    """The proxy gave that reason."""

    def look(report):
        got = [one['proxy_reason'] for one in report['evidence']['exchanges'] if one['proxy']]
        if got != [wanted]:
            yield f'the proxy gave the reasons {got}, not {wanted}'

    return look


def found(source, offered=False, finding=None, **settings):
    """The proxies in force are set there (None: there are none), and the settings say this."""

    def look(report):
        got = {one['source'] for one in report['evidence']['proxies'] if one['in_force']}
        if got != ({source} if source else set()):
            yield f'proxies are set by {got}, not {source}'
        for key, value in settings.items():
            if report['evidence']['proxy_settings'][key] != value:
                yield f"{key} is {report['evidence']['proxy_settings'][key]}, not {value}"
        check = report['checks'][4]
        if [one['id'] for one in check['changes']] != (['proxy-off'] if offered else []):
            yield f"check 5 offers {check['changes']}"
        if finding is not None and check['finding'] != finding:
            yield f"check 5 says {check['finding']}, not {finding}"

    return look


DEAD = ('proxy-unreachable', 'proxy', 'proven', 5)
BLOCKS = ('proxy-blocks', 'proxy', 'proven', 5)
WORKS = ('works', 'nobody', 'proven')

# A website that is there, for a person whose proxy is set in the desktop.
SET = [serve(), references(), socks.settings()]
SET_TLS = [serve_tls(), references(), socks.settings()]

SOCKS = [
    BySocks(*('socks-dead', URL, SET, *DEAD), look=found('settings', True, mode='manual')),
    BySocks(
        *('socks-silent', URL, [*SET, drop('r1', socks.PORT, GATEWAY, 'input')], *DEAD),
        args=LATER,
    ),
    BySocks(*('socks-passes', URL, [*SET, socks.socks()], *WORKS), exit=0, look=reason('none')),
    # The way to the website is opened by the proxy alone.
    BySocks(
        *('socks-is-a-must', SECURE, [*SET_TLS, socks.socks(), reject('r1', PORT, None, None)]),
        *WORKS,
        exit=0,
        truth=Truth('nobody', 1),
    ),
    BySocks(*('socks-forbids', URL, [*SET, socks.socks(SITE)], *BLOCKS), look=reason('rules')),
    BySocks(
        *('socks-forbids-tls', SECURE, [*SET_TLS, socks.socks(SITE)], *BLOCKS),
        look=reason('rules'),
    ),
    BySocks(
        *('socks-forbids-direct-shut', URL, [*SET, socks.socks(SITE), shut_for_client]),
        *('proxy-blocks', 'proxy', 'likely', 5),
        truth=Truth(('proxy', 'router'), 1),
        look=found('settings'),
    ),
    BySocks(
        *('socks-wants-password', URL, [*SET, socks.with_password()], *BLOCKS),
        look=reason('password'),
    ),
    # The website is shut for the proxy, and for nobody else.
    BySocks(
        *('socks-cut-off', URL, [*SET, socks.socks(), reject('r1', PORT, hook='output')], *BLOCKS),
        look=reason('refused'),
    ),
    BySocks(
        'socks-website-refuses-by-both-ways',
        URL,
        [references(), socks.socks(), socks.settings()],
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
        look=reason('refused'),
    ),
    BySocks(
        'socks-website-says-no',
        URL,
        [serve(80, servers.web(403)), references(), socks.socks(), socks.settings()],
        *('http-error', 'website', 'proven', 4),
    ),
    # SOCKS 4 knows no names, and one word for every no.
    BySocks4(
        *('socks4-forbids', URL, [serve(), references(), socks.socks(f'{WWW[0]}/32')], *BLOCKS),
        look=reason('failed'),
    ),
    BySocks4(*('socks4-passes', URL, [serve(), references(), socks.socks()], *WORKS), exit=0),
]

NAMED = f'PROXY {proxy.NAME}:{proxy.PORT}'
OR_NONE = f'SOCKS5 {proxy.NAME}:{socks.PORT}; DIRECT'

SCRIPTED = [serve(), references(), session.bus, session.automatic()]
SILENT_SCRIPT = serve(80, servers.silent(), GATEWAY[:1], 'r1')
LOST = [serve(), references(), session.bus, session.automatic('http://gone.lab.test/proxy.pac')]

AUTOMATIC = [
    ByScript(
        *('script-names-dead-proxy', URL, [*SCRIPTED, session.script(NAMED)], *DEAD),
        look=found('automatic', True, mode='automatic', script=session.PAC),
    ),
    ByScript(
        'script-names-proxy-that-filters',
        URL,
        [*SCRIPTED, session.script(NAMED), proxy.proxy(SITE)],
        *BLOCKS,
        look=found('automatic', True),
    ),
    ByScript(
        *('script-passes', URL, [*SCRIPTED, session.script(NAMED), proxy.proxy()], *WORKS),
        exit=0,
        look=found('automatic', script_state='not-asked'),
    ),
    ByScript(
        *('script-excepts', URL, [*SCRIPTED, session.script(NAMED, SITE)], *WORKS),
        exit=0,
        look=found(None, script_state='there'),
    ),
    # Browsers wait for the first one, and then go directly.
    ByScript(
        *('script-names-dead-or-none', URL, [*SCRIPTED, session.script(OR_NONE)], *WORKS),
        exit=0,
        look=found('automatic'),
    ),
    # Whoever can't load it goes directly and says nothing.
    ByScript(
        *('script-not-there', URL, [*SCRIPTED, session.script(NAMED, status=404)], *WORKS),
        exit=0,
        look=found(None, finding='attention', mode='automatic', script_state='missing'),
    ),
    ByScript(
        *('script-unreachable', URL, SCRIPTED, *WORKS),
        exit=0,
        look=found(None, finding='attention', script_state='unreachable'),
    ),
    # Whoever has it takes the connection and says nothing: a script is not waited for.
    ByScript(
        *('script-never-comes', URL, [*SCRIPTED, SILENT_SCRIPT], *WORKS),
        exit=0,
        args=LATER,
        look=found(None, finding='unknown', mode='automatic', script_state='not-asked'),
    ),
    ByScript(
        *('script-without-name', URL, LOST, *WORKS),
        exit=0,
        look=found(None, finding='attention', script_state='unreachable'),
    ),
]

PORTAL = [
    ByPortal(
        *('portal-proxy-dead', URL, [serve(), references(), session.bus, proxy.desktop()], *DEAD),
        look=found('portal', True),
    ),
    ByPortal(
        'portal-proxy-filters',
        SECURE,
        [serve_tls(), references(), session.bus, proxy.desktop(), proxy.proxy(SITE)],
        *BLOCKS,
        look=found('portal', True),
    ),
    ByPortal(
        'portal-without-proxy',
        URL,
        [serve(), references(), session.bus, proxy.desktop(proxy.NONE)],
        *WORKS,
        exit=0,
        look=found(None, mode='none'),
    ),
]

ALL = [*SOCKS, *AUTOMATIC, *PORTAL]
