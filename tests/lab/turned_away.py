# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of who said no: every kind of rejection at every place, and those made to mislead."""
import functools
import random

from chain import Chain
from fork import Fork
from rules import (
    ADMIN,
    HOST_PROHIBITED,
    KINDS,
    PORT,
    RESET,
    first_hops,
    quiet,
    references,
    reject,
    serve,
    serve_tls,
)
from scenario import Scenario, Truth

NAMES = {'four': 'http://four.lab.test/', 'six': 'http://six.lab.test/'}

# Host of the bed: cause, who, check and hop of one who stands there.
PLACES = {
    'cli': ('local-firewall', 'this-computer', 8, 0),
    'r1': ('router-blocks', 'router', 9, 1),
    'r2': ('provider-blocks', 'provider', 9, 2),
    'r3': ('provider-blocks', 'provider', 9, 3),
    'srv': ('website-refuses', 'website', 4, 4),
}

KIND_NAMES = {RESET: 'reset', PORT: 'port', ADMIN: 'admin'}


def _rejection(place, kind, family):
    cause, who, check, hop = PLACES[place]
    return Scenario(
        f'{KIND_NAMES[kind]}-at-{place}-{family}',
        NAMES[family],
        [references(), reject(place, kind)],
        *(cause, who, 'proven', check, (hop, hop)),
    )


EVERYWHERE = [
    _rejection(place, kind, family)
    for place in PLACES
    for kind in (RESET, PORT, ADMIN)
    for family in NAMES
] + [
    Scenario(
        f'host-prohibited-at-{place}',
        NAMES['four'],
        [references(), reject(place, HOST_PROHIBITED)],
        *(cause, who, 'proven', check, (hop, hop)),
    )
    for place, (cause, who, check, hop) in PLACES.items()
]

# A firewall before routing sees a packet while it still has its last hop.
BEFORE_ROUTING = [
    Scenario(
        f'{KIND_NAMES[kind]}-before-routing-at-{place}',
        NAMES['four'],
        [references(), reject(place, kind, hook='prerouting')],
        *(PLACES[place][:2]),
        *('proven', PLACES[place][2], (PLACES[place][3],) * 2),
    )
    for place in ('r1', 'r2', 'r3')
    for kind in (RESET, PORT)
]

two_routers = functools.partial(Chain, routers=2)
one_router = functools.partial(Chain, routers=1)
delayed = functools.partial(Chain, routers=2, delay_us=3000)

# A middlebox right before the server, and a server right behind a router that does nothing.
NEIGHBOURS = [
    Scenario(
        'forged-next-to-server',
        NAMES['four'],
        [references(), reject('r2', RESET)],
        *('provider-blocks', 'provider', 'proven', 9, (2, 2)),
        bed=two_routers,
    ),
    Scenario(
        'forged-next-to-server-other-port-open',
        NAMES['four'],
        [references(), serve_tls(), reject('r2', RESET)],
        *('provider-blocks', 'provider', 'proven', 9, (2, 2)),
        bed=two_routers,
    ),
    Scenario(
        'forged-next-to-server-six',
        NAMES['six'],
        [references(), reject('r2', RESET)],
        *('provider-blocks', 'provider', 'proven', 9, (2, 2)),
        bed=two_routers,
    ),
    Scenario(
        'forged-before-routing',
        NAMES['four'],
        [references(), reject('r2', RESET, hook='prerouting')],
        *('provider-blocks', 'provider', 'proven', 9, (2, 2)),
        bed=two_routers,
    ),
    Scenario(
        'innocent-middlebox',
        NAMES['four'],
        [references()],
        *('website-refuses', 'website', 'proven', 4, (3, 3)),
        bed=two_routers,
    ),
    Scenario(
        'innocent-middlebox-other-port-open',
        NAMES['four'],
        [references(), serve_tls(), reject('srv', RESET)],
        *('wrong-scheme', 'address', 'proven', 2, (3, 3)),
        bed=two_routers,
    ),
    Scenario(
        'innocent-middlebox-silent',
        NAMES['four'],
        [references(), quiet('r2')],
        *('website-refuses', 'website', 'proven', 4, (3, 3)),
        bed=two_routers,
    ),
    Scenario(
        'innocent-router',
        NAMES['four'],
        [references()],
        *('website-refuses', 'website', 'proven', 4, (2, 2)),
        bed=one_router,
    ),
    Scenario(
        'forged-by-router',
        NAMES['four'],
        [references(), reject('r1', RESET)],
        *('router-blocks', 'router', 'proven', 9, (1, 1)),
        bed=one_router,
    ),
]

