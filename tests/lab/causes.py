# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of causes: at least one real scenario for each that Doorstep tells apart."""
import functools

import report
import servers
from addresses import CLIENT, GATEWAY, LAN4, NEIGHBOUR, REFERENCES, WWW
from chain import Chain
from rules import (
    ADMIN,
    PORT,
    RESET,
    drop,
    first_hops,
    hosts,
    ip,
    moved,
    name_server_errs,
    name_server_lies,
    name_servers,
    quiet,
    references,
    reject,
    rule,
    serve,
    serve_tls,
)
from scenario import Scenario, Truth

FOUR, SIX = WWW[:1], WWW[1:]

# Reference sites that need no name server.
NUMBERS = tuple(four for four, _ in REFERENCES)
# An address where nobody listens at port 80.
SHUT = REFERENCES[1][0]

WITH_8443 = (*report.REFERENCES, 'ref1.lab.test:8443', 'ref2.lab.test:8443')

# In a scenario that waits for silence, so that it is over soon.
SOON = ('--timeout', '4')

next_to_the_client = functools.partial(Chain, neighbour=True)


def refused_at_first(times, port=80):
    """The server resets the first tries, and then no more.

    Only packets that set out with a full TTL count, so that hop-limited probes leave the number of
    real tries alone. A SYN is 60 bytes long; the one that makes the quota full still passes.
    """
    match = f'ip ttl > 40 tcp dport {port} tcp flags & (syn | ack) == syn'
    match += f' quota until {60 * times} bytes'
    return rule('srv', 'input', [match], 'reject with tcp reset')


def lies(about, *honest):
    """The client's first name server is one at the router that lies; the others are honest."""
    liar = f'{LAN4}.53'
    return (
        ip('r1', f'addr add {liar}/32 dev near'),
        name_server_lies('r1', liar, about),
        name_servers(liar, *honest),
    )


