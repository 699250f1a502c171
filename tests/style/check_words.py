#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schema of reports and the code spell the same words."""

import json
import re

import project_tree

WORDS = 'src/core/ds-words.h'
SCHEMA = 'data/doorstep-report-1.schema.json'

# Each enumeration: where the schema lists its words, and those that reports never carry.
LISTS = {
    'DS_FAMILY': ('$defs/attempt/properties/family', ()),
    'DS_WAY': ('$defs/way', ()),
    'DS_OUTCOME': ('$defs/outcome', ()),
    'DS_WHO': ('$defs/who', ()),
    'DS_GRADE': ('$defs/grade', ('none',)),
    'DS_FINDING': ('$defs/check/properties/finding', ()),
}


def check(root):
    schema = json.loads((root / SCHEMA).read_text(encoding='utf-8'))
    code = (root / WORDS).read_text(encoding='utf-8')
    for prefix, (place, unused) in LISTS.items():
        in_code = read_enumeration(code, prefix) - set(unused)
        node = schema
        for key in place.split('/'):
            node = node[key]
        for word in sorted(in_code ^ set(node['enum'])):
            where = WORDS if word in in_code else SCHEMA
            yield project_tree.Problem(where, 0, f'only here is the word “{word}” of {prefix}')


def read_enumeration(code, prefix):
    names = re.findall(rf'^  {prefix}_([A-Z0-9_]+),', code, re.MULTILINE)
    return {name.lower().replace('_', '-') for name in names}


if __name__ == '__main__':
    project_tree.main(check)
