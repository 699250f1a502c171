#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check of this folder finds exactly what is wrong with the folder made for it."""

import pathlib
import sys
import unittest

import check_cli
import check_format
import check_layers
import check_metainfo
import check_potfiles
import check_spdx
import check_words

FIXTURES = pathlib.Path(__file__).resolve().parent / 'fixtures'


class Fixtures(unittest.TestCase):
    maxDiff = None

    def expect(self, check, folder, expected):
        found = [str(problem) for problem in check(FIXTURES / folder)]
        self.assertEqual(sorted(found), sorted(expected))

    def test_layers(self):
        self.expect(
            check_layers.check,
            'layers',
            [
                'src/checks/ds-impure.c:3: checks may not include <netinet/in.h>',
                'src/checks/ds-impure.c:6: checks may not include "ds-probe.h" of net',
                'src/core/ds-upwards.c:2: core may not include "ds-probe.h" of net',
                'src/core/ds-upwards.c:4: core may not include <gtk/gtk.h>',
                'src/core/ds-upwards.c:5: core may not include <sys/socket.h>',
                'src/ds-stray.c: is in no layer',
                'src/net/ds-probe.c:4: "../core/ds-good.h": include it by its plain file name',
                'src/net/ds-probe.c:5: "ds-nowhere.h" is no header of src/; '
                'one made by the build belongs into GENERATED',
                'src/net/ds-probe.c:6: net may not include <NetworkManager.h>',
                'src/net/ds-probe.c:7: <mystery/mystery.h> is in no row of the table of outside '
                'libraries',
                'src/ui/ds-page.c:6: ui may not include "ds-probe.h" of net',
            ],
        )

    def test_spdx(self):
        self.expect(
            check_spdx.check,
            'spdx',
            [
                'bare.py: has no line SPDX-License-Identifier: GPL-3.0-or-later',
                'late.sh: has no line SPDX-License-Identifier: GPL-3.0-or-later',
                'other.c: names the licence MIT instead of GPL-3.0-or-later',
            ],
        )

    def test_potfiles(self):
        self.expect(
            check_potfiles.check,
            'potfiles',
            [
                'po/POTFILES: is not sorted, or names a file twice',
                'po/POTFILES: src/core/ds-gone.c does not exist',
                'po/POTFILES: src/core/ds-plain.c has no texts to translate',
                'src/core/ds-forgotten.c: has texts to translate and is not in po/POTFILES',
                'src/core/ds-page.ui: has texts to translate and is not in po/POTFILES',
            ],
        )

    def test_format(self):
        expected = [
            'src/core/ds-layout.c: does not end with a line break',
            'src/core/ds-layout.c:2: gettext macros are written without a space',
            'src/core/ds-layout.c:3: has a tab',
            'src/core/ds-layout.c:4: has spaces at the end of the line',
            'src/core/ds-layout.c:5: is longer than 100 columns',
        ]
        if check_format.find_clang_format():
            expected += [
                'src/core/ds-layout.c:2: clang-format would change it',
                'src/core/ds-squeezed.c:2: clang-format would change it',
            ]
        self.expect(check_format.check, 'format', expected)

    def test_words(self):
        self.expect(
            check_words.check,
            'words',
            [
                'data/doorstep-report-1.schema.json: only here is the word “sideways” of DS_WAY',
                'src/core/ds-words.h: only here is the word “timed-out” of DS_OUTCOME',
            ],
        )

    def test_metainfo(self):
        broken = check_metainfo.find_wrong(FIXTURES / 'metainfo' / 'broken.metainfo.xml')
        self.assertIn('component-summary-missing', broken)
        unreadable = check_metainfo.find_wrong(FIXTURES / 'metainfo' / 'unreadable.metainfo.xml')
        self.assertTrue(unreadable)

    def test_cli(self):
        found = check_cli.find_graphical(self.links_gtk)
        self.assertTrue(any(name.startswith('libgtk-4') for name in found), found)


if __name__ == '__main__':
    if len(sys.argv) > 1:
        Fixtures.links_gtk = sys.argv.pop(1)
    else:
        # Without the wizard there is no GTK to link the fixture with.
        del Fixtures.test_cli
    unittest.main(verbosity=2)