# Resets that set out with a TTL by which they seem to come from elsewhere. Who is behind them may
# stay open; it must not be settled wrongly.
MISLEADING = [
    Scenario(
        'forged-as-if-from-server',
        NAMES['four'],
        [references(), reject('r2', RESET), first_hops('r2', 63)],
        bed=delayed,
        truth=Truth('provider', 2),
        misleading=True,
        exit=None,
    ),
    Scenario(
        'forged-as-if-from-server-other-port-open',
        NAMES['four'],
        [references(), serve_tls(), reject('r2', RESET), first_hops('r2', 63)],
        bed=delayed,
        truth=Truth('provider', 2),
        misleading=True,
        exit=None,
    ),
    Scenario(
        'server-as-if-from-provider',
        NAMES['four'],
        [references(), first_hops('srv', 65)],
        bed=two_routers,
        truth=Truth('website', 3),
        misleading=True,
        exit=None,
    ),
    Scenario(
        'forged-before-routing-as-if-nearer',
        NAMES['four'],
        [references(), reject('r2', RESET, hook='prerouting'), first_hops('r2', 65)],
        truth=Truth('provider', 2),
        misleading=True,
        exit=None,
    ),
]


def _two_ways(number):
    """A closed port behind two ways; every other time the server listens at another port."""
    elsewhere = number % 2 == 1
    return Scenario(
        f'two-ways-{number:02}',
        NAMES['six' if number % 4 > 1 else 'four'],
        [references(), *([serve_tls()] if elsewhere else [])],
        'wrong-scheme' if elsewhere else 'website-refuses',
        bed=Fork,
        truth=Truth(('website', 'address'), 4),
        innocent=Fork.BRANCHES,
    )


# Each connection takes one of two ways; only the server refuses.
TWO_WAYS = [_two_ways(number) for number in range(20)]

def _one_forbids(number, how):
    return Scenario(
        f'one-of-two-ways-{KIND_NAMES[how]}-{number}',
        NAMES['four'],
        [references(), serve(), reject('a', how)],
        exit=None,
        bed=Fork,
        truth=Truth(('provider', 'nobody'), 2),
        innocent=Fork.BRANCHES_B,
        misleading=True,
    )


def _one_longer(number):
    return Scenario(
        f'one-of-two-ways-longer-{number}',
        NAMES['four'],
        [references()],
        exit=None,
        bed=functools.partial(Fork, uneven=True),
        truth=Truth('website'),
        innocent=Fork.BRANCHES,
    )


# What two ways make of other things. Which way is taken is chance, so each has a few goes.
ODD_WAYS = [
    *(_one_forbids(number, how) for number in range(4) for how in (RESET, PORT)),
    *(_one_longer(number) for number in range(4)),
]

ALL = [*EVERYWHERE, *BEFORE_ROUTING, *NEIGHBOURS, *MISLEADING, *TWO_WAYS, *ODD_WAYS]


def anything(seed):
    """A scenario made up by chance; the same for the same seed."""
    chance = random.Random(seed)
    routers = chance.randint(1, 4)
    hop = chance.randint(0, routers + 1)
    host = ['cli', *(f'r{k}' for k in range(1, routers + 1)), 'srv'][hop]
    family = chance.choice(list(NAMES))
    kind = chance.choice(KINDS)
    hook = chance.choice((None, 'prerouting')) if 0 < hop <= routers else None
    who = ['this-computer', 'router', *['provider'] * (routers - 1), 'website'][hop]
    setup = [references(), reject(host, kind, hook=hook)]
    if chance.random() < 0.5:
        setup.append(serve_tls())
        # The server's other port is open: then it is also the scheme that is wrong.
        who = (who, 'address') if who == 'website' else who
    silent = [f'r{k}' for k in range(1, routers + 1) if chance.random() < 0.25]
    setup.append(quiet(*silent))
    return Scenario(
        f'anything-{seed}',
        NAMES[family],
        setup,
        about=f"({kind} at {host} {hook or ''}, {routers} routers, silent {silent})",
        bed=functools.partial(Chain, routers=routers, nat=chance.random() < 0.5),
        truth=Truth(who, hop),
    )