WORKS = [
    Scenario(
        *('open', 'http://four.lab.test/', [serve(), references()]),
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
    Scenario(
        *('open-six', 'http://six.lab.test/', [serve(), references()]),
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
    Scenario(
        *('open-tls', 'https://www.lab.test/', [serve_tls(), references()]),
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
    Scenario(
        *('open-odd-port', 'http://four.lab.test:8080/', [serve(8080), references()]),
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
    Scenario(
        *('momentary', 'http://four.lab.test/', [serve(), references(), refused_at_first(2)]),
        *('momentary', 'nobody', 'proven', 1),
        exit=0,
        args=('--retry-for', '4'),
        truth=Truth(('nobody', 'website'), 4),
    ),
]

ADDRESS = [
    Scenario(
        *('name-unknown', 'http://nosuch.lab.test/', [references()]),
        *('name-unknown', 'address', 'proven', 2),
    ),
    Scenario(
        *('wrong-port', 'http://four.lab.test:8080/', [serve(), references()]),
        *('wrong-port', 'address', 'proven', 2, (4, 4)),
        truth=Truth('address', 4),
    ),
    Scenario(
        *('wrong-port-tls', 'https://four.lab.test:8443/', [serve_tls(), references()]),
        *('wrong-port', 'address', 'proven', 2, (4, 4)),
        truth=Truth('address', 4),
    ),
    Scenario(
        *('wrong-scheme-https', 'https://four.lab.test/', [serve(), references()]),
        *('wrong-scheme', 'address', 'proven', 2, (4, 4)),
        truth=Truth('address', 4),
    ),
    Scenario(
        *('wrong-scheme-http', 'http://four.lab.test/', [serve_tls(), references()]),
        *('wrong-scheme', 'address', 'proven', 2, (4, 4)),
        truth=Truth('address', 4),
    ),
    # The typed port is not wrong when somebody on the way forbids it.
    Scenario(
        'port-forbidden-on-the-way',
        'http://four.lab.test:8080/',
        [serve(), serve(8080), references(), reject('r2', PORT, 8080)],
        *('provider-blocks', 'provider', 'proven', 9, (2, 2)),
    ),
]

THIS_COMPUTER = [
    Scenario(
        *('offline-no-route', 'http://four.lab.test/', [ip('cli', 'route del default')]),
        *('offline', 'this-computer', 'proven', 3),
    ),
    Scenario(
        *('offline-no-link', 'http://four.lab.test/', [ip('cli', 'link set eth0 down')]),
        *('offline', 'this-computer', 'proven', 3),
    ),
    Scenario(
        *('nobody-listens-127', 'http://127.0.0.1:8080/', [references()]),
        *('nothing-listening-here', 'this-computer', 'proven', 3, (0, 0)),
    ),
    Scenario(
        *('nobody-listens-localhost', 'http://localhost:8080/', [references()]),
        *('nothing-listening-here', 'this-computer', 'proven', 3, (0, 0)),
    ),
    Scenario(
        *('nobody-listens-six', 'http://[::1]:8080/', [references()]),
        *('nothing-listening-here', 'this-computer', 'proven', 3, (0, 0)),
    ),
    Scenario(
        *('nobody-listens-own-address', f'http://{CLIENT[0]}:8080/', [references()]),
        *('nothing-listening-here', 'this-computer', 'proven', 3, (0, 0)),
    ),
]

WEBSITE = [
    Scenario(
        *('closed-port', 'http://four.lab.test/', [references()]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Scenario(
        *('closed-port-six', 'http://six.lab.test/', [references()]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Scenario(
        *('closed-port-both', 'http://www.lab.test/', [references()]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Scenario(
        *('closed-port-number', f'http://{WWW[0]}/', [references()]),
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Scenario(
        'closed-port-initial-128',
        'http://four.lab.test/',
        [references(), first_hops('srv', 128)],
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Scenario(
        'closed-port-middle-silent',
        'http://four.lab.test/',
        [references(), quiet('r2', 'r3')],
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    Scenario(
        *('closed-port-gateway', f'http://{GATEWAY[0]}/', [references()]),
        *('website-refuses', 'website', 'proven', 4, (1, 1)),
    ),
    Scenario(
        *('closed-port-neighbour', f'http://{NEIGHBOUR[0]}/', [references()]),
        *('website-refuses', 'website', 'proven', 4, (1, 1)),
        bed=next_to_the_client,
    ),
    Scenario(
        *('closed-port-neighbour-six', f'http://[{NEIGHBOUR[1]}]/', [references()]),
        *('website-refuses', 'website', 'proven', 4, (1, 1)),
        bed=next_to_the_client,
    ),
    Scenario(
        'neighbour-forbids',
        f'http://{NEIGHBOUR[0]}/',
        [references(), reject('nas', ADMIN, 80, NEIGHBOUR, 'input')],
        *('website-refuses', 'website', 'proven', 4, (1, 1)),
        bed=next_to_the_client,
    ),
    Scenario(
        *('silent-server', 'http://four.lab.test/', [references(), drop('srv', None)]),
        *('website-silent', 'website', 'possible', 4),
        args=SOON,
        truth=Truth('website', 4),
    ),
    Scenario(
        'silent-server-other-port-open',
        'http://four.lab.test/',
        [references(), serve_tls(), drop('srv', 80)],
        *('website-silent', 'website', 'likely', 4),
        args=SOON,
        truth=Truth('website', 4),
    ),
    Scenario(
        *('tls-expired', 'https://four.lab.test/', [serve_tls('expired'), references()]),
        *('tls-invalid', 'website', 'proven', 4),
        faults=('expired',),
    ),
    Scenario(
        *('tls-not-yet', 'https://four.lab.test/', [serve_tls('not-yet'), references()]),
        *('tls-invalid', 'website', 'proven', 4),
        faults=('not-yet-valid',),
    ),
    Scenario(
        *('tls-wrong-name', 'https://four.lab.test/', [serve_tls('wrong-name'), references()]),
        *('tls-invalid', 'website', 'proven', 4),
        faults=('name',),
    ),
    Scenario(
        *('tls-unknown', 'https://four.lab.test/', [serve_tls('unknown-issuer'), references()]),
        *('tls-invalid', 'website', 'proven', 4),
        faults=('issuer',),
    ),
    Scenario(
        *('tls-self-signed', 'https://four.lab.test/', [serve_tls('self-signed'), references()]),
        *('tls-invalid', 'website', 'proven', 4),
        faults=('issuer',),
    ),
    Scenario(
        *('http-503', 'http://four.lab.test/', [serve(80, servers.web(503)), references()]),
        *('http-error', 'website', 'proven', 4),
    ),
    Scenario(
        *('http-404', 'http://four.lab.test/nosuch', [serve(80, servers.web(404)), references()]),
        *('http-error', 'website', 'proven', 4),
    ),
]

ON_THE_WAY = [
    Scenario(
        'dropped-by-provider',
        'http://four.lab.test/',
        [serve(), serve_tls(), references(), drop('r2')],
        *('provider-blocks', 'provider', 'proven', 9, (2, 3)),
        args=SOON,
        truth=Truth('provider', 2),
    ),
    # Nothing else of that address can be reached: who loses it cannot be known from here.
    Scenario(
        'all-dropped-by-provider',
        'http://four.lab.test/',
        [references(), drop('r2', None)],
        *(('website-silent', 'provider-blocks', 'unknown'), None, 'likely'),
        args=SOON,
        truth=Truth('provider', 2),
    ),
    Scenario(
        'dropped-before-routing',
        'http://four.lab.test/',
        [serve(), serve_tls(), references(), drop('r2', hook='prerouting')],
        exit=None,
        args=SOON,
        truth=Truth('provider', 2),
    ),
    Scenario(
        'dropped-on-this-computer',
        'http://four.lab.test/',
        [serve(), serve_tls(), references(), drop('cli')],
        *('local-firewall', 'this-computer', 'likely', 8, (0, 0)),
        args=SOON,
        truth=Truth('this-computer', 0),
    ),
    Scenario(
        'gateway-has-no-route',
        'http://four.lab.test/',
        [ip('r1', 'route del default', 'route del ::/0')],
        *('router-blocks', 'router', 'proven', 9, (1, 1)),
        references=(),
    ),
    # A router says so two or three times in a row and then keeps quiet for a second: whether the
    # website or a reference site gets to hear it is chance.
    Scenario(
        'gateway-has-no-route-and-is-tired',
        'http://four.lab.test/',
        [ip('r1', 'route del default', 'route del ::/0')],
        *(('router-blocks', 'offline', 'unknown'), ('router', 'unknown'), 'proven'),
        exit=None,
        truth=Truth('router', 1),
    ),
    Scenario(
        'port-filtered-reset',
        'http://four.lab.test:8443/',
        [serve(), serve(8443), references(), references(8443), reject('r2', RESET, 8443, None)],
        *('port-filtered', 'provider', 'proven', 9, (2, 2)),
        references=WITH_8443,
    ),
    Scenario(
        'port-filtered-dropped',
        'http://four.lab.test:8443/',
        [serve(), serve(8443), references(), references(8443), drop('r2', 8443, None)],
        *('port-filtered', 'provider', 'proven', 9),
        args=SOON,
        references=WITH_8443,
        truth=Truth('provider', 2),
    ),
    Scenario(
        'six-dropped-by-router',
        'http://www.lab.test/',
        [serve(), references(), rule('r1', 'forward', ['meta nfproto ipv6'], 'drop')],
        *('ipv6-broken', 'router', 'likely', 9),
        args=SOON,
        truth=Truth('router', 1),
    ),
    # Other websites can be reached by IPv6; this one opens by IPv4.
    Scenario(
        'six-of-one-address-dropped',
        'http://www.lab.test/',
        [serve(), references(), drop('r1', None, SIX)],
        exit=None,
        args=SOON,
        truth=Truth(('router', 'nobody'), 1),
    ),
    Scenario(
        'six-has-no-route',
        'http://www.lab.test/',
        [serve(), references(), ip('r1', 'route del ::/0')],
        *('ipv6-broken', 'router', 'proven', 9, (1, 1)),
    ),
    # The network's IPv6 is well: it is the server that does not listen.
    Scenario(
        'six-refused-by-server',
        'http://www.lab.test/',
        [serve(at=FOUR), references()],
        *('works', 'nobody', 'proven'),
        exit=0,
        truth=Truth(('website', 'nobody'), 4),
    ),
    Scenario(
        'reset-at-once',
        'http://four.lab.test/',
        [serve(80, servers.reset_at_once()), references()],
        *('connection-reset', 'unknown', 'proven', 9),
    ),
    Scenario(
        'reset-after-first-words',
        'http://four.lab.test/',
        [serve(80, servers.reset_after_first_words()), references()],
        *('connection-reset', 'unknown', 'proven', 9),
    ),
    Scenario(
        'reset-in-tls',
        'https://four.lab.test/',
        [serve(443, servers.reset_after_first_words()), references()],
        *('connection-reset', 'unknown', 'proven', 9),
    ),
]

NAMES = [
    Scenario(
        'hosts-line-to-shut-port',
        'http://four.lab.test/',
        [serve(), references(), hosts(f'{SHUT} other.lab.test FOUR.lab.test # moved')],
        *('hosts-override', 'this-computer', 'proven', 7),
        truth=Truth('this-computer'),
    ),
    Scenario(
        'hosts-line-blocks',
        'http://four.lab.test/',
        [serve(), references(), hosts('0.0.0.0 ads.lab.test', '0.0.0.0 four.lab.test')],
        *('hosts-override', 'this-computer', 'proven', 7),
        truth=Truth('this-computer'),
    ),
    Scenario(
        'hosts-line-blocks-by-loopback',
        'https://www.lab.test/',
        [serve_tls(), references(), hosts('127.0.0.1 www.lab.test', '::1 www.lab.test')],
        *('hosts-override', 'this-computer', 'proven', 7),
        truth=Truth('this-computer'),
    ),
    # The website is down as well, so what it would be without the line cannot be seen.
    Scenario(
        'hosts-line-blocks-website-down',
        'http://four.lab.test/',
        [references(), hosts('0.0.0.0 four.lab.test')],
        *('hosts-override', 'this-computer', 'likely', 7),
        truth=Truth(('this-computer', 'website')),
    ),
    Scenario(
        'hosts-line-to-program-here',
        'http://four.lab.test/',
        [
            serve(),
            serve(at=('127.0.0.1',), host='cli'),
            references(),
            hosts('127.0.0.1 four.lab.test'),
        ],
        *('hosts-override', 'this-computer', 'likely', 7),
        truth=Truth('this-computer'),
    ),
    # The line says what the name server says: it is the website that refuses.
    Scenario(
        'hosts-line-is-right',
        'http://four.lab.test/',
        [references(), hosts(f'{WWW[0]} four.lab.test')],
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    # A name of somebody's own that is in no other book.
    Scenario(
        'hosts-line-of-own-name',
        'http://app.lab.test:8080/',
        [references(), hosts('127.0.0.1 app.lab.test')],
        *('nothing-listening-here', 'this-computer', 'proven', 3, (0, 0)),
    ),
    Scenario(
        'old-address-kept',
        'http://four.lab.test/',
        [
            serve(at=FOUR),
            references(),
            moved('four.lab.test', SHUT, WWW[0]),
            name_servers('127.0.0.1', GATEWAY[0]),
        ],
        *('dns-stale', 'this-computer', 'likely', 7),
        truth=Truth('this-computer'),
    ),
    Scenario(
        *('names-not-answered', 'http://four.lab.test/', [drop('r1', None, GATEWAY, 'input')]),
        *('dns-unreachable', 'router', 'likely', 7),
        args=SOON,
        truth=Truth('router', 1),
    ),
    Scenario(
        'names-not-answered-line-open',
        'http://four.lab.test/',
        [serve(), references(), rule('r1', 'input', ['th dport 53'], 'drop')],
        *('dns-unreachable', 'router', 'proven', 7),
        references=NUMBERS,
        truth=Truth('router', 1),
    ),
    Scenario(
        'names-answered-by-errors',
        'http://four.lab.test/',
        [
            serve(),
            ip('r1', f'addr add {LAN4}.53/32 dev near'),
            name_server_errs('r1', f'{LAN4}.53'),
            name_servers(f'{LAN4}.53'),
        ],
        *('dns-unreachable', 'router', 'proven', 7),
        truth=Truth('router', 1),
    ),
    # A filter of this network, as it is done most often.
    Scenario(
        'name-server-lies',
        'http://four.lab.test/',
        [serve(), references(), *lies({'four.lab.test': '127.0.0.1'}, GATEWAY[0])],
        *('dns-tampered', 'provider', 'proven', 7),
        truth=Truth('provider', 1),
    ),
    Scenario(
        'name-server-lies-alone',
        'http://four.lab.test/',
        [serve(), references(), *lies({'four.lab.test': '0.0.0.0'})],
        *('dns-tampered', 'provider', 'likely', 7),
        truth=Truth('provider', 1),
    ),
    # What a network does before somebody has logged in.
    Scenario(
        'every-name-to-one-place',
        'http://four.lab.test/',
        [serve(), references(), *lies({'#': GATEWAY[0]})],
        *('dns-tampered', 'provider', 'likely', 7),
        truth=Truth(('provider', 'router'), 1),
    ),
    # A name that nobody has is given an address all the same.
    Scenario(
        'unknown-name-given-an-address',
        'http://shop.exmaple.test/',
        [serve(), references(), *lies({'#': SHUT, 'lab.test': None})],
        *('name-unknown', 'address', 'likely', 2),
        truth=Truth(('address', 'provider')),
    ),
    Scenario(
        'unknown-name-given-an-address-by-one',
        'http://shop.exmaple.test/',
        [serve(), references(), *lies({'#': '10.9.8.7', 'lab.test': None}, GATEWAY[0])],
        *('name-unknown', 'address', 'proven', 2),
        truth=Truth(('address', 'provider')),
    ),
    # Two name servers know different addresses, as large websites have them: nobody lies.
    Scenario(
        'name-servers-differ',
        'http://four.lab.test/',
        [serve(at=FOUR), references(), *lies({'four.lab.test': SHUT}, GATEWAY[0])],
        *('website-refuses', 'website', 'proven', 4, (4, 4)),
    ),
    # The second one answers, only later.
    Scenario(
        'first-name-server-silent',
        'http://four.lab.test/',
        [serve(), references(), name_servers(f'{LAN4}.99', GATEWAY[0])],
        *('works', 'nobody', 'proven'),
        exit=0,
    ),
]

ALL = [*WORKS, *ADDRESS, *THIS_COMPUTER, *NAMES, *WEBSITE, *ON_THE_WAY]
