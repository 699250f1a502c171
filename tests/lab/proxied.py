# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of proxies: a real one at the home router, set in the environment or the desktop."""
import functools

import proxy
import servers
from addresses import CLIENT, GATEWAY
from chain import Chain
from rules import PORT, drop, ip, references, reject, serve, serve_tls
from scenario import Scenario, Truth

SITE = 'four.lab.test'

# In a scenario that waits for silence.
LATER = ('--timeout', '8')

VARIABLES = proxy.variables()

Proxied = functools.partial(Scenario, bed=proxy.with_proxy, environment=VARIABLES)
InDesktop = functools.partial(Scenario, bed=proxy.with_proxy, environment=proxy.DESKTOP)

# Only this client may not pass; what the router asks for itself goes out.
shut_for_client = reject('r1', PORT)

UNREACHABLE = [
    Proxied(
        *('proxy-dead', f'http://{SITE}/', [serve(), references()]),
        *('proxy-unreachable', 'proxy', 'proven', 5),
    ),
    Proxied(
        *('proxy-dead-tls', f'https://{SITE}/', [serve_tls(), references()]),
        *('proxy-unreachable', 'proxy', 'proven', 5),
    ),
    InDesktop(
        *('proxy-dead-desktop', f'http://{SITE}/', [serve(), references(), proxy.desktop()]),
        *('proxy-unreachable', 'proxy', 'proven', 5),
    ),
    Proxied(
        'proxy-silent',
        f'http://{SITE}/',
        [serve(), references(), drop('r1', proxy.PORT, GATEWAY, 'input')],
        *('proxy-unreachable', 'proxy', 'proven', 5),
        args=LATER,
    ),
    Scenario(
        *('proxy-without-name', f'http://{SITE}/', [serve(), references()]),
        *('proxy-unreachable', 'proxy', 'proven', 5),
        environment=VARIABLES,
        bed=Chain,
    ),
    # The way without the proxy is shut, too: taking the proxy away may not help.
    Proxied(
        *('proxy-dead-direct-shut', f'http://{SITE}/', [serve(), references(), shut_for_client]),
        *('proxy-unreachable', 'proxy', 'likely', 5),
        truth=Truth(('proxy', 'router'), 1),
    ),
    # Nobody gets out of here: the proxy is not to blame.
    Proxied(
        *('proxy-set-offline', f'http://{SITE}/', [ip('cli', 'link set eth0 down')]),
        *('offline', 'this-computer', 'proven', 3),
    ),
]

BLOCKS = [
    Proxied(
        *('proxy-filters', f'http://{SITE}/', [serve(), references(), proxy.proxy(SITE)]),
        *('proxy-blocks', 'proxy', 'proven', 5),
    ),
    Proxied(
        *('proxy-filters-tls', f'https://{SITE}/', [serve_tls(), references(), proxy.proxy(SITE)]),
        *('proxy-blocks', 'proxy', 'proven', 5),
    ),
    InDesktop(
        'proxy-filters-desktop',
        f'https://{SITE}/',
        [serve_tls(), references(), proxy.proxy(SITE), proxy.desktop()],
        *('proxy-blocks', 'proxy', 'proven', 5),
    ),
    Proxied(
        'proxy-filters-direct-shut',
        f'https://{SITE}/',
        [serve_tls(), references(), proxy.proxy(SITE), reject('r1', PORT, 443)],
        *('proxy-blocks', 'proxy', 'likely', 5),
        truth=Truth(('proxy', 'router'), 1),
    ),
    Proxied(
        'proxy-wants-password',
        f'https://{SITE}/',
        [serve_tls(), references(), proxy.proxy(more='BasicAuth joe s3cret')],
        *('proxy-blocks', 'proxy', 'proven', 5),
    ),
    Proxied(
        'proxy-cut-off-from-website',
        f'https://{SITE}/',
        [serve_tls(), references(), proxy.proxy(), reject('r1', PORT, 443, hook='output')],
        *('proxy-blocks', 'proxy', 'proven', 5),
    ),
]

