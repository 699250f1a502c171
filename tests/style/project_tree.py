# SPDX-License-Identifier: GPL-3.0-or-later
"""The project's own files, and one way for every check of this folder to report.

A check is a module with `check(root)`, which yields problems: a path relative to the root, a line
(0 for the whole file) and a sentence. `test_fixtures.py` runs the same function on folders that
break the rules, so each check is known to fail.
"""

import os
import pathlib
import subprocess
import sys
import typing

FIXTURES = 'tests/style/fixtures/'


class Problem(typing.NamedTuple):
    path: str
    line: int
    text: str

    def __str__(self):
        place = f'{self.path}:{self.line}' if self.line else self.path
        return f'{place}: {self.text}'


def files(root):
    """The files of the checkout, new ones too; of an unpacked archive, everything but builds.

    The fixtures break the rules on purpose and are left out.
    """
    found = _ask_git(root) if (root / '.git').exists() else None
    if found is None:
        found = _walk(root)
    return sorted(
        path for path in found if not path.startswith(FIXTURES) and (root / path).is_file()
    )


def _ask_git(root):
    # The checkout may belong to another user than the one who runs the tests.
    command = ['git', '-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others']
    try:
        listing = subprocess.run(
            command + ['--exclude-standard'], cwd=root, check=True, capture_output=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return [name for name in listing.stdout.decode().split('\0') if name]


def _walk(root):
    for folder, subfolders, names in os.walk(root):
        builds = [name for name in subfolders if (root / folder / name / 'meson-private').exists()]
        for name in builds + ['.git', '__pycache__']:
            if name in subfolders:
                subfolders.remove(name)
        for name in names:
            yield (pathlib.Path(folder) / name).relative_to(root).as_posix()


def read_text(root, path):
    """The text of a file, or None when it is a binary one."""
    content = (root / path).read_bytes()
    return None if b'\0' in content else content.decode('utf-8', 'replace')


def main(check):
    """Runs @check on the root named on the command line."""
    problems = list(check(pathlib.Path(sys.argv[1]).resolve()))
    for problem in problems:
        print(problem)
    print(f'{len(problems)} problems')
    sys.exit(1 if problems else 0)
