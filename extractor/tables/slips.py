"""Lines of T1 and T4 that slipped by a cell or two: their right label and their 行次 stand where they should not.

行次 are no key, provinces count differently; but they count, so a number that counts on is one, wherever it stands.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.tables.cells import Cell, Row

_FARTHEST = 2
_STEPS = (0, 1, -1, 2, -2)


class Slip(NamedTuple):
    """How far the right label, the figures of the left half and those of the right half stand right of their column."""

    label: int
    left: int
    right: int


def slips(body: Sequence[Row], middle: int, counters: frozenset[int], is_right: Callable[[Cell], bool]) -> list[Slip]:
    """Return the slip of each row. `middle`: the column of the right labels; `counters`: the columns of 行次."""
    lines = [{cell.column: cell for cell in row} for row in body]
    labels = [_label_slip(line, middle, is_right) for line in lines]
    left = next((column for column in sorted(counters) if 0 < column < middle), None)
    right = next((column for column in sorted(counters) if column > middle), None)
    lefts = _counter_slips(lines, left, [0] * len(lines))
    rights = _counter_slips(lines, right, labels)
    return [Slip(*slip) for slip in zip(labels, lefts, rights, strict=True)]


def _label_slip(line: dict[int, Cell], middle: int, is_right: Callable[[Cell], bool]) -> int:
    words = [cell for cell in line.values() if cell.text and cell.number is None and not cell.blank]
    if any(cell.column == middle for cell in words):
        return 0
    near = [cell.column - middle for cell in words[1:] if is_right(cell)]
    return next((step for step in near if abs(step) <= _FARTHEST), 0)


def _counter_slips(lines: Sequence[dict[int, Cell]], column: int | None, base: Sequence[int]) -> list[int]:
    """Return how far the figures of a half slipped: as far as its 行次 did, else as far as its label."""
    if column is None:
        return list(base)
    counts = [_count(line.get(column + shift)) for line, shift in zip(lines, base, strict=True)]
    found = []
    for at, (line, shift) in enumerate(zip(lines, base, strict=True)):
        before, after = counts[at - 1] if at else None, counts[at + 1] if at + 1 < len(counts) else None
        expected = {n for n in (before and before + 1, after and after - 1) if n}
        step = next((step for step in _STEPS if _count(line.get(column + shift + step)) in expected), 0)
        found.append(shift + step)
    return found


def _count(cell: Cell | None) -> int | None:
    """Return the number of a cell that may count lines: one to three digits alone."""
    text = cell.flat if cell else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None
