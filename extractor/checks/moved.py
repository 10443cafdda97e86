"""Figures that the reader had to put where they belong: cells that the source shows in the wrong place."""

from collections import defaultdict
from collections.abc import Iterator

from extractor.checks.book import Book, Figure
from extractor.checks.outcome import Outcome
from extractor.tables.entry import BY_EMPTY, BY_FORM, BY_LABEL, BY_PAIR, BY_SUMS, BY_TEXT, REASONS, UNCLEAR

MOVED = (BY_SUMS, BY_FORM, BY_EMPTY, BY_TEXT, BY_PAIR, BY_LABEL, UNCLEAR)
_MOVED = frozenset(MOVED)
_CHECKS = {
    "T1": "A5",
    "T2": "A6",
    "T3": "A7",
    "T4": "A11",
    "T5": "A7",
    "T6": "A13",
    "T7": "A14",
    "T8": "A15",
    "T9": "A16",
}


def moved(book: Book) -> Iterator[Outcome]:
    """Yield one finding a row whose figures stand elsewhere than printed: which sum or label placed them is said."""
    rows: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in book.figures.values():
        if not figure.flags or _MOVED.isdisjoint(figure.flags):
            continue
        flag = next(flag for flag in MOVED if flag in figure.flags)
        if figure.key.place in _CHECKS:
            rows[figure.key.place, figure.key.row, flag].append(figure)
    for (place, _, flag), figures in rows.items():
        keys = tuple(figure.key for figure in figures)
        yield Outcome(
            _CHECKS[place],
            "fail",
            keys,
            blame=keys[0],
            cause="ocr_shift",
            severity="warning",
            note=REASONS[flag],
            kind="misread",
        )