PASSES = [
    Proxied(
        *('proxy-passes', f'http://{SITE}/', [serve(), references(), proxy.proxy()]),
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
    InDesktop(
        'proxy-passes-desktop',
        f'https://{SITE}/',
        [serve_tls(), references(), proxy.proxy(), proxy.desktop()],
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
    # As in a company where everybody has to use the proxy.
    Proxied(
        'proxy-is-a-must',
        f'http://{SITE}/',
        [serve(), references(), proxy.proxy(), shut_for_client],
        *('works', 'nobody', 'proven'),
        exit=0,
        truth=Truth('nobody', 1),
    ),
    Proxied(
        'proxy-is-a-must-tls',
        f'https://{SITE}/',
        [serve_tls(), references(), proxy.proxy(), reject('r1', PORT, None, None)],
        *('works', 'nobody', 'proven'),
        exit=0,
        truth=Truth('nobody', 1),
    ),
    Scenario(
        'proxy-with-password',
        f'http://{SITE}/',
        [serve(), references(), proxy.proxy(more='BasicAuth joe s3cret'), shut_for_client],
        *('works', 'nobody', 'proven'),
        exit=0,
        bed=proxy.with_proxy,
        environment=proxy.variables(f'http://joe:s3cret@{proxy.NAME}:{proxy.PORT}'),
        truth=Truth('nobody', 1),
    ),
    Scenario(
        'proxy-with-password-tls',
        f'https://{SITE}/',
        [serve_tls(), references(), proxy.proxy(more='BasicAuth joe s3cret')],
        *('works', 'nobody', 'proven'),
        exit=0,
        bed=proxy.with_proxy,
        environment=proxy.variables(f'http://joe:s3cret@{proxy.NAME}:{proxy.PORT}'),
    ),
]

# Set, and not what stops the person.
INNOCENT = [
    Proxied(
        *('website-refuses-by-both-ways', f'http://{SITE}/', [references(), proxy.proxy()]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Proxied(
        *('website-refuses-by-both-ways-tls', f'https://{SITE}/', [references(), proxy.proxy()]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Proxied(
        'website-says-no-through-proxy',
        f'http://{SITE}/',
        [serve(80, servers.web(403)), references(), proxy.proxy()],
        *('http-error', 'website', 'proven', 4),
    ),
    Proxied(
        'website-says-no-through-quiet-proxy',
        f'http://{SITE}/',
        [serve(80, servers.web(403)), references(), proxy.proxy(via=False)],
        *('http-error', 'website', 'proven', 4),
    ),
    # A website that only minds visitors from the proxy looks like a proxy that says no; nothing
    # tells the two apart where the proxy does not sign what it passes on.
    Proxied(
        'website-says-no-through-quiet-proxy-direct-shut',
        f'http://{SITE}/',
        [serve(80, servers.web(403)), references(), proxy.proxy(via=False), shut_for_client],
        *('proxy-blocks', 'proxy', 'possible', 5),
        truth=Truth('website', 1),
    ),
    Proxied(
        'tls-expired-through-proxy',
        f'https://{SITE}/',
        [serve_tls('expired'), references(), proxy.proxy()],
        *('tls-invalid', 'website', 'proven', 4),
        faults=('expired',),
    ),
    Scenario(
        *('proxy-excepted', f'http://{SITE}/', [serve(), references()]),
        *('works', 'nobody', 'proven'),
        exit=0,
        bed=proxy.with_proxy,
        environment={**VARIABLES, 'no_proxy': SITE},
    ),
    Scenario(
        *('proxy-excepted-domain', f'http://{SITE}/', [serve(), references()]),
        *('works', 'nobody', 'proven'),
        exit=0,
        bed=proxy.with_proxy,
        environment={**VARIABLES, 'no_proxy': 'lab.test'},
    ),
    InDesktop(
        'proxy-excepted-desktop',
        f'http://{SITE}/',
        [serve(), references(), proxy.desktop(ignore=[SITE])],
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
    # Left over in the terminal, while the desktop goes without.
    Scenario(
        'proxy-left-over',
        f'http://{SITE}/',
        [serve(), references(), proxy.desktop(proxy.NONE)],
        *('works', 'nobody', 'proven'),
        exit=0,
        bed=proxy.with_proxy,
        environment={**VARIABLES, **proxy.DESKTOP},
    ),
    Proxied(
        *('proxy-not-for-this-computer', f'http://{CLIENT[0]}:8080/', [references()]),
        *('nothing-listening-here', 'this-computer', 'proven', 3, (0, 0)),
        environment={**VARIABLES, 'no_proxy': CLIENT[0]},
    ),
]

ALL = [*UNREACHABLE, *BLOCKS, *PASSES, *INNOCENT]
