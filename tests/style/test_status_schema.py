#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schema of `doorstep-cli status` takes a right answer and refuses each wrong one."""

import json
import pathlib
import sys
import unittest

import jsonschema

from test_report_schema import MISSING, altered

STATUS = pathlib.Path(__file__).resolve().parent / 'fixtures' / 'status.json'

# Each: where in the answer, and what stands there instead.
WRONG = [
    (('schema',), 'doorstep-report/1'),
    (('version',), MISSING),
    (('network',), None),
    (('network', 'manager'), 'asleep'),
    (('network', 'connectivity'), 'unknown'),
    (('network', 'metered'), 'no'),
    (('network', 'connections'), MISSING),
    (('network', 'connections', 0, 'name'), ''),
    (('network', 'connections', 0, 'kind'), 'wireless'),
    (('network', 'connections', 0, 'state'), 'on'),
    (('network', 'connections', 0, 'managed'), MISSING),
    (('network', 'connections', 0, 'gateway'), 'router.example'),
    (('network', 'connections', 0, 'addresses', 0), '192.0.2.10/24'),
    (('network', 'connections', 0, 'dhcp_name_servers'), None),
    (('network', 'connections', 1, 'uuid'), MISSING),
    (('proxy_settings', 'mode'), 'auto'),
    (('proxies', 0, 'uri'), 'http://user:secret@proxy.example:3128'),
    (('proxies', 0, 'port'), 65536),
    (('proxies', 0, 'source'), 'rumour'),
    (('name_servers',), None),
    (('name_servers', 0), 'ns.example'),
    (('caches', 0, 'kind'), 'systemd'),
    (('caches', 0, 'servers'), MISSING),
    (('firewall',), MISSING),
    (('firewall', 'guards', 0, 'state'), 'on'),
    (('firewall', 'guards', 0, 'outgoing'), 'maybe'),
    (('firewall', 'policies', 0, 'ingress'), None),
    (('firewall', 'log_lines'), ['a line']),
    (('firewall', 'is_panic'), MISSING),
    (('links', 'routes', 0, 'prefix'), 129),
    (('links', 'picked', 0, 'device'), None),
    (('links', 'devices', 0, 'is_up'), 1),
    (('missing',), MISSING),
    (('missing', 0, 'message'), ''),
]
RIGHT = [
    (('proxy_settings',), None),
    (('links',), None),
    (('firewall',), None),
    (('firewall', 'default_zone'), None),
    (('network', 'connections', 0, 'gateway'), None),
    (('network', 'connections', 0, 'gateway'), 'fe80::1'),
    (('network', 'connectivity'), None),
    (('missing',), []),
    (('proxies', 0, 'host'), None),
    (('added_later',), {'anything': 'at all'}),
    (('network', 'connections', 0, 'added_later'), True),
]


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'))
        jsonschema.Draft202012Validator.check_schema(schema)
        cls.validator = jsonschema.Draft202012Validator(schema)
        cls.status = json.loads(STATUS.read_text(encoding='utf-8'))

    def test_right(self):
        self.validator.validate(self.status)
        for place, value in RIGHT:
            with self.subTest(place=place, value=value):
                self.validator.validate(altered(self.status, place, value))

    def test_wrong(self):
        for place, value in WRONG:
            with self.subTest(place=place, value=value):
                self.assertFalse(self.validator.is_valid(altered(self.status, place, value)))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=2)
