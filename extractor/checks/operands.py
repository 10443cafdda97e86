"""A wrong percentage whose amount is wrong: one slip in an operand explains it, and breaks nothing else."""

from collections.abc import Sequence
from decimal import Decimal

from extractor.checks.blame import Cause, Run
from extractor.checks.book import Book, Figure, Key
from extractor.checks.causes import GOOD
from extractor.checks.changes import Change
from extractor.checks.outcome import Outcome
from extractor.checks.ratio import Interval, fits, last_place, percent, span
from extractor.checks.slips import slip_between, slips_of

_SHARES = frozenset({"D2", "D3", "A18", "D17"})
"""Identities whose percentage is first operand over second; those of a change are over the second less the first."""
_VALUES = 3
"""Values tried for one operand."""
_UNIT = 10_000
_FEW = 10
"""Last places below which an amount says too little."""
_LONG = 1_000
"""Last places from which a percentage has digits enough for a slip in it to be told."""
_MOST = 12
"""Wrong percentages looked into in one report."""


def operand_causes(
    book: Book, run: Run, now: Sequence[Outcome], rest: Sequence[Outcome]
) -> tuple[list[Cause], list[Outcome]]:
    """Return the failed percentages that a slip in an amount explains, as causes, and the others."""
    causes: list[Cause] = []
    left: list[Outcome] = []
    looked = 0
    for one in rest:
        if not _is_open(book, one) or looked >= _MOST or any(one in cause.closed for cause in causes):
            left += [] if any(one in cause.closed for cause in causes) else [one]
            continue
        looked += 1
        cause = _cause(book, run, now, one)
        causes += [cause] if cause else []
        left += [] if cause else [one]
    return causes, left


def _is_open(book: Book, one: Outcome) -> bool:
    """Whether no known habit explains a failed percentage, nor a slip in the percentage itself.

    Two amounts that are printed alike bear each other out: then it is the percentage that is not 100.
    """
    if not one.rate or one.cause not in {None, "other"} or one.blame is None or len(one.keys) < 3:
        return False
    if one.check not in _SHARES | {"D4", "D5"} or one.blame not in book:
        return False
    rate, (top, bottom) = book.figures[one.blame], one.keys[1:3]
    if one.check in _SHARES and book.value(top) == book.value(bottom) and _is_long(book.value(top), book.step(top)):
        return False
    slip = None if one.expected is None else slip_between(abs(rate.value), abs(one.expected))
    return slip in {None, "unit"} and not _slips_into(rate, _true(book, one, {}))


def _is_long(value: Decimal, step: Decimal) -> bool:
    """Whether an amount has so many digits that another is not equal to it by chance."""
    return abs(value) >= _FEW * _FEW * _FEW * step


def _slips_into(rate: Figure, true: Interval | None) -> bool:
    """Whether a percentage of four digits or more is one slip away from what the amounts, rounded as they are, allow."""
    place, printed = last_place(rate.printed), abs(rate.value)
    if true is None or printed < _LONG * place:
        return False
    return any(
        true.meets(Interval(value, value)) and slip_between(printed, value, place) not in {None, "unit", "sign"}
        for value in slips_of(printed, place)
    )


def _true(book: Book, one: Outcome, near: dict[Key, Interval]) -> Interval | None:
    """Return what a percentage should be by its amounts, or by the intervals that are supposed in their stead."""
    top, bottom = (near.get(key) or span(book, key) for key in one.keys[1:3])
    true = percent(top, bottom if one.check in _SHARES else bottom - top)
    return None if true is None else true.magnitude()


def _cause(book: Book, run: Run, now: Sequence[Outcome], one: Outcome) -> Cause | None:
    before = [other for other in now if other.verdict == "fail"]
    found: list[tuple[int, Change]] = []
    for key in one.keys[1:]:
        if key not in book:
            continue
        for value in _values(book, one, key):
            change = Change(((key, value),))
            book.assumed.update(change.values)
            after = [other for other in run(book, now, [key]) if other.verdict == "fail"]
            book.assumed.clear()
            known = {(other.check, other.keys) for other in before}
            fresh = [other for other in after if (other.check, other.keys) not in known]
            if not fresh and len(after) < len(before):
                found.append((len(after), change))
    if not found:
        return None
    least = min(count for count, _ in found)
    best = [change for count, change in found if count == least]
    book.assumed.update(best[0].values)
    still = {(other.check, other.keys) for other in run(book, now, best[0].keys) if other.verdict == "fail"}
    book.assumed.clear()
    others = tuple(dict.fromkeys(change.key for change in best if change.key != best[0].key))
    return Cause(
        best[0], [one], others, not others, [other for other in before if (other.check, other.keys) not in still]
    )


def _values(book: Book, one: Outcome, key: Key) -> list[Decimal]:
    """Return values that one slip turns into the printed operand and that the percentage would fit."""
    rate = one.keys[0]
    step, printed = book.step(key), book.value(key)
    fitting = []
    for value in dict.fromkeys(slips_of(printed, step)):
        half = step * (_UNIT if value == printed * _UNIT else 1) / 2
        if abs(value) < _FEW * step:
            continue
        true = _true(book, one, {key: Interval(value - half, value + half)})
        if fits(book.figures[rate], true, book.value(rate)) in GOOD:
            fitting.append(value)
    return fitting[:_VALUES]
