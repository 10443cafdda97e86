"""The checks as a whole: a book is tried on every identity; what fails becomes findings, what held is counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extractor.checks.blame import Cause, causes_of
from extractor.checks.book import Book, Key
from extractor.checks.findings import of_cause, of_failure, of_lost
from extractor.checks.moved import moved
from extractor.checks.operands import operand_causes
from extractor.checks.outcome import Outcome
from extractor.checks.registry import by_amounts, identities, try_all, try_briefly
from extractor.checks.swapped import swap_causes
from schemas.record import Finding

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Tally:
    """How often one identity was tried, at all its places."""

    held: int = 0
    rounding: int = 0
    failed: int = 0
    untried: int = 0
    missing: tuple[str, ...] = ()
    """What was missing where it could not be tried."""

    @property
    def tried(self) -> int:
        """Times it was tried."""
        return self.held + self.rounding + self.failed


@dataclass(frozen=True)
class Checked:
    """What trying all identities comes to."""

    findings: tuple[Finding, ...]
    tallies: dict[str, Tally]
    outcomes: tuple[Outcome, ...] = ()
    """Of every identity at every place, as printed."""


def check(book: Book, ids: Sequence[str] | None = None, *, one_by_one: bool = False) -> Checked:
    """Try identities on a book (all, or those named). Findings come gravest first, then in the order of the report.

    What holds in a whole form is counted together, unless `one_by_one`: who weighs a figure asks what bears it out.
    """
    amounts = dict.fromkeys(by_amounts(ids))
    outcomes = try_all(book, ids) if one_by_one else try_briefly(book, ids)
    if not one_by_one and any(one.verdict == "fail" and one.check in amounts for one in outcomes):
        outcomes = try_all(book, ids)  # what holds tells which figure of a failure is to blame
    failed = [one for one in outcomes if one.verdict == "fail"]
    run = partial(_again, ids=list(amounts))
    in_amounts = [one for one in outcomes if one.check in amounts]
    worded = [one for one in failed if one.check not in amounts]
    causes, rest = causes_of(book, run, in_amounts)
    swapped, rest = swap_causes(book, run, in_amounts, rest)
    slipped, rest = operand_causes(book, run, in_amounts, rest)
    lost, known = _lost(book, [*causes, *swapped, *slipped])
    found = [finding for cause in known for finding in of_cause(book, cause, failed)]
    found += [of_lost(book, group) for group in lost]
    original = {(one.check, one.keys): one for one in failed}
    rest = [*(_as_printed(one, original) for one in rest), *worded]
    weak = [one for one in outcomes if one.verdict == "rounding"]
    found += [of_failure(book, alike) for alike in _alike(book, [*rest, *weak, *moved(book)])]
    return Checked(tuple(_ordered(_distinct(found))), tally(outcomes, ids), tuple(outcomes))


_RATES = ("D2", "D3", "D3z", "D4", "D5", "D8", "D18")
"""Identities that look for a row's figures in other sections too, by their values."""


def _again(book: Book, now: Sequence[Outcome], keys: Sequence[Key], ids: Sequence[str]) -> list[Outcome]:
    """Return the outcomes once some figures are assumed to be others: only identities that speak of them are tried."""
    changed = set(keys)
    told = any(key.place[0] == "S" for key in keys)
    spoken = {one.check for one in now if not changed.isdisjoint(one.keys)} | set(_RATES if told else ())
    fresh = [id_ for id_ in ids if id_ in spoken]
    return [*(one for one in now if one.check not in spoken), *try_all(book, fresh)]


def _lost(book: Book, causes: Sequence[Cause]) -> tuple[list[list[Cause]], list[Cause]]:
    """Set apart, by form, the causes that are cells without a figure."""
    lost: dict[str, list[Cause]] = defaultdict(list)
    known: list[Cause] = []
    for cause in causes:
        blank = cause.change.kind == "one" and cause.change.key not in book
        (lost[cause.change.key.place] if blank else known).append(cause)
    return list(lost.values()), known


def _as_printed(one: Outcome, original: dict[tuple[str, tuple[Key, ...]], Outcome]) -> Outcome:
    """The cause of a wrong rate is seen from what is printed, its true value from what should be printed."""
    before = original.get((one.check, one.keys))
    return replace(one, cause=before.cause) if before and before.cause not in {None, "other"} else one


def _alike(book: Book, outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    """Group failures that are one fault printed several times: the same measure, the same wrong and right figure."""
    groups: dict[tuple[object, ...], list[Outcome]] = defaultdict(list)
    for at, one in enumerate(outcomes):
        figure = book.figures.get(one.blame) if one.blame else None
        if figure is None or one.quotes or one.cause in {"budget_zero", "ocr_shift"} or not figure.value:
            groups[at,] = [one]
        else:
            same = (
                one.check,
                one.verdict,
                one.blame.column if one.blame else "",
                abs(figure.value),
                one.expected,
                one.cause,
            )
            groups[same].append(one)
    return list(groups.values())


def _distinct(findings: Sequence[Finding]) -> list[Finding]:
    """Give findings of one identity and place different ids; the same finding twice is one."""
    seen: Counter[str] = Counter()
    kept: list[Finding] = []
    known: set[tuple[object, ...]] = set()
    for one in findings:
        spans = tuple((evidence.document, evidence.start, evidence.end) for evidence in one.evidence)
        what = (one.checks, one.place, one.row, one.column, one.cause, spans)
        if what in known:
            continue
        known.add(what)
        seen[one.id] += 1
        kept.append(one if seen[one.id] == 1 else one.model_copy(update={"id": f"{one.id}#{seen[one.id]}"}))
    return kept


def _ordered(findings: Sequence[Finding]) -> list[Finding]:
    def where(one: Finding) -> tuple[int, int]:
        return _GRAVITY[one.severity], min((evidence.start for evidence in one.evidence), default=0)

    return sorted(findings, key=where)


def tally(outcomes: Sequence[Outcome], ids: Sequence[str] | None = None) -> dict[str, Tally]:
    """Count outcomes by identity; one that nothing was tried of is untried once."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in outcomes:
        counts[one.check, one.verdict] += one.times
    lacking: dict[str, dict[str, None]] = defaultdict(dict)
    for one in outcomes:
        if one.verdict == "not_checked":
            lacking[one.check][one.note] = None
    return {
        id_: Tally(
            counts[id_, "pass"],
            counts[id_, "rounding"],
            counts[id_, "fail"],
            counts[id_, "not_checked"],
            tuple(lacking[id_]),
        )
        for id_ in (ids or identities())
    }
