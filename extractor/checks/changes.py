"""Changes that would close a failed sum: of one figure, of a pair, to the next cell, of two rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, allowed, gap
from extractor.checks.slips import snapped


@dataclass(frozen=True)
class Change:
    """Figures and the values that would close what failed; several where one figure is printed several times."""

    values: tuple[tuple[Key, Decimal], ...]
    kind: Literal["one", "move", "pair", "swap"] = "one"
    """one: a figure; move: a figure to a blank cell; pair: two figures by the same amount, whose sum held all along;
    swap: two rows of a form."""

    @property
    def key(self) -> Key:
        """The figure first printed."""
        return self.values[0][0]

    @property
    def keys(self) -> tuple[Key, ...]:
        """All figures it changes."""
        return tuple(key for key, _ in self.values)


def pairs(
    book: Book, by_key: dict[Key, list[Outcome]], changes: Sequence[Change], pool: Sequence[Change]
) -> Iterable[Change]:
    """Yield pairs of changes of which the second restores a sum that the first breaks."""
    for change in changes:
        if change.key not in book:
            continue
        broken = [one for one in by_key[change.key] if one.verdict != "fail" and not closes(book, one, change)]
        held = {key for one in broken for key in one.keys}
        for other in pool:
            if other.key in held and other.key in book and other.key != change.key:
                pair = Change((*change.values, *other.values), "pair")
                if all(closes(book, one, pair) for one in broken):
                    yield pair


def changes_of(book: Book, alike: Sequence[Outcome]) -> Iterable[Change]:
    """Yield every change of one figure, wherever it is printed, that closes a failed sum."""
    off, slack = gap(book, alike[0].terms), allowed(book, alike[0].terms)
    for at, term in enumerate(alike[0].terms):
        keys = dict.fromkeys(one.terms[at].key for one in alike)
        printed = book.value(term.key)
        value = printed - off * term.factor
        if term.key.place[0] == "T":  # a figure of the text has its like in a form, which tells it exactly
            value = snapped(printed, value, slack, book.step(term.key))
        yield Change(tuple((key, value) for key in keys))


def signature(book: Book, one: Outcome) -> tuple[object, ...]:
    """Return what failures are alike by: the identity and its figures, wherever they are printed."""
    return (one.check, *((term.factor, book.value(term.key)) for term in one.terms))


def moves(book: Book, one: Outcome, failed: Sequence[Outcome]) -> Iterable[Change]:
    """Yield moves of a form's figure to a blank cell of its row that close a failed sum; a failed sum holds the cell."""
    blank = dict.fromkeys(k for other in failed for k in other.keys if k.place[0] == "T" and not book.value(k))
    off = abs(gap(book, one.terms))
    slack = allowed(book, one.terms)
    for cell in blank:
        for key in _beside(book, cell):
            value = book.value(key)
            if value and abs(abs(value) - off) <= slack:
                change = Change(((key, Decimal(0)), (cell, value)), "move")
                if closes(book, one, change):
                    yield change


def _beside(book: Book, cell: Key) -> Iterable[Key]:
    """Yield the other cells of a row; of T7, which stands upright or lies, all others."""
    if cell.place == "T7":
        yield from (key for key in book.figures if key.place == "T7" and key != cell)
    else:
        yield from (cell.at(column) for column in book.columns(cell.place) if column != cell.column)


def swaps(book: Book, one: Outcome, failed: Sequence[Outcome]) -> Iterable[Change]:
    """Yield exchanges of two coded rows of one form that close this sum and another."""
    mine = [term.key for term in one.terms if term.key.place[0] == "T" and term.key.row.isdigit()]
    for other in failed:
        if other is one:
            continue
        for theirs in (term.key for term in other.terms if term.key.row.isdigit()):
            for key in mine:
                alike = (key.place, key.column) == (theirs.place, theirs.column) and key.row != theirs.row
                if alike and book.value(key) != book.value(theirs):
                    pair = Change(((key, book.value(theirs)), (theirs, book.value(key))), "swap")
                    if closes(book, one, pair) and closes(book, other, pair):
                        yield exchange(book, key, theirs)


def exchange(book: Book, one: Key, other: Key) -> Change:
    """Return the change that puts the figures of two rows of a form into each other's row."""
    first, second = sorted((one, other))
    pairs = [(first.at(column), second.at(column)) for column in book.columns(one.place)]
    apart = [(a, b) for a, b in pairs if book.value(a) != book.value(b)]
    return Change(tuple(item for a, b in apart for item in ((a, book.value(b)), (b, book.value(a)))), "swap")


def closes(book: Book, one: Outcome, change: Change) -> bool:
    """Whether a sum holds, within rounding, once a change is made."""
    return abs(_gap_after(book, one, change)) <= allowed(book, one.terms)


def _gap_after(book: Book, one: Outcome, change: Change) -> Decimal:
    values = dict(change.values)
    moved = ((term.factor, values[term.key] - book.value(term.key)) for term in one.terms if term.key in values)
    return gap(book, one.terms) + sum((factor * by for factor, by in moved), Decimal(0))
