#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES lists every file with texts to translate, and no other. With --fix it is written."""

import pathlib
import re
import sys

import project_tree

POTFILES = 'po/POTFILES'
FOLDERS = ('src/', 'data/')
HEAD = '# SPDX-License-Identifier: GPL-3.0-or-later\n'

# How a text to translate looks, by the end of the file's name.
MARKS = {
    '.c': r'(?<![\w"])(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?)\s*\(',
    '.h': r'(?<![\w"])(_|N_|C_|NC_|ngettext)\s*\(\s*(?=")',
    '.ui': r'translatable="(yes|true|1)"',
    '.desktop.in': r'^(Name|Comment|Keywords)=',
    '.metainfo.xml.in': r'<(name|summary|p)>',
    '.gschema.xml': r'<summary>',
}
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)


def check(root):
    listed = read_list(root)
    wanted = set(find_translatable(root))
    for path in sorted(wanted - set(listed)):
        yield project_tree.Problem(path, 0, f'has texts to translate and is not in {POTFILES}')
    for path in listed:
        if not (root / path).is_file():
            yield project_tree.Problem(POTFILES, 0, f'{path} does not exist')
        elif path not in wanted:
            yield project_tree.Problem(POTFILES, 0, f'{path} has no texts to translate')
    if listed != sorted(set(listed)):
        yield project_tree.Problem(POTFILES, 0, 'is not sorted, or names a file twice')


def read_list(root):
    lines = (root / POTFILES).read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def find_translatable(root):
    for path in project_tree.files(root):
        pattern = next((MARKS[end] for end in MARKS if path.endswith(end)), None)
        if pattern and path.startswith(FOLDERS):
            text = project_tree.read_text(root, path)
            if path.endswith(('.c', '.h')):
                text = COMMENT.sub('', text)
            if re.search(pattern, text, re.MULTILINE):
                yield path


def fix(root):
    listing = ''.join(path + '\n' for path in sorted(find_translatable(root)))
    (root / POTFILES).write_text(HEAD + listing, encoding='utf-8')


if __name__ == '__main__':
    if '--fix' in sys.argv:
        fix(pathlib.Path(sys.argv[1]).resolve())
    else:
        project_tree.main(check)
