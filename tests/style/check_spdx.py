#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file that can carry a licence line has one among its first lines."""

import fnmatch
import re

import project_tree

FIRST_LINES = 5
LICENCE = 'GPL-3.0-or-later'

# Files under another licence, and why.
OTHER = {
    # What software catalogues copy has to be free of conditions.
    '*.metainfo.xml.in': 'CC0-1.0',
}

# Files without the line, and why. Binary files have none either.
WITHOUT = (
    'LICENSE',  # the licence itself
    '*.json',  # has no comments
)

LINE = re.compile(r'SPDX-License-Identifier: ([A-Za-z0-9.-]+)')


def check(root):
    for path in project_tree.files(root):
        if any(fnmatch.fnmatch(path, pattern) for pattern in WITHOUT):
            continue
        text = project_tree.read_text(root, path)
        if text is None:
            continue
        wanted = next((OTHER[glob] for glob in OTHER if fnmatch.fnmatch(path, glob)), LICENCE)
        match = LINE.search('\n'.join(text.splitlines()[:FIRST_LINES]))
        if not match:
            yield project_tree.Problem(path, 0, f'has no line SPDX-License-Identifier: {wanted}')
        elif match[1] != wanted:
            yield project_tree.Problem(path, 0, f'names the licence {match[1]} instead of {wanted}')


if __name__ == '__main__':
    project_tree.main(check)
