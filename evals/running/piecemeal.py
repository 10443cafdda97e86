"""A run whose reports are read one by one, each when its turn comes: what a test runner needs of a run."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from evals.golden.suite import Suite
from evals.running.gates import GateResult
from evals.running.grade import GradedDocument, grade
from evals.running.judging import judge_run
from evals.running.run import Begun, Outcome, Terms, begin, certain, grade_run
from evals.scoring.leaf import LeafVerdict
from extractor.progress import OnProgress
from extractor.wiring import Choices

LISTED = 20
"""Leaves of one letter that are listed of a report."""
_LETTERS = {"W": "错", "O": "漏", "H": "多"}


class Piecemeal:
    """One run of a suite, begun at the first report that is asked for."""

    def __init__(self, suite: Suite, where: Path, choices: Choices, terms: Terms) -> None:
        self.suite = suite
        self._where = where
        self._choices = choices
        self._terms = terms
        self._open = ExitStack()
        self._tried: set[str] = set()
        self.outcome: Outcome | None = None
        """What became of the run; None before its gates were asked for."""

    def gate_names(self) -> list[str]:
        """Return the names of the gates this run will have to pass, before anything is read.

        Raises UsageError where the baseline is not of this suite.
        """
        unread = [GradedDocument(one, "crashed") for one in self.suite.documents if one.path]
        replayed = certain(self.suite, self._choices)
        return [one.name for one in judge_run(self.suite, unread, baseline=self._terms.baseline, replayed=replayed)]

    def report(self, name: str) -> GradedDocument:
        """Read a report, unless that was done, and score it. Raises ModelUnavailable, and as `begin` does."""
        self._read({name})
        return grade([one for one in self.suite.documents if one.name == name], self._begun.folder)[0]

    def gates(self) -> dict[str, GateResult]:
        """Read what is left, score the whole run, write its report, and return what every gate says, by name."""
        if self.outcome is None:
            self._read({one.name for one in self.suite.documents} - self._tried)
            self.outcome = grade_run(self.suite, self._begun.folder, self._terms)
        return {one.name: one for one in self.outcome.gates}

    def close(self) -> None:
        """Let go of who answers."""
        self._open.close()

    @cached_property
    def _begun(self) -> Begun:
        return self._open.enter_context(begin(self.suite, self._where, self._choices))

    def _read(self, names: set[str]) -> None:
        self._begun.predict(_unwatched, names - self._tried)
        self._tried |= names  # one that crashed is not tried again in the same session


@contextmanager
def _unwatched(_ordinal: int, _of: int, _name: str) -> Iterator[OnProgress]:
    yield lambda _progress: None


def faults(report: GradedDocument) -> list[str]:
    """Return what no report may have, in Chinese: a crash, a wrong identity, a critical figure that is not right."""
    found = [f"没有读成：{report.crash}"] if report.crash else []
    found += [f"身份 {error}" for error in report.identity_errors]
    return found + [f"关键数不对：{line}" for line in report.critical_wrong]


def told(report: GradedDocument) -> list[str]:
    """Return how many leaves are right, and those that are wrong, omitted or invented, a line each, in Chinese."""
    by_letter = {letter: [one for one in report.verdicts if one.letter == letter] for letter in "CWOH"}
    lines = ["，".join(f"{word} {len(by_letter[letter])}" for letter, word in (("C", "对"), *_LETTERS.items()))]
    for letter, word in _LETTERS.items():
        found = by_letter[letter]
        lines += [f"{word} {'/'.join(one.key)}：{_said(one)}" for one in found[:LISTED]]
        lines += [f"{word} 另有 {len(found) - LISTED} 处"] if len(found) > LISTED else []
    return lines


def _said(one: LeafVerdict) -> str:
    gold = "应没有" if one.gold is None else f"应为 {one.gold}"
    return f"{gold}，{'没有读出' if one.given is None else f'读成 {one.given}'}"
