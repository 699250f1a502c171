#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""appstreamcli finds nothing wrong with what software catalogues show of Doorstep."""

import re
import subprocess
import sys

# What it may find, and why. Versions differ in what they find, so --override can't be used: it
# refuses names it does not know.
KNOWN = {
    'url-homepage-missing',  # there is no home page yet that could be named
}
FOUND = re.compile(r'^([EW]): \S+:(?:[~0-9]+): (\S+)', re.MULTILINE)


def find_wrong(metainfo):
    run = subprocess.run(
        ['appstreamcli', 'validate', '--no-net', '--explain', '--no-color', metainfo],
        capture_output=True,
        text=True,
    )
    found = [tag for _, tag in FOUND.findall(run.stdout)]
    if run.returncode and not found:
        found = [run.stdout + run.stderr]
    return [tag for tag in found if tag not in KNOWN]


if __name__ == '__main__':
    wrong = find_wrong(sys.argv[1])
    print('\n'.join(wrong) or 'nothing wrong')
    sys.exit(1 if wrong else 0)
