#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The code looks as .editorconfig and .clang-format say.

What clang-format makes of one .clang-format differs between its versions, so its own judgement
counts only where it is the version the tree is formatted with. The rules of `check_layout` hold
with any version, and without it.
"""

import re
import shutil
import subprocess

import project_tree

CLANG_FORMAT = 14
COLUMNS = 100

# What is looked at: texts written here. Test data keeps the layout it needs.
SCANNED = ('.c', '.h', '.py', '.build', '.sh', '.md', '.page', '.ui', '.css', '.in', '/dev')
# Prose and markup whose lines may be as long as a link or a table row.
LONG_LINES = ('.md', '.page', '.ui', '.in')
SPACED_GETTEXT = re.compile(r'\b(_|N_|C_|NC_) \("')


def check(root):
    paths = project_tree.files(root)
    for path in paths:
        if ('/' + path).endswith(SCANNED):
            yield from check_layout(path, project_tree.read_text(root, path) or '')
    tool = find_clang_format()
    if tool:
        sources = [path for path in paths if path.endswith(('.c', '.h'))]
        yield from ask_clang_format(root, tool, sources)
    else:
        print(f'clang-format {CLANG_FORMAT} is not here: only the layout of lines was looked at')


def check_layout(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if line != line.rstrip():
            yield project_tree.Problem(path, number, 'has spaces at the end of the line')
        if '\t' in line:
            yield project_tree.Problem(path, number, 'has a tab')
        if len(line) > COLUMNS and not path.endswith(LONG_LINES):
            yield project_tree.Problem(path, number, f'is longer than {COLUMNS} columns')
        if path.endswith(('.c', '.h')) and SPACED_GETTEXT.search(line):
            yield project_tree.Problem(path, number, 'gettext macros are written without a space')
    if text and not text.endswith('\n'):
        yield project_tree.Problem(path, 0, 'does not end with a line break')


def find_clang_format():
    for name in (f'clang-format-{CLANG_FORMAT}', 'clang-format'):
        tool = shutil.which(name)
        if tool:
            version = subprocess.run([tool, '--version'], capture_output=True, text=True).stdout
            if re.search(rf'version {CLANG_FORMAT}\.', version):
                return tool
    return None


def ask_clang_format(root, tool, sources):
    if not sources:
        return
    run = subprocess.run(
        [tool, '--dry-run', '-Werror', *sources], cwd=root, capture_output=True, text=True
    )
    found = re.findall(r'^(\S+?):(\d+):\d+: error: .*-Wclang-format', run.stderr, re.MULTILINE)
    seen = set()
    for path, line in found:
        if path not in seen:
            seen.add(path)
            yield project_tree.Problem(path, int(line), 'clang-format would change it')
    if run.returncode and not found:
        yield project_tree.Problem('.clang-format', 0, run.stderr.strip())


if __name__ == '__main__':
    project_tree.main(check)
