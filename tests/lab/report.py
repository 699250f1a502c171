# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs doorstep-cli as the person at a bed's client, and reads what it says."""
import functools
import json
import os
import pathlib
import shutil
import subprocess
import threading
import time

import jsonschema

import cage

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'doorstep-report-1.schema.json'

REFERENCES = ('ref1.lab.test:443', 'ref2.lab.test:443')

# No run takes longer, whatever it meets.
PATIENCE_S = 60

_lock = threading.Lock()


@functools.cache
def _cli():
    source = os.environ.get('DOORSTEP_CLI')
    if source is None:
        raise RuntimeError('DOORSTEP_CLI does not say which doorstep-cli is to be tried')
    # The build may be where another user cannot look.
    return shutil.copy(source, cage.RUN / 'doorstep-cli')


def cli():
    with _lock:
        return _cli()


@functools.cache
def _validator():
    schema = json.loads(SCHEMA.read_text())
    return jsonschema.validators.validator_for(schema)(schema)


def problems(document):
    """In which ways a document is not what the JSON Schema says; empty when it is right."""
    with _lock:
        errors = map(_deepest, _validator().iter_errors(document))
        return [f'{error.json_path}: {error.message[:200]}' for error in errors]


def _deepest(error):
    """Of a schema with alternatives, what speaks against the one that comes nearest."""
    while error.context:
        error = jsonschema.exceptions.best_match(error.context, key=lambda one: len(one.path))
    return error


class Run:
    """What one call of doorstep-cli came to."""

    def __init__(self, process, stdin, timeout_s):
        start = time.monotonic()
        self.stdout, self.stderr = process.communicate(stdin, timeout_s)
        self.time_s = time.monotonic() - start
        self.exit = process.returncode

    @functools.cached_property
    def report(self):
        return json.loads(self.stdout)

    @property
    def verdict(self):
        return self.report['verdict']

    @property
    def turned_away(self):
        """The tries at what was typed that did not get through."""
        port = self.report['target']['port']
        direct = [attempt for attempt in self.report['attempts'] if attempt['way'] == 'direct']
        return [one for one in direct if one['port'] == port and one['outcome'] != 'open']

    def in_short(self):
        """What a failed expectation shows."""
        if not self.stdout:
            return f'exit {self.exit}, nothing said; stderr: {self.stderr.strip()}'
        lines = [f'exit {self.exit} after {self.time_s:.1f} s, {json.dumps(self.verdict)}']
        keys = ('address', 'port', 'way', 'outcome', 'time_ms', 'icmp', 'refused_by')
        for attempt in self.report['attempts']:
            lines.append('  ' + json.dumps({key: attempt.get(key) for key in keys}))
        lines.append('  path ' + json.dumps([hop['address'] for hop in self.report['path']]))
        return '\n'.join(lines)


def start(bed, *args, **kwargs):
    """Start doorstep-cli; its streams are pipes of text."""
    pipe = subprocess.PIPE
    return bed.popen([cli(), *args], stdin=pipe, stdout=pipe, stderr=pipe, text=True, **kwargs)


def call(bed, *args, stdin=None, timeout_s=PATIENCE_S, **kwargs):
    """Run doorstep-cli to its end."""
    return Run(start(bed, *args, **kwargs), stdin, timeout_s)


def check(bed, typed, *args, references=REFERENCES, environment=None):
    """Run `doorstep-cli check --json` for one address."""
    options = [option for name in references for option in ('--reference', name)]
    return call(bed, 'check', '--json', *options, *args, typed, environment=environment)


def judge(bed, run):
    """Let doorstep-cli judge a report it has made before."""
    saved = bed.home / 'report.json'
    saved.write_text(run.stdout)
    return call(bed, 'judge', str(saved), '--json')
