# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scenario is: a bed, what is done to it, what is typed, and what has to come out."""
import dataclasses
import typing

import report
from chain import Chain

GRADES = ('possible', 'likely', 'proven')


@dataclasses.dataclass(frozen=True)
class Truth:
    """Who may truly be named, and the hop where it happens; None for what no verdict can miss.

    who has more than one name where more than one is true: a website that listens at another port
    refuses, and what was typed is at fault.
    """

    who: str | tuple | None = None
    hop: int | None = None

    def allows(self, who):
        names = self.who if isinstance(self.who, tuple) else (self.who,)
        return self.who is None or who in (*names, 'unknown')


@dataclasses.dataclass(frozen=True)
class Scenario:
    """One row of a table.

    cause, who and grade are what the verdict has to say; a tuple where more than one answer is
    true to what can be measured, and None where only the truth is asked for: that nobody innocent
    is called proven guilty. grade is the highest one allowed and, for a single cause, the one
    asked for. hop is the interval the failed tries have to name. truth is what the bed really
    does, where who and hop do not say it already. innocent are addresses nobody may point at;
    misleading beds forge or mix what is measured: there a guess may be wrong, but not a proof.
    faults are what has to be found wrong with the certificate. environment is what the person has
    set there beside the usual. look is given the report, and says what else is wrong with it. about
    says more when it fails.
    """

    id: str
    typed: str
    setup: typing.Sequence[typing.Callable]
    cause: str | tuple | None = None
    who: str | tuple | None = None
    grade: str | None = None
    check: int | None = None
    hop: tuple | None = None
    exit: int | None = 1
    truth: Truth | None = None
    faults: tuple = ()
    look: typing.Callable | None = None
    about: str = ''
    innocent: tuple = ()
    misleading: bool = False
    bed: typing.Callable = Chain
    args: tuple = ()
    environment: typing.Mapping = dataclasses.field(default_factory=dict)
    references: tuple = report.REFERENCES

    def run(self):
        """Build the bed, run the product in it, compare. Returns what is wrong, as sentences."""
        with self.bed() as bed:
            for step in self.setup:
                step(bed)
            run = report.check(
                *(bed, self.typed, *self.args),
                references=self.references,
                environment=bed.environment(**self.environment),
            )
            try:
                return [*self._wrong(run), *_replayed(bed, run), *_prompted(bed)], run
            except (ValueError, KeyError, TypeError) as error:
                return [f'the report cannot be read: {error!r}'], run

    def _wrong(self, run):
        yield from (f'schema: {problem}' for problem in report.problems(run.report))
        yield from self._verdict(run)
        if self.hop is not None:
            yield from self._hops(run)
        yield from self._certificate(run)
        yield from self._lies(run)
        if self.look is not None:
            yield from self.look(run.report)

    def _verdict(self, run):
        if self.exit is not None and run.exit != self.exit:
            yield f'exit {run.exit}, not {self.exit}'
        for key in ('cause', 'who'):
            wanted = getattr(self, key)
            allowed = wanted if isinstance(wanted, tuple) else (wanted,)
            if wanted is not None and run.verdict[key] not in allowed:
                yield f"{key} {run.verdict[key]}, not {' or '.join(allowed)}"
        if self.check is not None and run.verdict['check'] != self.check:
            yield f"check {run.verdict['check']}, not {self.check}"
        yield from self._grade(run.verdict['grade'])

    def _grade(self, grade):
        if self.grade is None:
            return
        if GRADES.index(grade) > GRADES.index(self.grade):
            yield f'grade {grade}, more than the {self.grade} that was measured'
        elif grade != self.grade and not isinstance(self.cause, tuple):
            yield f'grade {grade}, not {self.grade}'

    def _hops(self, run):
        # Routers get tired of answering: a later try may end in silence, which names nobody.
        first = [attempt for attempt in run.turned_away if attempt['number'] == 1]
        if not first:
            yield 'no try at what was typed failed'
        for attempt in first:
            by = attempt['refused_by']
            hops = (by['hop_min'], by['hop_max']) if by else None
            if hops != self.hop:
                yield f"{attempt['address']}: turned away at hops {hops}, not {self.hop}"

    def _certificate(self, run):
        for exchange in run.report['evidence']['exchanges']:
            if sorted(exchange['certificate_faults']) != sorted(self.faults):
                yield f"certificate faults {exchange['certificate_faults']}, not {self.faults}"

    def _truth(self):
        if self.truth is not None:
            return self.truth
        return Truth(self.who, self.hop[0] if self.hop and self.hop[0] == self.hop[1] else None)

    def _lies(self, run):
        """The worst there is: somebody innocent, or a place where nothing happened, accused."""
        truth = self._truth()
        proven = run.verdict['grade'] == 'proven'
        if proven and not truth.allows(run.verdict['who']):
            yield f"PROVEN WRONG: {run.verdict['who']}, but it was {truth.who}"
        for attempt in run.turned_away:
            by = attempt['refused_by']
            if by is None:
                continue
            if by['address'] in self.innocent:
                yield f"INNOCENT: {by['address']} is named"
            if not proven and self.misleading or truth.hop is None:
                continue
            if not by['hop_min'] <= truth.hop <= (by['hop_max'] or truth.hop):
                yield f"WRONG PLACE: hops {by['hop_min']} to {by['hop_max']}, not {truth.hop}"


def _prompted(bed):
    """Looking asks for no password, on a desktop where something could."""
    agent = getattr(bed, 'agent', None)
    for action in agent.prompts() if agent else ():
        yield f'a password was asked for: {action}'


def _replayed(bed, run):
    """A saved report, judged again, says the same."""
    again = report.judge(bed, run)
    for key in ('verdict', 'also'):
        if again.report[key] != run.report[key]:
            yield f'judge gives another {key}: {again.report[key]}'
    if again.exit != run.exit:
        yield f'judge ends with {again.exit}, check with {run.exit}'
