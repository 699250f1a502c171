#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schema of reports takes a right report and refuses each way of being wrong."""

import copy
import json
import pathlib
import sys
import unittest

import jsonschema

REPORT = pathlib.Path(__file__).resolve().parent / 'fixtures' / 'report.json'

# Each: where in the report, and what stands there instead; a missing value takes the key away.
MISSING = object()
WRONG = [
    (('schema',), 'doorstep-report/2'),
    (('version',), ''),
    (('started_at',), 'yesterday'),
    (('duration_ms',), -1),
    (('duration_ms',), '812'),
    (('target',), MISSING),
    (('target', 'scheme'), 'gopher'),
    (('target', 'port'), 0),
    (('target', 'port'), 65536),
    (('target', 'url'), 'example.com'),
    (('verdict',), None),
    (('verdict', 'title'), MISSING),
    (('verdict', 'advice'), ''),
    (('verdict', 'cause'), 'gremlins'),
    (('verdict', 'who'), 'neighbour'),
    (('verdict', 'grade'), 'none'),
    (('verdict', 'check'), 11),
    (('verdict', 'check'), 0),
    (('also', 0, 'cause'), MISSING),
    (('attempts', 0, 'address'), 'example.com'),
    (('attempts', 0, 'way'), 'sideways'),
    (('attempts', 0, 'outcome'), 'dropped'),
    (('attempts', 0, 'family'), 'ipv5'),
    (('attempts', 0, 'icmp'), MISSING),
    (('attempts', 0, 'icmp', 'type'), 256),
    (('attempts', 0, 'icmp', 'from'), MISSING),
    (('attempts', 0, 'source', 0), 'rumour'),
    (('attempts', 0, 'refused_by', 'hop_max'), MISSING),
    (('attempts', 0, 'refused_by', 'hop_min'), -1),
    (('path', 0, 'who'), MISSING),
    (('path', 0, 'rtt_ms'), 'fast'),
    (('checks',), []),
    (('checks', 4, 'finding'), 'fine'),
    (('checks', 4, 'number'), 4),
    (('checks', 4, 'id'), 'dns'),
    (('checks', 4, 'details', 0, 'value'), None),
    (('checks', 4, 'changes', 0, 'in_force'), 'no'),
    (('changes',), MISSING),
    (('evidence',), {}),
    (('error',), {'message': 'It is one or the other.'}),
]
RIGHT = [
    (('verdict', 'check'), None),
    (('attempts', 0, 'icmp'), None),
    (('attempts', 0, 'refused_by'), None),
    (('attempts', 0, 'refused_by', 'hop_max'), None),
    (('attempts', 0, 'time_ms'), None),
    (('path', 0, 'address'), None),
    (('code',), MISSING),
    (('added_later',), {'anything': 'at all'}),
    (('attempts', 0, 'added_later'), True),
]


def altered(report, place, value):
    report = copy.deepcopy(report)
    node = report
    for key in place[:-1]:
        node = node[key]
    if value is MISSING:
        del node[place[-1]]
    else:
        node[place[-1]] = value
    return report


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'))
        jsonschema.Draft202012Validator.check_schema(schema)
        cls.validator = jsonschema.Draft202012Validator(schema)
        cls.report = json.loads(REPORT.read_text(encoding='utf-8'))

    def test_right(self):
        self.validator.validate(self.report)
        for place, value in RIGHT:
            with self.subTest(place=place, value=value):
                self.validator.validate(altered(self.report, place, value))

    def test_wrong(self):
        for place, value in WRONG:
            with self.subTest(place=place, value=value):
                self.assertFalse(self.validator.is_valid(altered(self.report, place, value)))

    def test_not_an_address(self):
        line = {
            'schema': 'doorstep-report/1',
            'version': '0.1.0',
            'typed': 'a b',
            'error': {'message': 'That is no address.'},
        }
        self.validator.validate(line)
        for key in line:
            with self.subTest(key=key):
                self.assertFalse(self.validator.is_valid(altered(line, (key,), MISSING)))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=2)
