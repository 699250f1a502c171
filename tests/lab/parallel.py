# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests of a file side by side, each with its own bed, and says how it went in a line."""
import concurrent.futures
import os
import sys
import threading
import time
import unittest

import cage
import daemons

# More than there are processors: a run mostly waits.
AT_ONCE = max(4, 2 * (os.cpu_count() or 1))


def _recorded(name):
    def record(self, *args):
        self.calls.append((name, args))

    return record


class _Recorder(unittest.TestResult):
    """Keeps what one test reports, to be told when it is over."""

    def __init__(self):
        super().__init__()
        self.calls = []

    startTest = _recorded('startTest')
    stopTest = _recorded('stopTest')
    addSuccess = _recorded('addSuccess')
    addFailure = _recorded('addFailure')
    addError = _recorded('addError')
    addSubTest = _recorded('addSubTest')


class _Suite(unittest.TestSuite):
    def run(self, result, debug=False):
        lock = threading.Lock()

        def one(test):
            recorder = _Recorder()
            test.run(recorder)
            with lock:
                for name, args in recorder.calls:
                    getattr(result, name)(*args)

        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for future in [pool.submit(one, test) for test in _cases(self)]:
                future.result()
        return result


def _cases(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _cases(test)
        else:
            yield test


def _whole(test):
    return getattr(test, 'test_case', test).id()


def scenario_tests(name, rows):
    """A class of tests, one for each row of a table of scenarios."""

    def one(row):
        def test(self):
            wrong, run = row.run()
            if wrong:
                self.fail('\n'.join([f'{row.id}: {row.typed} {row.about}', *wrong, run.in_short()]))

        return test

    rows = list(rows)
    tests = {f"test_{row.id.replace('-', '_')}": one(row) for row in rows}
    assert len(tests) == len(rows), 'two scenarios have the same id'
    return type(name, (unittest.TestCase,), tests)


def main(side_by_side=True):
    """What a test file calls at its end."""
    loader = unittest.TestLoader()
    if side_by_side:
        loader.suiteClass = _Suite
    daemons.fetch()
    cage.enter()
    start = time.monotonic()
    program = unittest.main(testLoader=loader, exit=False, verbosity=2)
    result = program.result
    # A test with several parts may have failed more than once.
    wrong = len({_whole(test) for test, _ in result.failures + result.errors})
    sys.stderr.flush()
    print(
        f'lab: {result.testsRun} run, {result.testsRun - wrong} as expected, {wrong} not, '
        f'{time.monotonic() - start:.1f} s',
        flush=True,
    )
    # Threads that still serve a connection do not hold up the end.
    os._exit(0 if result.wasSuccessful() else 1)
