"""Two rows of T3 or T5 in each other's place: no sum fails inside one 款, only T5 is above T3 in a row (B8)."""

from collections.abc import Sequence

from extractor.checks.blame import Cause, Run
from extractor.checks.book import Book, Key
from extractor.checks.changes import Change, exchange
from extractor.checks.outcome import Outcome
from extractor.checks.rows import WHOLE, codes

_MOST, _SIBLINGS = 8, 60
"""Exchanges looked for in one report, and rows tried for each."""


def swap_causes(
    book: Book, run: Run, now: Sequence[Outcome], rest: Sequence[Outcome]
) -> tuple[list[Cause], list[Outcome]]:
    """Return the exchanges of rows that explain why T5 is above T3, and the failures they do not explain."""
    causes: list[Cause] = []
    left = list(rest)
    while True:
        above = [
            one
            for one in left
            if len(causes) < _MOST and one.check == "B8" and not any(one in cause.closed for cause in causes)
        ]
        found = _best(book, run, now, left, above[0]) if above else None
        if found is None:
            return causes, left
        causes.append(found)
        left = [one for one in left if one not in found.closed]


def _best(book: Book, run: Run, now: Sequence[Outcome], failed: Sequence[Outcome], one: Outcome) -> Cause | None:
    row = one.keys[0].row
    before = {(other.check, other.keys) for other in now if other.verdict == "fail"}
    tried: list[tuple[int, int, Change]] = []
    for rank, place in enumerate(("T3", "T5")):
        for sibling in codes(book, place)[:_SIBLINGS]:
            if len(sibling) != len(row) or sibling == row or not _plausible(book, row, sibling):
                continue
            change = exchange(book, Key(place, row, WHOLE[place]), Key(place, sibling, WHOLE[place]))
            after = _after(book, run, now, change)
            if (one.check, one.keys) not in after and not after - before:
                tried.append((len(after), rank, change))
    if not tried:
        return None
    least, _, change = min(tried, key=lambda found: found[:2])
    others = tuple(key for left, _, other in tried if left == least and other != change for key in other.keys)
    after = _after(book, run, now, change)
    closed = [other for other in failed if (other.check, other.keys) not in after]
    return Cause(change, [one], others, not others, closed)


def _plausible(book: Book, row: str, sibling: str) -> bool:
    """Whether the sibling's figure in T3 is large enough for what T5 prints in the row."""
    column = WHOLE["T5"]
    wanted, given = book.value(Key("T5", row, column)), book.value(Key("T3", sibling, column))
    return given + book.step(Key("T3", sibling, column)) >= wanted


def _after(book: Book, run: Run, now: Sequence[Outcome], change: Change) -> set[tuple[str, tuple[Key, ...]]]:
    book.assumed.update(change.values)
    failed = {(one.check, one.keys) for one in run(book, now, change.keys) if one.verdict == "fail"}
    book.assumed.clear()
    return failed
